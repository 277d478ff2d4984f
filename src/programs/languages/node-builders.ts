import type { Need } from '../../facts/need.ts';
import { childPath, effectOf, needFile, originOf, putDirectory, projectCode } from '../effect.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';
import { unusedOutputs } from './outputs.ts';
import { readTsconfig } from './tsconfig.ts';

/** What a build makes; undefined: its settings are not known. */
interface Built {
  /** Files it must find, each by one of its names; relative to the project. */
  readonly wants?: readonly (readonly string[])[];
  /** Directories it makes, relative to the project, and those that it writes into besides. */
  readonly makes: readonly string[];
  readonly writes?: readonly string[];
  /** What it makes with other settings, and with these does not. */
  readonly lacks?: readonly string[];
}

type Tool = (command: Command, env: Environment, dir: string) => Built | undefined;

/** Settings files by tool: their text; `none` where there is none, undefined where it is not known. */
function settings(env: Environment, dir: string, stem: string): string | undefined {
  for (const end of ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']) {
    const path = childPath(dir, `${stem}.${end}`);
    if (env.files.get(path).is === 'no') continue;
    const text = env.readText(path);
    return text === undefined || text.partial ? undefined : text.text;
  }
  return '';
}

/** A setting that stands there once and as plain text: `outDir: 'build'`; empty where it is not set. */
function literal(text: string, key: string): string | undefined {
  const all = [
    ...text.matchAll(new RegExp(`\\b${key}\\b\\s*:\\s*(?:(['"\`])([\\w./-]+)\\1)?`, 'g')),
  ];
  if (all.length === 0) return new RegExp(`\\b${key}\\b`).test(text) ? undefined : '';
  return all.length === 1 ? all[0]?.[2] : undefined;
}

/** Value of an option as it stands among the words, `--outDir x` or `--outDir=x`; undefined: it is computed. */
function option(command: Command, name: string): string | undefined {
  const at = command.args.findIndex(({ value }) => value === name || value?.startsWith(`${name}=`));
  if (at < 0) return '';
  const own = command.args[at]?.value ?? '';
  return own.includes('=') ? own.slice(name.length + 1) : command.args[at + 1]?.value;
}

/** Modules that settings of Vite import and that write nothing elsewhere. */
const PLAIN_IMPORT =
  /^(vite|vite\/.*|vitest\/config|(node:)?(path|url|fs|process)|@vitejs\/plugin-[\w-]+|@tailwindcss\/vite|vite-tsconfig-paths|vite-plugin-(svgr|checker|eslint)|autoprefixer|tailwindcss)$/;

const vite: Tool = (command, env, dir) => {
  const text = settings(env, dir, 'vite.config');
  const given = option(command, '--outDir');
  const words = command.args.filter(({ value }) => value?.startsWith('-') !== true);
  if (text === undefined || given === undefined || words.length > 1) return undefined;
  if (command.args.some(({ value }) => /^--(config|ssr|app|root)|^-c$/.test(value ?? '')))
    return undefined;
  const imports = [...text.matchAll(/(?:from|import|require\()\s*['"]([^'"]+)['"]/g)];
  if (!imports.every(([, name = '']) => PLAIN_IMPORT.test(name))) return undefined;
  const out = given === '' ? literal(text, 'outDir') : given;
  if (out === undefined || /\b(root|lib|ssr|input|environments|builder)\b\s*[:,]/.test(text))
    return undefined;
  return { wants: [['index.html']], makes: [out || 'dist'], writes: ['node_modules'] };
};

const next: Tool = (command, env, dir) => {
  const text = settings(env, dir, 'next.config');
  if (text === undefined || command.args.length > 1) return undefined;
  const wants = [['app', 'pages', 'src/app', 'src/pages']];
  const [output, distDir] = [literal(text, 'output'), literal(text, 'distDir')];
  if (distDir !== '' || output === undefined) return { wants, makes: [], writes: ['.'] };
  const standalone = output === 'standalone';
  return {
    wants,
    makes: [
      '.next',
      ...(standalone ? ['.next/standalone'] : []),
      ...(output === 'export' ? ['out'] : []),
    ],
    writes: ['.next', 'node_modules'],
    ...(standalone ? {} : { lacks: ['.next/standalone'] }),
  };
};

const reactScripts: Tool = (_, env, dir) => {
  // Variables of a script's manager are not known, and this is none of them.
  if (env.variable('BUILD_PATH')?.known === true) return undefined;
  for (const name of ['.env', '.env.local', '.env.production'])
    if (env.readText(childPath(dir, name))?.text.includes('BUILD_PATH') === true) return undefined;
  const entries = ['js', 'jsx', 'ts', 'tsx'].map((end) => `src/index.${end}`);
  return { wants: [['public/index.html'], entries], makes: ['build'], writes: ['node_modules'] };
};

const vueService: Tool = (command, env, dir) => {
  const text = settings(env, dir, 'vue.config');
  const given = option(command, '--dest');
  if (text === undefined || given === undefined) return undefined;
  const out = given || literal(text, 'outputDir');
  return out === undefined ? undefined : { makes: [out || 'dist'], writes: ['node_modules'] };
};

const nest: Tool = (_, env, dir) => {
  const own = ['tsconfig.build.json', 'tsconfig.json'].find(
    (name) => env.files.get(childPath(dir, name)).is === 'yes',
  );
  const config = own === undefined ? undefined : readTsconfig(env, childPath(dir, own));
  const settled = env.readText(childPath(dir, 'nest-cli.json'));
  if (config?.whole !== true || config.outDir === undefined) return undefined;
  if (settled === undefined || /webpack|assets|monorepo|plugins|builder/.test(settled.text))
    return undefined;
  const out = config.outDir.startsWith(`${dir}/`) ? config.outDir.slice(dir.length + 1) : undefined;
  return out === undefined ? undefined : { makes: [out] };
};

const TOOLS: Readonly<Record<string, { readonly build: readonly string[]; readonly tool: Tool }>> =
  {
    vite: { build: ['build'], tool: vite },
    next: { build: ['build'], tool: next },
    'react-scripts': { build: ['build'], tool: reactScripts },
    'vue-cli-service': { build: ['build'], tool: vueService },
    nest: { build: ['build'], tool: nest },
  };

/** Tools that build a front end or a service: what they need, and the directories they make. */
export const nodeBuilders: Program = {
  names: Object.keys(TOOLS),
  effect(command, env) {
    const [first] = command.args;
    if (['--version', '-v', '--help', '-h'].includes(first?.value ?? '')) return effectOf();
    const entry = TOOLS[command.name];
    if (env.cwd === undefined || !entry?.build.includes(first?.value ?? ''))
      return projectCode(command, env, {}, false);
    const built = entry.tool(command, env, env.cwd);
    return built === undefined
      ? projectCode(command, env, {}, false)
      : effectOfBuild(command, env, env.cwd, built);
  },
};

function effectOfBuild(
  command: Command,
  env: Environment,
  dir: string,
  { wants = [], makes, writes = [], lacks = [] }: Built,
): ProgramEffect {
  const needs = wants.flatMap((names) => needOne(command, env, dir, names));
  if (needs.some(({ met }) => met === 'no')) return effectOf({ needs });
  const because = originOf(command);
  const made = makes.map((path) => childPath(dir, path));
  const size = { low: 1_000, high: 100e6, basis: 'typical' as const };
  return effectOf({
    needs,
    changes: [
      ...made.map((path) => putDirectory(command, env, path, size)),
      ...(writes.includes('.') ? [] : unusedOutputs(command, env, dir, made)),
      ...lacks.map((path) => ({
        do: 'remove' as const,
        path: childPath(dir, path),
        origin: because,
      })),
    ],
    havoc: [...makes, ...writes]
      .filter((path) => !lacks.some((one) => one.startsWith(`${path}/`)))
      .map((path) => ({ path: childPath(dir, path), because })),
    network: 'unknown',
  });
}

/** One of several files, by its first name where none is there. */
function needOne(
  command: Command,
  env: Environment,
  dir: string,
  names: readonly string[],
): Need[] {
  const all = names.map((name) => needFile(command, env, childPath(dir, name)));
  const best = all.find(({ met }) => met === 'yes') ?? all.find(({ met }) => met === 'unknown');
  const [first] = all;
  return first === undefined ? [] : [{ ...(best ?? first), by: command.name }];
}
