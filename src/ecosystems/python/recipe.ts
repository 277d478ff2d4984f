import type { PythonDetails } from '../../facts/project.ts';
import type { Candidate, Declined, RecipeInput, RuntimeKind } from '../../plan/types.ts';
import { assemble } from '../assemble.ts';
import { type BaseChoice, chooseBase, debianNumber, tagOf } from '../base-tags.ts';
import { type Carried, carry } from '../carry.ts';
import { initOf, probeText, wantsInit } from '../runtime-parts.ts';
import { secretArgMounts, withoutSecretArgs } from '../sources.ts';
import { distributionLibraries, withOwnLine } from './distribution.ts';
import { launchOf, supervisorOf, type Launch } from './recipe-launch.ts';
import { requirementFiles } from './recipe-requirements.ts';
import { runtimeStage, unfitSteps } from './recipe-runtime.ts';
import { buildStage, pipArguments, type PythonWork } from './recipe-stages.ts';

function obstacles(input: RecipeInput, details: PythonDetails): readonly string[] {
  const { application, kept } = input;
  const reasons = [...(kept?.unplaced ?? [])];
  const manager = application.manager?.value ?? 'pip';
  const installs =
    kept?.steps.some((one) => one.kind === 'install' && (one.packages ?? []).length > 0) ?? false;
  const files = requirementFiles(input, details);
  reasons.push(...files.missing);
  const listed = files.installed.length > 0;
  const direct = application.dependencies.some((one) => one.direct && !one.dev);
  if (manager !== 'pip' && !listed && !installs) {
    reasons.push(`The package manager ${manager} is not supported yet.`);
  } else if (direct && !listed && !installs) {
    reasons.push('The dependencies stand in no requirements file; only those are supported yet.');
  }
  if (application.workload.value === 'library' && !kept?.command)
    reasons.push('It is a library: nothing in it starts.');
  reasons.push(...unfitSteps(input));
  const libraries = distributionLibraries(kept);
  if (libraries.length > 0) {
    reasons.push(
      `${libraries.join(', ')} come from the distribution: a Python of another image does not see them.`,
    );
  }
  const supervisor = supervisorOf(input);
  if (supervisor !== undefined) {
    reasons.push(
      `The container starts ${supervisor} beside the application: what several programs need could not be established.`,
    );
  }
  if (launchOf(input) === undefined) reasons.push('No start command was found.');
  return reasons;
}

/** Debian's Python in distroless is one version: it has to be the one the project has. */
function fitsDistroless(
  input: RecipeInput,
  choice: BaseChoice,
  carried: Carried,
  launch: Launch,
): boolean {
  const release = debianNumber(choice.release) ?? 13;
  const native = input.application.native.every((one) => one.value.distroless);
  const bare = carried.shellReasons.length === 0 && launch.python !== undefined;
  return choice.line === '3.13' && release === 13 && native && bare;
}

function kindsOf(
  input: RecipeInput,
  choice: BaseChoice,
  distroless: boolean,
): readonly RuntimeKind[] {
  switch (input.options.base) {
    case 'auto':
      if (choice.wasAlpine) return ['alpine'];
      return distroless ? ['distroless', 'slim', 'full'] : ['slim', 'full'];
    case 'slim':
      return ['slim'];
    case 'alpine':
      return input.application.native.length === 0 || choice.wasAlpine ? ['alpine'] : [];
    case 'distroless':
      return distroless ? ['distroless'] : [];
    default:
      return [];
  }
}

function whyNone(
  input: RecipeInput,
  choice: BaseChoice,
  carried: Carried,
  launch: Launch,
): readonly string[] {
  const { base } = input.options;
  if (base === 'scratch')
    return ['A Python program needs the interpreter: it cannot run on scratch.'];
  const reasons = [...carried.shellReasons];
  if (base === 'distroless' && choice.line !== '3.13') {
    reasons.push(`The distroless image has Python 3.13, the project has ${choice.line}.`);
  }
  if (launch.python === undefined)
    reasons.push('The start command is not a module that python can run.');
  return [`A runtime of the kind "${base}" does not fit.`, ...reasons];
}

function candidate(work: PythonWork, launch: Launch): Candidate {
  const init = wantsInit(work.input)
    ? initOf(tagOf(work.choice, work.kind === 'alpine' ? 'alpine' : 'slim'))
    : undefined;
  const runtime = runtimeStage(work, launch, init);
  const needsBuild = runtime.stage.steps.some(
    (one) => one.do === 'copy' && one.copy.from === 'build',
  );
  const stages = [
    ...(needsBuild ? [buildStage(work)] : []),
    ...(init ? [init.stage] : []),
    runtime.stage,
  ];
  const probe = runtime.hasHealth ? undefined : probeText(work.input);
  return assemble({
    input: work.input,
    kind: work.kind,
    stages,
    differences: [
      ...work.choice.differences,
      ...work.carried.differences,
      ...launch.differences,
      ...work.requirements.differences,
      ...runtime.differences,
      ...unpinned(work),
    ],
    ...(probe !== undefined && { probe }),
  });
}

function unpinned(work: PythonWork): readonly string[] {
  const loose = work.input.application.dependencies.filter(
    (one) => one.direct && !one.dev && !/^={2,3}|^\d/.test(one.version ?? ''),
  );
  if (loose.length === 0 || pipArguments(work).length === 0) return [];
  const names = loose.slice(0, 5).map((one) => one.name);
  return [
    `Not pinned, so every build may differ: ${names.join(', ')}${loose.length > 5 ? ' …' : ''}.`,
  ];
}

/** Dockerfiles for a Python application, the smallest runtime first. */
export function pythonRecipe(given: RecipeInput): readonly Candidate[] | Declined {
  const { details } = given.application;
  if (details.language !== 'python')
    return { declined: ['The application is not written in Python.'] };
  const declined = obstacles(given, details);
  const launch = launchOf(given);
  if (declined.length > 0 || !launch) return { declined };
  const secretMounts = secretArgMounts(given);
  const input = withOwnLine(withoutSecretArgs(given));
  const requirements = requirementFiles(input, details);
  const choice = chooseBase('python', input);
  const carried = carry(input, '/app');
  const kinds = kindsOf(input, choice, fitsDistroless(input, choice, carried, launch));
  if (kinds.length === 0) return { declined: whyNone(input, choice, carried, launch) };
  return kinds.map((kind) =>
    candidate({ input, details, requirements, choice, carried, secretMounts, kind }, launch),
  );
}
