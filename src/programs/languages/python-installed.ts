import type { Extension } from '../../facts/binary.ts';
import type { Change } from '../../facts/image.ts';
import { sonamesIn } from '../../knowledge/libraries.ts';
import { isForOneVersion, moduleOf } from '../../knowledge/python-modules.ts';
import { PYTHON_NATIVE } from '../../knowledge/python-native.ts';
import { childPath, newEntry, originOf, putFile } from '../effect.ts';
import type { Command, Environment } from '../types.ts';

/** Distributions that are compiled where they are installed: no wheels for Linux. */
const COMPILED = new Map(PYTHON_NATIVE.filter(({ wheel }) => !wheel).map((one) => [one.name, one]));

/** The modules that distributions bring, each as a directory below `site` with more in it than is listed. */
export function modulesOf(
  command: Command,
  env: Environment,
  names: readonly string[],
  site: string,
): Change[] {
  return names.map((name) => {
    const binary = extensionOf(command, env, names, name, site);
    const entry = newEntry(command, env, 'dir', 0o755, binary ? { binary } : {});
    return { do: 'put', path: childPath(site, moduleOf(name)), open: true, entry };
  });
}

/** Machine code for the version whose site-packages it lies in. */
function extensionOf(
  command: Command,
  env: Environment,
  names: readonly string[],
  name: string,
  site: string,
): Extension | undefined {
  const libc = env.base?.os.libc;
  const version = /\/python(3\.\d+)\//.exec(site)?.[1] ?? versionOf(env);
  const compiled = COMPILED.get(name);
  // An older pydantic runs without its machine code, and its version is not looked at.
  const withCore = name === 'fastapi' && !names.includes('pydantic');
  if (version === undefined || !(isForOneVersion(name) || withCore)) return undefined;
  return {
    kind: 'extension',
    language: 'python',
    version,
    ...(libc === 'glibc' || libc === 'musl' ? { libc } : {}),
    libraries: libc === 'glibc' ? (compiled?.runtime ?? []).flatMap(sonamesIn) : [],
    origin: originOf(command),
  };
}

function versionOf(env: Environment): string | undefined {
  const { runtime } = env.base ?? {};
  return runtime?.language === 'python' ? /^3\.\d+/.exec(runtime.version)?.[0] : undefined;
}

/** A program that an installer put into a directory: it starts the interpreter that ran the installer. */
export function putScript(
  command: Command,
  env: Environment,
  path: string,
  interpreters: readonly string[],
  module?: string,
): Change {
  const origin = originOf(command);
  return putFile(command, env, path, {
    mode: { known: true, value: 0o755, origin },
    ...(interpreters.length === 0
      ? {}
      : {
          binary: {
            kind: 'script',
            interpreters,
            ...(module === undefined ? {} : { module }),
            origin,
          },
        }),
  });
}

/** The interpreters that may stand in the first line of what `pip` of a prefix installs. */
export function interpretersOf(env: Environment, prefix: string): string[] {
  const names = ['python3', 'python'].map((name) => `${prefix}/bin/${name}`);
  return names.filter((path) => env.files.get(path).is !== 'no');
}
