import { builtinModules } from 'node:module';
import { posix } from 'node:path';

/** DESIGN's table: a room imports only rooms above it. */
const ROOMS: readonly string[] = [
  'host',
  'text',
  'dockerfile',
  'shell',
  'formats',
  'versions',
  'facts',
  'context',
  'knowledge',
  'plan',
  'programs',
  'project',
  'ecosystems',
  'image-model',
  'estimate',
  'rules',
  'findings',
  'fixes',
  'synthesis',
  'images',
  'builders',
  'history',
  'proof',
  'reports',
  'config',
  'workflow',
  'cli',
];

/** Modules of Node that only compute; every other one reaches outside and is the host's. */
const PURE = new Set([
  'path',
  'path/posix',
  'util',
  'crypto',
  'zlib',
  'buffer',
  'url',
  'string_decoder',
  'events',
  'stream',
  'stream/promises',
  'stream/web',
]);
/** What faces may use besides: they print and exit. */
const FACES: Readonly<Record<string, ReadonlySet<string>>> = {
  cli: new Set(['process', 'module', 'tty', 'readline', 'readline/promises']),
};

export interface Import {
  /** Importing file, below `src`. */
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Imports, re-exports and imports on demand of a file. */
export function importsOf(file: string, text: string): Import[] {
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const found: Import[] = [];
  for (const match of code.matchAll(
    /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?(['"])([^'"\n]+)\2/gm,
  )) {
    found.push({ file, target: match[3] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(/\bimport\s*\(\s*(['"])([^'"\n]+)\1/g)) {
    // `import('./x.ts').Name` in a type position only names a type, but may not reach further either.
    found.push({ file, target: match[2] ?? '', typeOnly: false });
  }
  return found;
}

/** Imports that DESIGN forbids, in sentences. */
export function layerProblems(imports: readonly Import[]): string[] {
  const listed = new Set(
    imports.filter(({ file, typeOnly }) => file === 'programs/index.ts' && !typeOnly).map(pathOf),
  );
  return imports.flatMap((one) => {
    const why = one.target.startsWith('.') ? whyNotInside(one, listed) : whyNotOutside(one);
    return why === undefined ? [] : [`${one.file} imports ${one.target}: ${why}`];
  });
}

/** Where a relative import leads, below `src`. */
export function pathOf({ file, target }: Import): string {
  return posix.normalize(posix.join(posix.dirname(file), target));
}

function whyNotOutside({ file, target }: Import): string | undefined {
  const name = target.replace(/^node:/, '');
  if (!builtinModules.includes(name) && !target.startsWith('node:')) return undefined;
  const room = roomOf(file);
  if (room === 'host' || PURE.has(name) || FACES[room]?.has(name) === true) return undefined;
  return 'only src/host reaches outside';
}

function whyNotInside(one: Import, listed: ReadonlySet<string>): string | undefined {
  const { file, typeOnly } = one;
  const to = pathOf(one);
  // What belongs to no room: the package's own files and the library's face, which sees everything.
  if (to.startsWith('..') || !file.includes('/')) return undefined;
  const [from, into] = [roomOf(file), roomOf(to)];
  if (!ROOMS.includes(from) || !ROOMS.includes(into)) return 'no room of DESIGN';
  if (from === into)
    return areSiblings(from, file, to, listed) ? 'siblings do not know each other' : undefined;
  if (into === 'facts') return undefined;
  const isFactType = from === 'facts' && typeOnly && (into === 'text' || into === 'dockerfile');
  if (isFactType) return undefined;
  if (from === 'facts') return 'facts are types only';
  // One row of the table: detection is handed the ecosystems it asks.
  if (from === 'project' && into === 'ecosystems' && typeOnly) return undefined;
  return ROOMS.indexOf(into) < ROOMS.indexOf(from) ? undefined : `${into} is not above ${from}`;
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** Which member of its family a file belongs to, by room; undefined: it serves them all. */
const MEMBER: Readonly<Record<string, (path: string) => string | undefined>> = {
  rules: (path) => /^rules\/([^/]+\/[^/]+)\//.exec(path)?.[1],
  ecosystems: (path) => /^ecosystems\/([^/]+)\//.exec(path)?.[1],
  formats: byFirstWord,
  // `check-json.ts` and `check-terminal.ts` may share what both say; `style.ts` serves all.
  reports: byFirstWord,
};

/** Helpers and lists of a family of files. */
const SHARED = /\/(index|types|style|lines|parsed)\.ts$/;

function byFirstWord(path: string): string | undefined {
  return SHARED.test(path) ? undefined : /^[^/]+\/([^/.-]+)/.exec(path)?.[1];
}

/** `listed`: the programs, as their index has them; the other files of that room are helpers. */
function areSiblings(room: string, file: string, to: string, listed: ReadonlySet<string>): boolean {
  if (room === 'programs') return listed.has(file) && listed.has(to);
  const [a, b] = [MEMBER[room]?.(file), MEMBER[room]?.(to)];
  return a !== undefined && b !== undefined && a !== b;
}
