import { dirName, relativeTo } from '../../project/paths.ts';
import type { Manifest } from './manifest.ts';
import { type Module, packageName, type Program } from './modules.ts';

/** A package that only developers are said to need, and that the running program loads all the same. */
export interface DevNeeded {
  readonly name: string;
  /** File that loads it, relative to the application. */
  readonly file: string;
  /** It is loaded only where NODE_ENV says that this is no production. */
  readonly outsideProduction: boolean;
}

/** Tools that put what they compile into one file: what it loads need not be installed any more. */
const BUNDLERS =
  /\b(?:ncc|tsup|webpack(?:-cli)?|rollup|parcel|vite|bun build|esbuild\b[^&|;]*--bundle)\b/;

const OUTSIDE_PRODUCTION =
  /NODE_ENV["'\])]*\s*(?:!==?\s*["'`]prod|===?\s*["'`](?:dev|test|local))|["'`](?:dev|test|local)\w*["'`]\s*===?\s*(?:process\.)?env\.NODE_ENV/;
/** How far before a call the conditions around it are looked for, in UTF-16 units. */
const NEAR = 3000;

/** Whether the place is reached only when NODE_ENV names no production: by its line, or a block around it. */
function isOutsideProduction(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - NEAR), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (OUTSIDE_PRODUCTION.test(line)) return true;
  let depth = 0;
  for (let index = before.length - 1; index >= 0; index--) {
    const sign = before[index];
    if (sign === '}') depth++;
    if (sign !== '{') continue;
    if (depth > 0) {
      depth--;
      continue;
    }
    const head = before.slice(Math.max(0, index - 160), index);
    const condition = head.slice(Math.max(head.lastIndexOf(';'), head.lastIndexOf('}')) + 1);
    if (OUTSIDE_PRODUCTION.test(condition)) return true;
  }
  return false;
}

/** Whether a compiler keeps the import: something it brings is used, not only as a type. */
function isUsed(module: Module, specifier: string): boolean {
  if (!/\.[cm]?tsx?$/.test(module.file)) return true;
  const names = [...module.imports.bindings].filter(([, one]) => one.specifier === specifier);
  if (names.length === 0) return true;
  const { code } = module.source;
  return names.some(([name]) => {
    const word = name.replaceAll('$', '\\$');
    const before = `(?:\\b(?:new|extends|return|await|case|throw|typeof|default)\\s|[(,=!?@]|\\[|\\.{3}|&&|\\|\\|)\\s*${word}(?![\\w$])`;
    const after = `(?<![:<|&\\w$]\\s*)(?<![\\w$.])${word}\\s*[.([]`;
    const body = code.replaceAll(/\bimport\b[^;]{0,2000}?\bfrom\b|\btype\s+[\w$]+\s*=/g, '');
    return new RegExp(before).test(body) || new RegExp(after).test(body);
  });
}

/** The files that are certain to be loaded: the entry and, by name, what follows from it. */
function followed(program: Program): readonly Module[] {
  const first = program.entry === undefined ? undefined : program.module(program.entry);
  const queue = first ? [first] : [];
  const seen = new Set(queue.map((one) => one.file));
  for (const one of queue) {
    for (const file of one.local) {
      const next = seen.has(file) ? undefined : program.module(file);
      seen.add(file);
      if (next) queue.push(next);
    }
  }
  return queue;
}

/** Development dependencies that the program loads when it runs. */
export function devNeeded(
  program: Program,
  manifest: Manifest,
  build: string | undefined,
): readonly DevNeeded[] {
  const line = build?.replace(/^(?:npm|yarn|pnpm)\s+(?:run\s+)?/, '') ?? '';
  if (BUNDLERS.test(manifest.scripts[line] ?? line)) return [];
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const isDev = (name: string): boolean =>
    Object.hasOwn(devDependencies, name) &&
    !Object.hasOwn(dependencies, name) &&
    !Object.hasOwn(optionalDependencies, name);
  const found = new Map<string, DevNeeded>();
  for (const module of followed(program)) {
    for (const specifier of module.imports.specifiers) {
      const name = packageName(specifier);
      if (name === undefined || !isDev(name) || name.startsWith('@types/')) continue;
      if (!isUsed(module, specifier)) continue;
      const { original } = module.source;
      const at = original.search(
        new RegExp(`["'\`]${specifier.replaceAll(/[^\w/-]/g, '\\$&')}["'\`]`),
      );
      const outsideProduction = at >= 0 && isOutsideProduction(original, at);
      const before = found.get(name);
      if (before && (!before.outsideProduction || outsideProduction)) continue;
      const file = relativeTo(manifest.dir, module.file) ?? `${dirName(module.file)}/`;
      found.set(name, { name, file, outsideProduction });
    }
  }
  return [...found.values()];
}
