import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileOffset } from '../../text/mapped.ts';
import { decodeText } from '../../text/bytes.ts';
import { parseDockerfile, print } from './parse.ts';
import type { Dockerfile, Instruction } from '../types.ts';

const WORDS = [
  'FROM a\n',
  'RUN ',
  'COPY ',
  'ENV ',
  'ONBUILD ',
  'HEALTHCHECK CMD ',
  '--mount=type=x,a=b ',
  '--a="b ',
  'x',
];
const SIGNS = [
  '["a", "b"]',
  '\\\n',
  ' \\ \t\n',
  '\n',
  '\r\n',
  '# c\n',
  '<<EOF',
  'EOF\n',
  'a=b',
  ' ',
  '\t',
  '"',
  "'",
];
const PIECES: readonly string[] = [...WORDS, ...SIGNS, '\u00a0', '\udcff', '\ufeff'];

const anyFile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => decodeText(bytes)),
);

/** All spans anywhere in a value. */
function spansOf(value: unknown): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(spansOf);
  const { start, end } = value as { start?: unknown; end?: unknown };
  return typeof start === 'number' && typeof end === 'number' ? [{ start, end }, ...inner] : inner;
}

/** The bodies of an instruction and those inside it, each read back from the file. */
function readBack(
  file: Dockerfile,
  instruction: Instruction | undefined,
): { body: string; file: string }[] {
  if (instruction === undefined) return [];
  const { body } = instruction;
  if (body === undefined) return readBack(file, instruction.onbuild);
  const units = Array.from({ length: body.text.length }, (_, i) => file.text[fileOffset(body, i)]);
  return [{ body: body.text, file: units.join('') }, ...readBack(file, instruction.onbuild)];
}

describe('parseDockerfile', () => {
  test('keeps every character, with spans inside the text and bodies that lead back', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const file = parseDockerfile(text);
        expect(print(file)).toBe(text);
        for (const { start, end } of spansOf(file)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        for (const back of file.instructions.flatMap((one) => readBack(file, one)))
          expect(back.file).toBe(back.body);
      }),
      { numRuns: 2000 },
    );
  });

  test('a body leaves out continuations and the comments between', () => {
    const text = 'FROM a\nRUN apt-get update \\\n  # why\n\n  && apt-get install -y curl\n';
    const file = parseDockerfile(text);
    const run = file.instructions[1];
    expect(run?.body?.text).toBe('apt-get update   && apt-get install -y curl');
    expect(run).toMatchObject({ startLine: 2, endLine: 5, form: 'shell', emptyContinuation: true });
    expect(
      text.slice(fileOffset(run?.body ?? { text: '', runs: [] }, 20)).startsWith('install'),
    ).toBe(false);
    expect(file.comments.map((comment) => comment.text)).toEqual(['why']);
  });

  test('goes on after errors, BuildKit’s first', () => {
    const file = parseDockerfile('FROM a\nFOO x\nENV a\nRUN b\n');
    expect(file.instructions.map(({ name }) => name)).toEqual(['FROM', 'FOO', 'ENV', 'RUN']);
    expect(file.errors).toMatchObject([
      { message: 'ENV must have two arguments', line: 3, column: 1 },
      { message: expect.stringMatching(/^unknown instruction: FOO/), line: 2 },
    ]);
  });

  test('places words, flags and pairs', () => {
    const text = 'FROM a\nENV A=1 \\\n  B="x y"\nCOPY --chown="a b":c --link ["s t", "/d"]\n';
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    const [, env, copy] = parseDockerfile(text).instructions;
    expect(
      env?.pairs.map((pair) => [at(pair.nameSpan), pair.valueSpan && at(pair.valueSpan)]),
    ).toEqual([
      ['A', '1'],
      ['B', '"x y"'],
    ]);
    expect(copy?.flags.map((flag) => [flag.name, flag.value, at(flag.span)])).toEqual([
      ['chown', 'a b:c', '--chown="a b":c'],
      ['link', undefined, '--link'],
    ]);
    expect(copy?.args.map((word) => [word.text, at(word.span)])).toEqual([
      ['s t', '"s t"'],
      ['/d', '"/d"'],
    ]);
  });

  test.each([
    ['continuations', `FROM a\nRUN x \\\n${'  y \\\n'.repeat(200_000)}z`],
    ['mount fields', `FROM a\nRUN --mount=type=cache${',a=b\\\n'.repeat(200_000)} x`],
    ['ONBUILD', `FROM a\n${'ONBUILD \\\n'.repeat(200_000)}RUN x`],
    ['nested substitutions', `FROM a\nRUN cat <<x${'${a:-\\\n'.repeat(200_000)}`],
    ['nested JSON', `FROM a\nRUN ${'[\\\n'.repeat(200_000)}]`],
    ['open heredocs', `FROM a\n${'RUN <<E\n'.repeat(200_000)}`],
  ])('takes hostile %s in linear time', (_name, text) => {
    expect(print(parseDockerfile(text))).toBe(text);
  });
});
