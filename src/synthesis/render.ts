import type { Mount, Plan, PlanStage, Step } from '../plan/types.ts';
import { copyLine, mountFlag, renderConfig } from './render-config.ts';
import { withoutMounts } from './legacy.ts';

export interface RenderOptions {
  /** False: for the legacy builder, which knows no RUN mounts and no other frontend. */
  readonly mounts: boolean;
}

/** Order in which BuildKit's documentation lists them, and people read them. */
const MOUNT_ORDER: readonly Mount['type'][] = ['bind', 'cache', 'secret', 'ssh', 'tmpfs'];

function comments(lines: readonly string[] | undefined): readonly string[] {
  return (lines ?? []).map((line) => (line === '' ? '#' : `# ${line}`));
}

/** A RUN with one mount or one command a line. */
function renderRun(commands: readonly string[], mounts: readonly Mount[]): readonly string[] {
  const flags = MOUNT_ORDER.flatMap((type) => mounts.filter((one) => one.type === type)).map(
    mountFlag,
  );
  const shell = commands.map((command, index) => (index === 0 ? command : `&& ${command}`));
  const [first = '', ...rest] = [...flags, ...shell];
  return [`RUN ${first}`, ...rest.map((line) => `    ${line}`)];
}

function continued(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

function renderStep(step: Step): readonly string[] {
  const head = comments(step.comment);
  switch (step.do) {
    case 'keep':
      return [...head, ...step.text.replace(/\s+$/, '').split(/\r?\n/)];
    case 'run':
      return [...head, ...continued(renderRun(step.commands, step.mounts))];
    case 'copy':
      return [...head, copyLine(step.copy)];
    case 'config':
      return [...head, ...renderConfig(step.set).flatMap((lines) => continued(lines))];
  }
}

function renderStage(stage: PlanStage): readonly string[] {
  const platform = stage.platform === 'build' ? '--platform=$BUILDPLATFORM ' : '';
  return [
    ...comments(stage.comment),
    `FROM ${platform}${stage.from} AS ${stage.id}`,
    ...stage.steps.flatMap(renderStep),
  ];
}

/**
 * Writes a plan as a Dockerfile: stages apart by a blank line, the reason for a
 * step above it, mounts and commands one a line.
 */
export function renderPlan(plan: Plan, options: RenderOptions = { mounts: true }): string {
  const written = options.mounts ? plan : withoutMounts(plan);
  const head = [
    ...(written.frontend === undefined ? [] : [`# syntax=${written.frontend}`, '']),
    ...comments(written.header),
    ...((written.header ?? []).length > 0 ? [''] : []),
  ];
  const args = written.args.flatMap((one) => [
    ...comments(one.comment),
    one.value === undefined ? `ARG ${one.name}` : `ARG ${one.name}=${one.value}`,
  ]);
  const stages = written.stages.map((stage) => renderStage(stage).join('\n'));
  const globals = args.length > 0 ? [`${args.join('\n')}\n`] : [];
  return `${[...head, ...globals].map((line) => `${line}\n`).join('')}${stages.join('\n\n')}\n`;
}
