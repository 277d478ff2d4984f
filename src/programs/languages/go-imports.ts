import { childPath, lastPart } from '../paths.ts';
import type { Environment } from '../types.ts';

/** What the sources of a Go program import, followed through the packages of its own module. */
export interface GoImports {
  /** Paths as written; `C` stands for cgo. */
  readonly paths: ReadonlySet<string>;
  /** What files with `import "C"` ask of the linker: words of `#cgo LDFLAGS` and `#cgo pkg-config`. */
  readonly flags: readonly string[];
  readonly packages: readonly string[];
  /** Whether every file of those packages could be read. */
  readonly complete: boolean;
}

/** Packages followed, and files of one. */
const MOST_PACKAGES = 200;
const MOST_FILES = 300;
/** Tests, and files for other systems, take no part. */
const OTHER_FILES =
  /_test\.go$|_(windows|darwin|freebsd|openbsd|netbsd|solaris|plan9|js|wasip1|aix|android|ios)(_\w+)?\.go$/;

/** Reads the imports of the packages in `dirs` (absolute directories of the image) and of those they import. */
export function importsOf(
  env: Environment,
  dirs: readonly string[],
  module: Module | undefined,
): GoImports {
  const paths = new Set<string>();
  const [flags, packages]: [string[], string[]] = [[], []];
  const open = [...dirs];
  const seen = new Set(open);
  let complete = true;
  for (let dir = open.pop(); dir !== undefined && seen.size < MOST_PACKAGES; dir = open.pop()) {
    const files = filesOf(env, dir);
    if (files === undefined || files.length === 0) complete = false;
    for (const text of files ?? []) {
      if (/^\/\/go:build (?:ignore|windows|darwin|js|!linux)\b/m.test(text)) continue;
      for (const path of pathsIn(text)) {
        paths.add(path);
        const own = module && ownDirectory(module, path);
        if (own !== undefined && !seen.has(own)) {
          seen.add(own);
          open.push(own);
        }
      }
      for (const [, kind = '', words = ''] of text.matchAll(
        /^\s*(?:\/\/|\*)?\s*#cgo\s+[^:\n]*?(LDFLAGS|pkg-config):\s*(.*)$/gm,
      ))
        (kind === 'LDFLAGS' ? flags : packages).push(...words.trim().split(/\s+/));
    }
  }
  return { paths, flags, packages, complete: complete && seen.size < MOST_PACKAGES };
}

export interface Module {
  readonly path: string;
  readonly dir: string;
}

/** The module a directory belongs to, by the nearest go.mod above whose text is known. */
export function moduleAbove(env: Environment, dir: string): Module | undefined {
  const parts = dir.split('/').filter((part) => part !== '');
  for (let length = parts.length; length >= 0; length--) {
    const above = `/${parts.slice(0, length).join('/')}`;
    const text = env.readText(childPath(above, 'go.mod'))?.text;
    const path = /^\s*module\s+"?([^\s"]+)/m.exec(text ?? '')?.[1];
    if (path !== undefined) return { path, dir: above };
  }
  return undefined;
}

function ownDirectory({ path, dir }: Module, imported: string): string | undefined {
  if (imported === path) return dir;
  return imported.startsWith(`${path}/`)
    ? childPath(dir, imported.slice(path.length + 1))
    : undefined;
}

/** Texts of a package's files; undefined: some cannot be read, or there may be others. */
function filesOf(env: Environment, dir: string): string[] | undefined {
  const { entries } = env.files.list(dir);
  const names = entries
    .filter(
      ({ kind, path }) =>
        kind === 'file' && path.endsWith('.go') && !OTHER_FILES.test(lastPart(path)),
    )
    .slice(0, MOST_FILES);
  const texts = names.map(({ path }) => env.readText(path));
  return texts.every((one) => one !== undefined && !one.partial)
    ? texts.map((one) => one?.text ?? '')
    : undefined;
}

/** The import paths of a file, all of which stand before its first declaration. */
function pathsIn(text: string): string[] {
  const plain = text.replaceAll(/\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm, '');
  const found: string[] = [];
  for (const [, group, single] of plain.matchAll(
    /^import\s*(?:\(([^)]*)\)|(?:[\w.]+\s+)?"([^"]+)")/gm,
  )) {
    if (single !== undefined) found.push(single);
    for (const [, path = ''] of (group ?? '').matchAll(/"([^"]+)"/g)) found.push(path);
  }
  return found;
}
