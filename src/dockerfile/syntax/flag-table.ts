import { withSuggestion } from './suggest.ts';
import type { Flag } from '../types.ts';

type FlagKind = 'bool' | 'string' | 'strings';

/** The flags of each instruction in the current stable frontend (BuildKit v0.34, Dockerfile 1.28). */
const TABLE: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  FROM: { platform: 'string' },
  RUN: { mount: 'strings', network: 'string', security: 'string', device: 'strings' },
  COPY: {
    chown: 'string',
    from: 'string',
    chmod: 'string',
    link: 'bool',
    exclude: 'strings',
    parents: 'bool',
  },
  ADD: {
    chown: 'string',
    chmod: 'string',
    link: 'bool',
    'keep-git-dir': 'bool',
    checksum: 'string',
    unpack: 'bool',
    exclude: 'strings',
  },
  HEALTHCHECK: {
    interval: 'string',
    timeout: 'string',
    'start-period': 'string',
    'start-interval': 'string',
    retries: 'string',
  },
};

function valueError(flag: Flag, kind: FlagKind): string | undefined {
  if (kind !== 'bool')
    return flag.value === undefined ? `missing a value on flag: --${flag.name}` : undefined;
  if (flag.value === '') return `missing a value on flag: --${flag.name}`;
  const value = (flag.value ?? 'true').toLowerCase();
  if (value === 'true' || value === 'false') return undefined;
  return `expecting boolean value for flag --${flag.name}, not: ${flag.value ?? ''}`;
}

/** What BuildKit refuses about an instruction's flags, with the flag; undefined when nothing. */
export function flagError(
  name: string,
  flags: readonly Flag[],
): { readonly message: string; readonly flag: Flag } | undefined {
  const known = TABLE[name] ?? {};
  const used = new Set<string>();
  for (const flag of flags) {
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    if (kind === undefined) {
      return {
        message: withSuggestion(`unknown flag: --${flag.name}`, flag.name, Object.keys(known)),
        flag,
      };
    }
    if (used.has(flag.name) && kind !== 'strings')
      return { message: `duplicate flag specified: --${flag.name}`, flag };
    used.add(flag.name);
    const message = valueError(flag, kind);
    if (message !== undefined) return { message, flag };
  }
  return undefined;
}
