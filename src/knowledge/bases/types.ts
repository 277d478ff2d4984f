import type { BaseFacts } from '../../facts/image.ts';

export type User = BaseFacts['users'][number];
export type Group = NonNullable<BaseFacts['groups']>[number];

/** What an image is built on: its distribution's programs, accounts and package manager. */
export type Ground =
  | 'debian'
  | 'debian-slim'
  | 'buildpack-curl'
  | 'buildpack-scm'
  | 'buildpack'
  | 'ubuntu'
  | 'alpine'
  | 'busybox'
  | 'dnf'
  | 'microdnf'
  | 'none';

/** Megabytes (10⁶), from – to; of this version of the software and newer ones. */
export interface SizeRow {
  readonly since?: string;
  readonly unpacked: readonly [number, number];
  readonly compressed: readonly [number, number];
}

/** One line of an image's tags. */
export interface Variant {
  /** Words of the tag that choose it, besides version and distribution. */
  readonly words: readonly string[];
  readonly ground: Ground;
  readonly flavour: BaseFacts['flavour'];
  /** First the newest version's. */
  readonly sizes: readonly SizeRow[];
  /** Absolute paths, besides the ground's. */
  readonly programs?: readonly string[];
  /** Of the ground, but not in here; or known by name not to be there. */
  readonly without?: readonly string[];
  readonly users?: readonly User[];
  readonly user?: string;
  readonly workdir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly stopSignal?: string;
  readonly confidence?: BaseFacts['confidence'];
}

/** The tags of one image. Confidence and source hold for all that does not say otherwise. */
export interface Family {
  readonly family: string;
  /** As `Reference.name` has them. */
  readonly names: readonly string[];
  /** The language the version is of. */
  readonly language?: string;
  /** Product in the end-of-life data, where the version is its cycle. */
  readonly product?: string;
  /** Versions by name: codenames that never move. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Names of versions that move: `latest`, `lts`. */
  readonly moving?: readonly string[];
  /** No tag has other accounts than those named here and on its ground. */
  readonly allAccounts?: true;
  /** Distribution release where the tag names none, newest version first. */
  readonly releases?: readonly { readonly since?: string; readonly release: string }[];
  /** From this full version on the releases above hold for full versions, too: they were never built on others. */
  readonly settledSince?: string;
  /** The default of each kind of tag first. */
  readonly variants: readonly Variant[];
  /** What depends on the version: programs that came or went, variables that carry it, accounts in place of the variant's. */
  readonly byVersion?: (version: string) => Pick<Variant, 'programs' | 'without' | 'env' | 'users'>;
  readonly confidence: BaseFacts['confidence'];
  readonly source: string;
}
