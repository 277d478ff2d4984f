import type { GoDetails } from '../../facts/project.ts';
import { missingInFullImage } from '../../knowledge/debian-packages.ts';
import { GO_BUILD_CACHE, MANAGERS } from '../../knowledge/managers.ts';
import type { Mount, PlanStage, RecipeInput, RuntimeKind, Step } from '../../plan/types.ts';
import { type BaseChoice, tagOf } from '../base-tags.ts';
import { aptInstall, type Carried, environment } from '../carry.ts';
import { manifestMounts, sourceSteps } from '../sources.ts';
import { cacheMount, certaintyOf, config, keep, knownAs, run } from '../steps.ts';
import { writableSkeleton } from '../writable.ts';
import type { Compile } from './recipe-compile.ts';

export interface GoWork {
  readonly input: RecipeInput;
  readonly details: GoDetails;
  readonly choice: BaseChoice;
  readonly carried: Carried;
  readonly compile: Compile;
  readonly secretMounts: readonly Mount[];
  readonly kind: RuntimeKind;
  /** Port and route of the probe program, when the image gets one. */
  readonly probe?: { readonly port: number; readonly route: string };
}

/** Where the sources lie in the build stage. */
export const SOURCES = '/src';
/** Source of the health check's program in the build stage. */
export const PROBE_PATH = '/probe/main.go';
/** Where the build stage leaves what the image takes. */
export const OUT = '/out';

/** Where the module lies in the build stage. */
export function sourcesDir(_input: RecipeInput): string {
  return SOURCES;
}

export function buildImage(work: GoWork): string {
  return tagOf(work.choice, work.choice.wasAlpine ? 'alpine' : 'full');
}

function moduleCache(): readonly Mount[] {
  return (MANAGERS['go']?.caches ?? []).map((path) => cacheMount(path));
}

/** Without `go.sum` nothing says which contents a version has; then the module is tidied as it was before. */
function hasSums(work: GoWork): boolean {
  return work.input.exists('go.sum') || work.input.application.dependencies.length === 0;
}

function download(work: GoWork): readonly Step[] {
  const { input, details } = work;
  if (details.vendored || input.application.dependencies.length === 0) return [];
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

/**
 * A program of a few lines that asks one route and ends with 0 when the answer
 * is 2xx: the image has nothing else that could.
 */
const PROBE_SOURCE = `package main

import (
	"bufio"
	"net"
	"os"
	"strings"
	"time"
)

func main() {
	conn, err := net.DialTimeout("tcp", os.Args[1], 2*time.Second)
	if err != nil {
		os.Exit(1)
	}
	conn.SetDeadline(time.Now().Add(2 * time.Second))
	conn.Write([]byte("GET " + os.Args[2] + " HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n"))
	line, _ := bufio.NewReader(conn).ReadString('\\n')
	if fields := strings.Fields(line); len(fields) < 2 || !strings.HasPrefix(fields[1], "2") {
		os.Exit(1)
	}
}`;

function probeSteps(work: GoWork): readonly Step[] {
  if (!work.probe) return [];
  const why = { why: knownAs('health check without a shell') };
  const cross =
    work.compile.cgo || work.compile.made !== undefined ? '' : 'GOOS=$TARGETOS GOARCH=$TARGETARCH ';
  return [
    keep(`COPY <<"GO" ${PROBE_PATH}\n${PROBE_SOURCE}\nGO`, {
      ...why,
      comment: ['The image has no curl: a small program asks for the health check.'],
    }),
    run(
      [`CGO_ENABLED=0 ${cross}go build -trimpath -ldflags="-s -w" -o ${OUT}/probe ${PROBE_PATH}`],
      [cacheMount(GO_BUILD_CACHE)],
      why,
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
      ...probeSteps(work),
      config({ workdir: SOURCES }, { why: knownAs('sources') }),
      ...fetching(input),
      ...download(work),
      ...environment(input, 'build', [...unused, ...FETCHING]),
      ...carried.build['after-install'],
      ...sourceSteps(input, input.application.manifests),
      ...made(work),
      ...compileSteps(work),
      ...writableSkeleton(carried),
    ],
  };
}
