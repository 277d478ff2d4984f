import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import type { Kept, RecipeInput } from '../../plan/types.ts';

/** What is compiled, with which flags, and where the program lies in the image. */
export interface Compile {
  /** Package to compile: `.` or `./cmd/server`. */
  readonly target: string;
  /** The user's own flags (`-tags`, `-ldflags` …) as they stand, joined with ours. */
  readonly flags: readonly string[];
  /** Absolute path of the program in the image. */
  readonly binary: string;
  readonly entrypoint: readonly string[];
  readonly cmd?: readonly string[];
  readonly line?: number;
  readonly cgo: boolean;
}

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

interface Words {
  readonly flags: readonly (readonly [string, string | undefined])[];
  readonly packages: readonly string[];
}

/** Splits the words after `go build` into flags and packages. */
export function readBuildWords(words: readonly string[]): Words {
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

/** `-s -w` drop the symbol table and the debugger's data: 20 to 30 % of a program. */
function linkerFlags(own: string | undefined): string {
  const words = (own ?? '')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '-s' && word !== '-w');
  return ['-s', '-w', ...words].join(' ');
}

function flagsOf(own: Words | undefined): readonly string[] {
  const dropped = new Set([
    '-o',
    '-ldflags',
    '-trimpath',
    '-a',
    '-v',
    '-x',
    '-installsuffix',
    '-C',
  ]);
  const kept = (own?.flags ?? []).filter(([name]) => !dropped.has(name));
  const linker = linkerFlags(own?.flags.find(([name]) => name === '-ldflags')?.[1]);
  const words = kept.map(([name, value]) =>
    value === undefined ? name : `${name}=${shellWord(value)}`,
  );
  return ['-trimpath', ...words, `-ldflags="${linker.replaceAll('"', '\\"')}"`];
}

function shellWord(word: string): string {
  return /^[\w./:=@+,-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}

/** `main.go` or `*.go` name the package they lie in. */
function packageOf(word: string): string {
  const dir = word.endsWith('.go') ? posix.dirname(word) : word;
  if (dir === '.' || dir === './') return '.';
  return dir.startsWith('./') || dir.startsWith('/') || dir.includes('.') ? dir : `./${dir}`;
}

function targetOf(details: GoDetails, own: Words | undefined): string | undefined {
  const named = own?.packages[0];
  if (named !== undefined && !named.startsWith('/') && !named.includes('...'))
    return packageOf(named);
  if (details.main === undefined) return undefined;
  return details.main === '.' ? '.' : packageOf(details.main);
}

function programName(input: RecipeInput, details: GoDetails, target: string): string {
  const last = target === '.' ? details.module.split('/').at(-1) : target.split('/').at(-1);
  const name = (last ?? '').replace(/^v\d+$/, '') || input.application.name;
  return name.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-') || 'app';
}

/** Where the user's compile command puts the program. */
function ownOutput(
  kept: Kept | undefined,
  own: Words | undefined,
  name: string,
): string | undefined {
  const output = own?.flags.find(([flag]) => flag === '-o')?.[1];
  if (kept?.compile === undefined) return undefined;
  if (output === undefined) return posix.join(kept.compile.workdir, name);
  const path = posix.resolve(kept.compile.workdir, output);
  return output.endsWith('/') ? posix.join(path, name) : path;
}

/** The user's start words, when they start the compiled program and not `go run` or a shell. */
function ownStart(input: RecipeInput): Pick<Compile, 'entrypoint' | 'cmd' | 'line'> | undefined {
  const own = input.kept?.command;
  if (!own || own.shell !== undefined) return undefined;
  const entrypoint = own.entrypoint ?? [];
  const words = [...entrypoint, ...(own.cmd ?? [])];
  if (words.length === 0 || words[0] === 'go' || words[0]?.endsWith('/go')) return undefined;
  return {
    entrypoint: entrypoint.length > 0 ? entrypoint : words.slice(0, 1),
    ...(entrypoint.length > 0
      ? own.cmd && { cmd: own.cmd }
      : words.length > 1 && { cmd: words.slice(1) }),
    line: own.line,
  };
}

/** Reads the user's own compile and start commands; undefined when no main package is known. */
export function compileOf(
  input: RecipeInput,
  details: GoDetails,
  workdir: string,
): Compile | undefined {
  const kept = input.kept;
  const compile = kept?.compile;
  const own = compile && readBuildWords(compile.words.slice(2));
  const target = targetOf(details, own);
  if (target === undefined) return undefined;
  const name = programName(input, details, target);
  const start = ownStart(input);
  const first = start?.entrypoint[0];
  const standard = `/usr/local/bin/${name}`;
  const named = first?.includes('/') ? posix.resolve(workdir, first) : undefined;
  const binary = named ?? (first === undefined ? standard : `/usr/local/bin/${first}`);
  const output = ownOutput(kept, own, name);
  const fits =
    binary !== workdir && (start === undefined || output !== undefined || compile === undefined);
  const path = fits ? binary : standard;
  return {
    target,
    flags: flagsOf(own),
    binary: path,
    entrypoint: [path, ...(start?.entrypoint.slice(1) ?? [])],
    ...(start?.cmd && { cmd: start.cmd }),
    ...(start?.line !== undefined && { line: start.line }),
    cgo:
      details.cgo &&
      !compile?.env.some(([variable, value]) => variable === 'CGO_ENABLED' && value === '0'),
  };
}
