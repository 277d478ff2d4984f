import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MappedText } from '../text/span.ts';
import { flatCommands } from './flat.ts';
import { innerBody } from './inner.ts';
import { parseShell } from './parse.ts';

/** A text that stands at an offset of its file, its continuations taken out. */
function joined(file: string, start: number): MappedText {
  const runs = [0, start];
  let text = '';
  for (let index = start; index < file.length; index++) {
    if (file.startsWith('\\\n', index)) {
      runs.push(text.length, index + 2);
      index += 1;
    } else text += file[index] ?? '';
  }
  return { text, runs };
}

function commandsOf(file: string, start = 4): string[] {
  return flatCommands(parseShell(joined(file, start))).map((one) =>
    one.words.map((word) => word.value ?? `<${word.text}>`).join(' '),
  );
}

describe('commands', () => {
  it('finds the words of chains, groups, loops and substitutions', () => {
    expect(
      commandsOf('RUN set -e; (cd "/a b" && make -j$(nproc)) || { echo no; exit 1; }'),
    ).toEqual(['set -e', 'cd /a b', 'make <-j$(nproc)>', 'nproc', 'echo no', 'exit 1']);
    expect(commandsOf('RUN for f in a b; do if test -f $f; then rm "$f"; fi; done')).toEqual([
      'test -f <$f>',
      'rm <"$f">',
    ]);
  });

  it('gives the place of a word behind continuations', () => {
    const file = 'RUN apt-get update && \\\n    apt-get install -y \\\n  curl';
    const commands = flatCommands(parseShell(joined(file, 4)));
    const span = commands[1]?.words.at(-1)?.span;
    expect(span && file.slice(span.start, span.end)).toBe('curl');
    expect(file.slice(commands[0]?.span.start, commands[0]?.span.end)).toBe('apt-get update');
  });

  it.each([
    ['RUN a "`b \\\n  "c\\n" d`"', 'b \\\n  "c\\n" d', 'd'],
    // A backslash is taken off: only the whole has a place.
    ['RUN a `b \\$c d`', '`b \\$c d`', '`b \\$c d`'],
  ])('gives the places in backticks: %s', (file, command, last) => {
    const inner = flatCommands(parseShell(joined(file, 4)))[1];
    expect(file.slice(inner?.span.start, inner?.span.end)).toBe(command);
    const word = inner?.words.at(-1)?.span;
    expect(word && file.slice(word.start, word.end)).toBe(last);
  });

  it('keeps redirections, heredocs and assignments apart from words', () => {
    const [cat] = flatCommands(
      parseShell(joined('RUN A=1 cat <<EOF > /etc/x 2>/dev/null\nhello $NAME\nEOF\n', 4)),
    );
    expect(cat?.assignments.map((one) => [one.name, one.value?.value])).toEqual([['A', '1']]);
    expect(cat?.words).toHaveLength(1);
    expect(cat?.redirects.map((one) => [one.operator, one.fd, one.target?.value])).toEqual([
      ['<<', undefined, undefined],
      ['>', undefined, '/etc/x'],
      ['>', 2, '/dev/null'],
    ]);
    expect(cat?.redirects[0]?.heredoc?.text).toBe('hello $NAME\n');
  });

  it('sees the script of a shell started as a program', () => {
    const [outer] = flatCommands(parseShell(joined('RUN bash -lc "npm ci && npm test"', 4)));
    const inner = outer && innerBody(outer);
    const commands = inner?.kind === 'shell' ? flatCommands(inner.script) : [];
    expect(commands.map((one) => one.words[0]?.value)).toEqual(['npm', 'npm']);
  });
});

describe('bodies that are no shell script', () => {
  it('leaves PowerShell and broken scripts as one opaque node', () => {
    const shell = ['powershell', '-Command'];
    const power = parseShell(joined('RUN Get-Item C:\\', 4), { shell });
    expect(power.nodes.map((one) => one.kind)).toEqual(['opaque']);
    expect(parseShell(joined('RUN if true; then', 4)).nodes.map((one) => one.kind)).toEqual([
      'opaque',
    ]);
  });

  it('never throws', () => {
    const piece = constantFrom(
      'a',
      '$(',
      ')',
      '"',
      "'",
      '`',
      '${',
      '}',
      '<<E',
      '\n',
      ' ',
      '&&',
      ';',
      '((',
      '[[',
      '\\',
      'if',
      'fi',
      '*',
      '|',
    );
    assert(
      property(array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const script = parseShell({ text, runs: [0, 7] });
        for (const one of flatCommands(script)) {
          expect(one.span.start).toBeGreaterThanOrEqual(7);
          expect(one.span.end).toBeLessThanOrEqual(text.length + 7);
        }
      }),
      { numRuns: 1500 },
    );
    const deep = '$('.repeat(50_000);
    expect(parseShell({ text: deep, runs: [0, 0] }).nodes).toHaveLength(1);
  });
});
