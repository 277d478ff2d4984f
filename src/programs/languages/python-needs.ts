import type { Need } from '../../facts/need.ts';
import { at, asRecord, stringAt } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { pep440Scheme } from '../../versions/pep440.ts';
import { childPath, underCwd } from '../paths.ts';
import { needVersion, numbersOf, runtimeOf } from '../runtime-version.ts';
import type { Argument, Command, Environment } from '../types.ts';
import { mayBe, upwards } from './node-project.ts';

function projectAt(env: Environment, dir: string): unknown {
  const text = env.readText(childPath(dir, 'pyproject.toml'));
  return text === undefined || text.partial ? undefined : parseToml(text.text).value;
}

/** Python's version, when a specifier takes no patch release of it. */
function refused(
  env: Environment,
  specifier: string,
): { version: string; origin: Need['origin'] } | undefined {
  const here = runtimeOf(env, 'python', 'python3');
  if (!here || env.variable('VIRTUAL_ENV') !== undefined) return undefined;
  const [major, minor, patch] = numbersOf(here.version);
  if (major === undefined || minor === undefined) return undefined;
  const possible = patch === undefined ? [0, 1, 5, 10, 15, 20, 40] : [patch];
  const takes = possible.some((one) =>
    pep440Scheme.satisfies(`${major}.${minor}.${one}`, specifier),
  );
  // A specifier that nobody can meet is one that is not understood.
  const sane = [
    '3.6.0',
    '3.8.1',
    '3.9.5',
    '3.10.5',
    '3.11.5',
    '3.12.5',
    '3.13.5',
    '3.14.2',
    '3.15.1',
  ].some((one) => pep440Scheme.satisfies(one, specifier));
  return takes || !sane ? undefined : here;
}

/** `pip install .`: pip refuses a project whose `requires-python` leaves the image's Python out. */
export function pipNeeds(
  command: Command,
  env: Environment,
  operands: readonly Argument[],
): Need[] {
  if (command.args.some(({ value }) => value === '--ignore-requires-python')) return [];
  return operands.flatMap(({ value }) => {
    const path = /^\.{0,2}(\/|$)|^\.$/.test(value ?? '')
      ? value?.replace(/\[[\w,-]+\]$/, '')
      : undefined;
    const dir = path === undefined ? undefined : underCwd(env, path);
    const specifier =
      dir === undefined ? undefined : stringAt(projectAt(env, dir), 'project', 'requires-python');
    const here = specifier === undefined ? undefined : refused(env, specifier);
    return here
      ? [needVersion(command, `Python ${specifier ?? ''}`, `Python ${here.version}`, here.origin)]
      : [];
  });
}

/** Every requirement has its hash where hashes are required. */
export function hashNeeds(
  command: Command,
  env: Environment,
  files: readonly string[],
  required: boolean,
): Need[] {
  return files.flatMap((file): Need[] => {
    const path = underCwd(env, file);
    const text = path === undefined ? undefined : env.readText(path);
    if (path === undefined || text === undefined || text.partial) return [];
    const joined = text.text.replaceAll(/\\\r?\n/g, ' ');
    const lines = joined
      .split(/\r?\n/)
      .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
      .filter((line) => /^[A-Za-z]/.test(line));
    const bare = lines.find((line) => !line.includes('--hash='));
    if (bare === undefined || (!required && !joined.includes('--hash='))) return [];
    const { origin } = env.files.get(path);
    return [
      {
        what: 'agreement',
        arg: path,
        at: command.at,
        met: 'no',
        origin,
        detail: `a hash of ${/^[\w.-]+/.exec(bare)?.[0] ?? bare}`,
      },
    ];
  });
}

/** `uv sync --locked` and `--frozen` make no uv.lock; a member of a workspace has it above. */
export function uvNeeds(command: Command, env: Environment): Need[] {
  const { cwd } = env;
  const words = command.args.map(({ value }) => value);
  const strict = words.includes('--locked') || words.includes('--frozen');
  const elsewhere = words.some(
    (word) => word === undefined || /^--(project|directory|script|no-project)/.test(word),
  );
  if (cwd === undefined || !strict || elsewhere || env.variable('UV_PROJECT') !== undefined)
    return [];
  if (env.files.get(childPath(cwd, 'pyproject.toml')).is !== 'yes') return [];
  const path = childPath(cwd, 'uv.lock');
  const { is, origin } = env.files.get(path);
  const above = upwards(cwd)
    .slice(1)
    .some((dir) => mayBe(env, childPath(dir, 'pyproject.toml')));
  return [
    {
      what: 'lockfile',
      arg: path,
      at: command.at,
      met: is === 'no' && above ? 'unknown' : is,
      origin,
    },
  ];
}

/** `poetry install` refuses a Python that the project does not take, and a lockfile without one of its packages. */
export function poetryNeeds(command: Command, env: Environment): Need[] {
  const { cwd } = env;
  const words = command.args.map(({ value }) => value);
  const action = words.find((word) => word?.startsWith('-') !== true);
  if (cwd === undefined || words.includes(undefined) || !/^(install|sync)$/.test(action ?? ''))
    return [];
  const value = projectAt(env, cwd);
  const path = childPath(cwd, 'poetry.lock');
  const lock = env.readText(path);
  if (lock === undefined || lock.partial) return [];
  const asked = asRecord(at(value, 'tool', 'poetry', 'dependencies')) ?? {};
  const locked = new Set(
    [...lock.text.matchAll(/^name = "([^"]+)"/gm)].map(([, name]) => normal(name ?? '')),
  );
  const missing = Object.entries(asked).find(
    ([name, spec]) => name !== 'python' && typeof spec === 'string' && !locked.has(normal(name)),
  );
  if (missing === undefined) return [];
  const { origin } = env.files.get(childPath(cwd, 'pyproject.toml'));
  return [{ what: 'agreement', arg: path, at: command.at, met: 'no', origin, detail: missing[0] }];
}

function normal(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
