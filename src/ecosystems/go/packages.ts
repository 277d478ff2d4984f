import { baseName, dirName, joinPath, relativeTo } from '../../project/paths.ts';
import { type Source, argumentsAt, scanSource } from '../../project/source-scan.ts';
import type { ProjectView } from '../../project/view.ts';
import type { GoManifest } from './manifest.ts';

/** A Go file that a build for Linux compiles. */
export interface GoFile {
  readonly file: string;
  /** Relative to the root. */
  readonly dir: string;
  readonly package: string;
  readonly source: Source;
  /** Name in the file → import path. */
  readonly imports: ReadonlyMap<string, string>;
  readonly heads: readonly {
    readonly callee: string;
    readonly start: number;
    readonly open: number;
  }[];
}

export interface GoCall {
  /** As written: `http.ListenAndServe`. */
  readonly callee: string;
  readonly start: number;
  readonly args: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly end: number;
}

const MOST_FILES = 3000;
/** Characters of a source file that somebody wrote by hand; what is longer is generated. */
const LONGEST_FILE = 200_000;
/** A line longer than this is data, and patterns over it are slow. */
const LONGEST_LINE = /[^\n]{20000}/;
const MOST_CALLS = 5000;
const MOST_BROKEN = 10;
const OTHER_SYSTEMS =
  /_(?:windows|darwin|freebsd|netbsd|openbsd|plan9|solaris|js|wasm|wasip1|aix|android|ios|dragonfly|illumos)(?:_[a-z0-9]+)?\.go$/;

/** The module's own files without tests, other systems' files and nested modules. */
export function readGoFiles(view: ProjectView, dir: string): readonly GoFile[] {
  const all = view.sources(dir, ['.go']);
  const nested = view
    .sources(dir, ['/go.mod'])
    .map(dirName)
    .filter((other) => other !== dir);
  const mine = all.filter((file) => {
    const inside = relativeTo(dir, file) ?? file;
    if (inside.endsWith('_test.go') || OTHER_SYSTEMS.test(inside)) return false;
    if (nested.some((other) => file.startsWith(`${other}/`))) return false;
    return !inside.split('/').some((part) => part === 'testdata' || /^[._]/.test(part));
  });
  return mine
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
    .slice(0, MOST_FILES)
    .flatMap((file) => {
      const text = view.text(file);
      if (text === undefined || text.length > LONGEST_FILE || LONGEST_LINE.test(text)) return [];
      const read = readGoFile(file, text);
      return read ? [read] : [];
    });
}

/** Reads one file lightly; undefined when its build constraint leaves it out or it has no package clause. */
export function readGoFile(file: string, text: string): GoFile | undefined {
  const source = scanSource(text, 'go', file);
  const clause = /^[ \t]*package[ \t]+(\w+)/m.exec(source.code);
  if (clause === null || leftOut(text.slice(0, clause.index))) return undefined;
  return {
    file,
    dir: dirName(file),
    package: clause[1] ?? '',
    source,
    imports: importsOf(source, clause.index),
    heads: headsOf(source),
  };
}

/** `//go:build ignore`, `//go:build windows`, `//go:build tools` … before the package clause. */
function leftOut(head: string): boolean {
  const written = /^[ \t]*\/\/go:build[ \t]+(.+)$/m.exec(head)?.[1]?.trim();
  if (written === undefined) return /^[ \t]*\/\/ \+build[ \t]+(?:ignore|tools)\b/m.test(head);
  const alternatives = written.split('||').map((one) => one.trim());
  return alternatives.every((one) =>
    one.split('&&').some((term) => isFalse(term.trim().replace(/^\(|\)$/g, ''))),
  );
}

/** Terms that are certainly false in a plain Linux build; a tag nobody set is false, known ones are true. */
function isFalse(term: string): boolean {
  const no = term.startsWith('!');
  const tag = no ? term.slice(1) : term;
  if (!/^[\w.]+$/.test(tag)) return false;
  const isTrue = /^(?:linux|unix|cgo|gc|amd64|arm64|go1\.\d+)$/.test(tag);
  return no ? /^(?:linux|unix|gc)$/.test(tag) : !isTrue;
}

function importsOf(source: Source, from: number): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  const { code } = source;
  const add = (alias: string | undefined, quote: number): void => {
    const path = source.stringAt(quote)?.value;
    if (path !== undefined && path !== '') imports.set(alias ?? defaultName(path), path);
  };
  for (const match of code
    .slice(from)
    .matchAll(/^[ \t]*import[ \t]*(?:\(([^)]*)\)|(?:([\w.]+)[ \t]+)?(?=["`]))/gm)) {
    const start = from + match.index;
    if (match[1] === undefined) add(match[2], start + match[0].length);
    else {
      const open = start + match[0].indexOf('(') + 1;
      for (const line of match[1].matchAll(/(?:^|[\n;])[ \t]*(?:([\w.]+)[ \t]+)?(?=["`])/g))
        add(line[1], open + line.index + line[0].length);
    }
  }
  return imports;
}

/** The name a package is used by when no alias is given: by custom its last part. */
function defaultName(path: string): string {
  const last = baseName(path.replace(/\/v\d+$/, ''));
  return last
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$|\.go$/g, '')
    .replaceAll('-', '');
}

function headsOf(source: Source): GoFile['heads'] {
  const heads: { callee: string; start: number; open: number }[] = [];
  // A receiver may itself be a call (`r.Group("/x").GET(`): then the callee begins with a dot.
  for (const match of source.code.matchAll(
    /(?<!\w)((?:[A-Za-z_]\w*|(?<=\)))(?:\s*\.\s*\w+)*)(?:\[[\w.*]+\])?\(/g,
  )) {
    const callee = (match[1] ?? '').replace(/\s/g, '');
    if (callee === '' || callee === 'func') continue;
    heads.push({ callee, start: match.index, open: match.index + match[0].length - 1 });
    if (heads.length >= MOST_CALLS) break;
  }
  return heads;
}

/** Calls whose callee, as written, matches; in order. */
export function callsOf(file: GoFile, callee: RegExp): readonly GoCall[] {
  const calls: GoCall[] = [];
  let broken = 0;
  for (const head of file.heads) {
    if (!callee.test(head.callee)) continue;
    const read = argumentsAt(file.source, head.open);
    if (read)
      calls.push({ callee: head.callee, start: head.start, args: read.list, end: read.end });
    else if (++broken >= MOST_BROKEN) break;
  }
  return calls;
}

/** The value of an argument that is one string literal. */
export function literalAt(
  file: GoFile,
  argument: { readonly start: number; readonly end: number } | undefined,
): string | undefined {
  const string = argument && file.source.stringAt(argument.start);
  return string && string.end === argument.end && file.source.original[argument.start] !== "'"
    ? string.value
    : undefined;
}

/** Files that a main package reaches through the module's own imports, its own first. */
export function reachableFrom(
  manifest: GoManifest,
  files: readonly GoFile[],
  main: string,
): readonly GoFile[] {
  const byDir = new Map<string, GoFile[]>();
  for (const file of files) byDir.set(file.dir, [...(byDir.get(file.dir) ?? []), file]);
  const seen = new Set<string>();
  const queue = [joinPath(manifest.dir, main)];
  const reached: GoFile[] = [];
  for (let dir = queue.shift(); dir !== undefined; dir = queue.shift()) {
    if (seen.has(dir)) continue;
    seen.add(dir);
    for (const file of byDir.get(dir) ?? []) {
      reached.push(file);
      for (const path of file.imports.values()) {
        const inside =
          path === manifest.module
            ? '.'
            : path.startsWith(`${manifest.module}/`)
              ? path.slice(manifest.module.length + 1)
              : undefined;
        if (inside !== undefined) queue.push(joinPath(manifest.dir, inside));
      }
    }
  }
  return reached;
}
