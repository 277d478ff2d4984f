import { spawnSync } from 'node:child_process';
import {
  type Arbitrary,
  array,
  assert,
  constant,
  constantFrom,
  letrec,
  oneof,
  pre,
  property,
  string,
  tuple,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../src/dockerfile/syntax/parse.ts';
import { flatCommands } from '../src/shell/flat.ts';
import { parseShell } from '../src/shell/parse.ts';
import type { ShellScript } from '../src/shell/types.ts';
import { misplaced, scan, shellCases } from './fuzz/hold-shell.ts';
import { hasBash, refusalOf } from './oracle/bash.ts';

const bash = hasBash();
if (!bash) console.warn('skipped: no bash on PATH to hold the shell model against');

function parsed(text: string): ShellScript {
  return parseShell({ text, runs: [0, 0] }, { shell: ['bash'] });
}

/** What `bash -n` has against a script; empty when it takes it. */
function refusal(text: string): string {
  const env = { ...process.env, LC_ALL: 'C' };
  const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8', env });
  return refusalOf(status, stderr);
}

/** Each script costs a process, and large ones are slow to make smaller. */
const BOUNDS = { endOnFailure: true, interruptAfterTimeLimit: 15_000 };

/** Blanks as people write them in a RUN; `¶` stands for a continuation. */
const BLANK = constantFrom(' ', ' ', ' ', '¶  ', '  ', '\t');
const WORD = constantFrom(
  'a',
  '-b',
  'c=d',
  '"e f"',
  "'g $h'",
  '$i',
  '"${j:-k l}"',
  '$(m)',
  '`n o`',
  'p\\ q',
  '*.r',
  '{s,t}',
  '$((1 + 2))',
  '"$(u "v w")"',
  "$'x\\n'",
  'y¶z',
  'no#',
  'case',
  'if',
  'in',
);
const TAIL = constantFrom(
  '',
  '',
  '',
  ' > f',
  ' 2>&1',
  ' >> "$g"',
  ' < /dev/null',
  ' <<< h',
  ' &> i',
);

/** Scripts that bash takes, made from its grammar. */
const { list: SCRIPT } = letrec<Record<'command' | 'pipeline' | 'chain' | 'list', string>>(
  (tie) => {
    const list = tie('list');
    const simple = tuple(
      constantFrom('', '', 'A=1 ', 'B="c d" E= '),
      constantFrom('run', './x', '"$y"', 'set', 'export', '[', 'echo'),
      array(tuple(BLANK, WORD), { maxLength: 4 }),
      TAIL,
    ).map(([head, name, words, tail]) => head + name + words.flat().join('') + tail);
    const compound = (...pieces: (string | Arbitrary<string>)[]): Arbitrary<string> =>
      tuple(...pieces.map((one) => (typeof one === 'string' ? constant(one) : one)), TAIL).map(
        (all) => all.join(''),
      );
    const kinds: readonly Arbitrary<string>[] = [
      compound('(', list, ')'),
      compound('{ ', list, '; }'),
      compound('if ', list, '; then ', list, '; else ', list, '; fi'),
      compound('for x in ', WORD, '; do ', list, '; done'),
      compound('while ', list, '; do¶ ', list, '; done'),
      compound('case ', WORD, ' in a|b) ', list, ';; (c) ', list, ';;& *) ', list, ' ;; esac'),
      compound('f() { ', list, '; }'),
      constant('[[ -f "$a" && ! $b =~ ^(c|d)+$ ]]'),
      constant('(( a = b * 2 ))'),
      simple.map((one) => `x="$(${one})"`),
    ];
    return {
      command: oneof({ maxDepth: 2, depthIdentifier: 'shell' }, simple, ...kinds),
      pipeline: tuple(
        constantFrom('', '', '! ', 'time '),
        tie('command'),
        array(tie('command'), { maxLength: 1 }),
      ).map(([head, first, more]) => head + [first, ...more].join(' | ')),
      chain: tuple(
        tie('pipeline'),
        array(tuple(constantFrom(' && ', ' || ', ' &&¶ '), tie('pipeline')), { maxLength: 1 }),
      ).map(([first, rest]) => first + rest.flat().join('')),
      list: tuple(
        tie('chain'),
        array(tuple(constantFrom('; ', ' & ', ' ;¶ '), tie('chain')), { maxLength: 1 }),
      ).map(([first, rest]) => first + rest.flat().join('')),
    };
  },
);

/** Pieces that a script is broken with. */
const NOISE = constantFrom(
  ...'( ) { } ; ;; & && | " ` $( ${ $(( )) < > # \n'.split(' '),
  ...'if then fi do done esac [[ ]]'.split(' ').map((word) => `${word} `),
  "'",
  'case x in ',
  '<<E\n',
);

describe.skipIf(!bash)('as bash -n', () => {
  test('takes every generated script', { timeout: 60_000 }, () => {
    assert(
      property(SCRIPT, (written) => {
        const text = written.replaceAll('¶', '\\\n');
        expect([refusal(text), parsed(text).errors]).toEqual(['', []]);
      }),
      { ...BOUNDS, numRuns: 60 },
    );
  });

  test('takes what bash takes of broken scripts', { timeout: 60_000 }, () => {
    assert(
      property(SCRIPT, NOISE, string({ maxLength: 3 }), (written, noise, where) => {
        const at = (where.length * 7919 + (where.codePointAt(0) ?? 0)) % (written.length + 1);
        const text = (written.slice(0, at) + noise + written.slice(at)).replaceAll('¶', '\\\n');
        // Of an unfinished `[[` bash -n says nothing (`case z in b)[[ ""&&]]` passes), and `${ …; }` runs
        // commands from bash 5.3 on and is any text before.
        pre(!text.includes('[[') && !/\$\{\s/.test(text));
        const refused = refusal(text) !== '';
        expect(refused || parsed(text).errors.length === 0).toBe(true);
      }),
      // Always the same ones: bash -n looks into neither `((…))` nor much of what a file ends in, so
      // that now and then it takes something that no shell runs.
      { ...BOUNDS, numRuns: 150, seed: 41 },
    );
  });
});

describe('places', () => {
  const between = constantFrom('\\\n', '\\ \n', '\\\n# note\n', '\\\n\n   # x\n');

  test('every command of a RUN, read back from the file, is the command', () => {
    assert(
      property(SCRIPT, array(between, { minLength: 1, maxLength: 8 }), (written, breaks) => {
        let next = 0;
        const run = written.replaceAll('¶', () => breaks[next++ % breaks.length] ?? '');
        const file = parseDockerfile(`FROM a\nRUN ${run}\n`);
        const cases = shellCases(file);
        expect(cases).toHaveLength(1);
        for (const one of cases) {
          expect(one.body.script.errors).toEqual([]);
          expect(misplaced(file, one)).toEqual([]);
        }
      }),
      { ...BOUNDS, numRuns: 150 },
    );
  });

  test('every command of a document', () => {
    assert(
      property(SCRIPT, constantFrom('<<EOF', '<<-EOF', '<<EOF bash'), (written, head) => {
        const run = written
          .replaceAll('¶', '\\\n')
          .replaceAll('\n', head === '<<-EOF' ? '\n\t\t' : '\n');
        const file = parseDockerfile(`FROM a\nRUN ${head}\n\t${run}\nEOF\n`);
        for (const one of shellCases(file)) {
          expect(one.body.script.errors).toEqual([]);
          expect(misplaced(file, one)).toEqual([]);
        }
      }),
      { ...BOUNDS, numRuns: 100 },
    );
  });
});

test('any text has commands inside it, and nothing throws', () => {
  const text = array(
    oneof(NOISE, WORD, string({ maxLength: 4 }), constantFrom('\0', '\uD800', '\r')),
    {
      maxLength: 40,
    },
  ).map((all) => all.join(''));
  assert(
    property(text, (one) => {
      const script = parsed(one);
      scan(script);
      for (const { span } of flatCommands(script)) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        expect(span.end).toBeLessThanOrEqual(one.length);
      }
    }),
    { ...BOUNDS, numRuns: 1000 },
  );
});
