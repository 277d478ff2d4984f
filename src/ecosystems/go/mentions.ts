import { posix } from 'node:path';
import type { Found } from '../../facts/project.ts';
import { evidence, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { GoManifest } from './manifest.ts';
import { type GoFile, callsOf, literalAt } from './packages.ts';

/** Strings that are looked up at most. */
const MOST = 20_000;
const SETTINGS = ['yaml', 'yml', 'json', 'toml', 'ini', 'hcl', 'properties'];
/** Directories whose names are words of every program. */
const COMMON_WORDS =
  /^(?:cmd|internal|pkg|api|app|server|client|test|tests|docs?|bin|build|dist|tmp|data|lib|src|vendor|examples?|scripts?|tools?)$/;

function isPlain(text: string): boolean {
  return (
    text.length > 1 &&
    text.length < 200 &&
    /^(?:\.\/)?[\w][\w./ -]*$/.test(text) &&
    !text.includes('..')
  );
}

/** Whether a path of the module is data: a file that is no source, or a directory without sources. */
function isData(view: ProjectView, path: string, text: string): boolean {
  if (/\.(?:go|mod|sum|md|proto)$|(?:^|\/)(?:Dockerfile|Makefile|LICENSE)/.test(path)) return false;
  if (!view.exists(path)) return false;
  if (!view.isDir(path)) return /[./]/.test(text);
  return !COMMON_WORDS.test(text) && view.sources(path, ['.go']).length === 0;
}

function at(file: GoFile, offset: number, path: string): Found<string> {
  return found(path, 'guess' as const, evidence(file.file, file.source.line(offset), path));
}

/**
 * Paths of the module that strings of the program name, however it opens them: constants, defaults
 * of flags, `filepath.Join("assets", "logo.txt")`, the settings file of viper.
 */
export function mentionedPaths(
  view: ProjectView,
  manifest: GoManifest,
  files: readonly GoFile[],
): readonly Found<string>[] {
  const answers = new Map<string, boolean>();
  const known = (text: string): boolean => {
    const path = posix.normalize(text).replace(/\/$/, '');
    const before = answers.get(path);
    if (before !== undefined) return before;
    const answer =
      answers.size < MOST && isPlain(text) && isData(view, joinPath(manifest.dir, path), path);
    answers.set(path, answer);
    return answer;
  };
  return files.flatMap((file) => [
    ...file.source
      .strings()
      .filter((one) => !one.computed && known(one.value))
      .map((one) => at(file, one.start, one.value)),
    ...joined(file)
      .filter(({ path }) => known(path))
      .map(({ path, start }) => at(file, start, path)),
    ...settings(file)
      .filter(({ path }) => known(path))
      .map(({ path, start }) => at(file, start, path)),
  ]);
}

interface Named {
  readonly path: string;
  readonly start: number;
}

function joined(file: GoFile): readonly Named[] {
  return callsOf(file, /^(?:filepath|path)\.Join$/).flatMap((call) => {
    const parts = call.args.map((one) => literalAt(file, one));
    if (parts.length === 0 || parts.some((part) => part === undefined)) return [];
    return [{ path: posix.join(...parts.map((part) => part ?? '')), start: call.start }];
  });
}

/** `viper.SetConfigName("config")` with `viper.AddConfigPath(".")`. */
function settings(file: GoFile): readonly Named[] {
  const dirs = callsOf(file, /\.AddConfigPath$/).flatMap(
    (call) => literalAt(file, call.args[0]) ?? [],
  );
  return callsOf(file, /\.SetConfigName$/).flatMap((call) => {
    const name = literalAt(file, call.args[0]);
    if (name === undefined) return [];
    return dirs
      .filter((dir) => !dir.startsWith('/') && !dir.startsWith('$'))
      .flatMap((dir) =>
        SETTINGS.map((ending) => ({
          path: posix.join(dir, `${name}.${ending}`),
          start: call.start,
        })),
      );
  });
}
