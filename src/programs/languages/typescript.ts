import type { Change, Region } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import {
  childPath,
  effectBy,
  effectOf,
  needFile,
  originOf,
  putDirectory,
  putFile,
  projectCode,
} from '../effect.ts';
import { type Options, has, optionSpec, splitOptions, valueOfOption } from '../options.ts';
import { underCwd } from '../paths.ts';
import { entriesBelow } from '../tree-view.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';
import { fromContext, mayBe, upwards } from './node-project.ts';
import { unusedOutputs } from './outputs.ts';
import { type Tsconfig, readTsconfig } from './tsconfig.ts';

/** Of tsc 5.9: those that Dockerfiles and scripts use. */
const OPTIONS = optionSpec(
  `-p= --project= --outDir= --rootDir= --noEmit -b --build --force -v --version -h --help --init --all --showConfig --listFiles --skipLibCheck --sourceMap --declaration -d --incremental -i --pretty --strict --esModuleInterop --noEmitOnError --removeComments --resolveJsonModule --preserveWatchOutput --traceResolution --diagnostics --extendedDiagnostics --verbose --clean -t= --target= -m= --module= --tsBuildInfoFile= --jsx= --lib= --moduleResolution= --declarationDir= --emitDeclarationOnly --allowJs --inlineSourceMap`,
);
const SOURCE = /(?<!\.d)\.[cm]?tsx?$/;

/** tsc: compiles what tsconfig.json says to where it says. */
export const tsc: Program = {
  names: ['tsc'],
  effect(command, env) {
    const options = splitOptions(command.args, OPTIONS);
    if (has(options, '-v', '--version', '-h', '--help', '--showConfig', '--all')) return effectOf();
    const sources = options.operands.length > 0;
    if (env.cwd === undefined || has(options, '--init', '-b', '--build') || sources)
      return projectCode(command, env, {}, false);
    return compiled(command, env, options);
  },
};

function compiled(command: Command, env: Environment, options: Options): ProgramEffect {
  const path = configPath(env, options);
  if (path === undefined) return projectCode(command, env, {}, false);
  const need = { ...needFile(command, env, path), by: 'tsc' };
  const config = need.met === 'yes' ? readTsconfig(env, path) : undefined;
  if (need.met === 'no') return effectOf({ needs: [need] });
  if (config === undefined) return projectCode(command, env, { needs: [need] }, false);
  const needs = [need, ...needSources(command, env, config)];
  if (needs.some(({ met }) => met === 'no')) return effectOf({ needs });
  const given = options.flags.get('--outDir');
  const outDir = given ? given.value && underCwd(env, given.value) : config.outDir;
  const because = originOf(command);
  if (has(options, '--noEmit') || (config.noEmit && !given)) return effectOf({ needs });
  if (!config.whole || (given && outDir === undefined))
    return projectCode(command, env, { needs }, false);
  const made = outDir === undefined ? undefined : outputs(command, env, config, outDir);
  const unused = outDir === undefined ? [] : unusedOutputs(command, env, config.dir, [outDir]);
  const havoc: Region[] = made?.whole === true ? [] : [{ path: outDir ?? config.dir, because }];
  return effectBy(command, env, options.strange, {
    needs,
    changes: [...(made?.changes ?? []), ...unused],
    havoc,
  });
}

/** The file that `-p` names, or the nearest tsconfig.json; where there is none, the one that is missed. */
function configPath(env: Environment, options: Options): string | undefined {
  const { cwd = '/' } = env;
  if (has(options, '-p', '--project')) {
    const given = valueOfOption(options, '-p', '--project');
    const path = given === undefined ? undefined : underCwd(env, given);
    if (path === undefined) return undefined;
    const isDirectory = env.files.get(path).entry?.kind === 'dir';
    return isDirectory ? childPath(path, 'tsconfig.json') : path;
  }
  for (const dir of upwards(cwd)) {
    const path = childPath(dir, 'tsconfig.json');
    if (mayBe(env, path)) return path;
  }
  return childPath(cwd, 'tsconfig.json');
}

/** A compilation without a single source is an error. */
function needSources(command: Command, env: Environment, config: Tsconfig): Need[] {
  if (!config.whole || config.references || config.files !== undefined) return [];
  if (config.include === undefined) {
    const there = sourcesBelow(env, config, config.dir);
    const none = there.whole && there.files.length === 0;
    return none ? [missed(command, env, childPath(config.dir, 'src'))] : [];
  }
  const places = config.include.map((pattern) => pattern.replace(/\/[^/]*[*?].*$/, '') || '/');
  const absent = places.every((place) => env.files.get(place).is === 'no');
  return absent && places[0] !== undefined ? [missed(command, env, places[0])] : [];
}

function missed(command: Command, env: Environment, path: string): Need {
  return { ...needFile(command, env, path), met: 'no', by: 'tsc' };
}

function sourcesBelow(
  env: Environment,
  config: Tsconfig,
  dir: string,
): { readonly files: readonly string[]; readonly whole: boolean } {
  const files: string[] = [];
  const open = [dir];
  let whole = true;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const listed = env.files.list(next);
    whole &&= listed.complete === 'yes';
    for (const { path, kind } of listed.entries) {
      if (path.endsWith('/node_modules') || path === config.outDir) continue;
      if (kind === 'dir') open.push(path);
      else if (SOURCE.test(path)) files.push(path);
    }
  }
  return { files, whole };
}

/** What is compiled to where: each file where `rootDir` is said and all sources are known. */
function outputs(
  command: Command,
  env: Environment,
  config: Tsconfig,
  outDir: string,
): { readonly changes: Change[]; readonly whole: boolean } {
  const { rootDir } = config;
  const size = { low: 500, high: 20e6, basis: 'typical' as const };
  const some = { changes: [putDirectory(command, env, outDir, size)], whole: false };
  if (rootDir === undefined || config.files !== undefined || config.references || config.more)
    return some;
  const { files, whole } = sourcesBelow(env, config, rootDir);
  const all = entriesBelow(env, rootDir);
  if (!whole || !all.complete || files.length > 2_000) return some;
  const each = files.map((path) =>
    putFile(
      command,
      env,
      childPath(outDir, path.slice(rootDir.length).replace(/\.([cm]?)tsx?$/, '.$1js')),
      { size: { low: 100, high: 100_000, basis: 'typical' } },
    ),
  );
  // What is built here does not come from a build context at another time.
  const clean =
    fromContext(env, outDir) || isGuessed(env, outDir)
      ? [{ do: 'remove' as const, path: outDir, origin: originOf(command) }]
      : [];
  return { changes: [...clean, putDirectory(command, env, outDir), ...each], whole: true };
}

/** An empty directory that stands for what a script of package.json is taken to make. */
function isGuessed(env: Environment, dir: string): boolean {
  const { what } = env.files.get(dir).origin;
  return (
    ['npm', 'yarn', 'pnpm', 'bun'].includes(what ?? '') && env.files.list(dir).entries.length === 0
  );
}
