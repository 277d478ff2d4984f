import { DEBIAN_PYTHON } from '../../knowledge/python-modules.ts';
import type { Environment } from '../types.ts';

/** A Python as it lies in the image. */
export interface Interpreter {
  readonly path: string;
  /** `3.12` */
  readonly version: string;
  /** Where it looks for installed modules, first the first. */
  readonly site: readonly string[];
  /** Whether it came with the base, so that what the base brings is known. */
  readonly byBase: boolean;
  /** Whether it also looks below the user's home. */
  readonly user: boolean;
}

const NAME = /^(.*)\/bin\/python(3(?:\.\d+)?)?$/;

/** The Python at a path; undefined where its version, or where it looks for modules, cannot be told. */
export function interpreterAt(env: Environment, path: string): Interpreter | undefined {
  const { is, entry } = env.files.get(path);
  const [, prefix] = NAME.exec(path) ?? [];
  if (is !== 'yes' || entry === undefined || prefix === undefined) return undefined;
  if (entry.binary?.kind === 'script') return inEnvironment(env, prefix, entry.binary.interpreters);
  const debian = DEBIAN_PYTHON[env.base?.os.id === 'debian' ? (env.base.os.release ?? '') : ''];
  const { runtime, family } = env.base ?? {};
  const own = runtime?.language === 'python' ? minorOf(runtime.version) : undefined;
  if (entry.origin.by === 'base' && own !== undefined) {
    if (family === 'python' && prefix === '/usr/local')
      return installed(path, own, [`/usr/local/lib/python${own}/site-packages`], true);
    if (prefix === '/usr' && family?.startsWith('distroless') === true)
      return installed(path, own, distributionSite(own), true);
    return undefined;
  }
  const byPackage = entry.origin.by === 'command' && /^apt(-get)?$/.test(entry.origin.what ?? '');
  return prefix === '/usr' && byPackage && debian !== undefined
    ? installed(path, debian, distributionSite(debian), false)
    : undefined;
}

function minorOf(version: string): string | undefined {
  return /^3\.\d+/.exec(version)?.[0];
}

/** Debian's Python keeps its own packages apart from those that pip installs. */
function distributionSite(version: string): string[] {
  return [`/usr/local/lib/python${version}/dist-packages`, '/usr/lib/python3/dist-packages'];
}

function installed(
  path: string,
  version: string,
  site: readonly string[],
  byBase: boolean,
): Interpreter {
  return { path, version, site, byBase, user: true };
}

/** A virtual environment is its own prefix, with the version of the interpreter it is linked to. */
function inEnvironment(
  env: Environment,
  prefix: string,
  interpreters: readonly string[],
): Interpreter | undefined {
  const path = interpreters.find((one) => env.files.get(one).is === 'yes');
  const base = path === undefined ? undefined : interpreterAt(env, path);
  if (path === undefined || base === undefined) return undefined;
  const site = [`${prefix}/lib/python${base.version}/site-packages`];
  return { ...base, site, byBase: false, user: false };
}

/** Where `pip` of a prefix installs; undefined where no interpreter that is known lies there. */
export function siteOf(env: Environment, prefix: string): string | undefined {
  for (const name of ['python3', 'python']) {
    const found = interpreterAt(env, `${prefix}/bin/${name}`);
    if (found) return found.site[0];
  }
  return undefined;
}
