import type { Need } from '../../facts/need.ts';
import type { Tri } from '../../facts/tri.ts';
import { childPath, effectOf, originOf } from '../effect.ts';
import { type Options, has, valueOfOption } from '../options.ts';
import { underCwd } from '../paths.ts';
import type { Argument, Command, Environment, ProgramEffect, Started } from '../types.ts';
import {
  type FoundPackage,
  type NodePackage,
  binDirectories,
  memberOf,
  packageAbove,
  upwards,
} from './node-project.ts';
import { needManager } from './node-managers.ts';
import { scriptOutputs } from './node-sizes.ts';
import { scriptCode } from './script-code.ts';

/** Names that scripts have and no package's program has: Yarn and pnpm take such a word for nothing else. */
const SCRIPT_NAMES =
  /^(build|start|test|dev|lint|compile|bundle|prod|production|watch|format|typecheck|generate|migrate|seed|deploy|clean|release|[\w-]+:[\w:-]+)$/;

/** The need for a package.json; npm looks in the directories above, too. */
export function needManifest(
  command: Command,
  env: Environment,
  dir: string | undefined,
  found: FoundPackage,
): Need {
  const path = childPath(dir ?? '/', 'package.json');
  const met: Tri = found === 'absent' ? 'no' : found === 'unknown' ? 'unknown' : 'yes';
  const origin = typeof found === 'object' ? found.origin : env.files.get(path).origin;
  return { what: 'manifest', arg: path, at: command.at, met, origin };
}

/** Where a manager is told to work; undefined where that is computed. */
export function projectDirectory(env: Environment, options: Options): string | undefined {
  const given = ['--prefix', '-C', '--dir', '--cwd'].flatMap(
    (name) => options.flags.get(name) ?? [],
  );
  const [first] = given;
  if (first === undefined) return env.cwd;
  return first.value === undefined ? undefined : underCwd(env, first.value);
}

/** The package whose script is meant, with `-w NAME` of a workspace. */
function packageMeant(env: Environment, options: Options): FoundPackage {
  const dir = projectDirectory(env, options);
  if (dir === undefined) return 'unknown';
  const found = packageAbove(env, dir);
  if (has(options, '--workspaces', '-ws', '--filter', '-F', '-r', '--recursive')) return 'unknown';
  const member = valueOfOption(options, '-w', '--workspace');
  if (!has(options, '-w', '--workspace') || typeof found !== 'object') return found;
  return member === undefined || member === '' ? 'unknown' : memberOf(env, found, member);
}

/** `npm run NAME`: the script of package.json is followed, with those that go before and after it. */
export function runScript(
  command: Command,
  env: Environment,
  name: string | undefined,
  options: Options,
  words: readonly Argument[] = [],
): ProgramEffect {
  const dir = projectDirectory(env, options);
  const found = packageMeant(env, options);
  const manifest = needManifest(command, env, dir, found);
  if (name === undefined) return effectOf({ needs: [manifest] });
  if (found === 'absent') return effectOf({ needs: [manifest] });
  const outputs = scriptOutputs(command, env, name);
  if (found === 'unknown') {
    if (outputs.length === 0) return scriptCode(command, env, name, [manifest]);
    const because = originOf(command);
    const havoc = env.cwd === undefined ? [] : [{ path: env.cwd, because }];
    return effectOf({ needs: [manifest], changes: outputs, havoc, network: 'unknown' });
  }
  const texts = textsOf(command, found, name, words);
  const script = needScript(command, env, found, name, texts.length > 0, options);
  const [manager] = needManager(command, env, found);
  if (manager) return effectOf({ needs: [manager] });
  if (texts.length === 0)
    return script.met === 'no'
      ? effectOf({ needs: [manifest, script] })
      : scriptCode(command, env, name, [manifest, script], { changes: outputs });
  return effectOf({
    needs: [manifest, script],
    changes: outputs,
    starts: [projectLines(env, found, texts)],
  });
}

/** Lines of a package.json with the programs of its packages before the image's. */
export function projectLines(
  env: Environment,
  one: NodePackage,
  texts: readonly string[],
  set: Readonly<Record<string, string>> = {},
): Started {
  return { kind: 'project', texts, cwd: one.dir, path: binDirectories(env, one.dir), set };
}

/** A program of an installed package, started in a directory; undefined where none of that name is known to be there. */
export function toolLines(
  env: Environment,
  dir: string,
  name: string,
  words: readonly Argument[],
): Started | undefined {
  const there = binDirectories(env, dir).some(
    (bin) => env.files.get(childPath(bin, name)).is === 'yes',
  );
  if (!there || words.some(({ value }) => value === undefined)) return undefined;
  const text = [name, ...words.map(({ value }) => quoted(value ?? ''))].join(' ');
  return { kind: 'project', texts: [text], cwd: dir, path: binDirectories(env, dir) };
}

/** What is run for a script: those before and after it stand around it in npm, pnpm, bun and Yarn 1. */
function textsOf(
  command: Command,
  one: NodePackage,
  name: string,
  words: readonly Argument[],
): string[] {
  const own = scriptOf(one, name);
  if (own === undefined) return [];
  const more = words.map(({ value }) => (value === undefined ? '"$unknown"' : quoted(value)));
  const around = (hook: string): string[] => {
    const text = isYarnBerry(command, one) ? undefined : scriptOf(one, hook + name);
    return text === undefined ? [] : [text];
  };
  return [...around('pre'), [own, ...more].join(' '), ...around('post')];
}

export function scriptOf(one: NodePackage, name: string): string | undefined {
  return Object.hasOwn(one.scripts, name) ? one.scripts[name] : undefined;
}

function isYarnBerry(command: Command, one: NodePackage): boolean {
  return command.name === 'yarn' && /^yarn@([2-9]|\d\d)/.test(one.manager ?? '');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether package.json has the script, or the manager does without. */
function needScript(
  command: Command,
  env: Environment,
  one: NodePackage,
  name: string,
  there: boolean,
  options: Options,
): Need {
  const need = { what: 'script', arg: name, at: command.at, origin: one.origin } as const;
  const detail = Object.keys(one.scripts).join(' ');
  return { ...need, detail, met: there ? 'yes' : without(command, env, one, name, options) };
}

function without(
  command: Command,
  env: Environment,
  one: NodePackage,
  name: string,
  options: Options,
): Tri {
  if (has(options, '--if-present') || command.args.some((arg) => arg.value === '--if-present'))
    return 'unknown';
  // npm has an idea of its own for these two.
  if (name === 'start' && env.files.get(childPath(one.dir, 'server.js')).is !== 'no')
    return 'unknown';
  if (name === 'restart' || name === 'env' || name === 'stop') return 'unknown';
  if (command.name === 'npm') return 'no';
  // The others take the word for a program of a package next.
  const bins = upwards(one.dir).map((dir) =>
    env.files.get(childPath(dir, `node_modules/.bin/${name}`)),
  );
  if (bins.every(({ is }) => is === 'no')) return 'no';
  // Plugins of Yarn and files for bun may be called anything.
  if (command.name === 'bun' || isYarnBerry(command, one)) return 'unknown';
  return SCRIPT_NAMES.test(name) && !bins.some(({ is }) => is === 'yes') ? 'no' : 'unknown';
}
