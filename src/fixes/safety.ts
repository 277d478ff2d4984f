import type { Dockerfile, StageGraph } from '../dockerfile/types.ts';
import type { ImageConfig, ImageState, Trace } from '../facts/image.ts';
import type { Fact } from '../facts/origin.ts';
import type { Fix } from '../rules/types.ts';
import { applyEdits } from '../text/edits.ts';

/** A Dockerfile as the model sees it. */
export interface Modelled {
  readonly file: Dockerfile;
  readonly graph: StageGraph;
  readonly trace: Trace;
}

/** What a fix turned out to do. */
export interface AssessedFix {
  readonly fix: Fix;
  /** The text with the fix applied, and what the model makes of it. */
  readonly text: string;
  readonly after: Modelled;
  /** Differences in what the image is, in words; empty for a safe fix. */
  readonly differences: readonly string[];
}

/** Why a fix is not offered. */
export interface Withdrawn {
  readonly withdrawn: string;
}

/**
 * Computes the safety of a fix: applies it, reads the result again, and compares what would ship.
 * `model` parses and interprets a text with the same givens as `before`. A fix that calls itself
 * safe and changes more than waste is withdrawn; one that is unsafe lists what it changes.
 */
export function assessFix(
  path: string,
  before: Modelled,
  fix: Fix,
  model: (text: string) => Modelled,
): AssessedFix | Withdrawn {
  const edits = fix.edits.filter(({ file, create }) => file === path && create !== true);
  // What is beside the Dockerfile changes no instruction; it stays unsafe and is shown as it is.
  if (edits.length < fix.edits.length && fix.safety === 'safe')
    return { withdrawn: 'it edits another file' };
  const text = applied(before.file.text, edits);
  if (text === undefined) return { withdrawn: 'its edits overlap' };
  const after = model(text);
  if (after.file.errors.length + after.graph.errors.length > 0)
    return { withdrawn: 'the result cannot be parsed' };
  if (failsNow(before.trace, after.trace)) return { withdrawn: 'the result would not build' };
  const differences = compare(before.trace, after.trace);
  if (differences.length > 0 && fix.safety === 'safe') {
    return { withdrawn: `it also changes ${differences.join(', ')}` };
  }
  return { fix, text, after, differences };
}

function applied(text: string, edits: Fix['edits']): string | undefined {
  try {
    return applyEdits(text, edits);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function failures(trace: Trace): number {
  const steps = trace.stages.flatMap((stage) => stage?.steps ?? []);
  return steps.filter(({ succeeds }) => succeeds === 'no').length;
}

/** Whether an instruction that may have succeeded before is known to fail now. */
function failsNow(before: Trace, after: Trace): boolean {
  return failures(after) > failures(before);
}

/** Differences between what two versions would ship, in words. */
export function compare(before: Trace, after: Trace): string[] {
  const [a, b] = [before.result, after.result];
  if (a === undefined || b === undefined) return a === b ? [] : ['what is built'];
  return [...compareConfig(a.config, b.config), ...comparePackages(a, b)];
}

function compareConfig(a: ImageConfig, b: ImageConfig): string[] {
  const parts: readonly (readonly [string, (config: ImageConfig) => unknown])[] = [
    ['the environment', ({ env }) => facts(env)],
    ['the user', ({ user }) => factText(user)],
    ['the working directory', ({ workdir }) => factText(workdir)],
    ['the shell', ({ shell }) => shell],
    ['CMD', ({ cmd }) => cmd && [cmd.form, cmd.words]],
    ['ENTRYPOINT', ({ entrypoint }) => entrypoint && [entrypoint.form, entrypoint.words]],
    ['the health check', ({ healthcheck }) => healthcheck && [healthcheck.none, healthcheck.test]],
    ['the stop signal', ({ stopSignal }) => stopSignal && factText(stopSignal)],
    ['the ports', ({ exposed }) => exposed.toSorted()],
    ['the volumes', ({ volumes }) => volumes.toSorted()],
    ['the labels', ({ labels }) => facts(labels)],
    ['ONBUILD', ({ onbuild }) => onbuild],
  ];
  return parts
    .filter(([, read]) => JSON.stringify(read(a) ?? null) !== JSON.stringify(read(b) ?? null))
    .map(([name]) => name);
}

function factText(fact: Fact<string>): string | null {
  return fact.known ? fact.value : null;
}

function facts(map: ReadonlyMap<string, Fact<string>>): (readonly [string, string | null])[] {
  return [...map]
    .map(([name, fact]) => [name, factText(fact)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function packageNames({ packages }: ImageState): string {
  const named = packages.map(({ manager, name, version }) => `${manager} ${name} ${version ?? ''}`);
  return named.toSorted().join('\n');
}

function recommended({ leftovers }: ImageState): number {
  return leftovers.filter(({ kind }) => kind === 'recommended').length;
}

function comparePackages(a: ImageState, b: ImageState): string[] {
  const same = packageNames(a) === packageNames(b) && recommended(a) === recommended(b);
  return same ? [] : ['the installed packages'];
}
