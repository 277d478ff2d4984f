import type { GoDetails } from '../../facts/project.ts';
import { missingInFullImage } from '../../knowledge/debian-packages.ts';
import { GO_BUILD_CACHE, MANAGERS } from '../../knowledge/managers.ts';
import type { Mount, PlanStage, RecipeInput, RuntimeKind, Step } from '../../plan/types.ts';
import { type BaseChoice, tagOf } from '../base-tags.ts';
import { aptInstall, type Carried, environment } from '../carry.ts';
import { manifestMounts, sourceSteps } from '../sources.ts';
import { cacheMount, certaintyOf, config, knownAs, run } from '../steps.ts';
import { writableSkeleton } from '../writable.ts';
import { type GoHealth, probeSteps } from './recipe-probe.ts';
import type { Compile } from './compile-types.ts';

export interface GoWork {
  readonly input: RecipeInput;
  readonly details: GoDetails;
  readonly choice: BaseChoice;
  readonly carried: Carried;
  readonly compile: Compile;
  readonly secretMounts: readonly Mount[];
  readonly kind: RuntimeKind;
  /** The user's working directory, when it could not stay. */
  readonly movedFrom?: string;
  /** How the health check is asked, when the image gets one. */
  readonly health?: GoHealth;
}

/** Where the sources lie in the build stage. */
export const SOURCES = '/src';
/** Where the build stage leaves what the image takes. */
export const OUT = '/out';

/** Whether compiling needs more of the context than the module's own directory. */
function isWide({ dir, application: { details } }: RecipeInput): boolean {
  return dir !== '.' && details.language === 'go' && (details.outside ?? []).length > 0;
}

/** Where the module lies in the build stage. */
export function sourcesDir(input: RecipeInput): string {
  return isWide(input) ? `${SOURCES}/${input.dir}` : SOURCES;
}

/** The sources; of a workspace or with modules beside this one the whole context. */
function sources(input: RecipeInput): readonly Step[] {
  if (!isWide(input)) return sourceSteps(input, input.application.manifests);
  const why = { why: knownAs('modules beside this one') };
  return [...sourceSteps({ ...input, dir: '.' }), config({ workdir: sourcesDir(input) }, why)];
}

export function buildImage(work: GoWork): string {
  return tagOf(work.choice, work.choice.wasAlpine ? 'alpine' : 'full');
}

function moduleCache(): readonly Mount[] {
  return (MANAGERS['go']?.caches ?? []).map((path) => cacheMount(path));
}

/** Without `go.sum` nothing says which contents a version has; then the module is tidied as it was before. */
export function hasSums(work: GoWork): boolean {
  const { exists, application } = work.input;
  return exists('go.sum') || application.dependencies.length === 0 || isWide(work.input);
}

function download(work: GoWork): readonly Step[] {
  const { input, details } = work;
  // What lies beside the module decides, too; the cache mounts keep what compiling fetches.
  if (isWide(input) || details.vendored || input.application.dependencies.length === 0) return [];
  const names = input.application.manifests.filter((name) => !name.startsWith('vendor/'));
  const mounts = [...manifestMounts(input, names), ...moduleCache(), ...work.secretMounts];
  return [run(['go mod download'], mounts, { why: names.map((file) => ({ file })) })];
}

function compileSteps(work: GoWork): readonly Step[] {
  const { compile, input } = work;
  if (compile.programs.length === 0) return [];
  const cross = compile.cgo ? '' : 'CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH ';
  const builds = compile.programs.map(
    ({ flags, name, target }) => `${cross}go build ${flags.join(' ')} -o ${OUT}/${name} ${target}`,
  );
  const tidy = hasSums(work) ? [] : ['go mod tidy'];
  return [
    run(
      [...tidy, ...builds],
      [...moduleCache(), cacheMount(GO_BUILD_CACHE), ...work.secretMounts],
      {
        why: input.application.build?.evidence ?? knownAs('go build'),
        certainty: certaintyOf(input.application.start),
      },
    ),
  ];
}

/** Variables that say where modules come from and how they are checked. */
const FETCHING = [
  'GOPROXY',
  'GOPRIVATE',
  'GONOPROXY',
  'GONOSUMDB',
  'GONOSUMCHECK',
  'GOSUMDB',
  'GOINSECURE',
  'GOFLAGS',
  'GOTOOLCHAIN',
  'GO111MODULE',
  'GOVCS',
];

function fetching(input: RecipeInput): readonly Step[] {
  const env = (input.kept?.env ?? []).filter(([name]) => FETCHING.includes(name));
  return env.length > 0 ? [config({ env }, { why: [{ file: 'Dockerfile', key: 'ENV' }] })] : [];
}

/** The user's own steps after the sources; those that compile get the caches. */
function made({ carried, compile }: GoWork): readonly Step[] {
  const steps = carried.build['after-sources'];
  if (compile.made === undefined) return steps;
  const caches = [...(MANAGERS['go']?.caches ?? []), GO_BUILD_CACHE];
  const flags = caches.map((path) => `--mount=type=cache,target=${path}`).join(' ');
  const cached = steps.map((step) =>
    step.do === 'keep' && !step.text.includes('--mount')
      ? { ...step, text: step.text.replace(/^RUN\s+/i, `RUN ${flags} `) }
      : step,
  );
  const why = { why: knownAs('a program that needs no C library') };
  return [...(compile.cgo ? [] : [config({ env: [['CGO_ENABLED', '0']] }, why)]), ...cached];
}

/** Compiles on the builder's own platform for the target's, unless C code has a part in it. */
export function buildStage(work: GoWork): PlanStage {
  const { carried, compile, choice, input } = work;
  const packages = choice.wasAlpine ? [] : missingInFullImage(carried.buildPackages);
  const names = (input.kept?.env ?? []).map(([name]) => name);
  const unused = names.filter(
    (name) =>
      /^(CGO_ENABLED|GOOS|GOARCH)$/.test(name) || !(carried.builds || name.startsWith('GO')),
  );
  // A step of the user's own compiles for the platform it runs on.
  const cross = !compile.cgo && compile.made === undefined;
  const platform = [
    ['TARGETOS', undefined],
    ['TARGETARCH', undefined],
  ] as const;
  return {
    id: 'build',
    from: buildImage(work),
    ...(cross && { platform: 'build' as const }),
    comment: ['Compiles; nothing of this stage but the program is shipped.'],
    steps: [
      ...aptInstall(packages, 'Tools for the build only.'),
      ...carried.build['before-install'],
      ...(!cross ? [] : [config({ arg: platform }, { why: knownAs('target platform') })]),
      ...probeSteps(work.health, cross),
      config({ workdir: SOURCES }, { why: knownAs('sources') }),
      ...fetching(input),
      ...download(work),
      ...environment(input, 'build', [...unused, ...FETCHING]),
      ...carried.build['after-install'],
      ...sources(input),
      ...made(work),
      ...compileSteps(work),
      ...writableSkeleton(carried),
    ],
  };
}
