import { describe, expect, it } from 'vitest';
import { measured } from '../facts/bytes.ts';
import type { AnswerComparison } from './answers.ts';
import type { Measures, RunMeasures } from './types.ts';
import { type Evidence, decide } from './verdict.ts';

const RUN: RunMeasures = {
  start: 1,
  answers: [],
  health: 'healthy',
  stop: { seconds: 0.3, exitCode: 0 },
  uid: 1000,
  readOnly: { works: true, wants: [] },
  log: [],
};

function measures(run: Partial<RunMeasures> = {}, bytes = 100): Measures {
  const size = measured(bytes);
  return {
    image: 'x',
    size,
    compressed: size,
    layers: [],
    context: size,
    rebuilds: [],
    run: { ...RUN, ...run },
  };
}

const SAME: AnswerComparison = { path: '/', result: 'same', what: '200' };

function evidence(more: Partial<Evidence> = {}): Evidence {
  return {
    before: measures(),
    after: measures({}, 50),
    beforeWorks: true,
    afterWorks: true,
    comparisons: [SAME],
    missingServices: [],
    allowNetwork: false,
    ...more,
  };
}

describe('the verdict', () => {
  it('is proved when everything still works', () => {
    expect(decide(evidence())).toEqual({ verdict: 'proved', reasons: [] });
  });

  it.each<[string, Partial<Evidence>]>([
    ['the image is bigger', { after: measures({}, 101) }],
    ['it does not come up', { afterWorks: false }],
    ['an answer differs', { comparisons: [SAME, { ...SAME, path: '/b', result: 'different' }] }],
    ['it is unhealthy', { after: measures({ health: 'unhealthy' }, 50) }],
    ['the health check is gone', { after: measures({ health: 'none' }, 50) }],
    ['it has to be killed', { after: measures({ stop: { seconds: 10.2, exitCode: 137 } }, 50) }],
    ['it stops slower', { after: measures({ stop: { seconds: 4, exitCode: 0 } }, 50) }],
    ['it no longer ends well', { after: measures({ stop: { seconds: 0.3, exitCode: 143 } }, 50) }],
    [
      'a read-only root breaks it',
      { after: measures({ readOnly: { works: false, wants: [] } }, 50) },
    ],
    ['it runs as root', { after: measures({ uid: 0 }, 50) }],
  ])('is declined when %s', (_what, more) => {
    const { verdict, reasons } = decide(evidence(more));
    expect(verdict).toBe('declined');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/^[A-Z].*\.$/);
  });

  it('asks nothing of the new version that the old one could not do', () => {
    const poor = measures({
      health: 'unhealthy',
      uid: 0,
      stop: { seconds: 10.3, exitCode: 137 },
      readOnly: { works: false, wants: ['/app'] },
    });
    expect(decide(evidence({ before: poor, after: { ...poor, size: measured(50) } })).verdict).toBe(
      'proved',
    );
  });

  it('does not take jitter of docker stop for a difference', () => {
    const after = measures({ stop: { seconds: 1.9, exitCode: 0 } }, 50);
    expect(decide(evidence({ after })).verdict).toBe('proved');
    const killed = (seconds: number): Measures =>
      measures({ stop: { seconds, exitCode: 137 } }, 50);
    expect(decide(evidence({ before: killed(10.3), after: killed(11.9) })).verdict).toBe('proved');
  });

  it('is built when the old version cannot be run here, and says how to give it a network', () => {
    const before = measures({ problem: 'it ended with status 1' });
    const found = decide(evidence({ before, beforeWorks: false, comparisons: [] }));
    expect(found.verdict).toBe('built');
    expect(found.reasons[0]).toContain('it ended with status 1');
    expect(found.reasons.at(-1)).toContain('--allow-network');
  });

  it('is built when services are missing or nothing could be compared', () => {
    const answers = [
      { path: '/', status: 200 },
      { path: '/users', status: 500 },
    ];
    const missing = decide(
      evidence({ before: measures({ answers }), missingServices: ['postgres'] }),
    );
    expect(missing).toMatchObject({ verdict: 'built' });
    expect(missing.reasons[0]).toContain('postgres');
    const optional = evidence({
      before: measures({ answers: answers.slice(0, 1) }),
      missingServices: ['redis'],
    });
    expect(decide(optional).verdict).toBe('proved');
    const random: AnswerComparison = { ...SAME, result: 'not-compared' };
    expect(decide(evidence({ comparisons: [random] })).verdict).toBe('built');
  });

  it('of a first Dockerfile depends on whether it comes up', () => {
    const { before: _, ...first } = evidence({ comparisons: [], beforeWorks: false });
    expect(decide(first).verdict).toBe('proved');
    expect(decide({ ...first, afterWorks: false }).verdict).toBe('built');
  });
});
