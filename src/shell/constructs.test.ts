import { describe, expect, test } from 'vitest';
import { childrenOf, flatCommands } from './flat.ts';
import { optionsIn } from './options.ts';
import { parseShell } from './parse.ts';
import type { ShellNode, ShellScript } from './types.ts';

function parsed(text: string): ShellScript {
  const script = parseShell({ text, runs: [0, 0] });
  expect(script.errors).toEqual([]);
  return script;
}

/** The simple commands, each word as its value or as it is written. */
function commands(text: string): string[] {
  return flatCommands(parsed(text)).map((one) =>
    one.words.map((word) => word.value ?? word.text).join(' '),
  );
}

function names(options: string): string[] {
  return optionsIn(options.split(' ')).map(({ name, on }) => `${on ? '' : 'no '}${name}`);
}

/** Kinds of nodes from the outside in. */
function kinds(nodes: readonly ShellNode[]): unknown[] {
  return nodes.map((node) => {
    const inner = kinds(childrenOf(node));
    return inner.length === 0 ? node.kind : [node.kind, ...inner];
  });
}

describe('commands of every construct', () => {
  test.each([
    [
      'a $(b; c `d`) "$(e "$(f)")"',
      ['a $(b; c `d`) "$(e "$(f)")"', 'b', 'c `d`', 'd', 'e "$(f)"', 'f'],
    ],
    [
      'a $(case x in x) b;; *) c;; esac # )\n)',
      ['a $(case x in x) b;; *) c;; esac # )\n)', 'b', 'c'],
    ],
    ['a $(grep case f) && b', ['a $(grep case f)', 'grep case f', 'b']],
    [
      'a $(if b; then case x in x) c;; esac; d if case=1 case; fi)',
      ['a $(if b; then case x in x) c;; esac; d if case=1 case; fi)', 'b', 'c', 'd if case=1 case'],
    ],
    ['a `b \\`c\\``', ['a `b \\`c\\``', 'b `c`', 'c']],
    ['a > $(b) < <(c) <<< "$(d)"', ['a', 'b', 'c', 'd']],
    ['a <<X\n$(b)\nX\nc', ['a', 'b', 'c']],
    ["a <<'X'\n$(b)\nX\nc", ['a', 'c']],
    [
      'a ${x:-$(b)} ${y/$(c)/d} $((1 + $(e)))',
      ['a ${x:-$(b)} ${y/$(c)/d} $((1 + $(e)))', 'b', 'c', 'e'],
    ],
    ['A=$(a) B=($(b) c) d', ['d', 'a', 'b']],
    ['for x in $(a) {1..3}; do b "$x"; done > $(c)', ['a', 'c', 'b "$x"']],
    ['for ((i = $(a); i < 3; i++)); do b; done', ['a', 'b']],
    ['case $(a) in $(b)) c;; (d|e) f;; esac', ['a', 'b', 'c', 'f']],
    ['select x in a b; do c; done', ['c']],
    ['until a; do b; done', ['a', 'b']],
    ['function f { a; }; f() (b); f', ['a', 'b', 'f']],
    ['coproc N { a; }; coproc b', ['a', 'b']],
    ['time -p ! a | b', ['a', 'b']],
    ['if ! a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    [
      '[[ -f x && ! ( $(a) == b* || c =~ ^(d|e)$ ) ]] && f',
      ['[[ -f x && ! ( $(a) == b* || c =~ ^(d|e)$ ) ]]', 'a', 'f'],
    ],
    ['(( x = $(a) + 1 )) || b', ['((  x = $(a) + 1  ))', 'a', 'b']],
    ['a &\nb & c', ['a', 'b', 'c']],
    ['a |& b', ['a', 'b']],
    ['! a; { b; } 2>&1', ['a', 'b']],
    ['rm -rf !(a|b) *.@(c|d)', ['rm -rf !(a|b) *.@(c|d)']],
    ["echo $'a\\nb' \"c d\"'e'", ['echo a\nb c de']],
    ['a\\\nb c\\\n d', ['ab c d']],
  ])('%s', (text, expected) => {
    expect(commands(text)).toEqual(expected);
  });

  test('structure', () => {
    expect(kinds(parsed('a && b || c; ! d | e').nodes)).toEqual([
      ['logic', 'command', 'command', 'command'],
      ['pipeline', 'command', 'command'],
    ]);
    expect(parsed('time ! a').nodes).toMatchObject([
      { kind: 'pipeline', negated: true, timed: true },
    ]);
    expect(parsed('coproc a').nodes).toMatchObject([{ kind: 'background', coproc: true }]);
    expect(parsed('case a in b) c;& d) e;;& f) g; esac').nodes).toMatchObject([
      { items: [{ terminator: ';&' }, { terminator: ';;&' }, {}] },
    ]);
  });
});

describe('parts', () => {
  test('variables, arrays, process substitutions, arithmetic', () => {
    const [command] = flatCommands(
      parsed('A=(x "y z") B+=c a "$V" ${V%%x*} ${V[1]} <(b) $((1)) {c,d} ~/e'),
    );
    expect(command?.assignments).toMatchObject([
      { name: 'A', elements: [{ value: 'x' }, { value: 'y z' }] },
      { name: 'B', append: true, value: { value: 'c' } },
    ]);
    expect(command?.words.slice(1).map((word) => word.parts[0])).toMatchObject([
      { kind: 'variable', name: 'V', quoted: true },
      { kind: 'variable', name: 'V', operator: '%%', operand: { text: 'x*' } },
      { kind: 'other', variable: 'V' },
      { kind: 'process', operator: '<' },
      { kind: 'other', text: '$((1))' },
      { kind: 'brace' },
      { kind: 'text', value: '~/e' },
    ]);
    expect(command?.words.at(-1)?.value).toBeUndefined();
  });

  test('comments, but no # of a word, a string or a document', () => {
    const text = '# one\na#b "# no" \\# ${#x} # two\nc <<X # three\n# no\nX\n$(d # four\n)';
    const script = parsed(text);
    expect(script.comments.map((one) => one.text)).toEqual(['one', 'two', 'three']);
    for (const { span } of script.comments) expect(text[span.start]).toBe('#');
    const [inner] = flatCommands(script).slice(2);
    const part = inner?.words[0]?.parts[0];
    expect(part?.kind === 'command' && part.script.comments).toMatchObject([{ text: 'four' }]);
  });

  test('options of set and of the shell', () => {
    expect(names('-eux -o pipefail')).toEqual(['errexit', 'nounset', 'xtrace', 'pipefail']);
    expect(names('-eo pipefail -c')).toEqual(['errexit', 'pipefail']);
    expect(names('+e -- -x')).toEqual(['no errexit']);
  });
});

describe('what a shell refuses', () => {
  test.each([
    'if a',
    'a (b)',
    'a "b',
    'a $(b',
    'a `b',
    'a | ;',
    ') a',
    '{ a',
    'a <',
    'for; do',
    'x((',
    'case a in',
  ])('%s', (text) => {
    const script = parseShell({ text, runs: [0, 0] });
    expect(script.errors.length).toBeGreaterThan(0);
    expect(script.nodes).toMatchObject([{ kind: 'opaque', text }]);
  });
});
