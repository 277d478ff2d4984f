import type { AnswerComparison } from './answers.ts';
import type { Measures, RunMeasures, Verdict } from './types.ts';

/** All that the verdict is made of. */
export interface Evidence {
  readonly before?: Measures;
  readonly after: Measures;
  readonly beforeWorks: boolean;
  readonly afterWorks: boolean;
  readonly comparisons: readonly AnswerComparison[];
  readonly missingServices: readonly string[];
  readonly allowNetwork: boolean;
}

/**
 * `proved` only when everything that worked before still works; `declined` when
 * something is worse; `built` when it could not be run and compared.
 */
export function decide(evidence: Evidence): { verdict: Verdict; reasons: readonly string[] } {
  const worse = whatIsWorse(evidence);
  if (worse.length > 0) return { verdict: 'declined', reasons: worse };
  const missing = whatIsMissing(evidence);
  return { verdict: missing.length === 0 ? 'proved' : 'built', reasons: missing };
}

/** What worked better before, in whole sentences. */
export function whatIsWorse(evidence: Evidence): readonly string[] {
  const { before, after, beforeWorks, afterWorks, comparisons } = evidence;
  if (before === undefined) return [];
  const reasons: string[] = [];
  if (after.size.low > before.size.high) {
    reasons.push(`The new image is bigger: ${mb(after.size.low)} after ${mb(before.size.high)}.`);
  }
  if (!beforeWorks) return reasons;
  if (!afterWorks) {
    const why = after.run?.problem ?? 'it does not come up';
    return [...reasons, `The old version comes up and the new one does not: ${why}.`];
  }
  for (const one of comparisons) {
    if (one.result === 'different')
      reasons.push(`GET ${one.path} answers differently: ${one.what}.`);
  }
  if (before.run !== undefined && after.run !== undefined) {
    reasons.push(...worseRun(before.run, after.run));
  }
  return reasons;
}

function worseRun(before: RunMeasures, after: RunMeasures): readonly string[] {
  const reasons: string[] = [];
  if (before.health === 'healthy' && after.health !== 'healthy') {
    reasons.push(`The old version becomes healthy, the new one is ${saidHealth(after.health)}.`);
  } else if (before.health !== 'unhealthy' && after.health === 'unhealthy') {
    reasons.push('The health check of the new version fails.');
  }
  reasons.push(...worseStop(before.stop, after.stop));
  if (before.readOnly?.works === true && after.readOnly?.works === false) {
    reasons.push(
      'The old version works with a read-only root and no capabilities, the new one does not.',
    );
  }
  if (after.uid === 0 && before.uid !== undefined && before.uid !== 0) {
    reasons.push(`The old version runs as user ${before.uid}, the new one as root.`);
  }
  return reasons;
}

/** Exit status of a process that SIGKILL ended. */
const KILLED = 137;

function worseStop(before: RunMeasures['stop'], after: RunMeasures['stop']): readonly string[] {
  if (before === undefined || after === undefined) return [];
  if (after.exitCode === KILLED) {
    // When both are killed, the seconds are docker's own patience.
    if (before.exitCode === KILLED) return [];
    return ['The old version ends when asked to, the new one has to be killed.'];
  }
  if (before.exitCode === 0 && after.exitCode !== 0) {
    return [`The old version stops with status 0, the new one with ${after.exitCode}.`];
  }
  // Stopping takes some tenths of a second of its own: only what a person notices counts.
  if (after.seconds >= 2 && after.seconds > before.seconds + 1) {
    return [`Stopping takes ${after.seconds.toFixed(1)} s, ${before.seconds.toFixed(1)} s before.`];
  }
  return [];
}

/** Why it cannot be called proved although nothing is worse. */
function whatIsMissing(evidence: Evidence): readonly string[] {
  const { before, after, beforeWorks, afterWorks, comparisons, missingServices } = evidence;
  const reasons: string[] = [];
  if (before !== undefined && !beforeWorks) {
    const why = before.run?.problem ?? 'it does not come up';
    reasons.push(
      `The old version could not be run here: ${why}. Left out: its answers, health, stop and read-only root.`,
    );
  } else if (!afterWorks) {
    const why = after.run?.problem ?? 'it does not come up';
    reasons.push(`The new version could not be run here: ${why}.`);
  } else if (comparisons.length > 0 && !comparisons.some((one) => one.result === 'same')) {
    reasons.push('No answer of the old version could be compared.');
  }
  const asked = before ?? after;
  if (missingServices.length > 0 && (reasons.length > 0 || !answersWell(asked))) {
    reasons.push(`What needs ${missingServices.join(', ')} was not checked: it is not there.`);
  }
  if (reasons.length > 0 && !evidence.allowNetwork && (!beforeWorks || !afterWorks)) {
    reasons.push('Containers had no way to the outside; --allow-network gives them one.');
  }
  return reasons;
}

/** Whether no question was answered with a server error: then nothing that was asked needed what is missing. */
function answersWell({ run }: Measures): boolean {
  return (
    run !== undefined &&
    run.answers.length > 0 &&
    run.answers.every((answer) => (answer.status ?? 500) < 500)
  );
}

function saidHealth(health: RunMeasures['health']): string {
  return health === 'none' ? 'without a health check' : health;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
