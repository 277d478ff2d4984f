import { type Source, argumentsAt, scanSource } from '../../project/source-scan.ts';
import { dirName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

/** A `def`, `class` or `if __name__ == "__main__":` with what belongs to it. */
export interface Block {
  readonly kind: 'def' | 'class' | 'main';
  readonly name: string;
  readonly start: number;
  /** End of the head, where the body begins. */
  readonly body: number;
  readonly end: number;
  /** What stands between the head's parentheses, by argument. */
  readonly head: readonly string[];
}

/** A name that an import brings: `module` is absolute or begins with dots. */
export interface Imported {
  readonly module: string;
  /** Undefined: the module itself. */
  readonly name?: string;
}

/** A Python file read lightly: its imports, blocks and calls. */
export interface PyModule {
  readonly file: string;
  readonly source: Source;
  readonly imports: ReadonlyMap<string, Imported>;
  readonly blocks: readonly Block[];
  readonly heads: readonly {
    readonly callee: string;
    readonly start: number;
    readonly open: number;
  }[];
}

export interface Call {
  /** As written: `os.environ.get`. */
  readonly callee: string;
  readonly start: number;
  /** Positional arguments, as written. */
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly end: number;
}

export interface Value {
  readonly start: number;
  readonly text: string;
}

const TESTS =
  /(?:^|\/)(?:tests?|testing|conftest\.py|test_[^/]*\.py|[^/]*_test\.py|docs?|examples?|samples?|benchmarks?|notebooks?|migrations|alembic\/versions|node_modules)(?:\/|$)/;
const MOST_FILES = 1500;
/** Characters of a source file that somebody wrote by hand; what is longer is generated. */
const LONGEST_FILE = 200_000;
const MOST_BLOCKS = 1000;
/** A line longer than this is data, and patterns over it are slow. */
const LONGEST_LINE = /[^\n]{20000}/;

/** The project's own modules below `dir`, without tests and without the directories of other applications. */
export function readModules(
  view: ProjectView,
  dir: string,
  apart: readonly string[],
): readonly PyModule[] {
  const all = view.sources(dir, ['.py']);
  const mine = all.filter((file) => !apart.some((other) => file.startsWith(`${other}/`)));
  const chosen = (mine.length > 0 ? mine : all)
    .filter(
      (file) =>
        !TESTS.test(relativeTo(dir, file) ?? file) &&
        !/(?:^|\/)setup\.py$/.test(file) &&
        !isDocumentation(file, dir),
    )
    .toSorted((a, b) => a.split('/').length - b.split('/').length);
  return chosen.slice(0, MOST_FILES).flatMap((file) => {
    const text = view.text(file);
    return text === undefined || text.length > LONGEST_FILE || LONGEST_LINE.test(text)
      ? []
      : [readModule(file, text)];
  });
}

/** Sphinx's settings are a program's file in a directory of documents. */
function isDocumentation(file: string, dir: string): boolean {
  return /(?:^|\/)docs?$/.test(dir) && file.endsWith('/conf.py');
}

/** Reads one file lightly. */
export function readModule(file: string, text: string): PyModule {
  const source = scanSource(text, 'python', file);
  return {
    file,
    source,
    imports: importsOf(source),
    blocks: blocksOf(source),
    heads: headsOf(source),
  };
}

function importsOf(source: Source): ReadonlyMap<string, Imported> {
  const imports = new Map<string, Imported>();
  const from = /^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n;]*))/gm;
  for (const match of source.code.matchAll(from)) {
    const module = match[1] ?? '';
    for (const item of (match[2] ?? match[3] ?? '').replace(/\\\r?\n/g, ' ').split(',')) {
      const [, name = '', as] = /^\s*(\w+|\*)(?:\s+as\s+(\w+))?/.exec(item) ?? [];
      if (name !== '') imports.set(as ?? name, { module, name });
    }
  }
  for (const match of source.code.matchAll(/^[ \t]*import[ \t]+([^\n;]+)/gm)) {
    for (const item of (match[1] ?? '').split(',')) {
      const [, module = '', as] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?/.exec(item) ?? [];
      if (module === '') continue;
      const top = module.split('.')[0] ?? module;
      imports.set(as ?? top, { module: as === undefined ? top : module });
    }
  }
  return imports;
}

function blocksOf(source: Source): readonly Block[] {
  const blocks: Block[] = [];
  let broken = 0;
  const heads =
    /^([ \t]*)(?:(?:async[ \t]+)?(def|class)[ \t]+(\w+)|(if)[ \t]+__name__\s*==\s*["'][^"'\n]*["'])/gm;
  for (const match of source.code.matchAll(heads)) {
    if (blocks.length >= MOST_BLOCKS) break;
    const start = match.index + (match[1] ?? '').length;
    const after = match.index + match[0].length;
    const open = /^\s*(?:\[[^\]]*\])?\s*\(/.exec(source.code.slice(after, after + 200));
    const read =
      open && broken < MOST_BROKEN ? argumentsAt(source, after + open[0].length - 1) : undefined;
    if (open && !read) broken++;
    const body = read?.end ?? after;
    blocks.push({
      kind: match[4] === undefined ? (match[2] === 'class' ? 'class' : 'def') : 'main',
      name: match[3] ?? '',
      start,
      body,
      end: blockEnd(source.code, body, (match[1] ?? '').length),
      head: read?.list.map((one) => one.text) ?? [],
    });
  }
  return blocks;
}

/** The first line at or left of the head's indentation ends a block; closing brackets and quotes do not. */
function blockEnd(code: string, from: number, indent: number): number {
  const lines = /^([ \t]*)([^\s)\]}"'#])/gm;
  lines.lastIndex = code.indexOf('\n', from) + 1;
  if (lines.lastIndex === 0) return code.length;
  for (let match = lines.exec(code); match !== null; match = lines.exec(code)) {
    if ((match[1] ?? '').length <= indent) return match.index;
  }
  return code.length;
}

/** Whether a place runs when the module is imported: in no function and not under `__main__`. */
export function atImport(module: PyModule, offset: number): boolean {
  return !module.blocks.some(
    (block) => block.kind !== 'class' && block.body <= offset && offset < block.end,
  );
}

/** The innermost function around a place. */
export function functionAround(module: PyModule, offset: number): Block | undefined {
  return module.blocks.findLast(
    (block) => block.kind === 'def' && block.body <= offset && offset < block.end,
  );
}

/** Heads of calls in a file; more than anybody writes by hand are not read. */
const MOST_CALLS = 20_000;
/** Calls without an end that are read before a file is taken for broken. */
const MOST_BROKEN = 10;

/** Where the calls of a file begin, without their arguments. */
function headsOf(source: Source): PyModule['heads'] {
  const heads: { callee: string; start: number; open: number }[] = [];
  for (const match of source.code.matchAll(
    /(?<![\w.])([A-Za-z_]\w*(?:[ \t]*\.[ \t]*\w+)*)[ \t]*\(/g,
  )) {
    const callee = (match[1] ?? '').replace(/[ \t]/g, '');
    heads.push({ callee, start: match.index, open: match.index + match[0].length - 1 });
    if (heads.length >= MOST_CALLS) break;
  }
  return heads;
}

/** Calls whose callee, as written, matches; in order. */
export function callsOf(module: PyModule, callee: RegExp): readonly Call[] {
  const calls: Call[] = [];
  let broken = 0;
  for (const head of module.heads) {
    if (!callee.test(head.callee)) continue;
    const call = callAt(module.source, head.start, head.callee, head.open);
    if (call) calls.push(call);
    else if (++broken >= MOST_BROKEN) break;
  }
  return calls;
}

/** The call whose opening parenthesis stands at `open`. */
export function callAt(
  source: Source,
  start: number,
  callee: string,
  open: number,
): Call | undefined {
  const read = argumentsAt(source, open);
  if (read === undefined) return undefined;
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const { text, start: from } of read.list) {
    const name = /^(\w+)\s*=(?!=)\s*/.exec(text);
    if (name === null) positional.push({ start: from, text });
    else
      named.set(name[1] ?? '', { start: from + name[0].length, text: text.slice(name[0].length) });
  }
  return { callee, start, positional, named, end: read.end };
}

/** The value of a plain string literal that makes up the whole value. */
export function literal(source: Source, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const prefix = /^[rRuUbB]{0,2}(?=["'])/.exec(value.text)?.[0].length;
  if (prefix === undefined) return undefined;
  const string = source.stringAt(value.start + prefix);
  if (string === undefined || string.computed || string.end !== value.start + value.text.length)
    return undefined;
  return string.value;
}

/** Absolute dotted module of a name as the file sees it: `routers.tides.router` → [module, attribute]. */
export function resolveName(
  module: PyModule,
  dotted: string,
): { readonly module: string; readonly name: string } | undefined {
  const [first = '', ...rest] = dotted.split('.');
  const imported = module.imports.get(first);
  if (imported === undefined) return undefined;
  if (imported.name !== undefined && rest.length === 0)
    return { module: imported.module, name: imported.name };
  const parts = [...(imported.name === undefined ? [] : [imported.name]), ...rest];
  const name = parts.pop();
  if (name === undefined) return undefined;
  const base = imported.module;
  const joined =
    parts.length === 0
      ? base
      : base.endsWith('.')
        ? base + parts.join('.')
        : `${base}.${parts.join('.')}`;
  return { module: joined, name };
}

/** The file of a module as `from` imports it, among the project's files. */
export function moduleFile(
  from: string,
  module: string,
  dir: string,
  known: ReadonlySet<string>,
): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).split('.').join('/');
  const roots: string[] = [];
  if (dots > 0) {
    let base = dirName(from);
    for (let up = 1; up < dots; up++) base = dirName(base);
    roots.push(base);
  } else {
    for (let base = dirName(from); ; base = dirName(base)) {
      roots.push(base);
      if (base === dir || base === '.') break;
    }
    roots.push(joinPath(dir, 'src'));
  }
  for (const root of roots) {
    for (const file of path === '' ? ['__init__.py'] : [`${path}.py`, `${path}/__init__.py`]) {
      const candidate = joinPath(root, file);
      if (known.has(candidate)) return candidate;
    }
  }
  return undefined;
}
