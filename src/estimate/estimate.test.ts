import { describe, expect, it } from 'vitest';
import { traceOf } from '../image-model/model-fixtures.ts';
import { estimateContext, estimateImage, estimateRebuild } from './estimate.ts';

const FILES = {
  'package.json': '12345',
  'app.js': '123',
  'docs/plan.md': '1234567',
  '.dockerignore': 'docs\n',
};

describe('estimates', () => {
  it('adds the base and the layers', () => {
    const { size, base, perStep } = estimateImage(traceOf('FROM bare\nCOPY . /app/\n', FILES));
    const own = perStep.reduce((sum, one) => sum + one.size.low, 0);
    expect(own).toBe(5 + 3 + FILES['.dockerignore'].length);
    expect(size.low).toBe(base.low + own);
    expect(size.basis).toBe('typical');
  });

  it('counts each file of the context once, after the ignore file, and those of mounts', () => {
    const text =
      'FROM bare\nCOPY app.js /a\nCOPY app.js /b\nRUN --mount=type=bind,source=package.json,target=/p app\n';
    expect(estimateContext(traceOf(text, FILES))).toEqual({ low: 8, high: 8, basis: 'exact' });
    expect(estimateContext(traceOf('FROM bare\nCOPY docs /d\n', FILES)).high).toBe(0);
    expect(estimateContext(traceOf('FROM bare\nCOPY . .\n')).basis).toBe('unknown');
  });

  it('says which installs run again', () => {
    const late = traceOf('FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm install\n', FILES);
    expect(
      estimateRebuild(late, 'app.js').installs.map((one) => one.instruction.startLine),
    ).toEqual([4]);
    const early = traceOf(
      'FROM node:22-slim\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY . .\n',
      FILES,
    );
    expect(estimateRebuild(early, 'app.js').installs).toEqual([]);
    expect(estimateRebuild(early, 'app.js').steps.map((one) => one.instruction.startLine)).toEqual([
      5,
    ]);
  });
});
