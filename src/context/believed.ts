import type { ReadFiles } from '../host/types.ts';
import { isGitIgnored } from './git-ignored.ts';
import { cleanPath } from './go-path.ts';

/** A directory that is taken for the build context because the Dockerfile lies in it. */
export interface Guessed {
  readonly files: ReadFiles;
  /** Absolute. */
  readonly dir: string;
  /** Root of the repository, absolute: `dir` or above it. */
  readonly root: string;
  /** What the Dockerfile takes from its context, as written and expanded. */
  readonly sources: () => readonly string[];
  /** Whether the ignore file keeps a path out whatever lies there. */
  readonly keepsOut?: (path: string) => boolean;
}

/** Files by which a directory is a project of its own. */
const MANIFESTS =
  /^(\.git|package\.json|pyproject\.toml|requirements[\w.-]*\.txt|setup\.py|Pipfile|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(\.kts)?|composer\.json|Gemfile|mix\.exs|deno\.jsonc?|CMakeLists\.txt|Makefile|[\w.-]+\.(csproj|fsproj|sln))$/;
/** Projects whose builds leave programs, mostly without an extension, where the developer stands. */
const COMPILED =
  /^(go\.mod|Cargo\.toml|CMakeLists\.txt|Makefile|configure(\.ac)?|\.goreleaser\.ya?ml|[\w.-]+\.(csproj|sln)|build\.zig)$/;
/** Directories that a build or a tool makes. */
const MADE =
  /^(target|dist|build|out|bin|obj|public|node_modules|vendor|venv|\.venv|env|\.next|\.output|\.nuxt|\.svelte-kit|_build|_site|site|coverage|releases?|artifacts?|publish|generated|gen|tmp|temp|wheels?|wheelhouse|bazel-[\w-]+|\.git|\.cargo|\.gradle|\.m2|cache|output|certs?|ssl|secrets?|keys?|linux|amd64|arm64|x86_64)$/i;
/** Files that are made, fetched or handed out, not written. */
const MADE_FILE =
  /\.(jar|war|ear|whl|egg|gem|deb|rpm|apk|exe|dll|so|dylib|a|o|bin|img|iso|wasm|tar|tgz|txz|tbz2?|zip|gz|xz|bz2|zst|7z|pem|crt|cer|key|p12|pfx|jks|keystore|env|map|db|sqlite3?|pt|onnx|h5|pkl|bundle)$|^\.env(?!\.(example|sample|dist|template|defaults)$)|^\.(npmrc|netrc|pypirc|yarnrc)$|secret|credential|token|password|id_(rsa|ed25519)/i;
/** Names without an extension that people write. */
const WRITTEN =
  /^(src|apps|lib|libs|cmd|pkg|packages|internal|config|conf|configs|etc|scripts?|tools?|docker|deploy|nginx|static|assets|templates|views|routes|models|controllers|middlewares?|utils|helpers|components|pages|styles|migrations|alembic|prisma|db|sql|data|docs?|tests?|specs?|locales?|i18n|proto|resources|examples|Makefile|Dockerfile|LICENSE|README|Gemfile|Rakefile|Procfile|Pipfile|gradlew|mvnw|gradle|Cargo|VERSION)$/i;

/**
 * Answers what a build may find in a guessed context at a path where nothing lies now (`ContextFacts.mayHold`).
 *
 * People build `docker/Dockerfile` with the repository as context, pipelines make `target/*.jar` before the
 * build, and Dockerfiles lie about alone. So the directory counts as the context only where something speaks for it
 * (it is a repository or a project, or holds other things that are copied) and nothing for another one (something
 * copied is not here but below a directory above). Even then what looks built, what version control keeps out and what lies
 * below a directory above may be there when it counts.
 */
export function mayHoldOf(guess: Guessed): (path: string) => boolean {
  let names: ReadonlySet<string> | undefined;
  let believed: boolean | undefined;
  const here = (): ReadonlySet<string> => (names ??= namesIn(guess));
  return (path) => {
    believed ??= isBelieved(guess, here());
    if (!believed) return true;
    const plain = cleanPath(`/${path}`).slice(1);
    if (plain === '' || guess.keepsOut?.(plain) === true) return false;
    if (looksMade(plain, here()) && !isWithoutPackage(guess, plain)) return true;
    const above = guess.dir.slice(guess.root.length + 1);
    if (isGitIgnored(guess.files, guess.root, above === '' ? plain : `${above}/${plain}`))
      return true;
    return liesAbove(guess, fixedPart(plain));
  };
}

function namesIn({ files, dir }: Guessed): ReadonlySet<string> {
  try {
    return new Set(files.list(dir).map(({ name }) => name));
  } catch {
    return new Set();
  }
}

function isBelieved(guess: Guessed, names: ReadonlySet<string>): boolean {
  const places = guess.sources().flatMap((one) => {
    const plain = fixedPart(cleanPath(`/${one}`).slice(1));
    return plain === '' ? [] : [plain];
  });
  const isHere = (path: string): boolean => guess.files.stat(`${guess.dir}/${path}`) !== undefined;
  if (places.some((path) => !isHere(path) && liesAbove(guess, path))) return false;
  // Release tools build in a directory of their own, into which they put the programs.
  if ([...names].some((name) => /^\.goreleaser\.ya?ml$/.test(name))) return false;
  return [...names].some((name) => MANIFESTS.test(name)) || places.some(isHere);
}

/** The leading parts of a pattern without wildcards. */
function fixedPart(path: string): string {
  const parts = path.split('/');
  const first = parts.findIndex((part) => /[*?[\\]/.test(part));
  return first < 0 ? path : parts.slice(0, first).join('/');
}

/** Whether a path lies below a directory above the guessed one, up to the root. */
function liesAbove({ files, dir, root }: Guessed, path: string): boolean {
  if (path === '') return false;
  for (let here = dir; here !== root && here.startsWith(root) && here.length > 1;) {
    here = here.slice(0, Math.max(here.lastIndexOf('/'), 1));
    if (files.stat(`${here === '/' ? '' : here}/${path}`) !== undefined) return true;
  }
  return false;
}

/** Installed packages lie beside the manifest that asks for them. */
function isWithoutPackage({ files, dir }: Guessed, path: string): boolean {
  const at = `/${path}/`.indexOf('/node_modules/');
  return at >= 0 && files.stat(`${dir}/${path.slice(0, at)}/package.json`) === undefined;
}

/** Whether a path looks like something that is made before the build. */
function looksMade(path: string, names: ReadonlySet<string>): boolean {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  if (parts.some((part) => MADE.test(part)) || MADE_FILE.test(last)) return true;
  // Programs that were built by hand lie where one builds: at the top.
  const isBare = parts.length === 1 && !last.includes('.') && !WRITTEN.test(last);
  // Only the case is another one: then it is that name that is meant.
  if (isBare && [...names].some((name) => name.toLowerCase() === last.toLowerCase())) return false;
  return isBare && [...names].some((name) => COMPILED.test(name));
}
