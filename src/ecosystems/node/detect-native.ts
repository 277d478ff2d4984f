import type { Dependency, Found, NativeDependency } from '../../facts/project.ts';
import {
  NODE_NATIVE,
  NODE_NATIVE_BUILD,
  NODE_NATIVE_HELPERS,
} from '../../knowledge/node-native.ts';
import { evidence, found } from '../../project/evidence.ts';
import { semverScheme } from '../../versions/semver-range.ts';
import type { Lock } from './lockfile.ts';
import { type Manifest, dependencyEvidence } from './manifest.ts';

/** Production dependencies with machine code: known ones, and those whose lockfile entry shows it. */
export function detectNative(
  manifest: Manifest,
  dependencies: readonly Dependency[],
  lock: Lock | undefined,
  lockFile: string | undefined,
): readonly Found<NativeDependency>[] {
  const all = new Map<string, Found<NativeDependency>>();
  for (const dependency of dependencies) {
    if (dependency.dev || all.has(dependency.name)) continue;
    const known = knownNative(dependency);
    if (known === undefined) continue;
    const where = dependency.direct
      ? dependencyEvidence(manifest, dependency.name)
      : evidence(lockFile ?? manifest.file, undefined, dependency.name);
    all.set(dependency.name, found(known.value, known.confidence, where));
  }
  for (const one of lock?.packages ?? []) {
    if (one.dev || all.has(one.name) || !one.hasInstallScript || !runsOnLinux(one.os)) continue;
    if (!one.needs.some((name) => NODE_NATIVE_HELPERS.includes(name))) continue;
    const value = { name: one.name, build: NODE_NATIVE_BUILD, runtime: [], distroless: true };
    all.set(
      one.name,
      found(
        value,
        'guess',
        evidence(
          lockFile ?? manifest.file,
          undefined,
          `${one.name} has an install script for machine code`,
        ),
      ),
    );
  }
  return [...all.values()];
}

function knownNative(
  dependency: Dependency,
): { value: NativeDependency; confidence: Found<NativeDependency>['confidence'] } | undefined {
  const version = lowest(dependency.version);
  for (const record of NODE_NATIVE) {
    if (record.key !== dependency.name) continue;
    const fits =
      record.range === undefined ||
      (version !== undefined && semverScheme.satisfies(version, record.range));
    if (!fits) continue;
    const { build, runtime, distroless, confidence } = record;
    return { value: { name: record.key, build, runtime, distroless }, confidence };
  }
  return undefined;
}

/** The version itself, or the first number of a range. */
function lowest(version: string | undefined): string | undefined {
  const match = /(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?/.exec(version ?? '');
  return match === null ? undefined : `${match[1]}.${match[2] ?? 0}.${match[3] ?? 0}`;
}

function runsOnLinux(os: readonly string[]): boolean {
  return (
    os.length === 0 ||
    os.includes('linux') ||
    (os.some((one) => one.startsWith('!')) && !os.includes('!linux'))
  );
}
