import { parseJson } from '../../formats/json.ts';
import { asRecord, at, stringsAt } from '../../formats/parsed.ts';
import { dirName, insidePath, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

/** A path alias: specifiers that begin with (or are exactly) `prefix` stand for the targets, relative to the root. */
export interface Alias {
  readonly prefix: string;
  readonly exact: boolean;
  readonly targets: readonly string[];
}

/** What tsconfig.json says of where things go, `extends` followed; paths relative to the root. */
export interface Tsconfig {
  readonly file: string;
  readonly outDir?: string;
  readonly rootDir?: string;
  readonly noEmit: boolean;
  readonly include: readonly string[];
  readonly aliases: readonly Alias[];
  /** The file a value was found in, for evidence. */
  readonly outDirFile?: string;
}

interface Layer {
  readonly file: string;
  readonly value: unknown;
}

/** Reads a tsconfig (a file, or the directory of `tsconfig.json`); undefined when there is none. */
export function readTsconfig(view: ProjectView, path: string): Tsconfig | undefined {
  const file = view.isDir(path) ? joinPath(path, 'tsconfig.json') : path;
  const layers = withParents(view, file, 0);
  if (layers.length === 0) return undefined;
  const outDir = pathOption(layers, 'outDir');
  const rootDir = pathOption(layers, 'rootDir');
  const include = layers.find(
    ({ value }) => at(value, 'include') !== undefined || at(value, 'files') !== undefined,
  );
  return {
    file,
    ...(outDir && { outDir: outDir.path, outDirFile: outDir.file }),
    ...(rootDir && { rootDir: rootDir.path }),
    noEmit:
      option(layers, 'noEmit')?.value === true ||
      option(layers, 'emitDeclarationOnly')?.value === true,
    include:
      include === undefined
        ? []
        : ['include', 'files'].flatMap((key) =>
            stringsAt(include.value, key).map((one) => joinPath(dirName(include.file), one)),
          ),
    aliases: aliasesOf(layers),
  };
}

/** The file, then what it extends, nearest first. */
function withParents(view: ProjectView, file: string, depth: number): readonly Layer[] {
  const text = depth < 8 ? view.text(file) : undefined;
  if (text === undefined) return [];
  const value = parseJson(text).value;
  const parents = stringsAt(value, 'extends')
    .toReversed()
    .flatMap((name) => {
      // Configurations from packages are not in the repository.
      const path = name.startsWith('.') ? insidePath(`${dirName(file)}/${name}`) : undefined;
      if (path === undefined) return [];
      const exact = [path, `${path}.json`, `${path}/tsconfig.json`].find(
        (one) => view.exists(one) && !view.isDir(one),
      );
      return exact === undefined ? [] : withParents(view, exact, depth + 1);
    });
  return [{ file, value }, ...parents];
}

function option(
  layers: readonly Layer[],
  name: string,
): { file: string; value: unknown } | undefined {
  for (const { file, value } of layers) {
    const here = at(value, 'compilerOptions', name);
    if (here !== undefined) return { file, value: here };
  }
  return undefined;
}

function pathOption(
  layers: readonly Layer[],
  name: string,
): { path: string; file: string } | undefined {
  const here = option(layers, name);
  if (typeof here?.value !== 'string') return undefined;
  const written = here.value.replace('${configDir}', '.');
  const base = written === here.value ? dirName(here.file) : dirName(layers[0]?.file ?? '');
  const path = insidePath(`${base}/${written}`);
  return path === undefined ? undefined : { path, file: here.file };
}

function aliasesOf(layers: readonly Layer[]): readonly Alias[] {
  const baseUrl = pathOption(layers, 'baseUrl');
  const paths = option(layers, 'paths');
  const base = baseUrl?.path ?? (paths === undefined ? '.' : dirName(paths.file));
  const aliases = Object.entries(asRecord(paths?.value) ?? {}).map(([key, value]): Alias => {
    const star = key.indexOf('*');
    const targets = stringsAt(value).map((target) => {
      const joined = joinPath(base, target.replace('*', ''));
      return target.includes('*') && joined !== '.' ? `${joined}/` : joined;
    });
    return { prefix: star < 0 ? key : key.slice(0, star), exact: star < 0, targets };
  });
  if (baseUrl !== undefined)
    aliases.push({
      prefix: '',
      exact: false,
      targets: [baseUrl.path === '.' ? '' : `${baseUrl.path}/`],
    });
  return aliases;
}

/**
 * Directory (relative to the root) whose inside `tsc` mirrors into outDir: `rootDir`, else the
 * common directory of the sources it compiles, as the compiler itself computes it.
 */
export function sourceRoot(view: ProjectView, tsconfig: Tsconfig): string {
  if (tsconfig.rootDir !== undefined) return tsconfig.rootDir;
  const dir = dirName(tsconfig.file);
  const files = view.sources(dir, ['.ts', '.tsx', '.mts', '.cts']).filter((file) => {
    if (file.endsWith('.d.ts') || relativeTo(tsconfig.outDir ?? '\0', file) !== undefined)
      return false;
    return (
      tsconfig.include.length === 0 || tsconfig.include.some((pattern) => includes(pattern, file))
    );
  });
  let common: string | undefined;
  for (const file of files) {
    let here = dirName(file);
    if (common === undefined) common = here;
    while (common !== '.' && here !== common && !here.startsWith(`${common}/`))
      common = dirName(common);
    here = common;
  }
  return common ?? dir;
}

/** Enough of tsconfig's globs to know which directory they are about. */
function includes(pattern: string, file: string): boolean {
  const star = pattern.search(/[*?]/);
  if (star < 0) return file === pattern || file.startsWith(`${pattern}/`);
  const head = pattern.slice(0, star);
  if (!file.startsWith(head)) return false;
  const deep = pattern.includes('**');
  return deep || !file.slice(head.length).includes('/');
}
