import type { Dependency, Evidence } from '../../facts/project.ts';
import { type Parsed, asRecord, at, stringAt, stringsAt } from '../../formats/parsed.ts';
import { evidence } from '../../project/evidence.ts';
import { excludedOnLinux, normalName, parseRequirement } from './requirement.ts';
import type { RequirementsFile } from './requirements-file.ts';

/** A dependency with where it is asked for. */
export interface Wanted extends Dependency {
  readonly extras: readonly string[];
  readonly from: Evidence;
}

/** What a requirements file asks for on Linux. */
export function fromRequirements(read: RequirementsFile, dev: boolean): readonly Wanted[] {
  return read.listed
    .filter((one) => !excludedOnLinux(one.marker))
    .map(({ name, extras, specifier, file, line }) => ({
      name,
      extras,
      ...(specifier !== undefined && { version: specifier }),
      dev,
      direct: true,
      from: evidence(file, line),
    }));
}

/** What pyproject.toml asks for, in the tables of every manager we know. */
export function fromPyproject(pyproject: Parsed | undefined, file: string): readonly Wanted[] {
  if (pyproject === undefined) return [];
  const { value } = pyproject;
  const found = listAt(pyproject, file, false, 'project', 'dependencies');
  for (const group of Object.keys(asRecord(at(value, 'dependency-groups')) ?? {})) {
    found.push(...listAt(pyproject, file, true, 'dependency-groups', group));
  }
  for (const group of Object.keys(asRecord(at(value, 'project', 'optional-dependencies')) ?? {})) {
    found.push(...listAt(pyproject, file, true, 'project', 'optional-dependencies', group));
  }
  for (const group of Object.keys(asRecord(at(value, 'tool', 'pdm', 'dev-dependencies')) ?? {})) {
    found.push(...listAt(pyproject, file, true, 'tool', 'pdm', 'dev-dependencies', group));
  }
  found.push(...listAt(pyproject, file, true, 'tool', 'uv', 'dev-dependencies'));
  found.push(...tableAt(pyproject, file, false, 'tool', 'poetry', 'dependencies'));
  found.push(...tableAt(pyproject, file, true, 'tool', 'poetry', 'dev-dependencies'));
  for (const group of Object.keys(asRecord(at(value, 'tool', 'poetry', 'group')) ?? {})) {
    found.push(...tableAt(pyproject, file, true, 'tool', 'poetry', 'group', group, 'dependencies'));
  }
  return found;
}

/** What a Pipfile asks for. */
export function fromPipfile(pipfile: Parsed, file: string): readonly Wanted[] {
  return [
    ...tableAt(pipfile, file, false, 'packages'),
    ...tableAt(pipfile, file, true, 'dev-packages'),
  ];
}

/** An array of PEP 508 strings. */
function listAt(parsed: Parsed, file: string, dev: boolean, ...path: readonly string[]): Wanted[] {
  return stringsAt(parsed.value, ...path).flatMap((written, index) => {
    const requirement = parseRequirement(written);
    if (requirement === undefined || excludedOnLinux(requirement.marker)) return [];
    const { name, extras, specifier } = requirement;
    const from = evidence(
      file,
      parsed.lineOf([...path, index]) ?? parsed.lineOf(path),
      path.join('.'),
    );
    return [
      {
        name,
        extras,
        ...(specifier !== undefined && { version: specifier }),
        dev,
        direct: true,
        from,
      },
    ];
  });
}

/** A table of name → version or { version, extras }, as Poetry and Pipenv write it. */
function tableAt(parsed: Parsed, file: string, dev: boolean, ...path: readonly string[]): Wanted[] {
  return Object.entries(asRecord(at(parsed.value, ...path)) ?? {}).flatMap(([key, value]) => {
    if (key === 'python') return [];
    const version = typeof value === 'string' ? value : stringAt(value, 'version');
    const from = evidence(file, parsed.lineOf([...path, key]), path.join('.'));
    const optional = at(value, 'optional') === true;
    return [
      {
        name: normalName(key),
        extras: stringsAt(value, 'extras').map((extra) => extra.toLowerCase()),
        ...(version !== undefined && version !== '*' && { version }),
        dev: dev || optional,
        direct: true,
        from,
      },
    ];
  });
}
