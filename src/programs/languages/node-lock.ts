import { at, asRecord, stringAt } from '../../formats/parsed.ts';
import { isSemverRange, semverScheme } from '../../versions/semver-range.ts';
import { jsonOf } from './node-project.ts';
import type { NodePackage } from './node-project.ts';

/** What package.json asks for and the lockfile does not have as asked; undefined: they agree, or it is not known. */
export type Disagreement = string | undefined;

const RANGE = /^[\^~<>=v\d*x]/;

/** Dependencies whose place in the lockfile is certain: those of the registry. */
function asked(one: NodePackage): [string, string][] {
  return [...Object.entries(one.dependencies), ...Object.entries(one.devDependencies)].filter(
    ([name, spec]) =>
      !Object.hasOwn(one.optionalDependencies, name) && RANGE.test(spec) && isSemverRange(spec),
  );
}

/** `npm ci` compares what package.json asks for with what the lockfile holds, whatever is left out later. */
export function npmDisagreement(one: NodePackage, text: string): Disagreement {
  const lock = jsonOf(text);
  if (asRecord(lock) === undefined || at(one.raw, 'overrides') !== undefined) return undefined;
  const table = asRecord(at(lock, 'packages'));
  const old = asRecord(at(lock, 'dependencies'));
  // What npm writes has an entry for the project itself; a table without one is none of npm's.
  if (table !== undefined && !Object.hasOwn(table, '')) return undefined;
  if (table === undefined && old === undefined) {
    const [first] = asked(one);
    // A lockfile of format 1 without dependencies has no table at all.
    return at(lock, 'lockfileVersion') === 1 && first ? first.join('@') : undefined;
  }
  for (const [name, spec] of asked(one)) {
    const entry = table ? at(table, `node_modules/${name}`) : at(old, name);
    if (entry === undefined) return `${name}@${spec}`;
    const version = stringAt(entry, 'version');
    if (version === undefined || !semverScheme.valid(version) || at(entry, 'name') !== undefined)
      continue;
    if (!semverScheme.satisfies(version, spec)) return `${name}@${spec}`;
  }
  return undefined;
}

/** Programs that the packages of npm's lockfile bring: those of development packages alone, and the rest. */
export function npmPrograms(text: string): {
  readonly dev: Set<string>;
  readonly kept: Set<string>;
} {
  const found = { dev: new Set<string>(), kept: new Set<string>() };
  for (const [place, entry] of Object.entries(asRecord(at(jsonOf(text), 'packages')) ?? {})) {
    const own = /^node_modules\/(@[^/]+\/[^/]+|[^/@]+)$/.exec(place)?.[1];
    if (own === undefined) continue;
    const bin = at(entry, 'bin');
    const names =
      typeof bin === 'string' ? [own.replace(/^.*\//, '')] : Object.keys(asRecord(bin) ?? {});
    const into = at(entry, 'dev') === true ? found.dev : found.kept;
    for (const name of names) into.add(name);
  }
  return found;
}

/** Whether npm's lockfile says which packages are for development alone. */
export function tellsPrograms(text: string): boolean {
  return asRecord(at(jsonOf(text), 'packages')) !== undefined;
}

/** `yarn install --frozen-lockfile` of Yarn 1 wants each `name@range` of package.json as a key. */
export function yarnDisagreement(one: NodePackage, text: string): Disagreement {
  if (!text.includes('# yarn lockfile v1') || at(one.raw, 'resolutions') !== undefined)
    return undefined;
  const keys = new Set<string>();
  for (const [, line = ''] of text.matchAll(/^(?! |#)(.+):\s*$/gm))
    for (const key of line.split(', ')) keys.add(key.replaceAll('"', ''));
  return asked(one)
    .map((pair) => pair.join('@'))
    .find((key) => !keys.has(key));
}

/** `pnpm install --frozen-lockfile` wants each range word by word. */
export function pnpmDisagreement(one: NodePackage, text: string): Disagreement {
  if (/^(overrides|catalogs|packageExtensionsChecksum|pnpmfileChecksum):/m.test(text))
    return undefined;
  if (at(one.raw, 'pnpm') !== undefined) return undefined;
  const specifiers = pnpmSpecifiers(text);
  if (specifiers === undefined) return undefined;
  const wrong = asked(one).find(([name, spec]) => specifiers.get(name) !== spec);
  return wrong?.join('@');
}

/** The ranges that pnpm's lockfile (formats 6 and later) notes for the root project. */
function pnpmSpecifiers(text: string): Map<string, string> | undefined {
  const importers = /^importers:\r?\n/m.exec(text);
  const from = importers ? text.slice(importers.index + importers[0].length) : text;
  const section = importers
    ? /^ {2}\.:(?: *\{\})?\r?\n((?: {4}.*\r?\n|\r?\n)*)/m.exec(from)?.[1]
    : from;
  if (section === undefined) return undefined;
  const found = new Map<string, string>();
  const entry = /^ +(\S+):\r?\n +specifier: (\S.*)$/gm;
  for (const [, name = '', spec = ''] of section.matchAll(entry))
    found.set(unquoted(name), unquoted(spec.trim()));
  return found;
}

function unquoted(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2');
}
