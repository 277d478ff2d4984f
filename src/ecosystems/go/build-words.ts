import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';

/** Flags of `go build` that take the next word as their value. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  '-o',
  '-ldflags',
  '-gcflags',
  '-asmflags',
  '-tags',
  '-mod',
  '-p',
  '-installsuffix',
  '-buildmode',
  '-compiler',
  '-modfile',
  '-overlay',
  '-pgo',
  '-pkgdir',
  '-toolexec',
  '-C',
]);

/** The words of a `go build` or `go install` after the verb. */
export interface BuildWords {
  readonly flags: readonly (readonly [string, string | undefined])[];
  readonly packages: readonly string[];
}

/** Splits the words after `go build` into flags and packages. */
export function readBuildWords(words: readonly string[]): BuildWords {
  const flags: (readonly [string, string | undefined])[] = [];
  const packages: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = (words[at] ?? '').replace(/^--/, '-');
    const equals = word.indexOf('=');
    if (!word.startsWith('-')) packages.push(word);
    else if (equals > 0) flags.push([word.slice(0, equals), word.slice(equals + 1)]);
    else if (WITH_VALUE.has(word)) flags.push([word, words[++at] ?? '']);
    else flags.push([word, undefined]);
  }
  return { flags, packages };
}

/** A flag's value; undefined when it is not there. */
export function flagOf(words: BuildWords, name: string): string | undefined {
  return words.flags.find(([flag]) => flag === name)?.[1];
}

/** One program that a compile command leaves. */
export interface Built {
  /** Package, relative to where the command runs: `.` or `./cmd/server`. */
  readonly target: string;
  /** Absolute path. */
  readonly output: string;
}

/** `main.go` or `*.go` name the package they lie in. */
export function packageOf(word: string): string {
  const dir = word.endsWith('.go') ? posix.dirname(word) : word;
  const plain = posix.normalize(dir).replace(/\/$/, '');
  if (plain === '.') return '.';
  return plain.startsWith('/') || plain.startsWith('../') ? plain : `./${plain}`;
}

function nameOf(module: string, cwd: string, word: string): string {
  if (word.endsWith('.go') && !word.includes('*')) return posix.basename(word, '.go');
  const path = posix.join(cwd, packageOf(word));
  const whole = path === '.' ? module : path;
  return posix.basename(whole.replace(/\/v\d+$/, ''));
}

/** A package's path within the module: by directory or by import path. */
function inModule(word: string, module: string): string {
  if (word === module) return '.';
  return word.startsWith(`${module}/`) ? `./${word.slice(module.length + 1)}` : word;
}

/**
 * The programs a `go build` or `go install` leaves, and where. `workdir` is where it runs
 * (absolute), `cwd` the same relative to the module. Source: `go help build`.
 */
export function outputsOf(
  words: readonly string[],
  place: { readonly workdir: string; readonly cwd: string },
  details: GoDetails,
): readonly Built[] {
  const own = readBuildWords(words.slice(2));
  const workdir = posix.resolve(place.workdir, flagOf(own, '-C') ?? '.');
  const cwd = posix.join(place.cwd, flagOf(own, '-C') ?? '.');
  const named = own.packages.map((word) => inModule(word, details.module));
  const files = named.every((word) => word.endsWith('.go'));
  const wanted = named.length === 0 ? ['.'] : files ? named.slice(0, 1) : named;
  const targets = wanted.flatMap((word) =>
    word.includes('...') ? below(word, cwd, details) : [word],
  );
  const output = words[1] === 'install' ? '/go/bin/' : flagOf(own, '-o');
  const isDir =
    output !== undefined &&
    (/(?:^|\/)\.{0,2}$/.test(output) ||
      targets.length > 1 ||
      posix.resolve(workdir, output) === workdir);
  return targets.map((word) => {
    const name = nameOf(details.module, cwd, word);
    const path = output === undefined ? name : isDir ? posix.join(output, name) : output;
    return {
      target: packageOf(posix.join(flagOf(own, '-C') ?? '.', word)),
      output: posix.resolve(workdir, path),
    };
  });
}

/** Main packages that `./...` or `./cmd/...` stands for, relative to where the command runs. */
function below(pattern: string, cwd: string, details: GoDetails): readonly string[] {
  const base = posix.join(cwd, pattern.replace(/\/?\.\.\..*$/, '') || '.');
  return details.mains
    .filter((main) => base === '.' || main === base || main.startsWith(`${base}/`))
    .map((main) => posix.relative(cwd, main) || '.');
}
