import type { Found, NativeDependency } from '../../facts/project.ts';
import { GO_NATIVE } from '../../knowledge/go-modules.ts';
import { evidence, found } from '../../project/evidence.ts';
import { type GoManifest, belongsTo } from './manifest.ts';
import type { GoFile } from './packages.ts';

/** Modules that need a C compiler, when go.mod requires them; direct ones only when a file imports them. */
export function goNative(
  manifest: GoManifest,
  files: readonly GoFile[],
): readonly Found<NativeDependency>[] {
  const imported = new Set(files.flatMap((file) => [...file.imports.values()]));
  return GO_NATIVE.flatMap(({ path, build, runtime }) => {
    const required = manifest.requires.find(
      (one) => belongsTo(one.path, path) || belongsTo(path, one.path),
    );
    const user = [...imported].some((one) => belongsTo(one, path));
    if (required === undefined || !user) return [];
    const value = { name: path, build, runtime, distroless: runtime.length === 0 };
    return [found(value, 'likely' as const, evidence(manifest.file, required.line, required.path))];
  });
}

/** Required by something the program uses, but not imported by it: perhaps compiled, perhaps not. */
export function perhapsNative(manifest: GoManifest, files: readonly GoFile[]): readonly string[] {
  const imported = new Set(files.flatMap((file) => [...file.imports.values()]));
  return GO_NATIVE.filter(
    ({ path }) =>
      manifest.requires.some((one) => belongsTo(one.path, path)) &&
      ![...imported].some((one) => belongsTo(one, path)),
  ).map((one) => one.path);
}

/** `import "C"` in a file of the program. */
export function cgoFile(files: readonly GoFile[]): GoFile | undefined {
  return files.find((file) => [...file.imports.values()].includes('C'));
}
