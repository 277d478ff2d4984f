import type { Need } from '../../facts/need.ts';
import { asRecord, at, stringAt } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { childPath, needFile } from '../effect.ts';
import { isOlder, needVersion, runtimeOf } from '../runtime-version.ts';
import type { Command, Environment } from '../types.ts';
import { fromContext } from './node-project.ts';

/** Actions that read the package and its lockfile. */
const READS = /^(build|b|check|c|run|r|test|t|rustc|bench|fetch|clippy|doc|tree|vendor)$/;
/** Actions that need something to compile. */
const COMPILES = /^(build|b|check|c|run|r|test|t|rustc|bench|clippy|doc|fetch|vendor)$/;

/** What cargo needs of a package besides its Cargo.toml. */
export function cargoNeeds(command: Command, env: Environment): Need[] {
  const words = command.args.map(({ value }) => value);
  const action = words.find((word) => word !== undefined && !/^[-+]/.test(word)) ?? '';
  const { cwd } = env;
  if (cwd === undefined || !READS.test(action) || words.includes(undefined)) return [];
  const path = childPath(cwd, 'Cargo.toml');
  const text = env.readText(path);
  if (text === undefined || text.partial) return [];
  const { value } = parseToml(text.text);
  if (asRecord(at(value, 'package')) === undefined) return [];
  return [
    ...needRust(
      command,
      env,
      value,
      words.some((word) => word?.startsWith('+') === true),
    ),
    ...(at(value, 'workspace') === undefined ? needLock(command, env, cwd, value, words) : []),
    ...(COMPILES.test(action) ? needTarget(command, env, cwd, value) : []),
  ];
}

/** `rust-version` and the edition: 2021 since Rust 1.56, 2024 since 1.85. */
function needRust(command: Command, env: Environment, value: unknown, chosen: boolean): Need[] {
  const here = runtimeOf(env, 'rust', 'cargo');
  const toolchain = ['rust-toolchain.toml', 'rust-toolchain']
    .map((name) => childPath(env.cwd ?? '/', name))
    .some((path) => env.files.get(path).is !== 'no' && !fromContext(env, path));
  if (!here || chosen || toolchain || env.variable('RUSTUP_TOOLCHAIN') !== undefined) return [];
  const edition = stringAt(value, 'package', 'edition');
  const byEdition = { '2021': '1.56', '2024': '1.85' }[edition ?? ''];
  for (const wanted of [byEdition, stringAt(value, 'package', 'rust-version')])
    if (wanted !== undefined && isOlder(here.version, wanted))
      return [needVersion(command, `Rust ${wanted}`, `Rust ${here.version}`, here.origin)];
  return [];
}

/** `--locked` and `--frozen` make and change no Cargo.lock. */
function needLock(
  command: Command,
  env: Environment,
  cwd: string,
  value: unknown,
  words: readonly (string | undefined)[],
): Need[] {
  if (!words.includes('--locked') && !words.includes('--frozen')) return [];
  const above = cwd.split('/').length > 2;
  const path = childPath(cwd, 'Cargo.lock');
  const { is, origin } = env.files.get(path);
  if (is !== 'yes') {
    // A package below a workspace has its lockfile there.
    const parent = childPath(cwd, '../Cargo.toml');
    const met = is === 'no' && (!above || env.files.get(parent).is === 'no') ? 'no' : 'unknown';
    return [{ what: 'lockfile', arg: path, at: command.at, met, origin }];
  }
  const text = env.readText(path);
  if (text === undefined || text.partial) return [];
  const locked = new Set([...text.text.matchAll(/^name = "([^"]+)"/gm)].map(([, name]) => name));
  const missing = Object.entries(asRecord(at(value, 'dependencies')) ?? {}).find(
    ([name, spec]) =>
      !locked.has(name) && (typeof spec === 'string' || at(spec, 'package') === undefined),
  );
  if (missing === undefined) return [];
  const from = env.files.get(childPath(cwd, 'Cargo.toml')).origin;
  return [
    { what: 'agreement', arg: path, at: command.at, met: 'no', origin: from, detail: missing[0] },
  ];
}

/** A package has a library or a program. */
function needTarget(command: Command, env: Environment, cwd: string, value: unknown): Need[] {
  if (at(value, 'lib') !== undefined || at(value, 'bin') !== undefined) return [];
  if (at(value, 'example') !== undefined || at(value, 'package', 'autobins') !== undefined)
    return [];
  const places = ['src/main.rs', 'src/lib.rs', 'src/bin', 'examples', 'tests', 'benches'];
  const all = places.map((name) => needFile(command, env, childPath(cwd, name)));
  const [first] = all;
  return first !== undefined && all.every(({ met }) => met === 'no') ? [first] : [];
}
