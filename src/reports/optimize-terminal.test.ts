import { describe, expect, it } from 'vitest';
import { measured } from '../facts/bytes.ts';
import type { OptimizeResult } from './optimize-result.ts';
import { optimizeTerminal } from './optimize-terminal.ts';
import { displayWidth } from './style.ts';

const RESULT: OptimizeResult = {
  schema: 'plimsoll/optimize/1',
  outcome: 'better',
  verdict: 'proved',
  directory: '/app',
  application: {
    name: 'a-shop-with-a-long-name',
    path: '.',
    summary: 'Express on Node.js 22 (npm), port 3000',
  },
  findings: { before: [], after: [] },
  changes: [],
  diff: '',
  gains: [{ name: 'size', unit: 'bytes', before: measured(1.13e9), after: measured(152e6) }],
  checklist: [],
  reasons: [],
  differences: [],
  look: [],
  tried: [],
  written: [],
  date: '2026-11-22',
};

describe('the summary of optimize', () => {
  it.each([40, 60, 100])('fits into %i columns and keeps its numbers', (width) => {
    const lines = optimizeTerminal(RESULT, { color: true, width }).split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    expect(lines.join('\n')).toContain('1.13 GB');
    expect(lines.join('\n')).toContain('152 MB');
  });
});
