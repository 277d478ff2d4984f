import type { Dependency, Found, NativeDependency } from '../../facts/project.ts';
import { PYTHON_NATIVE } from '../../knowledge/python-native.ts';
import { PYTHON_SERVICES } from '../../knowledge/python-services.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import type { PythonManifest } from './manifest.ts';

/** Production dependencies with parts in machine code or with needs of the system. */
export function nativeOf(
  manifest: PythonManifest,
  dependencies: readonly Dependency[],
): readonly Found<NativeDependency>[] {
  const extras = new Map(manifest.wanted.map((one) => [one.name, one.extras]));
  const names = new Set(dependencies.map((one) => one.name));
  const all = dependencies
    .filter((one) => !one.dev)
    .flatMap(({ name }) => {
      // psycopg[binary] and psycopg[c] bring the library's binding as a package of its own.
      const asked = extras.get(name) ?? [];
      if (name === 'psycopg' && (asked.includes('binary') || names.has('psycopg-binary')))
        return [native(manifest, 'psycopg-binary')];
      if (name === 'psycopg' && asked.includes('c')) return [native(manifest, 'psycopg-c')];
      return [native(manifest, name, name)];
    })
    .filter((one) => one !== undefined);
  return distinct(all, (one) => one.name);
}

function native(
  manifest: PythonManifest,
  name: string,
  asked = 'psycopg',
): Found<NativeDependency> | undefined {
  const record = PYTHON_NATIVE.find((one) => one.name === name);
  if (record === undefined) return undefined;
  const wanted = manifest.wanted.find((one) => one.name === asked);
  const lock = manifest.lockfile ?? manifest.managerFrom.file;
  const from = wanted?.from ?? evidence(manifest.dir === '.' ? lock : `${manifest.dir}/${lock}`);
  const value = {
    name,
    build: record.wheel ? [] : record.build,
    runtime: record.runtime,
    distroless: record.runtime.length === 0,
  };
  return found(value, record.confidence === 'knowledge' ? 'likely' : 'certain', {
    ...from,
    key: name,
  });
}

/** Services that dependencies talk to, and the programs they start. */
export function servicesOf(manifest: PythonManifest): readonly Found<string>[] {
  return manifest.wanted
    .filter((one) => !one.dev)
    .flatMap(({ name, extras, from }) => {
      const extra =
        name === 'celery' || name === 'kombu' ? extras.find((one) => one === 'redis') : undefined;
      const service =
        extra ?? (Object.hasOwn(PYTHON_SERVICES, name) ? PYTHON_SERVICES[name] : undefined);
      return service === undefined
        ? []
        : [found(service, 'likely' as const, { ...from, key: name })];
    });
}

export function programsOfDependencies(manifest: PythonManifest): readonly Found<string>[] {
  return manifest.wanted
    .filter((one) => !one.dev)
    .flatMap(({ name, from }) =>
      (PYTHON_NATIVE.find((one) => one.name === name)?.programs ?? []).map((program) =>
        found(program, 'likely' as const, { ...from, key: name }),
      ),
    );
}
