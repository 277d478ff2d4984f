import { goQuote } from '../chars.ts';
import { parseBool } from '../syntax/go-numbers.ts';
import { joinPath } from './os-path.ts';
import { parseWebAddress } from './web-address.ts';

/** A git repository that ADD or a context names. */
export interface GitSource {
  /** Address without reference and query. */
  readonly remote: string;
  readonly host: string;
  readonly path: string;
  readonly ref: string;
  readonly directory: string;
  readonly checksum: string;
  readonly keepGitDir?: boolean;
  readonly submodules?: boolean;
  readonly fetchByCommit: boolean;
}

/** What a source is: a repository, one whose address is wrong, or none at all. */
export type ParsedGit =
  | { readonly is: 'git'; readonly source: GitSource }
  | { readonly is: 'refused'; readonly error: string }
  | { readonly is: 'other' };

interface Address {
  readonly scheme: string;
  readonly remote: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

type Reading = { -readonly [K in keyof GitSource]: GitSource[K] };

const OTHER = { is: 'other' } as const;
const scp = /^([a-zA-Z0-9-_]+)@([a-zA-Z0-9-.]+):(.*?)(?:\?(.*?))?(?:#(.*))?$/;

function splitUrl(text: string): Address | undefined {
  const address = parseWebAddress(text);
  if (address === undefined) return undefined;
  const { scheme, authority, writtenPath } = address;
  return { ...address, remote: `${scheme}://${authority}${writtenPath}` };
}

function splitAddress(text: string): Address | undefined {
  const scheme = /^([a-zA-Z0-9]+):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined)
    return ['http', 'https', 'ssh', 'git'].includes(scheme) ? splitUrl(text) : undefined;
  const match = scp.exec(text);
  if (match === null) return undefined;
  const [, user = '', host = '', path = '', query = '', fragment = ''] = match;
  return { scheme: 'ssh', remote: `${user}@${host}:${path}`, host, path, query, fragment };
}

function truth(source: Reading, key: string, value: string): string | undefined {
  const on = value === '' ? true : parseBool(value);
  if (on === undefined) return `invalid ${key} value: ${goQuote(value)}`;
  if (key === 'keep-git-dir') source.keepGitDir = on;
  else if (key === 'submodules') source.submodules = on;
  else source.fetchByCommit = on;
  return undefined;
}

function conflicting(what: string, before: string, value: string): string | undefined {
  if (before === '' || before === value) return undefined;
  return `${what} conflicts: ${goQuote(before)} vs ${goQuote(value)}`;
}

function takeQuery(source: Reading, key: string, value: string): string | undefined {
  switch (key) {
    case 'ref': {
      const wrong = conflicting('ref', source.ref, value);
      source.ref = value;
      return wrong;
    }
    case 'subdir': {
      const wrong = conflicting('subdir', source.directory, value);
      source.directory = value;
      return wrong;
    }
    case 'checksum':
    case 'commit':
      source.checksum = value;
      return undefined;
    case 'keep-git-dir':
    case 'submodules':
    case 'fetch-by-commit':
      return truth(source, key, value);
    case 'mtime':
      if (value === 'checkout' || value === 'commit') return undefined;
      return `invalid mtime value: ${goQuote(value)} (must be "checkout" or "commit")`;
    case 'tag':
    case 'branch':
      return undefined;
    default:
      return `unexpected query ${goQuote(key)}`;
  }
}

function takeNamed(source: Reading, kind: string, value: string): string | undefined {
  const prefix = kind === 'tag' ? 'refs/tags/' : 'refs/heads/';
  const ref = value.startsWith(prefix) ? value : prefix + value;
  const wrong = conflicting('ref', source.ref, ref);
  source.ref = ref;
  return wrong;
}

const MAY_BE_EMPTY: readonly string[] = ['submodules', 'keep-git-dir', 'fetch-by-commit'];

function readQuery(source: Reading, query: string): string | undefined {
  const given = new URLSearchParams(query);
  for (const key of new Set(given.keys())) {
    const values = given.getAll(key);
    const value = values[0] ?? '';
    if (values.length > 1) return `query ${goQuote(key)} has multiple values`;
    if (value === '' && !MAY_BE_EMPTY.includes(key)) return `query ${goQuote(key)} has no value`;
    const wrong = takeQuery(source, key, value);
    if (wrong !== undefined) return wrong;
  }
  const tag = given.get('tag') ?? '';
  const branch = given.get('branch') ?? '';
  const wrong = tag === '' ? undefined : takeNamed(source, 'tag', tag);
  if (wrong !== undefined || branch === '') return wrong;
  return tag === '' ? takeNamed(source, 'branch', branch) : 'branch conflicts with tag';
}

/**
 * Reads an address as a git repository: `https://….git`, `git://…`, `ssh://…`, `git@host:path`,
 * each with `#ref:directory` or a query. A web address without `.git` is none.
 */
export function parseGitSource(text: string): ParsedGit {
  if (text.startsWith('./') || text.startsWith('../')) return OTHER;
  const address = splitAddress(text);
  if (address === undefined) return OTHER;
  if (address.scheme.startsWith('http') && !address.path.endsWith('.git')) return OTHER;
  const colon = address.fragment.indexOf(':');
  const ref = colon < 0 ? address.fragment : address.fragment.slice(0, colon);
  const directory = colon < 0 ? '' : address.fragment.slice(colon + 1);
  const source: Reading = {
    remote: address.remote,
    host: address.host,
    path: address.path,
    ref,
    directory: joinPath('/', directory).slice(1),
    checksum: '',
    fetchByCommit: false,
  };
  const error = address.query === '' ? undefined : readQuery(source, address.query);
  return error === undefined ? { is: 'git', source } : { is: 'refused', error };
}

/** Whether ADD fetches a source from the web (and not as a repository). */
export function isWebSource(text: string): boolean {
  return /^https?:\/\//.test(text) && parseGitSource(text).is !== 'git';
}
