import type { GoDetails } from '../../facts/project.ts';
import type { Candidate, Declined, Mount, RecipeInput, RuntimeKind } from '../../plan/types.ts';
import { assemble } from '../assemble.ts';
import { chooseBase } from '../base-tags.ts';
import { carry, type Carried } from '../carry.ts';
import { healthTarget, probeText } from '../runtime-parts.ts';
import { secretArgMounts, withoutSecretArgs } from '../sources.ts';
import { type Compile, compileOf } from './recipe-compile.ts';
import { runtimeStage } from './recipe-runtime.ts';
import { buildStage, type GoWork, PROBE_PATH } from './recipe-stages.ts';

function obstacles(input: RecipeInput, details: GoDetails): readonly string[] {
  const reasons = [...(input.kept?.unplaced ?? [])];
  if (input.application.workload.value === 'library')
    reasons.push('It is a library: there is no main package.');
  const first = input.kept?.command?.entrypoint?.[0] ?? input.kept?.command?.cmd?.[0];
  if (first?.endsWith('.sh'))
    reasons.push(`The start command runs the script ${first}, not the program.`);
  if (
    details.main === undefined &&
    details.mains.length > 1 &&
    (input.kept?.programs ?? []).length === 0
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
  if (!work.compile.cgo && work.details.cgo)
    found.push('The program is compiled without C code, as before.');
  if (!work.input.exists('go.sum') && work.input.application.dependencies.length > 0) {
    found.push(
      'There is no go.sum: the build tidies the module, so versions are checked against nothing; commit go.sum.',
    );
  }
  return found;
}

function candidate(work: GoWork): Candidate {
  const probe = work.probe ? undefined : probeText(work.input);
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
  return { ...input, kept: { ...input.kept, steps } };
}

/** The user's own mounts for private modules, each once. */
function fetchMounts(input: RecipeInput): readonly Mount[] {
  const all = input.kept?.fetchMounts ?? [];
  return all.filter(
    (one, index) =>
      all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
  );
}

/** Dockerfiles for a Go program, the smallest runtime first. */
export function goRecipe(given: RecipeInput): readonly Candidate[] | Declined {
  const { details } = given.application;
  if (details.language !== 'go') return { declined: ['The application is not written in Go.'] };
  const declined = obstacles(given, details);
  const secretMounts = [...secretArgMounts(given), ...fetchMounts(given)];
  const input = withoutOwnProbe(withoutSecretArgs(given));
  const choice = chooseBase('go', input);
  const carried = carry(input, '/app');
  const compile = compileOf(input, details, carried.workdir, carried.generates);
  if (declined.length > 0) return { declined };
  if ('declined' in compile) return { declined: [compile.declined] };
  const kinds = kindsOf(input, carried, compile);
  if (kinds.length === 0) {
    return {
      declined: [
        `A runtime of the kind "${input.options.base}" does not fit.`,
        ...carried.shellReasons,
      ],
    };
  }
  const target = input.kept?.healthcheck ? healthTarget(input) : undefined;
  return kinds.map((kind) =>
    candidate({
      input,
      details,
      choice,
      carried,
      compile,
      secretMounts,
      kind,
      ...(target && { probe: { port: target.port, route: target.route } }),
    }),
  );
}
