import type { Dependency } from '../../facts/project.ts';
import { parseJson } from '../../formats/json.ts';
import { asRecord, at, stringAt } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { PythonManifest } from './manifest.ts';
import { normalName } from './requirement.ts';

/** Lockfiles of big projects are megabytes. */
const MOST_LOCK_BYTES = 16 * 1024 * 1024;

/** Direct dependencies with their locked versions, then what the lockfile adds. */
export function dependenciesOf(view: ProjectView, manifest: PythonManifest): readonly Dependency[] {
  const locked =
    manifest.lockfile === undefined
      ? []
      : readLock(view, joinPath(manifest.dir, manifest.lockfile));
  const byName = new Map(locked.map((one) => [one.name, one]));
  const direct = manifest.wanted.map(({ name, version, dev }) => {
    const known = byName.get(name)?.version ?? version;
    return { name, ...(known !== undefined && { version: known }), dev, direct: true };
  });
  const names = new Set(direct.map((one) => one.name));
  const own = manifest.name === undefined ? undefined : normalName(manifest.name);
  return [...direct, ...locked.filter((one) => !names.has(one.name) && one.name !== own)];
}

function readLock(view: ProjectView, file: string): readonly Dependency[] {
  const text = view.text(file, MOST_LOCK_BYTES);
  if (text === undefined) return [];
  if (!file.endsWith('Pipfile.lock')) return fromPackages(at(parseToml(text).value, 'package'));
  const { value } = parseJson(text);
  return [...fromPipfileLock(value, 'default', false), ...fromPipfileLock(value, 'develop', true)];
}

/** `[[package]]` of uv, Poetry and pdm. */
function fromPackages(packages: unknown): readonly Dependency[] {
  if (!Array.isArray(packages)) return [];
  return packages.flatMap((one: unknown) => {
    const name = stringAt(one, 'name');
    if (name === undefined) return [];
    const version = stringAt(one, 'version');
    const groups = at(one, 'groups');
    const dev =
      stringAt(one, 'category') === 'dev' ||
      (Array.isArray(groups) &&
        groups.length > 0 &&
        !groups.includes('main') &&
        !groups.includes('default'));
    return [
      { name: normalName(name), ...(version !== undefined && { version }), dev, direct: false },
    ];
  });
}

function fromPipfileLock(value: unknown, section: string, dev: boolean): readonly Dependency[] {
  return Object.entries(asRecord(at(value, section)) ?? {}).map(([name, entry]) => {
    const version = stringAt(entry, 'version')?.replace(/^==/, '');
    return {
      name: normalName(name),
      ...(version !== undefined && { version }),
      dev,
      direct: false,
    };
  });
}
