import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { parseJson } from '../reports/parse-json.ts';
import type { ParsedCommand, ParsedInstruction } from '../reports/parse-report.ts';
import { encodeText } from '../text/bytes.ts';
import { parse, parseBytes } from './parse.ts';

function instructionsOf(text: string): ParsedInstruction[] {
  return [...parseBytes('Dockerfile', encodeText(text)).instructions];
}

/** The words of a file at which a command is said to stand. */
function at(text: string, { line, column, endLine, endColumn }: ParsedCommand): string {
  const lines = text.split('\n').slice(line - 1, endLine);
  const last = lines.length - 1;
  lines[last] = lines[last]?.slice(0, endColumn - 1) ?? '';
  lines[0] = lines[0]?.slice(column - 1) ?? '';
  return lines.join('\n');
}

describe('parse', () => {
  it('gives arguments, flags and attributes as the nodes of BuildKit hold them', () => {
    const [from, copy, env, old, cmd, trigger] = instructionsOf(
      'FROM a AS b\nCOPY --from="x" a "b c" d\nENV A=1 B="2 3"\nENV C d e\nCMD ["a", "b\\u0020c"]\nONBUILD RUN --network=none x y\n',
    );
    expect(from).toMatchObject({ name: 'FROM', args: ['a', 'AS', 'b'], attributes: {} });
    expect(copy).toMatchObject({ flags: ['--from=x'], args: ['a', '"b', 'c"', 'd'] });
    expect(env?.args).toEqual(['A', '1', '=', 'B', '"2 3"', '=']);
    expect(old?.args).toEqual(['C', 'd e', '']);
    expect(cmd).toMatchObject({ args: ['a', 'b c'], attributes: { json: true } });
    expect(trigger?.onbuild).toMatchObject({
      name: 'RUN',
      flags: ['--network=none'],
      args: ['x y'],
      commands: [{ words: ['x', 'y'], line: 6, column: 28 }],
    });
  });

  it('keeps lines, originals, comments and heredocs', () => {
    const text =
      '# syntax=docker/dockerfile:1\n# why\nFROM a\nRUN x \\\n# not this\n  y\nCOPY <<-"E" /f\n\tone\nE\n';
    const report = parseBytes('-', encodeText(text));
    expect(report.directives).toEqual([{ name: 'syntax', value: 'docker/dockerfile:1', line: 1 }]);
    const [from, run, copy] = [...report.instructions];
    expect(from?.comments).toEqual(['why']);
    expect(run).toMatchObject({ line: 4, column: 1, endLine: 6, endColumn: 4 });
    expect(run?.original).toBe('RUN x   y');
    expect(copy?.heredocs).toEqual([
      { name: 'E', fd: 0, expand: false, chomp: true, content: 'one\n' },
    ]);
  });

  it('says where each command stands, in every form', () => {
    const text =
      'FROM a\nRUN A=1 b && \\\n  c "d e" > f\nRUN <<EOF\necho $(pwd)\nEOF\nHEALTHCHECK CMD g || exit 1\nENTRYPOINT ["h", "i"]\n';
    const commands = instructionsOf(text).flatMap((one) => one.commands ?? []);
    expect(commands.map((one) => at(text, one))).toEqual([
      'A=1 b',
      'c "d e" > f',
      'echo $(pwd)',
      'pwd',
      'g',
      'exit 1',
      '"h", "i"',
    ]);
    expect(commands[0]).toMatchObject({ assignments: ['A=1'], words: ['b'] });
    expect(commands[1]).toMatchObject({ words: ['c', '"d e"'], redirects: ['>f'] });
  });

  it('knows whose shell it is, through the stages', () => {
    const text =
      'FROM a AS w\nSHELL ["pwsh", "-c"]\nRUN Get-It\nFROM w\nRUN Get-It\nFROM b\nRUN get\nRUN (\n';
    const runs = instructionsOf(text).filter((one) => one.name === 'RUN');
    expect(runs.map(({ shell, commands }) => [shell, commands?.length])).toEqual([
      ['pwsh', undefined],
      ['pwsh', undefined],
      ['/bin/sh', 1],
      ['/bin/sh', undefined],
    ]);
    expect(runs.at(-1)?.shellErrors?.[0]).toMatchObject({ line: 8, column: 5 });
  });

  it('names stages and which of them a build needs', () => {
    const text = 'ARG V=1\nFROM --platform=linux/arm64 a:$V AS B\nFROM a\nFROM b\nFROM scratch\n';
    const { stages } = parseBytes('-', encodeText(`${text}COPY --from=2 / /\n`));
    expect(stages.map(({ base, reached }) => [base, reached])).toEqual([
      [{ kind: 'image', ref: 'a:1' }, true],
      [{ kind: 'image', ref: 'a' }, false],
      [{ kind: 'stage', index: 0 }, true],
      [{ kind: 'scratch' }, true],
    ]);
    expect(stages[0]).toMatchObject({ name: 'b', platform: 'linux/arm64', line: 2 });
  });

  it('prints the tree of a broken file with its errors, BuildKit’s first', () => {
    const report = parseBytes('-', encodeText('FROM a\nFOO b\nUSER\n'));
    expect([...report.instructions].map(({ name }) => name)).toEqual(['FROM', 'FOO', 'USER']);
    expect(report.errors[0]).toMatchObject({ line: 2, column: 1 });
    expect(report.errors[0]?.message).toContain('FOO');
    expect(report.errors).toHaveLength(2);
  });

  it('carries bytes that are not UTF-8 through JSON', () => {
    const bytes = new Uint8Array([...encodeText('FROM a\nRUN '), 0xff, 0x0a]);
    const printed = [...parseJson(parseBytes('-', bytes))].join('');
    expect(printed).toContain('\\udcff');
    const { instructions } = JSON.parse(printed) as { instructions: { args: string[] }[] };
    expect(encodeText(instructions[1]?.args[0] ?? '')).toEqual(new Uint8Array([0xff]));
  });

  it('is one JSON value for every file', () => {
    for (const text of ['', 'FROM a\n', '# x\nFROM a\nRUN b\nRUN c\n', '\0"\\']) {
      const printed = [...parseJson(parseBytes('-', encodeText(text)))].join('');
      expect(JSON.parse(printed)).toMatchObject({ schema: 'plimsoll/parse/1', file: '-' });
      expect(printed).toBe(`${JSON.stringify(JSON.parse(printed), undefined, 2)}\n`);
    }
  });

  it('reads files of the disk, and says in one line why it cannot', () => {
    const host = memoryHost({ '/w/any.txt': 'FROM a\n' }, { cwd: '/w' });
    expect([...parse(host, 'any.txt').instructions]).toHaveLength(1);
    expect(() => parse(host, 'other')).toThrow('There is no file other.');
    expect(() => parse(host, '/w')).toThrow('/w cannot be read');
  });
});
