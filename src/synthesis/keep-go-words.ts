import { posix } from 'node:path';
import type { Application } from '../facts/project.ts';
import type { CommandKind } from './keep-programs.ts';

/** Development servers for Go: they watch the sources and compile anew. */
const GO_WATCHERS: ReadonlySet<string> = new Set([
  'air',
  'reflex',
  'CompileDaemon',
  'realize',
  'fresh',
  'gow',
  'modd',
  'wgo',
]);

/** Programs that write Go sources. */
export const GENERATORS: RegExp =
  /^(?:swag|templ|buf|protoc|sqlc|wire|mockgen|stringer|ent|oapi-codegen|gqlgen|go-bindata|statik|pkger|packr2?|easyjson|goyacc|tailwindcss|rice|enumer|sqlboiler)$/;

/** Names of the programs that `go install x@v` brings. */
export function toolNames(words: readonly string[]): readonly string[] {
  return words
    .slice(2)
    .filter((word) => word.includes('@'))
    .map((word) => posix.basename(word.replace(/@.*$/, '').replace(/\/v\d+$/, '')));
}

/** Packages of Alpine that a compiled program never asks for. */
const ALPINE_ONLY =
  /^(?:build-base|alpine-sdk|musl(?:-dev)?|libc-dev|libc6-compat|gcompat|linux-headers|sqlite-libs|sqlite-dev|\.[\w-]+)$/;
/** Those that have the same name in Debian. */
const SAME_NAME =
  /^(?:git|make|bash|curl|wget|gcc|g\+\+|ca-certificates|tzdata|openssh-client|vim|nano|jq|unzip|zip|tar|file|patch|pkgconf|binutils|upx|protobuf-compiler|sudo|less|htop|tree|git-lfs|mercurial|rsync|ffmpeg|imagemagick|graphviz)$/;

/** `apk add` of packages whose place in Debian is known; undefined: something else. */
export function apkPackages(words: readonly string[]): readonly string[] | undefined {
  const at = words.indexOf('add');
  if (words[0] !== 'apk' || at < 0) return undefined;
  const after = words.slice(at + 1);
  const names = after.filter(
    (word, index) => !word.startsWith('-') && !/^(?:-t|--virtual)$/.test(after[index - 1] ?? ''),
  );
  if (!names.every((name) => SAME_NAME.test(name) || ALPINE_ONLY.test(name))) return undefined;
  return names.filter((name) => !ALPINE_ONLY.test(name));
}

/** Whether a `go install` brings a tool and not a program of the module. */
export function isTool(words: readonly string[]): boolean {
  return words[1] === 'install' && words.slice(2).some((word) => word.includes('@'));
}

function isWatcher(words: readonly string[]): boolean {
  const names = toolNames(words);
  return names.length > 0 && names.every((name) => GO_WATCHERS.has(name));
}

/** `go get` of what go.mod has anyway. */
function isKnownGet(words: readonly string[], application: Application): boolean {
  const paths = words.slice(2).filter((word) => !word.startsWith('-') && !word.startsWith('.'));
  return paths.every((path) => {
    const plain = path.replace(/@.*$/, '').replace(/\/\.\.\.$/, '');
    return application.dependencies.some(
      (one) => plain === one.name || plain.startsWith(`${one.name}/`),
    );
  });
}

/** What a command of Go itself means for the rewrite. */
export function goCommandKind(words: readonly string[], application: Application): CommandKind {
  const verb = words[1] ?? '';
  if (verb === 'build') return { is: 'compile' };
  if (verb === 'install') {
    if (!isTool(words)) return { is: 'compile' };
    return isWatcher(words) ? { is: 'nothing' } : { is: 'project' };
  }
  if (verb === 'mod') return { is: 'manifest' };
  if (verb === 'get')
    return isKnownGet(words, application) ? { is: 'manifest' } : { is: 'project' };
  if (['version', 'env', 'vet', 'test', 'clean', 'fmt'].includes(verb)) return { is: 'nothing' };
  return { is: 'project' };
}
