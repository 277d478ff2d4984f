import type { PlanStage, RecipeInput, RuntimeKind, Step } from '../../plan/types.ts';
import { tagOf } from '../base-tags.ts';
import { aptInstall, environment, readsVariables } from '../carry.ts';
import {
  accountOf,
  describe,
  healthStep,
  healthTarget,
  type Init,
  ociLabels,
} from '../runtime-parts.ts';
import { inContext, sourceSteps } from '../sources.ts';
import { config, copy, knownAs } from '../steps.ts';
import { writableSteps } from '../writable.ts';
import { forDistroless, type Launch } from './recipe-launch.ts';
import { distrolessImage } from './recipe-image.ts';
import type { NodeWork } from './recipe-stages.ts';

export interface Runtime {
  readonly stage: PlanStage;
  readonly differences: readonly string[];
  readonly hasHealth: boolean;
}

/** Directories beside a build's output that programs customarily read when they run. */
const READ_BESIDE = [
  'public',
  'static',
  'views',
  'templates',
  'locales',
  'prisma',
  'migrations',
  'config',
];

function baseOf(work: NodeWork, kind: RuntimeKind): string {
  if (kind === 'distroless') return distrolessImage(work.choice)?.ref ?? '';
  return tagOf(work.choice, kind === 'alpine' ? 'alpine' : kind === 'full' ? 'full' : 'slim');
}

/** Dependencies, then what changes more often. */
function contents(work: NodeWork): readonly Step[] {
  const { input, carried } = work;
  const modules = (from: string): Step =>
    copy(
      { from, sources: [`${carried.workdir}/node_modules`], to: './node_modules' },
      { why: knownAs('production dependencies') },
    );
  const own = carried.runtime['after-install'];
  if (work.shape === 'plain') {
    const any = input.application.dependencies.some((one) => !one.dev || work.devNeeded.length > 0);
    return [...(any ? [modules('deps')] : []), ...own, ...sourceSteps(input, ['package.json'])];
  }
  if (work.shape === 'pruned') {
    const all = { from: 'build', sources: [carried.workdir], to: carried.workdir };
    return [copy(all, { why: knownAs('the built application') }), ...own];
  }
  return [modules('deps'), ...own, ...built(work)];
}

function built(work: NodeWork): readonly Step[] {
  const { input, carried } = work;
  const { application } = input;
  const outputs = application.build?.value.outputs ?? [];
  const reads = application.reads.map((one) => one.value.replace(/^\.\//, '').replace(/\/$/, ''));
  const inside = (path: string): boolean =>
    outputs.some((out) => path === out || path.startsWith(`${out}/`));
  const own = (input.kept?.steps ?? []).filter((one) => one.kind === 'copy').map((one) => one.text);
  const isOwn = (path: string): boolean =>
    own.some((text) => text.split(/[\s/]+/).includes(path.split('/')[0] ?? path));
  const wanted = [...new Set([...reads, ...READ_BESIDE])].filter(
    (path) =>
      !isOwn(path) &&
      !path.startsWith('/') &&
      !path.startsWith('..') &&
      !inside(path) &&
      input.exists(path),
  );
  const why = { why: application.build?.evidence ?? knownAs('build') };
  const beside = wanted.map((path) =>
    copy(
      { sources: [inContext(input, path)], to: `./${path}` },
      {
        why: knownAs('read when the program runs'),
        certainty: reads.includes(path) ? 'shown' : 'assumed',
      },
    ),
  );
  return [
    copy(
      { sources: [inContext(input, 'package.json')], to: './' },
      { why: knownAs('package.json') },
    ),
    ...beside,
    ...outputs.map((out) =>
      copy({ from: 'build', sources: [`${carried.workdir}/${out}`], to: `./${out}` }, why),
    ),
  ];
}

/** Whether a package's licence is an expression of SPDX and not one of npm's own words. */
function isLicence(text: unknown): boolean {
  return (
    typeof text === 'string' && /^[\w.+() -]{1,80}$/.test(text) && !/^(UNLICENSED|SEE )/i.test(text)
  );
}

function labels(input: RecipeInput): readonly (readonly [string, string])[] {
  const text = input.text?.('package.json');
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return [];
    const facts = parsed as Readonly<Record<string, unknown>>;
    const repository = facts['repository'];
    const url =
      typeof repository === 'object' && repository !== null && 'url' in repository
        ? repository.url
        : repository;
    const source =
      typeof url === 'string' ? url.replace(/^git\+/, '').replace(/\.git$/, '') : undefined;
    return ociLabels({
      title: facts['name'],
      description: facts['description'],
      ...(source?.startsWith('https://') && { source }),
      ...(facts['version'] !== '0.0.0' && { version: facts['version'] }),
      ...(isLicence(facts['license']) && { licenses: facts['license'] }),
    });
  } catch {
    return [];
  }
}

function health(work: NodeWork, kind: RuntimeKind): Step | undefined {
  const { input } = work;
  const own = input.kept?.healthcheck;
  const node = kind === 'distroless' ? '/nodejs/bin/node' : 'node';
  if (own?.argv?.[0] === 'node') {
    return healthStep(
      input,
      [node, ...own.argv.slice(1)],
      [{ file: 'Dockerfile', line: own.line }],
    );
  }
  const target = healthTarget(input);
  if (!target || Number(work.choice.line) < 18) return undefined;
  const url = `http://127.0.0.1:${target.port}${target.route}`;
  const script = `fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
  return healthStep(input, [node, '-e', script], target.why);
}

function start(launch: Launch, kind: RuntimeKind, init: Init | undefined): Step {
  const direct = kind === 'distroless' && !init;
  const words = direct ? forDistroless(launch) : absolute(launch, kind);
  const entrypoint = init ? [...init.entrypoint, ...(words.entrypoint ?? [])] : words.entrypoint;
  return config(
    { ...(entrypoint && { entrypoint }), ...(words.cmd && { cmd: words.cmd }) },
    {
      why:
        launch.line === undefined ? knownAs('start') : [{ file: 'Dockerfile', line: launch.line }],
    },
  );
}

function byPath(words: readonly string[]): readonly string[] {
  return ['/nodejs/bin/node', ...words.slice(1)];
}

/** With node by its path where it is not on the PATH. */
function absolute(launch: Launch, kind: RuntimeKind): Pick<Launch, 'entrypoint' | 'cmd'> {
  if (kind !== 'distroless') {
    return {
      ...(launch.entrypoint && { entrypoint: launch.entrypoint }),
      ...(launch.cmd && { cmd: launch.cmd }),
    };
  }
  if (launch.entrypoint) {
    return { entrypoint: byPath(launch.entrypoint), ...(launch.cmd && { cmd: launch.cmd }) };
  }
  return launch.cmd ? { cmd: byPath(launch.cmd) } : {};
}

function differences(work: NodeWork, kind: RuntimeKind): readonly string[] {
  const found: string[] = [];
  const distroless = kind === 'distroless' ? distrolessImage(work.choice) : undefined;
  if (distroless)
    found.push(
      'The image has no shell and no npm: docker exec … sh does not work (--base slim keeps both).',
    );
  if (distroless?.debian === 12) {
    found.push(
      'The distroless Node images on Debian 12 get no updates upstream any more; another release or --base slim does.',
    );
  }
  if (work.shape === 'outputs') {
    found.push(
      'The image has what the build makes and what is read beside it; the sources stay in the build stage.',
    );
  }
  if (work.devNeeded.length > 0) {
    const names = work.devNeeded.join(', ');
    found.push(
      `All dependencies are installed, because the program needs ${names}, listed under devDependencies: move what it needs to dependencies, and the rest stays out.`,
    );
  }
  if (!(work.input.kept?.env ?? []).some(([name]) => name === 'NODE_ENV')) {
    found.push('NODE_ENV is set to production, which it was not before.');
  }
  if (work.input.application.lockfile === undefined) {
    found.push('Without a lockfile every build may install other versions: commit one.');
  }
  return found;
}

/** The last stage: what runs. */
export function runtimeStage(
  work: NodeWork,
  launch: Launch,
  kind: RuntimeKind,
  init: Init | undefined,
): Runtime {
  const { input, carried } = work;
  const user = accountOf(input, kind === 'distroless' ? '65532:65532' : '1000:1000', {
    node: '1000:1000',
  });
  const set = input.kept?.env.some(([name]) => name === 'NODE_ENV') ?? false;
  const production = set ? [] : [['NODE_ENV', 'production'] as const];
  const check = health(work, kind);
  const from =
    kind === 'distroless'
      ? work.shape === 'plain'
        ? 'deps'
        : work.shape === 'pruned'
          ? 'build'
          : 'deps'
      : undefined;
  const own = carried.runtime['before-install'];
  const settings = environment(input, 'runtime', [], production);
  const early = readsVariables(input, own);
  const steps: readonly Step[] = [
    ...(kind === 'distroless' || kind === 'alpine'
      ? []
      : aptInstall(carried.runtimePackages, 'Programs and libraries the application uses.')),
    ...(early ? settings : []),
    ...own,
    ...(init ? [init.copy] : []),
    config({ workdir: carried.workdir }, { why: knownAs('working directory') }),
    ...(early ? [] : settings),
    ...contents(work),
    ...carried.runtime['after-sources'],
    ...writableSteps(input, carried, user, from),
    ...describe(input, labels(input)),
    config({ user }, { why: knownAs('numeric account without rights') }),
    ...(check ? [check] : []),
    start(launch, kind, init),
  ];
  return {
    stage: { id: 'runtime', from: baseOf(work, kind), steps },
    differences: differences(work, kind),
    hasHealth: check !== undefined,
  };
}
