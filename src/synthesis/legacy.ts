import { MANAGERS } from '../knowledge/managers.ts';
import type { Mount, Plan, PlanStage, Step } from '../plan/types.ts';

/** Manifests as COPY, one for each directory they go to. */
function copies(mounts: readonly Mount[], step: Step): readonly Step[] {
  const byTarget = new Map<string, string[]>();
  for (const mount of mounts) {
    const target = mount.target ?? '.';
    const cut = target.lastIndexOf('/');
    const dir = cut < 0 ? './' : `${target.slice(0, cut + 1)}`;
    byTarget.set(dir, [...(byTarget.get(dir) ?? []), mount.source ?? target]);
  }
  return [...byTarget].map(([to, sources]) => ({
    do: 'copy',
    copy: { sources, to },
    why: step.why,
    certainty: step.certainty,
  }));
}

/** What takes the contents of a cache directory away in the same layer. */
function cleaning(mounts: readonly Mount[]): readonly string[] {
  const targets = mounts.filter((one) => one.type === 'cache').map((one) => one.target ?? '');
  const known = Object.values(MANAGERS).filter((one) =>
    one.caches.some((path) => targets.includes(path)),
  );
  const left = targets.filter((target) => !known.some((one) => one.caches.includes(target)));
  // The Go modules are what a later step builds from, and the stage is not shipped.
  const commands = known.filter((one) => one.name !== 'go').map((one) => one.clean);
  const other = left.filter((target) => !target.includes('go-build'));
  return [...commands, ...(other.length > 0 ? [`rm -rf ${other.join(' ')}`] : [])];
}

function plainStep(step: Step): readonly Step[] {
  if (step.do !== 'run' || step.mounts.length === 0) return [step];
  const { comment, ...rest } = step;
  const binds = step.mounts.filter((one) => one.type === 'bind');
  const commands = step.commands.filter((one) => !one.includes('docker-clean'));
  const copied = copies(binds, step);
  const plain: Step = { ...rest, commands: [...commands, ...cleaning(step.mounts)], mounts: [] };
  const [first, ...others] = [...copied, plain];
  return first ? [{ ...first, ...(comment && { comment }) }, ...others] : [plain];
}

function plainStage(stage: PlanStage): PlanStage {
  const { platform: _, ...rest } = stage;
  return { ...rest, steps: stage.steps.flatMap(plainStep) };
}

/** The same plan for a builder without BuildKit: COPY for bind mounts, cleaning for cache mounts. */
export function withoutMounts(plan: Plan): Plan {
  const { frontend: _, ...rest } = plan;
  return { ...rest, stages: plan.stages.map(plainStage) };
}
