import { buildOf } from '../../src/dockerfile/build/build.ts';
import type { BaseSettings, Build, ImageSettings } from '../../src/dockerfile/build/types.ts';
import { parseImageName, shortName } from '../../src/dockerfile/build/image-name.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import type { Platform } from '../../src/dockerfile/stages/platform.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import type { ResolveOptions } from '../../src/dockerfile/types.ts';
import type { OracleRequest, Trouble } from './client.ts';
import { isTrouble } from './client.ts';
import {
  type Case,
  type Comparer,
  type GivenFile,
  type Held,
  base64,
  isDockerfileName,
  ofBase64,
  settled,
} from './comparer.ts';
import { decodeText } from '../../src/text/bytes.ts';
import { generatedBuilds } from './meaning-generate.ts';
import { RICH } from './meaning-pieces.ts';
import {
  type DockerConfig,
  type MeaningAnswer,
  operationsOf,
  settingsOf,
  shown,
  shownAnswer,
} from './meaning-answer.ts';
import { View } from './meaning-view.ts';

// What a build would do: stages reached, values expanded, operations, the image's configuration.

/** A build that is asked for. */
export interface BuildCase {
  readonly text: string;
  readonly options: ResolveOptions;
  /** Docker's configurations of base images, by full name; `plain` is that of all others. */
  readonly images?: Readonly<Record<string, DockerConfig>>;
  readonly plain?: DockerConfig;
}

/** A question to the oracle. */
export interface MeaningRequest extends OracleRequest {
  readonly do: 'meaning';
  readonly text: string;
  readonly options: Readonly<Record<string, string>>;
  readonly buildPlatform: string;
  readonly images: Readonly<Record<string, object>>;
  readonly plain: object;
}

/** A context's name as the command line hands it on. */
function key(name: string): string {
  const parsed = parseImageName(name);
  return 'name' in parsed ? shortName(parsed.name) : name;
}

function contextOption(name: string, value: string): string {
  return /^(?:docker-image|https?|git|oci-layout):|^git@/.test(value) ? value : `local:${name}`;
}

function prefixed(
  prefix: string,
  given: Readonly<Record<string, string>> = {},
): [string, string][] {
  return Object.entries(given).map(([name, value]) => [prefix + name, value]);
}

function requestOf({ text, options, images = {}, plain = {} }: BuildCase): MeaningRequest {
  const contexts = Object.entries(options.contexts ?? {}).map(([name, value]): [string, string] => [
    `context:${key(name)}`,
    contextOption(key(name), value),
  ]);
  return {
    do: 'meaning',
    text: base64(text),
    buildPlatform: options.buildPlatform ?? options.platform ?? 'linux/amd64',
    options: Object.fromEntries([
      ...(options.platform === undefined ? [] : [['platform', options.platform]]),
      ...(options.target === undefined ? [] : [['target', options.target]]),
      ...prefixed('build-arg:', options.buildArgs),
      ...contexts,
    ]),
    images: Object.fromEntries(Object.entries(images).map(([name, config]) => [name, { config }])),
    plain: { config: plain },
  };
}

/** A message without its place, and without the suggestion (which depends on Go's map order). */
function bare(message: string): string {
  return settled(message)
    .replace(/^dockerfile parse error on line \d+: /, '')
    .replace(/ \(did you mean [^()]*\?\)$/, '');
}

interface Ours {
  readonly build: Build;
  readonly view?: View;
  readonly settings?: ImageSettings;
}

function oursOf({ text, options, images = {}, plain: rest = {} }: BuildCase): Ours {
  const file = parseDockerfile(text);
  if (file.errors.length > 0) return { build: { stages: [], refusals: file.errors.slice(0, 1) } };
  const graph = resolveStages(file, options);
  const bases = (name: string, platform: Platform): BaseSettings =>
    settingsOf(images[name] ?? rest, platform);
  const build = buildOf(graph, { bases });
  if (build.refusals.length > 0) return { build };
  const settings = build.stages[graph.target]?.settings;
  return { build, view: new View(graph, build), ...(settings === undefined ? {} : { settings }) };
}

/** Refusals that BuildKit may find in any order. */
const ANY_ORDER = /^failed to parse stage name|^circular dependency/;

function judgeRefusal({ build }: Ours, answer: MeaningAnswer, held: Held): void {
  const theirs = answer.refusal && bare(ofBase64(answer.refusal.message));
  const lines = answer.lines ?? [];
  const anyOrder = theirs !== undefined && ANY_ORDER.test(theirs);
  const same = build.refusals.filter(({ message }) => theirs === bare(message));
  const ours =
    (anyOrder ? (same.find(({ line }) => lines.includes(line)) ?? same[0]) : undefined) ??
    build.refusals[0];
  held.same('refusal', ours && bare(ours.message), theirs);
  if (ours === undefined || theirs === undefined || bare(ours.message) !== theirs) return;
  // Which of several circles is found is left to chance.
  if (lines.length > 0 && !theirs.startsWith('circular'))
    held.same(`line of ${theirs}`, ours.line, lines.includes(ours.line) ? ours.line : lines[0]);
}

/** Compares our reading of a build with the oracle's answer. */
export function judgeBuild(asked: BuildCase, given: object | Trouble, held: Held): void {
  if (isTrouble(given)) {
    held.same('trouble', '', given.error);
    return;
  }
  const answer = given as MeaningAnswer;
  // What BuildKit's checks refuse is another comparison.
  const refused = answer.refusal && ofBase64(answer.refusal.message);
  if (
    refused !== undefined &&
    /^lint violation found|^failed to parse (?:check options|build-arg:BUILDKIT_DOCKERFILE_CHECK)/.test(
      refused,
    )
  )
    return;
  const ours = oursOf(asked);
  judgeRefusal(ours, answer, held);
  if (answer.refusal !== undefined || ours.view === undefined || answer.image === undefined) return;
  const settings = ours.settings && shown(ours.settings);
  const wanted = shownAnswer(answer.image);
  for (const [name, value] of Object.entries(wanted))
    held.same(name, (settings as Record<string, unknown> | undefined)?.[name], value);
  const theirs = operationsOf(answer);
  const [mine, others] = [
    ours.view.operations.below(ours.view.result()),
    theirs.operations.below(theirs.root),
  ];
  for (const own of mine.filter((one) => !others.includes(one)))
    held.same('operation', JSON.parse(own), null);
  for (const other of others.filter((one) => !mine.includes(one)))
    held.same('operation', null, JSON.parse(other));
  if (mine.join('\n') === others.join('\n'))
    held.same('what operations build on', ours.view.result(), theirs.root);
  else held.same('operations', mine.length, others.length);
}

/** A build as a case of a comparison. */
export function buildCase(asked: BuildCase, whole = true): Case {
  return {
    request: requestOf(asked),
    judge: (answer, held) => judgeBuild(asked, answer, held),
    shown: JSON.stringify({ ...asked, text: undefined }) + (whole ? `\n${asked.text}` : ''),
  };
}

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'windows/amd64', 'linux/arm/v7'];

/** The ways in which one file is built: each of some targets, platforms and build arguments. */
export function* buildsOf(text: string): Iterable<BuildCase> {
  const file = parseDockerfile(text);
  // BuildKit's client asks the host of such a repository for its keys: not here.
  if (/^\s*ADD\s.*(?:git@|ssh:)/im.test(text)) return;
  yield { text, options: { platform: 'linux/amd64' } };
  if (file.errors.length > 0) return;
  const graph = resolveStages(file);
  const names = graph.stages.flatMap(({ name }) => name ?? []);
  const salt = text.length;
  for (const target of names.slice(0, 6)) {
    const platform = PLATFORMS[(salt + target.length) % PLATFORMS.length] ?? 'linux/amd64';
    yield { text, options: { target, platform, buildPlatform: 'linux/amd64' }, plain: RICH };
  }
  const args = file.instructions.flatMap(({ name, pairs }) => (name === 'ARG' ? pairs : []));
  const values = ['1.2', '', 'x', 'linux/arm64', '/opt/a b', 'debian:12'];
  const buildArgs = Object.fromEntries(
    args.flatMap(({ name }, i) =>
      (salt + i) % 3 === 0 ? [] : [[name, values[(salt + i) % 6] ?? '']],
    ),
  );
  yield { text, options: { platform: 'linux/arm64', buildArgs }, plain: RICH };
}

/** Holds what a build does against BuildKit's frontend. */
export const meaning: Comparer = {
  name: 'meaning',
  about: 'stages, scopes, values, operations and configuration of a build',
  takes: isDockerfileName,
  *ofFile({ bytes }: GivenFile): Iterable<Case> {
    for (const one of buildsOf(decodeText(bytes))) yield buildCase(one, false);
  },
  *generate(seed: number, count: number): Iterable<Case> {
    for (const one of generatedBuilds(seed, count)) yield buildCase(one);
  },
};
