import type { Evidence, Found } from '../../facts/project.ts';
import { NODE_FRAMEWORKS } from '../../knowledge/node-frameworks.ts';
import { evidence, found } from '../../project/evidence.ts';
import { joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { runScript } from './detect-manager.ts';
import { type Manifest, dependencyKind } from './manifest.ts';
import { scriptCommands, scriptsRun } from './script-line.ts';
import { type Tsconfig, readTsconfig } from './tsconfig.ts';

type Build = Found<{ readonly command: string; readonly outputs: readonly string[] }>;

export interface BuildFacts {
  readonly build?: Build;
  readonly tsconfig?: Tsconfig | undefined;
  /** Sources a bundler was told to begin at, relative to the application. */
  readonly sources: readonly string[];
  readonly notes: readonly string[];
}

interface Made {
  readonly outputs: readonly string[];
  readonly sources: readonly string[];
  readonly tsconfig?: Tsconfig | undefined;
  readonly at: readonly Evidence[];
  /** Some command was not understood, or makes something unknown. */
  readonly unknown: boolean;
}

/** Scripts that build, in order of precedence. */
const NAMES: readonly string[] = [
  'build',
  'build:prod',
  'build:production',
  'compile',
  'build:server',
  'build:ts',
  'tsc',
  'heroku-postbuild',
  'bundle',
];

/** What has to be run before the program can start, and what it makes. */
export function detectBuild(view: ProjectView, manifest: Manifest, manager: string): BuildFacts {
  const name = NAMES.find((one) => Object.hasOwn(manifest.scripts, one));
  const tsconfig = readTsconfig(view, joinPath(manifest.dir, 'tsconfig.json'));
  if (name === undefined) return withoutScript(view, manifest, tsconfig);
  const made = madeByScript(view, manifest, name, 0);
  const outputs = [...new Set(made.outputs)];
  const confidence = outputs.length > 0 && !made.unknown ? 'certain' : 'likely';
  const value = { command: runScript(manager, name), outputs };
  return {
    build: found(value, confidence, [manifest.where('scripts', name), ...made.at]),
    tsconfig: made.tsconfig ?? tsconfig,
    sources: made.sources,
    notes:
      outputs.length === 0 ? [`What the script «${name}» makes could not be established.`] : [],
  };
}

/** TypeScript that must be compiled although no script says so. */
function withoutScript(
  view: ProjectView,
  manifest: Manifest,
  tsconfig: Tsconfig | undefined,
): BuildFacts {
  const started = Object.entries(manifest.scripts).find(([, line]) =>
    scriptCommands(line).some(
      ({ words }) => words[0] === 'tsc' && !words.includes('--noEmit') && !isWatch(words),
    ),
  );
  const hasTypescript = dependencyKind(manifest, 'typescript') !== undefined;
  const emits = tsconfig !== undefined && !tsconfig.noEmit && tsconfig.outDir !== undefined;
  if (!hasTypescript || !emits || view.sources(manifest.dir, ['.ts', '.mts']).length === 0)
    return { tsconfig, sources: [], notes: [] };
  const words =
    started === undefined
      ? ['tsc']
      : scriptCommands(started[1]).find((one) => one.words[0] === 'tsc')?.words;
  const output = relativeTo(manifest.dir, tsconfig.outDir ?? '') ?? 'dist';
  const where =
    started === undefined
      ? evidence(tsconfig.outDirFile ?? tsconfig.file, undefined, 'outDir')
      : manifest.where('scripts', started[0]);
  return {
    build: found(
      { command: `npx ${(words ?? ['tsc']).join(' ')}`, outputs: [output] },
      'likely',
      where,
    ),
    tsconfig,
    sources: [],
    notes: [],
  };
}

function isWatch(words: readonly string[]): boolean {
  return words.some((word) => word === '-w' || word === '--watch');
}

function madeByScript(view: ProjectView, manifest: Manifest, name: string, depth: number): Made {
  const parts: Made[] = [];
  for (const script of [`pre${name}`, name, `post${name}`]) {
    const line = Object.hasOwn(manifest.scripts, script) ? manifest.scripts[script] : undefined;
    if (line === undefined || depth > 5) continue;
    for (const { words } of scriptCommands(line)) {
      const inner = scriptsRun(words, manifest.scripts).filter((one) => one !== name);
      if (inner.length === 0) parts.push(madeByCommand(view, manifest, words));
      for (const one of inner) parts.push(madeByScript(view, manifest, one, depth + 1));
    }
  }
  return {
    outputs: parts.flatMap((one) => one.outputs),
    sources: parts.flatMap((one) => one.sources),
    tsconfig: parts.find((one) => one.tsconfig !== undefined)?.tsconfig,
    at: parts.flatMap((one) => one.at).slice(0, 5),
    unknown: parts.some((one) => one.unknown),
  };
}

const NOTHING: Made = { outputs: [], sources: [], at: [], unknown: false };
const UNKNOWN: Made = { ...NOTHING, unknown: true };
/** Programs that make nothing an image needs. */
const HARMLESS =
  /^(?:rimraf|rm|del|del-cli|shx|mkdir|echo|eslint|prettier|jest|vitest|mocha|biome|oxlint|prisma|graphql-codegen|cd|node_modules|copyfiles|cpx|cpy|cp|ncp|mv|tsc-alias|tspath|resolve-tspaths|chmod|true|husky|npm|yarn|pnpm|madge|depcheck|date)$/;
/** Options that name a bundler's output, directory or file. */
const OUT =
  /^(?:--outdir|--out-dir|--outDir|-d|--dir|-o|--out|--outfile|--out-file|--dist-dir|--output-path|--output)$/;

function madeByCommand(view: ProjectView, manifest: Manifest, words: readonly string[]): Made {
  const [program = ''] = words;
  if (program === 'tsc' || program === 'ttsc' || program === 'tspc' || program === 'vue-tsc')
    return madeByTsc(view, manifest, words);
  if (program === 'nest') return madeByNest(view, manifest);
  if (HARMLESS.test(program)) return NOTHING;
  const line = words.join(' ');
  const framework = NODE_FRAMEWORKS.find(
    ({ key, builds }) =>
      dependencyKind(manifest, key) !== undefined &&
      (builds ?? []).some((one) => line === one || line.startsWith(`${one} `)),
  );
  const stated = statedOutput(words);
  const sources = words
    .slice(1)
    .filter((word) => !word.startsWith('-') && /\.[cm]?[jt]sx?$/.test(word) && word !== stated);
  if (stated !== undefined) return { ...NOTHING, outputs: [directoryOf(stated)], sources };
  const configured = configuredOutput(view, manifest, program);
  if (configured !== undefined)
    return { ...NOTHING, ...configured, sources: [...sources, ...configured.sources] };
  if (framework?.outputs !== undefined) return { ...NOTHING, outputs: framework.outputs };
  const custom = Object.hasOwn(DEFAULTS, program) ? DEFAULTS[program] : undefined;
  return custom === undefined ? UNKNOWN : { ...NOTHING, outputs: [custom], sources };
}

/** Where bundlers write when nothing is said. Source: their documentation. */
const DEFAULTS: Readonly<Record<string, string>> = {
  tsup: 'dist',
  webpack: 'dist',
  'webpack-cli': 'dist',
  unbuild: 'dist',
  tsdown: 'dist',
  pkgroll: 'dist',
  ncc: 'dist',
  vite: 'dist',
  parcel: 'dist',
  microbundle: 'dist',
  bunchee: 'dist',
  rspack: 'dist',
  rslib: 'dist',
  etsc: 'dist',
};

function madeByTsc(view: ProjectView, manifest: Manifest, words: readonly string[]): Made {
  if (words.includes('--noEmit') || isWatch(words)) return NOTHING;
  const mark = words.findIndex(
    (word) => word === '-p' || word === '--project' || word === '-b' || word === '--build',
  );
  const named = mark < 0 ? undefined : words.slice(mark + 1).find((word) => !word.startsWith('-'));
  const tsconfig = readTsconfig(view, joinPath(manifest.dir, named ?? 'tsconfig.json'));
  const stated = statedOutput(words.filter((word) => word !== '-d'));
  if (stated !== undefined) return { ...NOTHING, outputs: [directoryOf(stated)], tsconfig };
  if (tsconfig === undefined) return UNKNOWN;
  if (tsconfig.noEmit) return { ...NOTHING, tsconfig };
  // Without outDir the JavaScript lies beside its sources.
  const output =
    tsconfig.outDir === undefined ? '.' : (relativeTo(manifest.dir, tsconfig.outDir) ?? '.');
  return {
    ...NOTHING,
    outputs: [output],
    tsconfig,
    at: [evidence(tsconfig.outDirFile ?? tsconfig.file, undefined, 'outDir')],
  };
}

function madeByNest(view: ProjectView, manifest: Manifest): Made {
  const own =
    readTsconfig(view, joinPath(manifest.dir, 'tsconfig.build.json')) ??
    readTsconfig(view, joinPath(manifest.dir, 'tsconfig.json'));
  const output =
    own?.outDir === undefined ? 'dist' : (relativeTo(manifest.dir, own.outDir) ?? 'dist');
  return { ...NOTHING, outputs: [output], tsconfig: own };
}

function statedOutput(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [option = '', value] = word.split('=', 2);
    if (!OUT.test(option)) continue;
    return value ?? words[index + 1];
  }
  return undefined;
}

function directoryOf(path: string): string {
  const clean = joinPath(path);
  return /\.[cm]?js$/.test(clean)
    ? clean.includes('/')
      ? clean.slice(0, clean.lastIndexOf('/'))
      : clean
    : clean;
}

const CONFIGS: Readonly<Record<string, RegExp>> = {
  vite: /\boutDir\s*:\s*(?:path\.(?:join|resolve)\(__dirname,\s*)?["'`]([\w./-]+)["'`]/,
  tsup: /\boutDir\s*:\s*["'`]([\w./-]+)["'`]/,
  webpack:
    /\bpath\s*:\s*path\.(?:join|resolve)\(\s*(?:__dirname|process\.cwd\(\)|import\.meta\.dirname)\s*,\s*["'`]([\w./-]+)["'`]/,
  rollup: /\b(?:file|dir)\s*:\s*["'`]([\w./-]+)["'`]/,
};

/** What a bundler's own configuration says, read as text. */
function configuredOutput(
  view: ProjectView,
  manifest: Manifest,
  program: string,
): Pick<Made, 'outputs' | 'sources' | 'at'> | undefined {
  const pattern = Object.hasOwn(CONFIGS, program) ? CONFIGS[program] : undefined;
  if (pattern === undefined) return undefined;
  for (const ending of ['js', 'ts', 'mjs', 'cjs', 'mts']) {
    const file = joinPath(manifest.dir, `${program}.config.${ending}`);
    const text = view.text(file);
    const path = pattern.exec(text ?? '')?.[1];
    if (text === undefined) continue;
    const entry =
      /\b(?:entry|input)\s*:\s*(?:\[\s*)?(?:\{[^}]{0,80}?:\s*)?["'`]([\w./-]+\.[cm]?[jt]s)["'`]/.exec(
        text,
      )?.[1];
    const sources = entry === undefined ? [] : [joinPath(entry)];
    const fallback = DEFAULTS[program] ?? 'dist';
    return { outputs: [directoryOf(path ?? fallback)], sources, at: [evidence(file)] };
  }
  return undefined;
}
