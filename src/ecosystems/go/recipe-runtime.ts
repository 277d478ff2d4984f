import { posix } from 'node:path';
import type { PlanStage, RecipeInput, Step } from '../../plan/types.ts';
import { debianNumber } from '../base-tags.ts';
import { aptInstall, environment } from '../carry.ts';
import { accountOf, accountStep, describe, healthStep, ociLabels } from '../runtime-parts.ts';
import { inContext } from '../sources.ts';
import { config, copy, knownAs } from '../steps.ts';
import { writableSteps } from '../writable.ts';
import { PROBE } from './recipe-probe.ts';
import { type GoWork, OUT, sourcesDir } from './recipe-stages.ts';

const NAMES: Readonly<Record<number, string>> = { 11: 'bullseye', 12: 'bookworm', 13: 'trixie' };

/** The image the program ends in. A program with C parts gets the release it was linked on, or a newer one. */
export function runtimeImage(work: GoWork): string {
  const release = debianNumber(work.choice.release) ?? 13;
  switch (work.kind) {
    case 'scratch':
      return 'scratch';
    case 'distroless': {
      const linked = work.compile.cgo || ownLinking(work.input);
      const flavour = linked ? 'cc' : 'static';
      const debian = linked && release === 12 ? 12 : 13;
      return `gcr.io/distroless/${flavour}-debian${debian}:nonroot`;
    }
    case 'alpine':
      return alpineImage(work);
    default:
      return `debian:${NAMES[release] ?? 'trixie'}-slim`;
  }
}

/** Whether the user's own make file compiles with C parts. */
function ownLinking(input: RecipeInput): boolean {
  return /\bCGO_ENABLED\s*:?=\s*1/.test(input.text?.('Makefile') ?? '');
}

/** The user's own Alpine when the image stands on one. */
function alpineImage(work: GoWork): string {
  const root = work.input.kept?.root ?? '';
  return /(^|\/)alpine:\d/.test(root) ? root : 'alpine:3.23';
}

/** What scratch does not have and programs customarily look for. */
function foundations(work: GoWork): readonly Step[] {
  if (work.kind !== 'scratch') return [];
  const steps: Step[] = [];
  const take = (path: string, why: string): void => {
    steps.push(copy({ from: 'build', sources: [path], to: path }, { why: knownAs(why) }));
  };
  const own = (pattern: RegExp): boolean =>
    (work.input.kept?.foundations ?? []).some((path) => pattern.test(path));
  if (work.details.usesTls || own(/certificates|\/ssl\b/))
    take('/etc/ssl/certs/ca-certificates.crt', 'certificates for TLS');
  if (work.details.usesTimezones || own(/zoneinfo/)) take('/usr/share/zoneinfo/', 'time zones');
  return steps;
}

function readFiles(work: GoWork): readonly Step[] {
  const { input, details } = work;
  const own = work.carried.runtime['after-sources'].map((step) =>
    step.do === 'keep' ? step.text : '',
  );
  const taken = (path: string): boolean => own.some((text) => text.split(/\s+/).includes(path));
  const embedded = (path: string): boolean =>
    details.embeds.some((one) => path === one || (one !== '.' && path.startsWith(`${one}/`)));
  const all = input.application.reads
    .map((one) => ({ one, path: posix.normalize(one.value).replace(/\/$/, '') }))
    .filter(({ path }) => !path.startsWith('/') && !path.startsWith('..') && path !== '.')
    .filter(({ path }) => !embedded(path) && !taken(path) && input.exists(path));
  const isFirst = (path: string, index: number): boolean =>
    all.findIndex((one) => one.path === path) === index;
  return all
    .filter(({ path }, index) => isFirst(path, index))
    .filter(({ path }) => !all.some((other) => path.startsWith(`${other.path}/`)))
    .map(({ one, path }) =>
      copy(
        { sources: [inContext(input, path)], to: `./${path}` },
        { why: one.evidence, certainty: one.confidence === 'certain' ? 'shown' : 'assumed' },
      ),
    );
}

function labels(work: GoWork): readonly (readonly [string, string])[] {
  const { module } = work.details;
  const source = /^(github|gitlab)\.com\/[^/]+\/[^/]+/.exec(module)?.[0];
  return ociLabels({
    title: work.input.application.name,
    ...(source !== undefined && { source: `https://${source}` }),
  });
}

function packages(work: GoWork): readonly string[] {
  const own = work.carried.runtimePackages;
  return [
    ...new Set(['ca-certificates', ...(work.details.usesTimezones ? ['tzdata'] : []), ...own]),
  ].toSorted();
}

/** Files that are read lie where the program looks: in its working directory. */
function workingDirectory(work: GoWork): readonly Step[] {
  const { carried, compile, input } = work;
  const named = input.kept?.workdir;
  const needed = input.application.reads.length > 0 || input.application.writes.length > 0;
  const isProgram = compile.programs.some((one) => one.paths.includes(carried.workdir));
  if ((named === undefined && !needed) || isProgram) return [];
  return [config({ workdir: carried.workdir }, { why: knownAs('working directory') })];
}

function programs({ compile, carried, input }: GoWork): readonly Step[] {
  const why = { why: knownAs('the program') };
  if (compile.made !== undefined) {
    const to = compile.madeTo ?? posix.resolve(carried.workdir, compile.made);
    return [
      copy({ from: 'build', sources: [posix.join(sourcesDir(input), compile.made)], to }, why),
    ];
  }
  return compile.programs.flatMap(({ name, paths }) =>
    paths.map((to) => copy({ from: 'build', sources: [`${OUT}/${name}`], to }, why)),
  );
}

function health(work: GoWork): readonly Step[] {
  const { input } = work;
  if (!work.health) return [];
  const line = input.kept?.healthcheck?.line;
  const why = line === undefined ? knownAs('health route') : [{ file: 'Dockerfile', line }];
  return [healthStep(input, work.health.test, why)];
}

/** The last stage: the program and what it reads. */
export function runtimeStage(work: GoWork): PlanStage {
  const { input, carried, compile, kind } = work;
  const shell = kind === 'slim' || kind === 'full' || kind === 'alpine';
  const user = accountOf(input, shell ? '10001:10001' : '65532:65532');
  const probe = copy(
    { from: 'build', sources: [`${OUT}/probe`], to: PROBE },
    { why: knownAs('health check without a shell') },
  );
  const start =
    compile.line === undefined ? knownAs('start') : [{ file: 'Dockerfile', line: compile.line }];
  return {
    id: 'runtime',
    from: runtimeImage(work),
    steps: [
      ...(shell && kind !== 'alpine'
        ? aptInstall(packages(work), 'Programs and libraries the application uses.')
        : []),
      ...carried.runtime['before-install'],
      ...(shell ? [accountStep(user, kind === 'alpine')] : []),
      ...foundations(work),
      ...workingDirectory(work),
      ...environment(input, 'runtime', [
        'CGO_ENABLED',
        'GOOS',
        'GOARCH',
        'GO111MODULE',
        'GOPROXY',
        'GOFLAGS',
        'GOPATH',
        'GOPRIVATE',
        'GONOSUMDB',
        'GONOPROXY',
        'GOSUMDB',
        'GOTOOLCHAIN',
      ]),
      ...carried.runtime['after-install'],
      ...(work.health?.probe ? [probe] : []),
      ...readFiles(work),
      ...programs(work),
      ...carried.runtime['after-sources'],
      ...writableSteps(input, carried, user, shell ? undefined : 'build'),
      ...describe(input, labels(work)),
      config({ user }, { why: knownAs('numeric account without rights') }),
      ...health(work),
      config(
        {
          ...(compile.entrypoint && { entrypoint: compile.entrypoint }),
          ...(compile.cmd && { cmd: compile.cmd }),
        },
        { why: start },
      ),
    ],
  };
}
