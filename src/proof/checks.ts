import type { AnswerComparison } from './answers.ts';
import type { Check, Measures, Rebuild, RunMeasures } from './types.ts';

/** What was seen of the new version, check by check, each with its evidence. */
export function checksOf(
  after: Measures,
  comparisons: readonly AnswerComparison[],
  works: boolean,
): readonly Check[] {
  const run = after.run;
  const checks: Check[] = [];
  if (run !== undefined) {
    checks.push(startCheck(run, works));
    if (comparisons.length > 0) checks.push(answersCheck(comparisons));
    if (works)
      checks.push(healthCheck(run), ...userCheck(run), ...stopCheck(run), ...readOnlyCheck(run));
  }
  for (const rebuild of after.rebuilds) checks.push(rebuildCheck(rebuild));
  return checks;
}

function startCheck(run: RunMeasures, works: boolean): Check {
  const seconds = run.start === undefined ? '' : ` after ${run.start.toFixed(1)} s`;
  return works
    ? {
        name: 'starts',
        result: 'yes',
        evidence: run.start === undefined ? 'it runs' : `first answer${seconds}`,
      }
    : { name: 'starts', result: 'no', evidence: run.problem ?? 'it does not come up' };
}

function answersCheck(comparisons: readonly AnswerComparison[]): Check {
  const said = comparisons.map((one) => `GET ${one.path}: ${one.what}`).join('; ');
  if (comparisons.some((one) => one.result === 'different')) {
    return { name: 'same answers', result: 'no', evidence: said };
  }
  const some = comparisons.some((one) => one.result === 'same');
  return { name: 'same answers', result: some ? 'yes' : 'unknown', evidence: said };
}

function healthCheck(run: RunMeasures): Check {
  if (run.health === 'healthy')
    return { name: 'healthy', result: 'yes', evidence: 'docker reports healthy' };
  if (run.health === 'none')
    return { name: 'healthy', result: 'unknown', evidence: 'the image has no health check' };
  return { name: 'healthy', result: 'no', evidence: `docker reports ${run.health}` };
}

function userCheck(run: RunMeasures): readonly Check[] {
  if (run.uid === undefined) return [];
  const result = run.uid === 0 ? 'no' : 'yes';
  return [{ name: 'not root', result, evidence: `PID 1 runs as uid ${run.uid}` }];
}

function stopCheck(run: RunMeasures): readonly Check[] {
  if (run.stop === undefined) return [];
  const { seconds, exitCode } = run.stop;
  const result = seconds < 2 && exitCode !== 137 ? 'yes' : 'no';
  const evidence = `docker stop took ${seconds.toFixed(1)} s, status ${exitCode}`;
  return [{ name: 'stops by SIGTERM', result, evidence }];
}

function readOnlyCheck(run: RunMeasures): readonly Check[] {
  if (run.readOnly === undefined) return [];
  const { works, wants } = run.readOnly;
  const needed = wants.length === 0 ? '' : `, wants to write ${wants.join(', ')}`;
  const evidence = `${works ? 'answers' : 'does not answer'} with --read-only --cap-drop ALL and no new privileges${needed}`;
  return [{ name: 'read-only root', result: works ? 'yes' : 'no', evidence }];
}

const REBUILDS: Readonly<Record<Rebuild['kind'], string>> = {
  unchanged: 'rebuild unchanged runs nothing',
  'source-changed': 'source change installs nothing',
  'dependency-changed': 'dependency change uses the manager’s cache',
};

function rebuildCheck(rebuild: Rebuild): Check {
  const name = REBUILDS[rebuild.kind];
  if (rebuild.problem !== undefined) return { name, result: 'unknown', evidence: rebuild.problem };
  if (rebuild.kind === 'unchanged') {
    const result = rebuild.ran.length === 0 ? 'yes' : 'no';
    return { name, result, evidence: `${steps(rebuild.ran.length)} ran` };
  }
  if (rebuild.kind === 'source-changed') {
    const names = rebuild.installs.map((step) => step.instruction.split('\n')[0]).join('; ');
    const result = rebuild.installs.length === 0 ? 'yes' : 'no';
    return {
      name,
      result,
      evidence: `${steps(rebuild.ran.length)} ran, ${names === '' ? 'no install' : names}`,
    };
  }
  return { name, ...cacheSaid(rebuild) };
}

function steps(count: number): string {
  return `${count} step${count === 1 ? '' : 's'}`;
}

function cacheSaid(rebuild: Rebuild): Omit<Check, 'name'> {
  switch (rebuild.managerCache) {
    case 'used':
      return { result: 'yes', evidence: 'its log shows no download' };
    case 'mounted':
      return { result: 'yes', evidence: 'its cache of the build before was mounted' };
    case 'downloads':
      return { result: 'no', evidence: 'its log shows downloads' };
    default:
      return { result: 'unknown', evidence: `${rebuild.installs.length} installing steps ran` };
  }
}
