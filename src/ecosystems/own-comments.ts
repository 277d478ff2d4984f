import type { ConfigDelta, Kept, KeptComment, PlanStage, Step } from '../plan/types.ts';
import { SOURCES_KEY } from './sources.ts';
import { config } from './steps.ts';

type Key = keyof ConfigDelta;
type ConfigStep = Extract<Step, { do: 'config' }>;

/** Programs that a rewrite puts others in the place of: a comment naming one of them is no longer true without it. */
const REPLACED: readonly string[] = [
  'npm',
  'npx',
  'yarn',
  'pnpm',
  'nodemon',
  'ts-node',
  'tsx',
  'curl',
  'wget',
  'nc',
  'netcat',
  'bash',
];

function isTrue({ above, lines }: KeptComment, set: ConfigDelta): boolean {
  if (above !== 'cmd' && above !== 'entrypoint' && above !== 'healthcheck') return true;
  const words = JSON.stringify(set);
  const text = lines.join('\n');
  return REPLACED.every(
    (name) =>
      !new RegExp(`(?<![\\w./-])${name}(?![\\w/-])`, 'i').test(text) ||
      new RegExp(`\\b${name}\\b`).test(words),
  );
}

/** The user's comments that may say something of the new file. */
function applicable(kept: Kept): readonly KeptComment[] {
  return (kept.comments ?? []).filter(({ above }) => {
    // The new account is one without rights.
    if (above === 'user') return !/^(root|0)?(:|$)/.test(kept.user ?? '');
    // HEALTHCHECK NONE, where the new file may have one.
    return above !== 'healthcheck' || kept.healthcheck !== undefined;
  });
}

/** Where the start is written as one of two, that one takes the words of both. */
function placeOf({ above }: KeptComment, set: ConfigDelta): Key | undefined {
  if (above === 'sources') return undefined;
  if (above === 'cmd' && !set.cmd && set.entrypoint) return 'entrypoint';
  if (above === 'entrypoint' && !set.entrypoint && set.cmd) return 'cmd';
  return set[above] === undefined ? undefined : above;
}

/** One setting with what stands above it. */
interface Part {
  readonly set: ConfigDelta;
  readonly lines: readonly string[];
}

interface Group<T> {
  readonly values: T[];
  readonly comment: KeptComment | undefined;
  readonly lines: readonly string[];
}

/** Values one after the other under the comment of the instruction that brought them. */
function groups<T>(
  all: readonly T[],
  name: (one: T) => string,
  comments: readonly KeptComment[],
): readonly Group<T>[] {
  const made: Group<T>[] = [];
  for (const one of all) {
    const comment = comments.find(({ values }) => values?.includes(name(one)));
    const last = made.at(-1);
    if (last && last.comment === comment) {
      last.values.push(one);
      continue;
    }
    const isSaid = made.some((group) => group.comment === comment);
    made.push({ values: [one], comment, lines: isSaid ? [] : (comment?.lines ?? []) });
  }
  return made;
}

/** A setting, or a list of them in as many parts as comments ask for. */
function partsOf(key: Key, set: ConfigDelta, comments: readonly KeptComment[]): readonly Part[] {
  if (key === 'labels')
    return groups(set.labels ?? [], ([name]) => name, comments).map(({ values, lines }) => ({
      set: { labels: values },
      lines,
    }));
  if (key === 'expose' || key === 'volumes')
    return groups(set[key] ?? [], (one) => one, comments).map(({ values, lines }) => ({
      set: { [key]: values },
      lines,
    }));
  return [{ set: { [key]: set[key] }, lines: comments.flatMap((one) => one.lines) }];
}

/** Order in which a step's settings are written. */
const ORDER: readonly Key[] = [
  'arg',
  'workdir',
  'env',
  'labels',
  'expose',
  'volumes',
  'stopSignal',
  'user',
  'healthcheck',
  'entrypoint',
  'cmd',
];

/** A step taken apart into its settings, each below what the user wrote above it. */
function commented(step: ConfigStep, comments: readonly KeptComment[]): readonly Step[] {
  const { set, why, certainty } = step;
  const here = comments.filter((one) => placeOf(one, set) !== undefined && isTrue(one, set));
  if (here.length === 0) return [step];
  const parts = ORDER.filter((key) => set[key] !== undefined).flatMap((key) =>
    partsOf(
      key,
      set,
      here.filter((one) => placeOf(one, set) === key),
    ),
  );
  return parts.map((part, index) => {
    const before = index === 0 ? (step.comment ?? []) : [];
    return config(part.set, { why, certainty, comment: [...before, ...part.lines] });
  });
}

/** Whether a setting is the last of its kind in a stage: what an earlier one sets does not last. */
function lastOf(steps: readonly Step[], key: Key): number {
  return steps.findLastIndex((one) => one.do === 'config' && one.set[key] !== undefined);
}

function inImage(stage: PlanStage, comments: readonly KeptComment[]): PlanStage {
  const steps = stage.steps.flatMap((step, index) => {
    if (step.do !== 'config') return [step];
    const own = comments.filter((one) => {
      const key = placeOf(one, step.set);
      return key !== undefined && lastOf(stage.steps, key) === index;
    });
    return commented(step, own);
  });
  return { ...stage, steps };
}

function isSources(step: Step): boolean {
  return step.do === 'copy' && step.why[0]?.key === SOURCES_KEY;
}

function aboveSources(
  stages: readonly PlanStage[],
  lines: readonly string[],
): readonly PlanStage[] {
  const at = stages.findIndex((stage) => stage.steps.some(isSources));
  return stages.map((stage, index) => {
    if (index !== at || lines.length === 0) return stage;
    const first = stage.steps.findIndex(isSources);
    const steps = stage.steps.map((step, place) =>
      place === first ? { ...step, comment: [...(step.comment ?? []), ...lines] } : step,
    );
    return { ...stage, steps };
  });
}

/**
 * Carries what the user wrote above an instruction to the step that takes its place:
 * in the image (the last stage), for the sources where they are copied first. What is
 * no longer true of the new step stays behind.
 */
export function withOwnComments(
  stages: readonly PlanStage[],
  kept: Kept | undefined,
): readonly PlanStage[] {
  const comments = kept ? applicable(kept) : [];
  const image = stages.at(-1);
  if (comments.length === 0 || !image) return stages;
  const above = comments.filter((one) => one.above === 'sources').flatMap((one) => one.lines);
  return aboveSources([...stages.slice(0, -1), inImage(image, comments)], [...new Set(above)]);
}
