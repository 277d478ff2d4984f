import { parseBool } from '../go-numbers.ts';
import { Refused } from './refused.ts';

/** Where a source of COPY or ADD comes from: the context (or a stage), an address, a git repository. */
export type SourceKind = 'path' | 'http' | 'git';

const PROTOCOL = /^([a-zA-Z0-9]+):\/\//;
const SCP = /^[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:.*?(?:\?(.*?))?(?:#.*)?$/;
const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  'submodules',
  'keep-git-dir',
  'fetch-by-commit',
]);
const QUERY: ReadonlySet<string> = new Set([
  'ref',
  'tag',
  'branch',
  'subdir',
  'checksum',
  'commit',
  'mtime',
  ...MAY_BE_EMPTY,
]);

/** @throws Refused for what a git address may not ask for. */
function checkQuery(query: string): void {
  const asked = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(query)) {
    asked.set(key, [...(asked.get(key) ?? []), value]);
  }
  for (const [key, values] of asked) {
    const [value = ''] = values;
    if (values.length > 1) throw new Refused(`query "${key}" has multiple values`);
    if (value === '' && !MAY_BE_EMPTY.has(key)) throw new Refused(`query "${key}" has no value`);
    if (!QUERY.has(key)) throw new Refused(`unexpected query "${key}"`);
    if (MAY_BE_EMPTY.has(key) && value !== '' && parseBool(value) === undefined)
      throw new Refused(`invalid ${key} value: "${value}"`);
    if (key === 'mtime' && value !== 'checkout' && value !== 'commit')
      throw new Refused(`invalid mtime value: "${value}" (must be "checkout" or "commit")`);
  }
}

/** Path and query of an address. */
function addressParts(address: string): { path: string; query: string } {
  const hash = address.indexOf('#');
  const bare = hash < 0 ? address : address.slice(0, hash);
  const mark = bare.indexOf('?');
  const whole = mark < 0 ? bare : bare.slice(0, mark);
  const slash = whole.indexOf('/', whole.indexOf('://') + 3);
  return { path: slash < 0 ? '' : whole.slice(slash), query: mark < 0 ? '' : bare.slice(mark + 1) };
}

/**
 * Tells addresses and git repositories from paths as BuildKit does (dfgitutil.ParseGitRef).
 * @throws Refused for a git address with a query that it does not take.
 */
export function sourceKind(source: string): SourceKind {
  if (/^\.\.?\//.test(source)) return 'path';
  const protocol = PROTOCOL.exec(source)?.[1]?.toLowerCase();
  if (protocol === undefined) {
    const scp = SCP.exec(source);
    if (scp === null) return 'path';
    checkQuery(scp[1] ?? '');
    return 'git';
  }
  const { path, query } = addressParts(source);
  if (
    protocol === 'git' ||
    protocol === 'ssh' ||
    (/^https?$/.test(protocol) && path.endsWith('.git'))
  ) {
    checkQuery(query);
    return 'git';
  }
  return /^https?:\/\//.test(source) ? 'http' : 'path';
}
