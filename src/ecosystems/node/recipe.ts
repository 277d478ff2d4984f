import type { NodeDetails } from '../../facts/project.ts';
import { MANAGERS } from '../../knowledge/managers.ts';
import type { Candidate, Declined, PlanStage, RecipeInput, RuntimeKind } from '../../plan/types.ts';
import { chooseBase, tagOf } from '../base-tags.ts';
import { carry } from '../carry.ts';
import { assemble } from '../assemble.ts';
import { initOf, probeText, wantsInit } from '../runtime-parts.ts';
import { secretArgMounts, withoutSecretArgs } from '../sources.ts';
import { distrolessImage } from './recipe-image.ts';
import { launchOf, type Launch } from './recipe-launch.ts';
import { neededOfDevelopment } from './recipe-needed.ts';
import { runtimeStage } from './recipe-runtime.ts';
import { buildStage, depsStage, type NodeWork, shapeOf } from './recipe-stages.ts';

/** Reasons against any plan, in whole sentences. */
function obstacles(input: RecipeInput, details: NodeDetails): readonly string[] {
  const { application } = input;
  const reasons = [...(input.kept?.unplaced ?? [])];
  const manager = application.manager?.value ?? 'npm';
  if (!['npm', 'yarn', 'pnpm'].includes(manager)) {
    reasons.push(`The package manager ${manager} is not supported yet.`);
  }
  if (manager !== 'npm' && application.lockfile === undefined) {
    reasons.push(`There is no lockfile of ${manager}, so what it would install is not known.`);
  }
  if (details.workspaceRoot !== undefined) {
    const root =
      details.workspaceRoot === '.' ? 'the root of the repository' : details.workspaceRoot;
    reasons.push(
      `The application is a member of the workspace of ${root} and is installed from there: that is not supported yet.`,
    );
  }
  if (application.workload.value === 'library') {
    reasons.push('The package is a library: nothing in it starts.');
  }
  if (application.workload.value === 'static') {
    reasons.push(
      'The build makes static files, which want a web server; that is not supported yet.',
    );
  }
  if (launchOf(input) === undefined) {
    const hint = Object.keys(details.scripts).join(', ');
    reasons.push(`No start command was found${hint ? ` (scripts: ${hint})` : ''}.`);
  }
  return reasons;
}

function kindsOf(work: NodeWork, launch: Launch): readonly RuntimeKind[] {
  const { input, carried, choice } = work;
  const bare = carried.shellReasons.length === 0 && launch.node !== undefined;
  const native = input.application.native;
  const distroless =
    bare && distrolessImage(choice) !== undefined && native.every((one) => one.value.distroless);
  switch (input.options.base) {
    case 'auto':
      if (choice.wasAlpine) return ['alpine'];
      return distroless ? ['distroless', 'slim', 'full'] : ['slim', 'full'];
    case 'slim':
      return ['slim'];
    case 'alpine':
      return native.length === 0 || choice.wasAlpine ? ['alpine'] : [];
    case 'distroless':
      return distroless ? ['distroless'] : [];
    default:
      return [];
  }
}

function whyNone(work: NodeWork, launch: Launch): readonly string[] {
  const { base } = work.input.options;
  if (base === 'scratch')
    return ['A Node program needs the Node runtime: it cannot run on scratch.'];
  const reasons = [...work.carried.shellReasons];
  if (launch.node === undefined) reasons.push('The start command does not run node itself.');
  const native = work.input.application.native.map((one) => one.value.name);
  if (native.length > 0) reasons.push(`${native.join(', ')} has parts in machine code.`);
  return [`A runtime of the kind "${base}" does not fit.`, ...reasons];
}

function stagesBefore(work: NodeWork): readonly PlanStage[] {
  if (work.shape === 'plain') return [depsStage(work)];
  if (work.shape === 'pruned') return [buildStage(work)];
  return [depsStage(work), buildStage(work)];
}

function candidate(work: NodeWork, launch: Launch, kind: RuntimeKind): Candidate {
  const init = wantsInit(work.input)
    ? initOf(tagOf(work.choice, work.flavour === 'alpine' ? 'alpine' : 'slim'))
    : undefined;
  const runtime = runtimeStage(work, launch, kind, init);
  const stages = [...stagesBefore(work), ...(init ? [init.stage] : []), runtime.stage];
  const probe = runtime.hasHealth ? undefined : probeText(work.input);
  return assemble({
    input: work.input,
    kind,
    stages,
    differences: [...work.choice.differences, ...work.carried.differences, ...runtime.differences],
    ...(probe !== undefined && { probe }),
  });
}

/** Dockerfiles for a Node application, the smallest runtime first. */
export function nodeRecipe(given: RecipeInput): readonly Candidate[] | Declined {
  const { details } = given.application;
  if (details.language !== 'node')
    return { declined: ['The application is not written for Node.'] };
  const declined = obstacles(given, details);
  const launch = launchOf(given);
  if (declined.length > 0 || !launch) return { declined };
  const secretMounts = secretArgMounts(given);
  const input = withoutSecretArgs(given);
  const choice = chooseBase('node', input);
  const carried = carry(input, '/app');
  const manager = MANAGERS[input.application.manager?.value ?? 'npm'] ?? MANAGERS['npm'];
  if (!manager) return { declined: ['The package manager is not known.'] };
  const alpine =
    input.options.base === 'alpine' || (input.options.base === 'auto' && choice.wasAlpine);
  const shape = shapeOf(input, details, carried, [
    ...(launch.entrypoint ?? []),
    ...(launch.cmd ?? []).flatMap((word) => word.split(/\s+/)),
  ]);
  const work: NodeWork = {
    input,
    details,
    manager,
    choice,
    carried,
    shape,
    secretMounts,
    flavour: alpine ? 'alpine' : 'debian',
    bare: false,
    devNeeded: neededOfDevelopment(input, details, launch),
  };
  const kinds = kindsOf(work, launch);
  if (kinds.length === 0) return { declined: whyNone(work, launch) };
  return kinds.map((kind) => candidate({ ...work, bare: kind === 'distroless' }, launch, kind));
}
