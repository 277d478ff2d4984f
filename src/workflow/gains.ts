import { type Bytes, measured } from '../facts/bytes.ts';
import { estimateContext, estimateImage, estimateRebuild } from '../estimate/estimate.ts';
import type { Measures, Proof, Rebuild } from '../proof/types.ts';
import type { Gain } from '../reports/optimize-result.ts';
import type { ReadDockerfile } from './types.ts';

/** What the model predicts of both versions. */
export function predictedGains(
  before: ReadDockerfile | undefined,
  after: ReadDockerfile,
  sourceFile: string | undefined,
): readonly Gain[] {
  const gains: Gain[] = [
    pair(
      'size',
      'bytes',
      before && estimateImage(before.trace).size,
      estimateImage(after.trace).size,
    ),
    pair('context', 'bytes', before && estimateContext(before.trace), estimateContext(after.trace)),
  ];
  if (sourceFile !== undefined) {
    const installs = (read: ReadDockerfile): Bytes =>
      steps(estimateRebuild(read.trace, sourceFile).installs.length);
    gains.push(
      pair('rebuild after a source change', 'steps', before && installs(before), installs(after)),
    );
  }
  return gains;
}

/** What was measured of both versions; a gain is left out where nothing was measured. */
export function measuredGains(proof: Proof): readonly Gain[] {
  const { before, after } = proof;
  if (after === undefined) return [];
  const gains: Gain[] = [
    pair('size', 'bytes', before?.size, after.size),
    pair('compressed', 'bytes', before?.compressed, after.compressed),
    pair('context', 'bytes', before?.context, after.context),
  ];
  push(gains, 'cold build', seconds(before?.coldBuild), seconds(after.coldBuild));
  push(
    gains,
    'rebuild after a source change',
    rebuild(before, 'source-changed'),
    rebuild(after, 'source-changed'),
  );
  push(
    gains,
    'rebuild after a dependency change',
    rebuild(before, 'dependency-changed'),
    rebuild(after, 'dependency-changed'),
  );
  push(gains, 'start', seconds(before?.run?.start), seconds(after.run?.start));
  push(gains, 'stop', seconds(before?.run?.stop?.seconds), seconds(after.run?.stop?.seconds));
  const [memoryBefore, memoryAfter] = [before?.run?.memory, after.run?.memory];
  if (memoryAfter !== undefined)
    gains.push(
      pair(
        'memory',
        'bytes',
        memoryBefore === undefined ? undefined : measured(memoryBefore),
        measured(memoryAfter),
      ),
    );
  return gains;
}

function push(
  gains: Gain[],
  name: Gain['name'],
  before: Bytes | undefined,
  after: Bytes | undefined,
): void {
  if (after !== undefined) gains.push(pair(name, 'seconds', before, after));
}

function pair(
  name: Gain['name'],
  unit: Gain['unit'],
  before: Bytes | undefined,
  after: Bytes,
): Gain {
  return { name, unit, ...(before === undefined ? {} : { before }), after };
}

function seconds(value: number | undefined): Bytes | undefined {
  return value === undefined ? undefined : measured(value);
}

function steps(count: number): Bytes {
  return { low: count, high: count, basis: 'exact' };
}

function rebuild(measures: Measures | undefined, kind: Rebuild['kind']): Bytes | undefined {
  const found = measures?.rebuilds.find((one) => one.kind === kind);
  return found === undefined || found.problem !== undefined ? undefined : seconds(found.seconds);
}
