import type { Found } from '../../facts/project.ts';
import { splitLines } from '../../formats/lines.ts';
import { type Parsed, stringAt } from '../../formats/parsed.ts';
import { RELEASES } from '../../knowledge/releases.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { pep440Scheme } from '../../versions/pep440.ts';
import { semverToPep440 } from './poetry-range.ts';
import type { PythonManifest } from './manifest.ts';

/** The Python line (`3.12`) the project asks for; undefined when nothing says. Files for tools beat ranges. */
export function pythonVersion(
  view: ProjectView,
  manifest: PythonManifest,
): Found<string> | undefined {
  const { dir, pyproject, pipfile } = manifest;
  return firstOf(
    [
      ...fromFile(view, joinPath(dir, '.python-version'), /^(?:cpython-|python-)?(\d+\.\d+)/i),
      ...fromFile(view, joinPath(dir, 'runtime.txt'), /^python-(\d+\.\d+)/i),
      ...fromFile(view, joinPath(dir, '.tool-versions'), /^python\s+(\d+\.\d+)/),
      ...fromKey(pipfile, joinPath(dir, 'Pipfile'), ['requires', 'python_full_version']),
      ...fromKey(pipfile, joinPath(dir, 'Pipfile'), ['requires', 'python_version']),
      ...fromKey(pyproject, joinPath(dir, 'pyproject.toml'), ['project', 'requires-python']),
      ...fromKey(pyproject, joinPath(dir, 'pyproject.toml'), [
        'tool',
        'poetry',
        'dependencies',
        'python',
      ]),
      ...fromSetup(view, dir),
    ],
    (a, b) => a === b,
  );
}

function fromFile(view: ProjectView, file: string, pattern: RegExp): readonly Found<string>[] {
  for (const [index, line] of splitLines(view.text(file) ?? '').entries()) {
    const version = pattern.exec(line.trim())?.[1];
    if (version !== undefined)
      return [found(version, 'certain', evidence(file, index + 1, line.trim()))];
  }
  return [];
}

function fromKey(
  parsed: Parsed | undefined,
  file: string,
  path: readonly string[],
): readonly Found<string>[] {
  const written = stringAt(parsed?.value, ...path);
  const line = written === undefined ? undefined : lineForRange(written);
  if (line === undefined) return [];
  const exact = /^(?:==)?\d+\.\d+(?:\.[\d*]+)?$/.test(written ?? '');
  const key = `${path.at(-1) ?? ''} ${written ?? ''}`;
  return [found(line, exact ? 'certain' : 'likely', evidence(file, parsed?.lineOf(path), key))];
}

function fromSetup(view: ProjectView, dir: string): readonly Found<string>[] {
  for (const name of ['setup.cfg', 'setup.py']) {
    const file = joinPath(dir, name);
    for (const [index, text] of splitLines(view.text(file) ?? '').entries()) {
      const range = /^\s*python_requires\s*=\s*["']?([^"'#]+)/
        .exec(text)?.[1]
        ?.trim()
        .replace(/,$/, '');
      const line = range === undefined ? undefined : lineForRange(range);
      if (line !== undefined)
        return [found(line, 'likely', evidence(file, index + 1, `python_requires ${range}`))];
    }
  }
  return [];
}

/** Newest line we know that satisfies the range; an exact line is kept though it may be ended or unknown. */
export function lineForRange(range: string): string | undefined {
  const exact = /^(?:={2,3}|~=)?\s*(\d+\.\d+)(?:\.(?:\d+|\*))?$/.exec(range.trim())?.[1];
  if (exact !== undefined && !/^~=\s*\d+\.\d+$/.test(range.trim())) return exact;
  const specifier = semverToPep440(range);
  // A line satisfies when one of its patch releases does: `>=3.11.4` means 3.11 too.
  return RELEASES.python.find(({ line }) =>
    [`${line}.0`, `${line}.99`].some((version) => pep440Scheme.satisfies(version, specifier)),
  )?.line;
}
