import { asRecord, at, stringsAt } from '../../formats/parsed.ts';
import { dirName, insidePath, joinPath, relativeTo } from '../../project/paths.ts';
import { type Source, scanSource } from '../../project/source-scan.ts';
import type { ProjectView } from '../../project/view.ts';
import { type Imports, readImports } from './imports.ts';
import type { Tsconfig } from './tsconfig.ts';

export const SCRIPT_ENDINGS: readonly string[] = [
  '.js',
  '.ts',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.jsx',
  '.tsx',
];
const MOST_FILES = 2000;
const MOST_UNITS = 8 * 1024 * 1024;
/** Files that are not the running program. */
const NOT_PROGRAM =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|e2e|cypress|fixtures|examples?|docs?|benchmarks?|scripts|migrations|seeds?|seeders|public|static|assets|client|frontend|coverage|stories|\.storybook)\/|\.(?:test|spec|stories|e2e|d|bench|min|config)\.[cm]?[jt]sx?$|(?:^|\/)(?:gulpfile|gruntfile|jest\.setup)[^/]*$/i;

/** One source file with what it loads. */
export interface Module {
  /** Relative to the root. */
  readonly file: string;
  readonly source: Source;
  readonly imports: Imports;
  /** Local files it loads. */
  readonly local: readonly string[];
}

/** The program: the entry and what it loads, or, where that cannot be followed, everything that looks like it. */
export interface Program {
  /** Entry's module first when there is one. */
  readonly modules: readonly Module[];
  /** Undefined when no entry is known. */
  readonly entry?: string;
  module(file: string): Module | undefined;
  /** The file a specifier in a module stands for. */
  resolve(from: string, specifier: string): string | undefined;
  /** Packages the modules load. */
  readonly packages: ReadonlySet<string>;
  readonly notes: readonly string[];
  /** Evaluations left: hostile constants that refer to each other must not cost the day. */
  readonly budget: { left: number };
}

export interface ProgramInput {
  readonly view: ProjectView;
  readonly dir: string;
  /** Source file of the entry, relative to the root. */
  readonly entries: readonly string[];
  readonly tsconfig?: Tsconfig | undefined;
  readonly raw: unknown;
}

/** Follows the program from its entries through its imports, within bounds. */
export function readProgram(input: ProgramInput): Program {
  const { view, dir } = input;
  const cache = new Map<string, Module | undefined>();
  const sources = scans.get(view) ?? new Map<string, Scanned>();
  scans.set(view, sources);
  const notes: string[] = [];
  let units = 0;
  const resolve = resolver(input);
  const module = (file: string): Module | undefined => {
    if (cache.has(file)) return cache.get(file);
    const text = view.text(file);
    const tooMuch =
      text !== undefined && (cache.size >= MOST_FILES || units + text.length > MOST_UNITS);
    if (tooMuch && notes.length === 0)
      notes.push('The sources are too many to read them all: the facts come from a part of them.');
    const made =
      text === undefined || tooMuch ? undefined : readModule(file, text, resolve, sources);
    units += made?.source.original.length ?? 0;
    cache.set(file, made);
    return made;
  };
  const modules = reach(input.entries, module);
  if (modules.length === 0 || modules.some((one) => one.imports.dynamic || loadsFolders(one))) {
    const rest = view.sources(dir, SCRIPT_ENDINGS).filter((file) => isProgramFile(dir, file, view));
    const known = new Set(modules.map((one) => one.file));
    for (const file of rest) {
      const more = known.has(file) ? undefined : module(file);
      if (more !== undefined) modules.push(more);
    }
  }
  const specifiers = modules.flatMap((one) => one.imports.specifiers);
  return {
    modules,
    ...(input.entries[0] !== undefined && modules.length > 0 && { entry: input.entries[0] }),
    module,
    resolve,
    packages: new Set(specifiers.map(packageName).filter((name) => name !== undefined)),
    notes,
    budget: { left: 200_000 },
  };
}

interface Scanned {
  readonly source: Source;
  readonly imports: Imports;
}

/** Applications of one repository share sources: each is scanned once. */
const scans = new WeakMap<ProjectView, Map<string, Scanned>>();

function scanned(file: string, text: string, known: Map<string, Scanned>): Scanned {
  const before = known.get(file);
  if (before !== undefined) return before;
  const source = scanSource(text, 'js', file);
  const made = { source, imports: readImports(source) };
  known.set(file, made);
  return made;
}

function readModule(
  file: string,
  text: string,
  resolve: Program['resolve'],
  sources: Map<string, Scanned>,
): Module {
  const { source, imports } = scanned(file, text, sources);
  const local = imports.specifiers
    .map((one) => resolve(file, one))
    .filter((one) => one !== undefined);
  return { file, source, imports, local };
}

function reach(entries: readonly string[], module: (file: string) => Module | undefined): Module[] {
  const modules: Module[] = [];
  const queue = [...entries];
  const seen = new Set(queue);
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const one = module(file);
    if (one === undefined) continue;
    modules.push(one);
    for (const next of one.local) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return modules;
}

const FOLDER_LOADERS =
  /^(?:@fastify\/autoload|fastify-autoload|require-all|require-dir|requireindex|glob|fast-glob|globby|express-file-routing|consign|awilix)$/;

function loadsFolders(module: Module): boolean {
  return module.imports.specifiers.some((specifier) => FOLDER_LOADERS.test(specifier));
}

function isProgramFile(dir: string, file: string, view: ProjectView): boolean {
  const inside = relativeTo(dir, file) ?? file;
  if (NOT_PROGRAM.test(inside)) return false;
  // Another package below is another program.
  for (let above = dirName(file); above !== dir && above !== '.'; above = dirName(above)) {
    if (view.exists(`${above}/package.json`)) return false;
  }
  return true;
}

/** The package a bare specifier belongs to, `node:` modules without their prefix; undefined for files. */
export function packageName(specifier: string): string | undefined {
  if (/^[./#~]|^@\//.test(specifier) || specifier === '') return undefined;
  const parts = specifier.replace(/^node:/, '').split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

function resolver(input: ProgramInput): Program['resolve'] {
  const { view, dir, tsconfig } = input;
  const memo = new Map<string, string | undefined>();
  return (from, specifier) => {
    const key = specifier.startsWith('.') ? `${dirName(from)}\0${specifier}` : specifier;
    if (memo.has(key)) return memo.get(key);
    const file = candidates(from, specifier, dir, tsconfig, input.raw)
      .map((path) => resolveFile(view, path))
      .find((path) => path !== undefined);
    memo.set(key, file);
    return file;
  };
}

function candidates(
  from: string,
  specifier: string,
  dir: string,
  tsconfig: Tsconfig | undefined,
  raw: unknown,
): readonly string[] {
  if (specifier.startsWith('.')) return [`${dirName(from)}/${specifier}`];
  if (specifier.startsWith('#')) return subpathImports(dir, raw, specifier);
  return (tsconfig?.aliases ?? []).flatMap(({ prefix, exact, targets }) => {
    if (exact ? specifier !== prefix : !specifier.startsWith(prefix)) return [];
    return targets.map((target) => (exact ? target : `${target}${specifier.slice(prefix.length)}`));
  });
}

/** The `imports` field of package.json: `"#lib/*": "./src/lib/*"`. */
function subpathImports(dir: string, raw: unknown, specifier: string): readonly string[] {
  const imports = asRecord(at(raw, 'imports')) ?? {};
  return Object.entries(imports).flatMap(([key, value]) => {
    const targets = [
      ...stringsAt(value),
      ...Object.values(asRecord(value) ?? {}).flatMap((one) => stringsAt(one)),
    ];
    const [head = '', tail] = key.split('*');
    if (tail === undefined ? key !== specifier : !specifier.startsWith(head)) return [];
    return targets.map((target) =>
      joinPath(dir, target.replace('*', specifier.slice(head.length))),
    );
  });
}

/** Node's and TypeScript's ways to a file: as it is, with an ending, `.js` standing for `.ts`, a directory's index. */
export function resolveFile(view: ProjectView, path: string): string | undefined {
  const exact = insidePath(path);
  if (exact === undefined) return undefined;
  const isFile = (file: string): boolean => view.exists(file) && !view.isDir(file);
  if (isFile(exact)) return exact;
  const typed = exact.replace(/\.([cm]?)jsx?$/, '.$1ts');
  const tries = [typed, typed.replace(/ts$/, 'tsx')].filter(
    (one) => one !== exact && typed !== exact,
  );
  tries.push(...[...SCRIPT_ENDINGS, '.json'].map((ending) => exact + ending));
  tries.push(
    ...SCRIPT_ENDINGS.map((ending) =>
      exact === '.' ? `index${ending}` : `${exact}/index${ending}`,
    ),
  );
  return tries.find(isFile);
}
