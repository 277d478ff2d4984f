import { joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { BuildFacts } from './detect-build.ts';
import { resolveFile } from './modules.ts';
import { sourceRoot } from './tsconfig.ts';

export interface EntryFile {
  /** The file that runs, relative to the application. */
  readonly path: string;
  /** Where it is written, relative to the root; undefined when that was not found. */
  readonly source?: string;
  /** It exists, or the build makes it. */
  readonly known: boolean;
}

const WRITTEN: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

/** The file `node <written>` runs, with the source it is built from. */
export function findEntry(
  view: ProjectView,
  dir: string,
  written: string,
  build: BuildFacts,
): EntryFile {
  const output = (build.build?.value.outputs ?? []).find(
    (one) => one !== '.' && relativeTo(one, joinPath(written)) !== undefined,
  );
  const exact = resolveFile(view, joinPath(dir, written));
  const isCompiledInPlace =
    exact !== undefined && /\.[cm]?tsx?$/.test(exact) && !/\.[cm]?tsx?$/.test(written);
  if (exact !== undefined && output === undefined && !isCompiledInPlace) {
    return { path: relativeTo(dir, exact) ?? exact, source: exact, known: true };
  }
  const path = joinPath(
    /\.[cm]?[jt]s$/.test(written) || output === undefined ? written : `${written}.js`,
  );
  if (isCompiledInPlace) return { path: withEnding(path), source: exact, known: true };
  // Without a build nothing can make the file: it is missing.
  if (build.build === undefined && exact === undefined) return { path, known: false };
  const source = sourceOf(view, dir, path, output, build) ?? exact;
  const known = output !== undefined || exact !== undefined;
  // `node dist` runs its index.
  const final = output === path.replace(/\.js$/, '') ? `${output}/index.js` : path;
  return { path: final, ...(source !== undefined && { source }), known };
}

function withEnding(path: string): string {
  return /\.[cm]?js$/.test(path) ? path : `${path}.js`;
}

/** The source of a built file: through rootDir, else the same path below a customary source directory. */
function sourceOf(
  view: ProjectView,
  dir: string,
  path: string,
  output: string | undefined,
  build: BuildFacts,
): string | undefined {
  const stem = (
    output === undefined ? path.split('/').slice(1).join('/') : (relativeTo(output, path) ?? path)
  ).replace(/\.[cm]?js$/, '');
  const roots = build.tsconfig === undefined ? [] : [sourceRoot(view, build.tsconfig)];
  const bases = [
    ...roots,
    ...['src', '.', 'lib', 'app', 'server', 'source'].map((one) => joinPath(dir, one)),
  ];
  const stems = stem === '' || stem === output ? ['index'] : [stem, `${stem}/index`];
  for (const base of bases) {
    for (const one of stems) {
      for (const ending of WRITTEN) {
        const file = joinPath(base, `${one}${ending}`);
        if (file !== joinPath(dir, path) && view.exists(file) && !view.isDir(file)) return file;
      }
    }
  }
  // A bundler may rename: what it was told to begin at, then what main files are called.
  const begin = build.sources.map((one) => joinPath(dir, one)).find((file) => view.exists(file));
  if (begin !== undefined) return begin;
  const customary = ['main', 'index', 'server', 'app'].flatMap((name) =>
    ['src/', '', 'server/'].flatMap((base) =>
      ['.ts', '.js', '.tsx', '.mjs'].map((ending) => joinPath(dir, `${base}${name}${ending}`)),
    ),
  );
  return customary.find((file) => file !== joinPath(dir, path) && view.exists(file));
}

/** Where the build puts a source file, relative to the application; undefined when that is not known. */
export function mapToOutput(
  view: ProjectView,
  dir: string,
  source: string,
  build: BuildFacts,
): string | undefined {
  const { tsconfig } = build;
  const outputs = build.build?.value.outputs ?? [];
  const output = outputs.find((one) => one !== '.') ?? outputs[0];
  if (output === undefined) return undefined;
  const isTypescript = /\.[cm]?tsx?$/.test(source);
  if (output === '.')
    return isTypescript ? compiledName(relativeTo(dir, source) ?? source) : undefined;
  const bundled = build.sources.some((one) => joinPath(dir, one) === source);
  if (bundled) return joinPath(output, compiledName(source.slice(source.lastIndexOf('/') + 1)));
  const root =
    isTypescript && tsconfig !== undefined ? sourceRoot(view, tsconfig) : joinPath(dir, 'src');
  const inside = relativeTo(root, source);
  return inside === undefined ? undefined : joinPath(output, compiledName(inside));
}

function compiledName(file: string): string {
  return file.replace(/\.([cm]?)tsx?$/, '.$1js');
}
