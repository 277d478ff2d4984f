import { posix } from 'node:path';
import { dirName, relativeTo } from '../../project/paths.ts';
import type { PyModule } from './module.ts';
import type { PyProject } from './project.ts';

/** Where an expression stands, for names and `__file__` in it. */
export interface PathScope {
  readonly project: PyProject;
  readonly module: PyModule;
}

const LONGEST = 400;
const DEEPEST = 12;

/**
 * The path that an expression gives, relative to the application where it is: strings,
 * `os.path.join`, `Path(…) / …`, constants of the project and defaults of environment
 * variables are followed. A part at the end that nobody knows is left out, so that the
 * directory remains; undefined when nothing is known.
 */
export function pathValue(text: string, scope: PathScope): string | undefined {
  const path = evaluate(text, scope, 0);
  if (path === undefined || path === '') return undefined;
  const plain = posix.normalize(path);
  return plain.startsWith('..') ? undefined : plain;
}

function evaluate(written: string, scope: PathScope, depth: number): string | undefined {
  const text = written.trim();
  if (text === '' || text.length > LONGEST || depth > DEEPEST) return undefined;
  const again: Again = (part, module = scope.module) =>
    part === undefined ? undefined : evaluate(part, { ...scope, module }, depth + 1);
  const string = /^[rRuUbB]?(?:"([^"\\\n]*)"|'([^'\\\n]*)')$/.exec(text);
  if (string) return string[1] ?? string[2];
  const either = splitTop(text, /^\s+or\s+/);
  if (either) return again(either[0]) ?? again(either[1]);
  const joined = splitTop(text, /^\s*\/(?!\/)\s*/);
  if (joined) return join([again(joined[0]), again(joined[1])]);
  const added = splitTop(text, /^\s*\+\s*/);
  if (added) return plus(again(added[0]), again(added[1]));
  if (text.startsWith('(') && closes(text, 0) === text.length - 1) return again(text.slice(1, -1));
  const same = /^(.+)\.(?:resolve|absolute|expanduser|as_posix)\(\)$/s.exec(text);
  if (same) return again(same[1]);
  const parent = /^(.+)\.parent$/s.exec(text);
  if (parent) return above(again(parent[1]), 1);
  const parents = /^(.+)\.parents\[(\d)\]$/s.exec(text);
  if (parents) return above(again(parents[1]), Number(parents[2]) + 1);
  return call(text, again) ?? name(text, scope, again);
}

type Again = (part: string | undefined, module?: PyModule) => string | undefined;

/** The module a name is imported from, and those that hold settings by their name. */
function holdsSettings(file: string, imported: string | undefined): boolean {
  const stem = posix.basename(file, '.py');
  const own = stem === '__init__' ? posix.basename(posix.dirname(file)) : stem;
  return own === imported || /^(?:config|settings|conf|constants?|paths|consts|base)$/.test(own);
}

function call(text: string, again: Again): string | undefined {
  const head = /^([\w.]+)\(/.exec(text);
  if (!head || closes(text, head[0].length - 1) !== text.length - 1) return undefined;
  const parts = argumentsOf(text.slice(head[0].length, -1));
  switch (head[1]) {
    case 'os.path.join':
    case 'path.join':
    case 'join':
    case 'Path':
    case 'pathlib.Path':
      return join(parts.map((part) => again(part)));
    case 'os.path.dirname':
    case 'path.dirname':
    case 'dirname':
      return above(again(parts[0]), 1);
    case 'os.path.abspath':
    case 'os.path.realpath':
    case 'os.path.normpath':
    case 'os.fspath':
    case 'abspath':
    case 'str':
      return again(parts[0]);
    case 'os.getcwd':
    case 'Path.cwd':
    case 'pathlib.Path.cwd':
      return '.';
    case 'os.getenv':
    case 'getenv':
    case 'os.environ.get':
    case 'environ.get':
      return again(parts[1]);
    default:
      return undefined;
  }
}

/** A name, `settings.NAME` or `app.config["NAME"]`: what the project sets it to. */
function name(text: string, scope: PathScope, again: Again): string | undefined {
  const { project, module } = scope;
  if (text === '__file__') return relativeTo(project.dir, module.file) ?? module.file;
  const key = /^[\w.]*config(?:\[|\.get\()\s*["'](\w+)["']/.exec(text)?.[1];
  const last = key ?? /^(?:\w+\.)*(\w+)$/.exec(text)?.[1];
  if (last === undefined) return undefined;
  const pattern = new RegExp(
    `^[ \\t]*(?:[\\w.]*config\\[["']${last}["']\\]|(?:self\\.)?${last}(?:[ \\t]*:[^=\\n]+)?)[ \\t]*=(?!=)[ \\t]*([^\\n]+?)[ \\t]*(?:#[^'"\\n]*)?$`,
    'm',
  );
  const from = module.imports
    .get(text.split('.')[0] ?? '')
    ?.module.split('.')
    .at(-1);
  const others = project.modules
    .filter((one) => one !== module && holdsSettings(one.file, from))
    .slice(0, 20);
  for (const one of [module, ...others]) {
    const value = pattern.exec(one.source.text)?.[1];
    const found = value === undefined ? undefined : again(value, one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function above(path: string | undefined, levels: number): string | undefined {
  let here = path;
  for (let up = 0; up < levels && here !== undefined; up++) here = dirName(here);
  return here;
}

/** Known parts up to the first unknown one. */
function join(parts: readonly (string | undefined)[]): string | undefined {
  const end = parts.indexOf(undefined);
  const known = (end < 0 ? parts : parts.slice(0, end)).filter((part) => part !== undefined);
  if (known.length === 0) return undefined;
  const from = known.findLastIndex((part) => part.startsWith('/'));
  return posix.join(...known.slice(Math.max(from, 0)));
}

function plus(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined) return undefined;
  return right === undefined ? left.slice(0, left.lastIndexOf('/') + 1) : left + right;
}

/** Cuts at the last operator outside of brackets and quotes. */
function splitTop(text: string, operator: RegExp): readonly [string, string] | undefined {
  let found: readonly [string, string] | undefined;
  for (let at = 0; at < text.length; at = next(text, at)) {
    const match = at > 0 ? operator.exec(text.slice(at, at + 12)) : null;
    if (match) found = [text.slice(0, at), text.slice(at + match[0].length)];
  }
  return found && found[0].trim() !== '' && found[1].trim() !== '' ? found : undefined;
}

function argumentsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at = next(text, at)) {
    if (text[at] !== ',') continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
}

/** The next place outside of the string or the brackets that begin here. */
function next(text: string, at: number): number {
  const unit = text[at] ?? '';
  if (unit === '"' || unit === "'") {
    const end = text.indexOf(unit, at + 1);
    return end < 0 ? text.length : end + 1;
  }
  return '([{'.includes(unit) ? closes(text, at) + 1 : at + 1;
}

/** Where the bracket that opens at `from` closes; the end of the text when it does not. */
function closes(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text[at] ?? '';
    if (unit === '"' || unit === "'") {
      const end = text.indexOf(unit, at + 1);
      if (end < 0) return text.length;
      at = end;
    } else if ('([{'.includes(unit)) open++;
    else if (')]}'.includes(unit) && --open === 0) return at;
  }
  return text.length;
}
