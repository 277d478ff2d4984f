/** How one ecosystem writes and compares versions and ranges. */
export interface VersionScheme {
  readonly name: 'semver' | 'pep440' | 'go';
  valid(version: string): boolean;
  /** Negative when `a` is older. Versions that are not valid sort first. */
  compare(a: string, b: string): number;
  /** False too when either is not valid. */
  satisfies(version: string, range: string): boolean;
  /** Newest of `versions` inside the range; undefined when there is none or the range is not valid. */
  highestSatisfying(range: string, versions: readonly string[]): string | undefined;
}

/** The shared way to answer `highestSatisfying` from the other two. */
export function highest(
  scheme: Pick<VersionScheme, 'compare' | 'satisfies'>,
  range: string,
  versions: readonly string[],
): string | undefined {
  let best: string | undefined;
  for (const version of versions) {
    if (!scheme.satisfies(version, range)) continue;
    if (best === undefined || scheme.compare(version, best) > 0) best = version;
  }
  return best;
}
