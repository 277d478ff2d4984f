import { expect, it } from 'vitest';
import { type BrokenArray, brokenArray } from './broken-array.ts';
import { parseDockerfile } from './syntax/parse.ts';

function read(line: string): BrokenArray | undefined {
  const [, instruction] = parseDockerfile(`FROM debian\nCMD ${line}\n`).instructions;
  return instruction && brokenArray(instruction);
}

it('tells the array that was meant', () => {
  expect(read("['node', 'x.js']")?.words).toEqual(['node', 'x.js']);
  expect(read('["node", "x.js",]')?.words).toEqual(['node', 'x.js']);
  expect(read('[“node”, “x.js”]')?.words).toEqual(['node', 'x.js']);
  expect(read('["node" "x.js"]')?.because).toBe('a comma is missing');
  expect(read('[node, x.js]')?.words).toEqual(['node', 'x.js']);
  expect(read('["node", "x.js"')).toEqual({ because: 'its bracket is not closed' });
  expect(read('["node", "x.js"] # starts it')).toEqual({ because: 'a comment stands behind it' });
});

it('leaves arrays and tests of the shell alone', () => {
  for (const line of [
    '["node", "x.js"]',
    '[]',
    '[ -f x ] && node x.js',
    '[ "$A" = "b" ] && node',
    '[ "$A" ] || node',
    '[ "$A" != b ]',
    '[[ -n $A ]]',
    'node x.js',
  ])
    expect([line, read(line)]).toEqual([line, undefined]);
});
