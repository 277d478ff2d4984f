import type { GoDetails } from '../../facts/project.ts';
import type {
  Candidate,
  Declined,
  Mount,
  RecipeInput,
  RuntimeKind,
  Step,
} from '../../plan/types.ts';
import { assemble } from '../assemble.ts';
import { type BaseChoice, chooseBase } from '../base-tags.ts';
import { carry, type Carried } from '../carry.ts';
import { probeText } from '../runtime-parts.ts';
import { secretArgMounts, withoutSecretArgs } from '../sources.ts';
import { unmade } from './recipe-made.ts';
import { compileOf } from './compile.ts';
import type { Compile } from './compile-types.ts';
import { runtimeStage } from './recipe-runtime.ts';
import { goHealth, PROBE_PATH } from './recipe-probe.ts';
import { buildStage, type GoWork, hasSums } from './recipe-stages.ts';

function obstacles(input: RecipeInput, details: GoDetails): readonly string[] {
  const reasons = [...(input.kept?.unplaced ?? []), ...unmade(input, details)];
  if (input.application.workload.value === 'library')
    reasons.push('It is a library: there is no main package.');
  const first = input.kept?.command?.entrypoint?.[0] ?? input.kept?.command?.cmd?.[0];
  if (first?.endsWith('.sh'))
    reasons.push(`The start command runs the script ${first}, not the program.`);
  if (
    details.main === undefined &&
    details.mains.length > 1 &&
    (input.kept?.programs ?? []).length + (input.kept?.made ?? []).length === 0
  ) {
    reasons.push(`Several main packages could be built: ${details.mains.join(', ')}.`);
  }
  return reasons;
}

function kindsOf(input: RecipeInput, carried: Carried, compile: Compile): readonly RuntimeKind[] {
  const bare = carried.shellReasons.length === 0 && compile.cmd?.[0] !== '/bin/sh';
  if (carried.alpineOnly && input.options.base === 'auto') return compile.cgo ? [] : ['alpine'];
  switch (input.options.base) {
    case 'auto':
      if (bare && input.kept?.root === 'scratch' && !compile.cgo) return ['scratch', 'distroless'];
      return bare ? ['distroless', 'slim'] : ['slim'];
    case 'slim':
      return ['slim'];
    case 'alpine':
      return compile.cgo || carried.runtimePackages.length > 0 ? [] : ['alpine'];
    case 'distroless':
      return bare ? ['distroless'] : [];
    case 'scratch':
      return bare && !compile.cgo ? ['scratch'] : [];
  }
}

function differencesOf(work: GoWork): readonly string[] {
  const found: string[] = [];
  if (work.kind === 'distroless' || work.kind === 'scratch') {
    found.push('The image has no shell: docker exec … sh does not work (--base slim has one).');
  }
  if (work.movedFrom !== undefined)
    found.push(
      `The working directory is ${work.carried.workdir} instead of ${work.movedFrom}, which only root may enter${work.input.kept?.volumes.length ? '; volumes move with it' : ''}.`,
    );
  if (work.health?.difference !== undefined) found.push(work.health.difference);
  if (!work.compile.cgo && work.details.cgo)
    found.push('The program is compiled without C code, as before.');
  if (!hasSums(work)) {
    found.push(
      'There is no go.sum: the build tidies the module, so versions are checked against nothing; commit go.sum.',
    );
  }
  return found;
}

function candidate(work: GoWork): Candidate {
  const probe = work.health ? undefined : probeText(work.input);
  return assemble({
    input: work.input,
    kind: work.kind,
    stages: [buildStage(work), runtimeStage(work)],
    differences: [
      ...work.choice.differences,
      ...work.carried.differences,
      ...work.compile.differences,
      ...differencesOf(work),
    ],
    ...(probe !== undefined && { probe }),
  });
}

/** A second rewrite brings the probe program anew. */
function withoutOwnProbe(input: RecipeInput): RecipeInput {
  if (!input.kept) return input;
  const steps = input.kept.steps.filter((one) => !one.text.includes(PROBE_PATH));
  const programs = (input.kept.programs ?? []).filter((one) => !one.words.includes(PROBE_PATH));
  return { ...input, kept: { ...input.kept, steps, programs } };
}

/** The user's own mounts for private modules, each once. */
function fetchMounts(input: RecipeInput): readonly Mount[] {
  const all = input.kept?.fetchMounts ?? [];
  return all.filter(
    (one, index) =>
      all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
  );
}

/** Packages that the small images bring, or a shell that only people would use. */
const FOUNDATIONS = /^(?:ca-certificates|tzdata|netbase|bash)$/;

/** Certificates and time zones are in every image the program ends in. */
function withoutFoundations(input: RecipeInput): RecipeInput {
  if (!input.kept) return input;
  const shell = input.application.programs.some((one) => /^(?:ba|da)?sh$/.test(one.value));
  if (shell || input.kept.command?.shell !== undefined) return input;
  const steps = input.kept.steps.map((one) =>
    one.packages && one.kind === 'apt'
      ? { ...one, packages: one.packages.filter((name) => !FOUNDATIONS.test(name)) }
      : one,
  );
  return { ...input, kept: { ...input.kept, steps } };
}

const IN_ROOT = /^\/root(?=\/|$)/;

/** `WORKDIR /root/` of the Alpine template: only root may go there, so that the program lies in /app. */
function outOfRoot(input: RecipeInput): RecipeInput {
  const { kept } = input;
  if (!kept?.workdir || !IN_ROOT.test(kept.workdir)) return input;
  const move = (path: string): string => path.replace(IN_ROOT, '/app');
  const words = (all: readonly string[]): readonly string[] => all.map(move);
  const { entrypoint, cmd, ...rest } = kept.command ?? { line: 0 };
  return {
    ...input,
    kept: {
      ...kept,
      workdir: move(kept.workdir),
      env: kept.env.map(([name, value]) => [name, move(value)] as const),
      volumes: kept.volumes.map(move),
      made: (kept.made ?? []).map((one) => ({ ...one, to: move(one.to) })),
      programs: (kept.programs ?? []).map((one) => ({ ...one, paths: one.paths.map(move) })),
      steps: kept.steps.map((one) =>
        one.kind === 'copy' && one.stage === 'runtime'
          ? { ...one, text: one.text.replace(/(\s)\/root(?=\/|\s*$)/g, '$1/app') }
          : one,
      ),
      ...(kept.command && {
        command: {
          ...rest,
          ...(entrypoint && { entrypoint: words(entrypoint) }),
          ...(cmd && { cmd: words(cmd) }),
        },
      }),
    },
  };
}

/** Dockerfiles for a Go program, the smallest runtime first. */
export function goRecipe(given: RecipeInput): readonly Candidate[] | Declined {
  const { details } = given.application;
  if (details.language !== 'go') return { declined: ['The application is not written in Go.'] };
  const declined = obstacles(given, details);
  const secretMounts = [...secretArgMounts(given), ...fetchMounts(given)];
  const input = outOfRoot(withoutFoundations(withoutOwnProbe(withoutSecretArgs(given))));
  const choice = chooseBase('go', input);
  const carried = carry(input, '/app');
  const compile = compileOf(input, details, carried.workdir, carried.generates);
  if (declined.length > 0) return { declined };
  if ('declined' in compile) return { declined: [compile.declined] };
  const left = compile.cgo && choice.wasAlpine ? leaveAlpine(choice, carried) : { choice, carried };
  if ('declined' in left) return left;
  const kinds = kindsOf(input, left.carried, compile);
  const from = given.kept?.workdir;
  if (kinds.length === 0) {
    return {
      declined: [
        `A runtime of the kind "${input.options.base}" does not fit.`,
        ...carried.shellReasons,
      ],
    };
  }
  const health = goHealth(input, compile, carried.workdir);
  const works = choices(left.choice, details).flatMap((one) =>
    kinds.map((kind) => ({
      input,
      details,
      choice: one,
      carried: left.carried,
      compile,
      secretMounts,
      kind,
      ...(health && { health }),
      ...(from !== undefined && from !== carried.workdir && { movedFrom: from }),
    })),
  );
  return works.map(candidate);
}

/** Tools to compile C with, which Debian's image of Go has. */
const TOOLCHAIN =
  /^(?:apk|update|add|&&|RUN|-\S+|gcc|g\+\+|musl-dev|libc-dev|build-base|alpine-sdk|make|git|bash|ca-certificates|tzdata|linux-headers|binutils|pkgconf|pkgconfig|sqlite-dev|sqlite)$/;

function isApk(step: Step): boolean {
  return step.do === 'keep' && /\bapk\b/.test(step.text);
}

/** What is linked with Alpine's C library runs on no smaller image: it is compiled on Debian instead. */
function leaveAlpine(
  choice: BaseChoice,
  carried: Carried,
): { readonly choice: BaseChoice; readonly carried: Carried } | Declined {
  const steps = carried.build['before-install'];
  const strange = steps.find(
    (step) =>
      isApk(step) &&
      step.do === 'keep' &&
      !step.text.split(/[\s\\]+/).every((word) => word === '' || TOOLCHAIN.test(word)),
  );
  if (strange?.do === 'keep')
    return {
      declined: [
        `The program has C parts, and ${strange.text} installs what has another name in Debian.`,
      ],
    };
  const build = { ...carried.build, 'before-install': steps.filter((step) => !isApk(step)) };
  const said = 'The program has C parts: it is compiled and runs on Debian instead of Alpine.';
  return {
    choice: { ...choice, wasAlpine: false, differences: [...choice.differences, said] },
    carried: { ...carried, build },
  };
}

/** Where the file names no version: the newest line, else the one go.mod asks for. */
function choices(choice: BaseChoice, details: GoDetails): readonly BaseChoice[] {
  const line = /^\d+\.\d+/.exec(details.minimum ?? '')?.[0];
  if (choice.named || line === undefined || line === choice.line) return [choice];
  const differences = choice.differences.map((text) =>
    text.replaceAll(`golang:${choice.version}`, `golang:${line}`),
  );
  return [choice, { ...choice, version: line, line, differences }];
}
