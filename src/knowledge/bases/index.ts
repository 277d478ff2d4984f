import type { Bytes } from '../../facts/bytes.ts';
import type { BaseFacts, BaseLookup } from '../../facts/image.ts';
import { cycleOf } from '../end-of-life.ts';
import { DISTRIBUTION_IMAGES } from './distributions.ts';
import { lookupDistroless } from './distroless.ts';
import { DOTNET_IMAGES } from './dotnet.ts';
import { GOLANG_IMAGES } from './golang.ts';
import { DEBIAN_CODENAMES, type GroundFacts, UBUNTU_CODENAMES, groundFacts } from './grounds.ts';
import { JAVA_IMAGES } from './java.ts';
import { LANGUAGE_IMAGES } from './languages.ts';
import { NODE_IMAGES } from './node.ts';
import { programFacts } from './program-facts.ts';
import { PYTHON_IMAGES } from './python.ts';
import { RED_HAT_IMAGES } from './red-hat.ts';
import { type Reference, parseReference } from './reference.ts';
import { SCRATCH } from './scratch.ts';
import { SERVER_IMAGES } from './servers.ts';
import { type Tag, parseTag } from './tag.ts';
import type { Family, Ground, SizeRow, User, Variant } from './types.ts';

const FAMILIES: readonly Family[] = [
  NODE_IMAGES,
  PYTHON_IMAGES,
  GOLANG_IMAGES,
  ...DISTRIBUTION_IMAGES,
  ...RED_HAT_IMAGES,
  ...LANGUAGE_IMAGES,
  ...JAVA_IMAGES,
  ...SERVER_IMAGES,
  ...DOTNET_IMAGES,
];
const BY_NAME: ReadonlyMap<string, Family> = new Map(
  FAMILIES.flatMap((family) => family.names.map((name) => [name, family] as const)),
);

/** Registries that carry the official images under their own names. */
const MIRRORS =
  /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io\/library|registry\.access\.redhat\.com\/library)\//;
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Compares dotted versions by number. */
function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split(/[._+]/).map(Number.parseFloat));
  for (const [at, wanted] of (want ?? []).entries()) {
    const difference = (have?.[at] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The first row that holds for a version; without one the newest. */
function rowFor<T extends { readonly since?: string }>(
  rows: readonly T[],
  version?: string,
): T | undefined {
  return rows.find(
    ({ since }) => since === undefined || version === undefined || isAtLeast(version, since),
  );
}

/** The range over all rows that could be meant. */
function sizeOf(
  rows: readonly SizeRow[],
  version: string | undefined,
  key: 'unpacked' | 'compressed',
): Bytes {
  const row = rowFor(rows, version);
  const [low, high] = row?.[key] ?? [0, 0];
  return { low: low * 1e6, high: high * 1e6, basis: 'typical' };
}

function distributionId(ground: Ground): 'debian' | 'ubuntu' | 'alpine' | 'other' {
  if (ground === 'alpine' || ground === 'ubuntu') return ground;
  return ground.startsWith('debian') || ground.startsWith('buildpack') ? 'debian' : 'other';
}

/** The variant a tag chooses; its words must all be understood. */
function choose(family: Family, tag: Tag): Variant | undefined {
  const isJava = family.family === 'maven' || family.family === 'gradle';
  // Maven's tags name the JDK's version after their own.
  const words = tag.words.filter((word) => !isJava || !/^\d/.test(word));
  const wanted = words.join('-');
  return family.variants.find((variant) => {
    const id = distributionId(variant.ground);
    if (tag.distribution !== undefined && tag.distribution.id !== id && variant.ground !== 'none')
      return false;
    return variant.words.toSorted().join('-') === wanted;
  });
}

/** `latest` and its like name the default variant, also where a family's variants all have words. */
function chooseOrDefault(family: Family, tag: Tag): Variant | undefined {
  const chosen = choose(family, tag);
  if (chosen !== undefined || tag.words.length > 0) return chosen;
  const [first] = family.variants;
  return first === undefined
    ? undefined
    : choose(family, { ...tag, words: first.words.toSorted() });
}

/** The tag's version where it names a fixed line: `lts` and `latest` do not. */
function versionOf(family: Family, { version, distribution }: Tag): string | undefined {
  if (version === undefined) {
    const isDistribution = family.product === distribution?.id;
    return isDistribution ? distribution?.release : undefined;
  }
  if (family.moving?.includes(version)) return undefined;
  return family.aliases?.[version] ?? version;
}

function releaseOf(
  family: Family,
  variant: Variant,
  tag: Tag,
  version: string | undefined,
): string | undefined {
  const id = distributionId(variant.ground);
  if (tag.distribution?.release !== undefined) return tag.distribution.release;
  if (family.product === id) return version;
  if (id !== 'debian' && id !== 'ubuntu') return undefined;
  if (version === undefined) return undefined;
  // A full version was built on what was the default in its day.
  const isFull = /^\d+\.\d+\.\d/.test(version);
  if (isFull && (family.settledSince === undefined || !isAtLeast(version, family.settledSince)))
    return undefined;
  return rowFor(family.releases ?? [], version)?.release;
}

/** The day of Alpine 3.17. */
const ALPINE_3_17 = '2022-11-22';

/** An Alpine of which no more is known than that it may be an old one: of a full version, or a line that ended long ago. */
function oldAlpine(
  family: Family,
  { ground }: Variant,
  version: string | undefined,
): string | undefined {
  if (ground !== 'alpine' || version === undefined) return undefined;
  const end = family.product === undefined ? undefined : cycleOf(family.product, version)?.end;
  const isOld = /^\d+\.\d+\.\d/.test(version) || (end !== undefined && end < ALPINE_3_17);
  return isOld ? '3.0' : undefined;
}

/** The earlier of the runtime's end and the distribution's (with Debian's own long-term support). */
function endOf(
  family: Family,
  version: string | undefined,
  id: string,
  release: string | undefined,
): string | undefined {
  const runtime = family.product && version ? cycleOf(family.product, version) : undefined;
  const below = release === undefined ? undefined : cycleOf(id, release);
  const ends = [
    family.product === id ? undefined : runtime?.end,
    id === 'debian' ? (below?.extended ?? below?.end) : below?.end,
  ];
  return ends.filter((end) => end !== undefined).toSorted()[0];
}

function osFacts(
  variant: Variant,
  ground: GroundFacts,
  release: string | undefined,
): Pick<BaseFacts, 'os' | 'packageManager'> {
  const chiseled = variant.ground === 'none';
  return {
    os: {
      id: chiseled ? 'ubuntu' : ground.id,
      ...(release === undefined ? {} : { release }),
      libc: chiseled ? 'glibc' : ground.libc,
    },
    ...(ground.packageManager === undefined ? {} : { packageManager: ground.packageManager }),
  };
}

function describe(ref: string, family: Family, variant: Variant, tag: Tag): BaseFacts {
  const version = versionOf(family, tag);
  const release = releaseOf(family, variant, tag, version);
  const ground = groundFacts(variant.ground, release ?? oldAlpine(family, variant, version));
  const end = endOf(family, version, ground.id, release);
  const { language } = family;
  const optional = {
    ...(language !== undefined && version !== undefined ? { runtime: { language, version } } : {}),
    ...(variant.entrypoint === undefined ? {} : { entrypoint: variant.entrypoint }),
    ...(variant.cmd === undefined ? {} : { cmd: variant.cmd }),
    ...(variant.stopSignal === undefined ? {} : { stopSignal: variant.stopSignal }),
    ...(end === undefined ? {} : { endOfLife: end }),
  };
  const named = version === undefined ? undefined : family.byVersion?.(version);
  return {
    ref,
    family: family.family,
    flavour: variant.flavour,
    ...osFacts(variant, ground, release),
    size: sizeOf(variant.sizes, version, 'unpacked'),
    compressed: sizeOf(variant.sizes, version, 'compressed'),
    user: variant.user ?? '',
    ...accountFacts(family, variant, ground, named?.users),
    workdir: variant.workdir ?? '/',
    env: { PATH: DEFAULT_PATH, ...variant.env, ...named?.env },
    ...programFacts(family, variant, ground, { version, release }),
    ...optional,
    confidence: variant.confidence ?? family.confidence,
    source: family.source,
  };
}

/** Users and groups; each user that an image adds has a group of his own name. */
function accountFacts(
  family: Family,
  variant: Variant,
  ground: GroundFacts,
  ofVersion: readonly User[] | undefined,
): Pick<BaseFacts, 'users' | 'groups' | 'allAccounts'> {
  const own = ofVersion ?? variant.users ?? [];
  const groups = ground.groups && [
    ...ground.groups,
    ...own.map(({ name, gid }) => ({ name, gid })),
  ];
  const all = family.allAccounts === true && ground.allAccounts === true;
  return {
    users: [...ground.users, ...own],
    ...(groups ? { groups } : {}),
    ...(all ? { allAccounts: true } : {}),
  };
}

function officialName({ name }: Reference): string {
  return name.replace(MIRRORS, '');
}

/** References asked for lately: rules and the model ask for the same few. */
const answers = new Map<string, BaseFacts | undefined>();
const MOST_ANSWERS = 500;

/**
 * What is known of a base image, from its reference alone. Undefined: the image, or a word of its tag,
 * is not known, or only a digest is given. A tag beside a digest is believed.
 */
export const lookupBase: BaseLookup = (ref) => {
  if (answers.has(ref)) return answers.get(ref);
  const answer = lookUp(ref);
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(ref, answer);
  return answer;
};

function lookUp(ref: string): BaseFacts | undefined {
  if (ref === 'scratch') return SCRATCH;
  const reference = parseReference(ref);
  if (reference === undefined) return undefined;
  if (reference.tag === undefined && reference.digest !== undefined) return undefined;
  const tagText = reference.tag ?? 'latest';
  const distroless = lookupDistroless(ref, reference.name, tagText);
  if (distroless !== undefined) return distroless;
  const family = BY_NAME.get(officialName(reference));
  if (family === undefined) return undefined;
  const codenames = { ...DEBIAN_CODENAMES, ...UBUNTU_CODENAMES };
  const names = [...(family.moving ?? []), ...Object.keys(family.aliases ?? {})];
  const tag = parseTag(
    tagText,
    names.filter((name) => !Object.hasOwn(codenames, name)),
  );
  const variant = chooseOrDefault(family, tag);
  return variant === undefined ? undefined : describe(ref, family, variant, tag);
}
