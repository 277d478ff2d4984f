import { describe, expect, it } from 'vitest';
import { readContext } from '../context/walk.ts';
import { decide, parseIgnore } from '../context/ignore.ts';
import { memoryHost } from '../host/memory.ts';
import { bytesMatching } from './ignore-matches.ts';

const host = memoryHost({
  '/app/a.pyc': '1',
  '/app/lib/b.pyc': '22',
  '/app/lib/deep/__pycache__/c.txt': '333',
  '/app/bin/run': '4444',
  '/app/lib/bin/keep': '55555',
  '/app/.env.local': '666666',
});
const context = readContext(host.files, '/app');

describe('bytes a pattern keeps out', () => {
  it.each([
    '**/*.pyc',
    '**/__pycache__',
    'bin',
    '**/bin',
    '.env.*',
    'lib/bin',
    '**/deep/*',
    'lib/**/c.txt',
    '**/nothing',
    'nothing',
    '**',
  ])('%s: the same as asking about every path', (pattern) => {
    const patterns = parseIgnore(pattern);
    const out = context.entries().filter(({ path }) => decide(patterns, path).ignored);
    const sum = out.reduce((bytes, { size }) => bytes + size, 0);
    expect(bytesMatching(pattern, context)).toBe(out.length === 0 ? -1 : sum);
  });
});
