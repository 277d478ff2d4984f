import type { Confidence, Evidence } from '../../facts/project.ts';
import { evidence } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import { findEntry, mapToOutput } from './entry.ts';
import { dependencyKind } from './manifest.ts';
import type { Context, Started } from './start-context.ts';

const CUSTOMARY: readonly string[] = [
  'server.js',
  'index.js',
  'app.js',
  'main.js',
  'server.mjs',
  'index.mjs',
  'main.mjs',
  'src/server.js',
  'src/index.js',
  'src/app.js',
  'src/main.js',
  'src/index.mjs',
  'bin/www',
  'server/index.js',
  'server/server.js',
  'lib/index.js',
  'server.cjs',
  'index.cjs',
];
const CUSTOMARY_SOURCES: readonly string[] = [
  'src/main.ts',
  'src/server.ts',
  'src/index.ts',
  'src/app.ts',
  'server.ts',
  'index.ts',
  'main.ts',
  'app.ts',
  'src/bin/www.ts',
  'server/index.ts',
  'src/index.mts',
  'src/server/index.ts',
];

/** Where no script tells how the program starts: what it was developed with, its framework, `main`, `bin`, customary names. */
export function guessStart(context: Context): Started | undefined {
  return (
    fromHint(context) ??
    fromFramework(context) ??
    fromMain(context) ??
    fromBin(context) ??
    fromCustom(context)
  );
}

/** What a development start runs, started plainly: as it is, or where the build puts it. */
function fromHint(context: Context): Started | undefined {
  const { hint } = context;
  return hint && fromSource(context, hint.file, hint.at, 'likely');
}

function fromSource(
  context: Context,
  file: string,
  at: Evidence,
  confidence: Confidence,
): Started | undefined {
  const { view, manifest, build } = context;
  const inside = manifest.dir === '.' ? file : file.slice(manifest.dir.length + 1);
  const path =
    /\.[cm]?js$/.test(file) && build.build === undefined
      ? inside
      : mapToOutput(view, manifest.dir, file, build);
  if (path === undefined)
    return /\.[cm]?js$/.test(file)
      ? { argv: ['node', inside], entry: inside, env: [], at, confidence }
      : undefined;
  return { argv: ['node', path], entry: path, env: [], at, confidence };
}

/** Frameworks whose build makes the program. */
function fromFramework(context: Context): Started | undefined {
  const { manifest } = context;
  const has = (key: string): boolean => dependencyKind(manifest, key) !== undefined;
  const at = (key: string): Evidence => evidence(manifest.file, undefined, key);
  const given = (key: string, argv: readonly string[]): Started => ({
    argv,
    env: [],
    at: at(key),
    confidence: 'likely',
  });
  if (has('next')) return given('next', ['node', 'node_modules/next/dist/bin/next', 'start']);
  if (has('nuxt')) return given('nuxt', ['node', '.output/server/index.mjs']);
  if (has('@sveltejs/adapter-node')) return given('@sveltejs/adapter-node', ['node', 'build']);
  if (has('@astrojs/node')) return given('@astrojs/node', ['node', 'dist/server/entry.mjs']);
  if (has('@adonisjs/core')) return given('@adonisjs/core', ['node', 'build/bin/server.js']);
  if (!has('@nestjs/core')) return undefined;
  const main = joinPath(manifest.dir, 'src/main.ts');
  return context.view.exists(main)
    ? fromSource(context, main, at('@nestjs/core'), 'likely')
    : undefined;
}

/** What `main` names, when it is there. */
function fromMain(context: Context): Started | undefined {
  const { manifest, view, build } = context;
  const { main } = manifest;
  if (main === undefined || (/\.[cm]?ts$/.test(main) && build.build === undefined))
    return undefined;
  const entry = findEntry(view, manifest.dir, main, build);
  if (!entry.known || !/\.[cm]?js$/.test(entry.path)) return undefined;
  return {
    argv: ['node', entry.path],
    entry: entry.path,
    env: [],
    at: manifest.where('main'),
    confidence: 'likely',
  };
}

function fromCustom(context: Context): Started | undefined {
  const { manifest, view } = context;
  for (const name of [...CUSTOMARY, ...CUSTOMARY_SOURCES]) {
    const file = joinPath(manifest.dir, name);
    if (!view.exists(file) || view.isDir(file)) continue;
    const started = fromSource(context, file, evidence(file, undefined, 'customary name'), 'guess');
    if (started !== undefined) return started;
  }
  return undefined;
}

/** A command line tool: its only program, or the one named like the package. */
function fromBin(context: Context): Started | undefined {
  const { manifest, view, build } = context;
  const bins = Object.entries(manifest.bin);
  const own = bins.length === 1 ? bins[0] : bins.find(([name]) => name === manifest.name);
  if (own === undefined) return undefined;
  const entry = findEntry(view, manifest.dir, own[1], build);
  if (!entry.known) return undefined;
  return {
    argv: ['node', entry.path],
    entry: entry.path,
    env: [],
    at: manifest.where('bin'),
    confidence: 'likely',
  };
}
