import type { ManagerFacts } from '../../knowledge/managers.ts';
import { missingInFullImage } from '../../knowledge/debian-packages.ts';
import type { Evidence, NodeDetails } from '../../facts/project.ts';
import type { Mount, PlanStage, RecipeInput, Step } from '../../plan/types.ts';
import { type BaseChoice, tagOf } from '../base-tags.ts';
import {
  aptInstall,
  type Carried,
  environment,
  readsVariables,
  registryEnvironment,
} from '../carry.ts';
import { manifestMounts, sourceSteps } from '../sources.ts';
import { cacheMount, certaintyOf, config, knownAs, run } from '../steps.ts';
import { writableSkeleton } from '../writable.ts';

/** How the sources and dependencies come into the image. */
export type Shape =
  /** Dependencies from `deps`, sources from the context. */
  | 'plain'
  /** Dependencies from `deps`, what the build made from `build`. */
  | 'outputs'
  /** The whole pruned directory from `build`. */
  | 'pruned';

export interface NodeWork {
  readonly input: RecipeInput;
  readonly details: NodeDetails;
  readonly manager: ManagerFacts;
  readonly choice: BaseChoice;
  readonly carried: Carried;
  readonly shape: Shape;
  readonly secretMounts: readonly Mount[];
  readonly flavour: 'debian' | 'alpine';
  /** The image will have no shell: what needs one is done in the stages before. */
  readonly bare: boolean;
  /** Development dependencies that the running program needs: then all of them stay. */
  readonly devNeeded: readonly string[];
}

/** Scripts that only developers and publishers need: an install for production goes without. */
const DEVELOPER_SCRIPTS: ReadonlySet<string> = new Set([
  'prepare',
  'prepublish',
  'prepublishOnly',
  'prepack',
  'postpack',
]);

/** Whether installing runs scripts of the project itself that have a part in the result. */
export function installScripts(details: NodeDetails): readonly string[] {
  return details.lifecycle.filter((name) => !DEVELOPER_SCRIPTS.has(name));
}

function textOf(step: Step): string {
  return step.do === 'keep' ? step.text : '';
}

export function shapeOf(
  input: RecipeInput,
  details: NodeDetails,
  carried: Carried,
  started: readonly string[],
): Shape {
  const build = input.application.build?.value;
  if (carried.generates || installScripts(details).length > 0) return 'pruned';
  if (build === undefined) return 'plain';
  const entry = input.application.start?.value.entry;
  const inside = build.outputs.some((out) => entry === out || entry?.startsWith(`${out}/`));
  // The command names files of the sources: they have to be there.
  const ofSources = started.some(
    (word) =>
      /\.[cm]?[jt]sx?$/.test(word) &&
      !word.startsWith('/') &&
      !build.outputs.some((out) => word.replace(/^\.\//, '').startsWith(`${out}/`)) &&
      input.exists(word),
  );
  // Scripts and the user's own steps may read anything beside the program.
  const own = carried.runtime['after-sources'].some((one) => /^RUN\b/i.test(textOf(one)));
  const isDirect = /^(.*\/)?node$/.test(started[0] ?? '') && !own;
  return build.outputs.length > 0 && inside && isDirect && !ofSources ? 'outputs' : 'pruned';
}

function manifests(work: NodeWork): readonly string[] {
  const { application } = work.input;
  const names = [...application.manifests];
  if (work.details.npmrc === 'settings' && !names.includes('.npmrc')) names.push('.npmrc');
  return names.filter((name) => name !== '.npmrc' || work.details.npmrc === 'settings');
}

/** Mounts of an install: manifests, the manager's cache, and what must stay secret. */
function installMounts(work: NodeWork): readonly Mount[] {
  const npmrc: readonly Mount[] =
    work.details.npmrc === 'secret'
      ? [{ type: 'secret', id: 'npmrc', target: `${work.carried.workdir}/.npmrc` }]
      : [];
  return [
    ...manifestMounts(work.input, manifests(work)),
    ...work.manager.caches.map((path) => cacheMount(path, work.manager.sharing)),
    ...npmrc,
    ...work.secretMounts,
  ];
}

function manifestEvidence(work: NodeWork): readonly Evidence[] {
  const { path, manifests: names } = work.input.application;
  return names.map((name) => ({ file: path === '.' ? name : `${path}/${name}` }));
}

/** The user's own commands that tell the manager where to fetch from; they write to the home directory. */
function settings(work: NodeWork): readonly string[] {
  const own = (work.input.kept?.steps ?? []).filter((one) => one.kind === 'setting');
  const lines = own.map((one) => one.text.replace(/>>?\s*\S*\.npmrc["']?\s*$/, '>> ~/.npmrc'));
  return [...new Set(lines)];
}

/** Settings, installation, and no trace of the settings. */
function withSettings(work: NodeWork, commands: readonly string[]): readonly string[] {
  const before = settings(work);
  return before.length === 0 ? commands : [...before, ...commands, 'rm -f ~/.npmrc'];
}

/** How npm before version 7 (Node.js 14 and older) is told; before 5.7 it had no `ci`. */
function oldNpm(work: NodeWork, what: 'production' | 'everything'): string | undefined {
  const [major = 0, minor = 0] = work.choice.version.split('.').map(Number);
  if (work.manager.name !== 'npm' || major === 0 || major > 14) return undefined;
  const hasCi = major >= 10 || (major === 8 && minor >= 12);
  const locked = work.input.application.lockfile !== undefined && hasCi;
  const verb = locked ? 'npm ci' : 'npm install --no-save';
  return what === 'production' ? `${verb} --only=production` : verb;
}

/** The install command; without a lockfile the one that goes without. */
function installCommands(
  work: NodeWork,
  what: 'production' | 'everything',
  scripts: boolean,
): readonly string[] {
  const { manager, input } = work;
  const locked = input.application.lockfile !== undefined;
  const unlocked = what === 'production' ? manager.unlocked : manager.unlockedEverything;
  const install = oldNpm(work, what) ?? (locked ? manager[what] : (unlocked ?? manager[what]));
  const enable = manager.name === 'pnpm' ? ['corepack enable'] : [];
  if (scripts) return withSettings(work, [...enable, install]);
  const native = input.application.native.map((one) => one.value.name);
  const rebuild = native.length > 0 ? [`npm rebuild ${native.join(' ')}`] : [];
  return withSettings(work, [
    ...enable,
    `${install} ${manager.ignoreScripts ?? ''}`.trim(),
    ...rebuild,
  ]);
}

/** The full image where something is compiled or the user's own steps run, else the slim one. */
export function buildImage(work: NodeWork): string {
  if (work.flavour === 'alpine') return tagOf(work.choice, 'alpine');
  const compiles = work.carried.buildPackages.length > 0;
  const own = work.carried.builds;
  return tagOf(work.choice, compiles || own ? 'full' : 'slim');
}

function opening(work: NodeWork): readonly Step[] {
  const { carried } = work;
  const slim = buildImage(work).includes('slim');
  const own = carried.build['before-install'];
  const packages = slim ? carried.buildPackages : missingInFullImage(carried.buildPackages);
  return [
    ...aptInstall(work.flavour === 'alpine' ? [] : packages, 'Tools for the build only.'),
    ...(readsVariables(work.input, own) ? environment(work.input, 'build', ['NODE_ENV']) : []),
    ...own,
    config({ workdir: carried.workdir }, { why: knownAs('working directory') }),
    ...registryEnvironment(work.input),
  ];
}

/** Production dependencies by themselves. */
export function depsStage(work: NodeWork): PlanStage {
  const scripts = work.details.lifecycle.length === 0;
  const all = work.devNeeded.length > 0;
  return {
    id: 'deps',
    from: buildImage(work),
    comment: [
      all
        ? 'All dependencies: the program needs some that are listed for development.'
        : 'Production dependencies only.',
    ],
    steps: [
      ...opening(work),
      run(installCommands(work, all ? 'everything' : 'production', scripts), installMounts(work), {
        why: manifestEvidence(work),
        certainty: certaintyOf(work.input.application.manager),
      }),
      ...(work.bare ? writableSkeleton(work.carried) : []),
    ],
  };
}

/** Everything a build needs, the build itself, and for `pruned` only what production needs left. */
export function buildStage(work: NodeWork): PlanStage {
  const { application } = work.input;
  const own = installScripts(work.details);
  const scripts = work.details.lifecycle.length === 0;
  const why = {
    why: application.build?.evidence ?? knownAs('build'),
    certainty: certaintyOf(application.build),
  };
  const commands = [
    ...own.map((name) => `npm run ${name}`),
    ...(application.build ? [application.build.value.command] : []),
  ];
  const prune = work.shape === 'pruned' && work.devNeeded.length === 0 && work.manager.prune;
  return {
    id: 'build',
    from: buildImage(work),
    steps: [
      ...opening(work),
      run(installCommands(work, 'everything', scripts), installMounts(work), {
        why: manifestEvidence(work),
      }),
      ...(readsVariables(work.input, work.carried.build['before-install'])
        ? []
        : environment(work.input, 'build', ['NODE_ENV'])),
      ...work.carried.build['after-install'],
      ...sourceSteps(work.input, ['package.json']),
      ...work.carried.build['after-sources'],
      ...(commands.length > 0 ? [run(commands, [], why)] : []),
      ...(prune
        ? [
            run(
              [`${prune} --ignore-scripts`.replace(/(--ignore-scripts.*) --ignore-scripts/, '$1')],
              [],
              {
                why: knownAs('development dependencies'),
                comment: ['Development dependencies stay behind.'],
              },
            ),
          ]
        : []),
      ...(work.shape === 'pruned' && work.bare ? writableSkeleton(work.carried) : []),
    ],
  };
}
