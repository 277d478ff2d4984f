import type { Found } from '../../facts/project.ts';
import { splitLines } from '../../formats/lines.ts';
import { RELEASES } from '../../knowledge/releases.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { goScheme } from '../../versions/go.ts';
import type { GoManifest } from './manifest.ts';

/**
 * The Go line to compile with. `toolchain` and `go` are minimums, and Go keeps old programs
 * compiling, so the newest line that is not older; a tool's own file names a line exactly.
 */
export function goVersion(view: ProjectView, manifest: GoManifest): Found<string> | undefined {
  const minimums = [
    ...(manifest.toolchain ? [{ ...manifest.toolchain, key: 'toolchain' }] : []),
    ...(manifest.go ? [{ ...manifest.go, key: 'go' }] : []),
  ].map(({ version, line, key }) =>
    found(lineFor(version), 'likely' as const, evidence(manifest.file, line, `${key} ${version}`)),
  );
  const exact = [
    ...fromFile(view, joinPath(manifest.dir, '.go-version'), /^(?:go)?(1\.\d+)/),
    ...fromFile(view, joinPath(manifest.dir, '.tool-versions'), /^golang\s+(1\.\d+)/),
  ].filter((one) => !manifest.go || goScheme.compare(`${one.value}.99`, manifest.go.version) >= 0);
  // A line that a file names exactly satisfies the minimums: no conflict.
  return firstOf(exact.length > 0 ? exact : minimums.slice(0, 1));
}

/** The newest line we know that is not older; a newer one than all we know stands for itself. */
export function lineFor(minimum: string): string {
  const [newest] = RELEASES.go;
  const line = /^\d+\.\d+/.exec(minimum)?.[0] ?? minimum;
  return newest && goScheme.compare(`${newest.line}.99`, minimum) >= 0 ? newest.line : line;
}

function fromFile(view: ProjectView, file: string, pattern: RegExp): readonly Found<string>[] {
  for (const [index, line] of splitLines(view.text(file) ?? '').entries()) {
    const version = pattern.exec(line.trim())?.[1];
    if (version !== undefined)
      return [found(version, 'certain', evidence(file, index + 1, line.trim()))];
  }
  return [];
}
