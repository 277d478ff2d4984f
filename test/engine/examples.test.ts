import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptimizeResult } from '../../src/reports/optimize-result.ts';
import { copyOf, optimizeJson } from '../helpers/cli.ts';

/** What each naive example has to reach on the official bases: least share saved, most bytes left. */
const NAIVE = [
  { example: 'express-npm', saved: 0.85, most: Number.POSITIVE_INFINITY },
  { example: 'fastapi-pip', saved: 0.83, most: Number.POSITIVE_INFINITY },
  { example: 'go-http', saved: 0.98, most: 12e6 },
] as const;

describe.each(NAIVE)('$example is optimised and proved', ({ example, saved, most }) => {
  let copy: ReturnType<typeof copyOf>;
  let result: OptimizeResult;
  let code: number | null;

  beforeAll(() => {
    copy = copyOf(`examples/${example}`);
    ({ result, code } = optimizeJson(copy.dir, '--dry-run'));
  });
  afterAll(() => copy.remove());

  it('is better, and proved', () => {
    expect(result.reasons).toEqual([]);
    expect({ code, outcome: result.outcome, verdict: result.verdict }).toEqual({
      code: 0,
      outcome: 'better',
      verdict: 'proved',
    });
  });

  it('is as much smaller as it has to be', () => {
    const [before, after] = [
      result.proof?.before?.size.low ?? 0,
      result.proof?.after?.size.low ?? Number.NaN,
    ];
    expect(1 - after / before).toBeGreaterThanOrEqual(saved);
    expect(after).toBeLessThan(most);
    expect(result.proof?.after?.compressed.low).toBeLessThan(
      result.proof?.before?.compressed.low ?? 0,
    );
  });

  it('installs nothing after a source change', () => {
    const rebuild = result.proof?.after?.rebuilds.find((one) => one.kind === 'source-changed');
    expect(rebuild?.problem).toBeUndefined();
    expect(rebuild?.ran.length).toBeGreaterThan(0);
    expect(rebuild?.installs).toEqual([]);
  });

  it('answers as before, runs as a numeric non-root user on a read-only root, and stops at once', () => {
    const run = result.proof?.after?.run;
    expect(run?.answers.length).toBeGreaterThan(0);
    expect(run?.answers.every((answer) => answer.status !== undefined && answer.status < 500)).toBe(
      true,
    );
    expect(run?.uid).toBeGreaterThan(0);
    expect(run?.readOnly?.works).toBe(true);
    expect(run?.stop?.seconds).toBeLessThan(2);
    expect(run?.health).not.toBe('unhealthy');
  });
});

describe('express-good', () => {
  it('has little to gain and is left alone', () => {
    const copy = copyOf('examples/express-good');
    try {
      const { code, result } = optimizeJson(copy.dir);
      expect({ code, outcome: result.outcome, written: result.written }).toEqual({
        code: 0,
        outcome: 'nothing-to-gain',
        written: [],
      });
    } finally {
      copy.remove();
    }
  });
});

describe('flask-new, without a Dockerfile', () => {
  it('gets one that builds, runs and is proved', () => {
    const copy = copyOf('examples/flask-new');
    try {
      const { code, result } = optimizeJson(copy.dir);
      expect({ code, reasons: result.reasons, verdict: result.verdict }).toEqual({
        code: 0,
        reasons: [],
        verdict: 'proved',
      });
      expect(result.written).toEqual(['Dockerfile', '.dockerignore']);
    } finally {
      copy.remove();
    }
  });
});
