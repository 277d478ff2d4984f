import { expect, test } from 'vitest';
import type { Instruction } from '../types.ts';
import { parseDockerfile } from './parse.ts';

const TEXT = 'FROM a\nENV A=1 B=\nRUN b \\\n  c\nONBUILD COPY d "/e"\n';

function asJson(): readonly Instruction[] {
  const json = JSON.stringify(parseDockerfile(TEXT));
  return (JSON.parse(json) as { instructions: readonly Instruction[] }).instructions;
}

test('a tree as JSON has the places of words, pairs and instructions', () => {
  const [from, env, run, onbuild] = asJson();
  const keyword = { start: 0, end: 4 };
  expect(from).toMatchObject({ id: 0, name: 'FROM', keyword, span: { start: 0, end: 6 } });
  expect(from?.args).toEqual([{ text: 'a', span: { start: 5, end: 6 } }]);
  expect(env?.pairs).toEqual([
    {
      name: 'A',
      value: '1',
      span: { start: 11, end: 14 },
      nameSpan: { start: 11, end: 12 },
      valueSpan: { start: 13, end: 14 },
    },
    {
      name: 'B',
      value: '',
      span: { start: 15, end: 17 },
      nameSpan: { start: 15, end: 16 },
      valueSpan: { start: 17, end: 17 },
    },
  ]);
  expect(run?.body).toEqual({ text: 'b   c', runs: [0, 22, 2, 26] });
  const words = onbuild?.onbuild?.args.map(({ span }) => TEXT.slice(span.start, span.end));
  expect(words).toEqual(['d', '"/e"']);
});

test('a tree as JSON has nothing beside its types', () => {
  const [from, env] = asJson();
  expect(Object.keys(from ?? {})).toEqual([
    'id',
    'name',
    'keyword',
    'span',
    'startLine',
    'endLine',
    'flags',
    'form',
    'args',
    'pairs',
    'heredocs',
    'comments',
  ]);
  expect(Object.keys(env?.pairs[0] ?? {})).toEqual([
    'name',
    'value',
    'span',
    'nameSpan',
    'valueSpan',
  ]);
});
