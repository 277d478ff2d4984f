import type { Dependency } from '../../facts/project.ts';
import { splitLines } from '../../formats/lines.ts';
import { baseName, dirName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

/** A `require` of go.mod. */
export interface GoRequire {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
  readonly line: number;
}

/** What go.mod and its neighbours say. */
export interface GoManifest {
  readonly dir: string;
  /** Relative to the root. */
  readonly file: string;
  readonly module: string;
  readonly moduleLine: number;
  readonly go?: { readonly version: string; readonly line: number };
  readonly toolchain?: { readonly version: string; readonly line: number };
  readonly requires: readonly GoRequire[];
  /** Directories (relative to the root) that `replace` puts in the place of modules. */
  readonly localReplaces: readonly {
    readonly path: string;
    readonly dir: string;
    readonly line: number;
  }[];
  /** Packages named by `tool`. */
  readonly tools: readonly string[];
  /** Manifests, relative to the module's directory. */
  readonly files: readonly string[];
  readonly vendored: boolean;
  /** What compiling needs above the module's directory, relative to the root: go.work, replaced modules. */
  readonly outside: readonly string[];
  /** go.work that uses this module, relative to the root. */
  readonly workspace?: string;
}

/** Reads go.mod; undefined when there is none or it names no module. Source: Go modules reference. */
export function readGoManifest(view: ProjectView, dir: string): GoManifest | undefined {
  const file = joinPath(dir, 'go.mod');
  const text = view.text(file);
  if (text === undefined) return undefined;
  const lines = directives(text);
  const module = lines.find((one) => one.verb === 'module');
  const name = unquote(module?.words[0]);
  if (module === undefined || name === undefined) return undefined;
  const go = lines.find((one) => one.verb === 'go');
  const toolchain = lines.find((one) => one.verb === 'toolchain');
  const has = (other: string): boolean => view.exists(joinPath(dir, other));
  const workspace = findWorkspace(view, dir);
  const localReplaces = lines.flatMap((one) => replaceOf(one, dir));
  const needed = [...localReplaces.map((one) => one.dir), ...(workspace ? [workspace] : [])];
  const inside = localReplaces.flatMap((one) => relativeTo(dir, one.dir) ?? []);
  return {
    dir,
    file,
    module: name,
    moduleLine: module.line,
    ...(go?.words[0] !== undefined && { go: { version: go.words[0], line: go.line } }),
    ...(toolchain?.words[0]?.startsWith('go') && {
      toolchain: { version: toolchain.words[0].slice(2), line: toolchain.line },
    }),
    requires: lines.flatMap((one) => requireOf(one)),
    localReplaces,
    outside: needed.filter((path) => relativeTo(dir, path) === undefined),
    tools: lines.filter((one) => one.verb === 'tool').flatMap((one) => one.words.slice(0, 1)),
    files: [
      'go.mod',
      ...(has('go.sum') ? ['go.sum'] : []),
      ...(has('vendor/modules.txt') ? ['vendor/modules.txt'] : []),
      ...inside.map((one) => `${one}/go.mod`).filter(has),
      ...workspaceFiles(view, dir, workspace),
    ],
    vendored: has('vendor/modules.txt'),
    ...(workspace !== undefined && { workspace }),
  };
}

interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
  readonly line: number;
}

/** Lines of a go.mod or go.work with the verb of the block they stand in. */
function directives(text: string): readonly Directive[] {
  const found: Directive[] = [];
  let block: string | undefined;
  for (const [index, physical] of splitLines(text).entries()) {
    const cut = physical.indexOf('//');
    const comment = cut < 0 ? '' : physical.slice(cut + 2).trim();
    const words = (cut < 0 ? physical : physical.slice(0, cut))
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const [first] = words;
    if (first === undefined) continue;
    if (block !== undefined) {
      if (first === ')') block = undefined;
      else found.push({ verb: block, words, comment, line: index + 1 });
    } else if (words.at(-1) === '(') block = first;
    else found.push({ verb: first, words: words.slice(1), comment, line: index + 1 });
  }
  return found;
}

function unquote(word: string | undefined): string | undefined {
  return word?.replace(/^["`](.*)["`]$/, '$1');
}

function requireOf({ verb, words, comment, line }: Directive): readonly GoRequire[] {
  const path = unquote(words[0]);
  if (verb !== 'require' || path === undefined) return [];
  return [{ path, version: words[1] ?? '', indirect: /^indirect\b/.test(comment), line }];
}

function replaceOf({ verb, words, line }: Directive, dir: string): GoManifest['localReplaces'] {
  const arrow = words.indexOf('=>');
  const target = unquote(words[arrow + 1]);
  const path = unquote(words[0]);
  if (verb !== 'replace' || arrow < 0 || path === undefined || !target?.startsWith('.')) return [];
  return [{ path, dir: joinPath(dir, target), line }];
}

/** go.work of the module's own directory, with the go.mod of all it names: a download reads them. */
function workspaceFiles(
  view: ProjectView,
  dir: string,
  file: string | undefined,
): readonly string[] {
  if (file === undefined || dirName(file) !== dir) return [];
  const used = directives(view.text(file) ?? '')
    .filter((one) => one.verb === 'use')
    .map((one) => relativeTo(dir, joinPath(dir, unquote(one.words[0]) ?? '')))
    .filter((one) => one !== undefined && one !== '.');
  return [
    'go.work',
    'go.work.sum',
    ...used.flatMap((one) => [`${one}/go.mod`, `${one}/go.sum`]),
  ].filter((name) => view.exists(joinPath(dir, name)));
}

/** The nearest go.work above that names the directory. */
function findWorkspace(view: ProjectView, dir: string): string | undefined {
  for (let here = dir; ; here = dirName(here)) {
    const file = joinPath(here, 'go.work');
    const uses = directives(view.text(file) ?? '').filter((one) => one.verb === 'use');
    if (uses.some((one) => joinPath(here, unquote(one.words[0]) ?? '') === dir)) return file;
    if (here === '.') return undefined;
  }
}

/** The modules of go.mod as dependencies; those named by `tool` only are for development. */
export function goDependencies({ requires, tools }: GoManifest): readonly Dependency[] {
  return requires.map(({ path, version, indirect }) => ({
    name: path,
    version,
    dev: indirect && tools.some((tool) => tool === path || tool.startsWith(`${path}/`)),
    direct: !indirect,
  }));
}

/** Whether a path is a module's or lies below it. */
export function belongsTo(path: string, module: string): boolean {
  return path === module || path.startsWith(`${module}/`) || path.startsWith(`${module}.`);
}

/** Last part of a module path that is not a major version. */
export function moduleName(module: string): string {
  return baseName(module.replace(/\/v\d+$/, ''));
}
