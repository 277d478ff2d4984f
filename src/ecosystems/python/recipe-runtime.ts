import type { PlanStage, RecipeInput, RuntimeKind, Step } from '../../plan/types.ts';
import { at } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { tagOf } from '../base-tags.ts';
import { aptInstall, environment, readsVariables } from '../carry.ts';
import {
  accountOf,
  accountStep,
  describe,
  healthStep,
  healthTarget,
  type Init,
  ociLabels,
} from '../runtime-parts.ts';
import { sourceSteps } from '../sources.ts';
import { config, copy, knownAs, run } from '../steps.ts';
import { writableSteps } from '../writable.ts';
import type { Launch } from './recipe-launch.ts';
import {
  distPackages,
  pipArguments,
  type PythonWork,
  shipsBuilt,
  venvOf,
} from './recipe-stages.ts';

const INTERPRETER = '/usr/bin/python3';

export interface Runtime {
  readonly stage: PlanStage;
  readonly differences: readonly string[];
  readonly hasHealth: boolean;
}

function baseOf(work: PythonWork): string {
  const { choice, kind } = work;
  if (kind === 'distroless') return 'gcr.io/distroless/python3-debian13:nonroot';
  return tagOf(choice, kind === 'alpine' ? 'alpine' : kind === 'full' ? 'full' : 'slim');
}

function dependencies(work: PythonWork): readonly Step[] {
  if (pipArguments(work).length === 0) return [];
  const path = work.kind === 'distroless' ? distPackages(work.choice.line) : venvOf(work.input);
  const why = { why: knownAs('production dependencies') };
  return [copy({ from: 'build', sources: [path], to: path }, why)];
}

function variables(work: PythonWork): readonly (readonly [string, string])[] {
  const own = new Set((work.input.kept?.env ?? []).map(([name]) => name));
  const env: (readonly [string, string])[] = [];
  if (work.kind !== 'distroless' && pipArguments(work).length > 0) {
    env.push(['PATH', `${venvOf(work.input)}/bin:$PATH`]);
  }
  if (!own.has('PYTHONUNBUFFERED')) env.push(['PYTHONUNBUFFERED', '1']);
  return env;
}

/** The user's PATH line for the virtual environment is already written. */
function without(work: PythonWork): readonly string[] {
  const path = work.input.kept?.env.find(([name]) => name === 'PATH')?.[1];
  return path === `${venvOf(work.input)}/bin:$PATH` || path === '$VIRTUAL_ENV/bin:$PATH'
    ? ['PATH']
    : [];
}

function application(work: PythonWork): readonly Step[] {
  if (!shipsBuilt(work)) return sourceSteps(work.input);
  const { workdir } = work.carried;
  return [
    copy({ from: 'build', sources: [workdir], to: workdir }, { why: knownAs('the application') }),
  ];
}

function health(work: PythonWork): Step | undefined {
  const { input, kind } = work;
  const python = kind === 'distroless' ? INTERPRETER : 'python';
  const own = input.kept?.healthcheck;
  if (own?.argv && /^python3?$/.test(own.argv[0] ?? '')) {
    return healthStep(
      input,
      [python, ...own.argv.slice(1)],
      [{ file: 'Dockerfile', line: own.line }],
    );
  }
  const target = healthTarget(input);
  if (!target) return undefined;
  const url = `http://127.0.0.1:${target.port}${target.route}`;
  const script = `import urllib.request as u; u.urlopen('${url}', timeout=2)`;
  return healthStep(input, [python, '-c', script], target.why);
}

function start(work: PythonWork, launch: Launch, init: Init | undefined): Step {
  const distroless = work.kind === 'distroless';
  const cmd = distroless
    ? init
      ? [INTERPRETER, ...(launch.python ?? [])]
      : launch.python
    : launch.cmd;
  const own = distroless ? undefined : launch.entrypoint;
  const entrypoint = init ? [...init.entrypoint, ...(own ?? [])] : own;
  return config(
    { ...(entrypoint && { entrypoint }), ...(cmd && { cmd }) },
    {
      why:
        launch.line === undefined ? knownAs('start') : [{ file: 'Dockerfile', line: launch.line }],
    },
  );
}

function labels(work: PythonWork): readonly (readonly [string, string])[] {
  const text = work.input.text?.('pyproject.toml');
  const value = text === undefined ? undefined : parseToml(text).value;
  const field = (...path: readonly string[]): unknown => at(value, 'project', ...path);
  return ociLabels({
    title: field('name'),
    description: field('description'),
    source: field('urls', 'Source') ?? field('urls', 'Repository'),
    licenses: field('license'),
  });
}

function account(work: PythonWork): { readonly user: string; readonly steps: readonly Step[] } {
  if (work.kind === 'distroless') return { user: accountOf(work.input, '65532:65532'), steps: [] };
  const user = accountOf(work.input, '10001:10001');
  return { user, steps: [accountStep(user, work.kind === 'alpine')] };
}

/** Commands of Python and of its packages that fetch data into the home directory. */
const FETCHES =
  /\b(?:python[\d.]*\s+-[mc]\b|nltk|huggingface-cli|hf\s+download|playwright\s+install|patchright\s+install)/;

function fetches(step: Step | undefined): boolean {
  return step?.do === 'keep' && FETCHES.test(step.text);
}

/** Steps that fetch into a home directory run as the account that will look for it there. */
function asAccount(steps: readonly Step[], user: string): readonly Step[] {
  const why = { why: knownAs('the account whose home directory the data lands in') };
  return steps.flatMap((step, index) => {
    if (!fetches(step)) return [step];
    const before = fetches(steps[index - 1]) ? [] : [config({ user }, why)];
    const after = fetches(steps[index + 1]) ? [] : [config({ user: 'root' }, why)];
    return [...before, step, ...after];
  });
}

/** What a kept step needs and the image does not have, in whole sentences. */
export function unfitSteps(input: RecipeInput): readonly string[] {
  return (input.kept?.steps ?? [])
    .filter(
      (one) => one.kind === 'run' && /spacy\s+download|--with-deps|install-deps/.test(one.text),
    )
    .map(
      (one) =>
        `Line ${one.line} (${one.text.slice(0, 60)}) installs packages by another program than pip or apt: where they belong could not be established.`,
    );
}

/** Modules of Python's own library that servers and their frameworks import. */
const IMPORTED =
  'asyncio, concurrent.futures, dataclasses, decimal, email.message, http.client, http.server, importlib.metadata, inspect, ipaddress, json, logging.config, multiprocessing, random, ssl, tempfile, urllib.request, uuid, zipfile';

/** Saves about a second of every start: an account without rights cannot write the bytecode itself. */
function compiled(kind: RuntimeKind): readonly Step[] {
  if (kind === 'distroless') return [];
  const why = knownAs('the official images of Python remove the bytecode of its library');
  const comment = ['Python comes without bytecode: compiled here once, not at every start.'];
  return [run([`python -c "import ${IMPORTED}"`], [], { why, comment })];
}

/** The last stage: what runs. */
export function runtimeStage(work: PythonWork, launch: Launch, init: Init | undefined): Runtime {
  const { input, carried, kind } = work;
  const { user, steps: made } = account(work);
  const check = health(work);
  const debian = kind === 'slim' || kind === 'full';
  const own = carried.runtime['before-install'];
  const settings = environment(input, 'runtime', without(work), variables(work));
  const early = readsVariables(input, own);
  const steps: readonly Step[] = [
    ...compiled(kind),
    ...(early ? settings : []),
    ...(debian
      ? aptInstall(carried.runtimePackages, 'Programs and libraries the application uses.')
      : []),
    ...own,
    ...made,
    ...(init ? [init.copy] : []),
    config({ workdir: carried.workdir }, { why: knownAs('working directory') }),
    ...(early ? [] : settings),
    ...dependencies(work),
    ...asAccount(carried.runtime['after-install'], user),
    ...application(work),
    ...asAccount(carried.runtime['after-sources'], user),
    ...writableSteps(input, carried, user, kind === 'distroless' ? 'build' : undefined),
    ...describe(input, labels(work)),
    config({ user }, { why: knownAs('numeric account without rights') }),
    ...(check ? [check] : []),
    start(work, launch, init),
  ];
  return {
    stage: { id: 'runtime', from: baseOf(work), steps },
    differences: kind === 'distroless' ? [noShell(kind)] : [],
    hasHealth: check !== undefined,
  };
}

function noShell(_kind: RuntimeKind): string {
  return 'The image has no shell and no pip: docker exec … sh does not work (--base slim keeps both).';
}
