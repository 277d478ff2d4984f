import { describe, expect, it } from 'vitest';
import type { OptimizeResult } from './optimize-result.ts';
import { gainRows, headline, verdictSentence } from './optimize-rows.ts';

const RESULT: OptimizeResult = {
  schema: 'plimsoll/optimize/1',
  outcome: 'better',
  verdict: 'proved',
  directory: '/app',
  dockerfile: 'Dockerfile',
  findings: { before: [], after: [] },
  changes: [],
  diff: '',
  gains: [
    {
      name: 'size',
      unit: 'bytes',
      before: { low: 1.2e9, high: 1.2e9, basis: 'measured' },
      after: { low: 156e6, high: 156e6, basis: 'measured' },
    },
    {
      name: 'start',
      unit: 'seconds',
      before: { low: 1.1, high: 1.1, basis: 'measured' },
      after: { low: 1.2, high: 1.2, basis: 'measured' },
    },
    {
      name: 'stop',
      unit: 'seconds',
      before: { low: 0.3, high: 0.3, basis: 'measured' },
      after: { low: 10, high: 10, basis: 'measured' },
    },
  ],
  checklist: [],
  reasons: [],
  differences: [],
  look: [],
  tried: [],
  written: [],
  date: '2026-11-22',
};

describe('the before and after table', () => {
  it('says how much is gained, what is only jitter, and what is worse', () => {
    const [size, start, stop] = gainRows(RESULT);
    expect(size).toMatchObject({
      before: '1.2 GB',
      after: '156 MB',
      gain: '−87 %',
      better: true,
      known: 'measured',
    });
    expect(start).toMatchObject({ gain: 'same', better: undefined });
    expect(stop).toMatchObject({ before: '0.3 s', after: '10 s', better: false });
    expect(headline(RESULT)).toBe('1.2 GB → 156 MB (−87 %)');
  });

  it('compares nothing with an end that is not known', () => {
    const unknown = { low: 0, high: Number.POSITIVE_INFINITY, basis: 'unknown' } as const;
    const [row] = gainRows({
      ...RESULT,
      gains: [{ name: 'size', unit: 'bytes', before: unknown, after: unknown }],
    });
    expect(row).toMatchObject({ before: 'unknown', gain: '', better: undefined });
  });
});

describe('the verdict in words', () => {
  it('speaks of both versions only where there were two', () => {
    const { dockerfile: _none, ...fresh } = RESULT;
    expect(verdictSentence(RESULT)).toContain('both versions');
    expect(verdictSentence(fresh)).not.toContain('both versions');
    expect(verdictSentence({ ...RESULT, outcome: 'not-proved', verdict: 'predicted' })).toContain(
      'nothing was built',
    );
  });
});
