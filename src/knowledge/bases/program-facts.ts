import type { BaseFacts } from '../../facts/image.ts';
import { COMMON_PROGRAMS } from './common-programs.ts';
import { type GroundFacts, OF_SOME_RELEASES, isBeforeLists } from './grounds.ts';
import type { Family, Variant } from './types.ts';

/** Package managers of others: no release ever had them. */
const FOREIGN_MANAGERS = ['apt', 'apt-get', 'apk', 'dnf', 'yum', 'microdnf', 'zypper', 'pacman'];

/** Names that nothing in the list of programs carries. */
function absent(
  programs: readonly string[],
  said: readonly string[],
  variant: Variant,
  { id }: GroundFacts,
  release: string | undefined,
): string[] {
  if (variant.ground === 'dnf' || variant.ground === 'microdnf') return [...said];
  const present = new Set(programs.map((path) => path.slice(path.lastIndexOf('/') + 1)));
  const common = isBeforeLists(id, release) ? FOREIGN_MANAGERS : COMMON_PROGRAMS;
  return [...new Set([...common, ...said])].filter((name) => !present.has(name));
}

/** What an image has, and what it certainly has not. */
export function programFacts(
  family: Family,
  variant: Variant,
  ground: GroundFacts,
  {
    version,
    release,
  }: { readonly version: string | undefined; readonly release: string | undefined },
): Pick<BaseFacts, 'programs' | 'without' | 'complete'> {
  const more = version === undefined ? {} : (family.byVersion?.(version) ?? {});
  const dropped = new Set([...(variant.without ?? []), ...(more.without ?? [])]);
  const programs = [
    ...new Set([...ground.programs, ...(variant.programs ?? []), ...(more.programs ?? [])]),
  ];
  // Where the version is not known, what came or went with one is neither there nor absent.
  const doubtful = version === undefined ? new Set(doubtfulPrograms(family)) : new Set<string>();
  const without = absent(programs, [...dropped], variant, ground, release).filter(
    (name) => !doubtful.has(name) && !(release === undefined && OF_SOME_RELEASES.includes(name)),
  );
  return { programs, without, complete: variant.ground === 'none' };
}

/** What some version of the family has. */
function doubtfulPrograms(family: Family): string[] {
  const versions = ['1', '20', '26', '3.12'];
  const named = versions.flatMap((version) => family.byVersion?.(version).programs ?? []);
  return named.map((path) => path.slice(path.lastIndexOf('/') + 1));
}
