import type { PythonDetails } from '../../facts/project.ts';
import { missingInFullImage } from '../../knowledge/debian-packages.ts';
import { MANAGERS } from '../../knowledge/managers.ts';
import type { Mount, PlanStage, RecipeInput, RuntimeKind, Step } from '../../plan/types.ts';
import { type BaseChoice, tagOf } from '../base-tags.ts';
import { aptInstall, type Carried, environment, registryEnvironment } from '../carry.ts';
import { manifestMounts, sourceSteps } from '../sources.ts';
import { cacheMount, config, knownAs, run } from '../steps.ts';
import type { RequirementFiles } from './recipe-requirements.ts';
import { writableSkeleton } from '../writable.ts';

export interface PythonWork {
  readonly input: RecipeInput;
  readonly details: PythonDetails;
  readonly requirements: RequirementFiles;
  readonly choice: BaseChoice;
  readonly carried: Carried;
  readonly secretMounts: readonly Mount[];
  readonly kind: RuntimeKind;
}

/** Where Debian's own Python looks for packages that did not come from Debian. */
export function distPackages(line: string): string {
  return `/usr/local/lib/python${line}/dist-packages`;
}

/** The virtual environment: at the user's own path when the file names one. */
export function venvOf(input: RecipeInput): string {
  const own = input.kept?.env.find(([name]) => name === 'VIRTUAL_ENV')?.[1];
  return own !== undefined && /^\/[\w./-]+$/.test(own) ? own : '/opt/venv';
}

/** Packages the user's file asks for by name, beside the requirements. */
function named(input: RecipeInput): readonly string[] {
  const steps = (input.kept?.steps ?? []).filter((one) => one.kind === 'install');
  return [...new Set(steps.flatMap((one) => one.packages ?? []))];
}

function quoted(word: string): string {
  return /^[\w./:=@+,~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What is given to `pip install`; empty when nothing is to be installed. */
export function pipArguments(work: PythonWork): readonly string[] {
  const files = work.requirements.installed.flatMap((file) => ['-r', file]);
  return [...files, ...named(work.input)].map(quoted);
}

function installStep(work: PythonWork): readonly Step[] {
  const { input, details } = work;
  const wanted = pipArguments(work).join(' ');
  if (wanted === '') return [];
  const manifests = [...new Set([...input.application.manifests, ...work.requirements.read])];
  const bound = details.needsSources ? [] : manifestMounts(input, manifests);
  const caches = (MANAGERS['pip']?.caches ?? []).map((path) => cacheMount(path));
  const mounts = [...bound, ...caches, ...work.secretMounts];
  const why = {
    why: work.requirements.installed.map((file) => ({
      file: input.application.path === '.' ? file : `${input.application.path}/${file}`,
    })),
  };
  if (work.kind === 'distroless') {
    const target = distPackages(work.choice.line);
    return [run([`pip install --target ${target} ${wanted}`, `rm -rf ${target}/bin`], mounts, why)];
  }
  const venv = venvOf(input);
  const make = `python -m venv --without-pip ${venv}`;
  return [run([make, `pip --python ${venv}/bin/python install ${wanted}`], mounts, why)];
}

/** The image dependencies are installed in: full (with git) where something is compiled or cloned, or the user's own steps run. */
export function buildImage(work: PythonWork): string {
  const { carried, choice, kind } = work;
  if (kind === 'alpine') return tagOf(choice, 'alpine');
  const compiles = work.carried.buildPackages.length > 0;
  const own = carried.builds;
  return tagOf(choice, compiles || own || work.requirements.versionControl ? 'full' : 'slim');
}

/** Whether the image takes the sources from the build stage, because a step there changes them. */
export function shipsBuilt(work: PythonWork): boolean {
  return work.carried.generates || work.input.application.build !== undefined;
}

function generating(work: PythonWork): readonly Step[] {
  const { application } = work.input;
  const build = application.build;
  return [
    ...work.carried.build['after-sources'],
    ...(build
      ? [run([build.value.command], [], { why: build.evidence, certainty: 'assumed' })]
      : []),
  ];
}

/** Dependencies in an environment of their own, and what the user's steps make of the sources. */
export function buildStage(work: PythonWork): PlanStage {
  const { carried, input, details } = work;
  const image = buildImage(work);
  const slim = image.includes('slim');
  const packages = slim ? carried.buildPackages : missingInFullImage(carried.buildPackages);
  const ships = shipsBuilt(work);
  const sources = ships || details.needsSources ? sourceSteps(input) : [];
  const path = config(
    { env: [['PATH', `${venvOf(input)}/bin:$PATH`]] },
    { why: knownAs('virtual environment') },
  );
  return {
    id: 'build',
    from: image,
    comment: ['Dependencies only; compilers and caches stay in this stage.'],
    steps: [
      ...aptInstall(work.kind === 'alpine' ? [] : packages, 'Tools for the build only.'),
      ...carried.build['before-install'],
      config({ workdir: carried.workdir }, { why: knownAs('working directory') }),
      ...registryEnvironment(input),
      ...(details.needsSources ? sources : []),
      ...installStep(work),
      ...(ships
        ? [...(work.kind === 'distroless' ? [] : [path]), ...environment(input, 'build', ['PATH'])]
        : []),
      ...carried.build['after-install'],
      ...(ships && !details.needsSources ? sources : []),
      ...(ships ? generating(work) : []),
      ...(work.kind === 'distroless' ? writableSkeleton(carried) : []),
    ],
  };
}
