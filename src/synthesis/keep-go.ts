import { posix } from 'node:path';
import { runMounts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { outputsOf, readBuildWords } from '../ecosystems/go/build-words.ts';
import type { Application, GoDetails } from '../facts/project.ts';
import type { KeptProgram, MadeProgram, Mount } from '../plan/types.ts';
import type { SimpleCommand } from '../shell/types.ts';
import { apkPackages, GENERATORS, goCommandKind, isTool, toolNames } from './keep-go-words.ts';
import type { MakeRun } from './keep-go-make.ts';
import type { Scope } from './keep-values.ts';
import { knownWords, plainChain, scriptOf, writtenWords } from './keep-words.ts';
import { type CommandKind, readCommandKind } from './keep-programs.ts';

/** What of a Go file is collected beside the rest. */
export interface GoReading {
  readonly details: GoDetails;
  /** Directory of the module in the build context. */
  readonly dir: string;
  /** Where directories of the context lie in the stages. */
  readonly roots: { readonly to: string; readonly context: string }[];
  readonly programs: (Omit<KeptProgram, 'paths'> & {
    /** Where it lies in any stage, and in the image. */
    readonly paths: string[];
    readonly places: string[];
  })[];
  readonly fetchMounts: Mount[];
  /** Programs that `go install` brought. */
  readonly tools: Set<string>;
  /** The file has one stage: what is installed in it also served the build. */
  readonly single: boolean;
  /** Certificates, time zones and the like that the image gets from another stage. */
  readonly foundations: string[];
  /** Calls of make; undefined: one that cannot be followed. */
  readonly makes: (MakeRun | undefined)[];
  /** What of them the image takes. */
  readonly made: MadeProgram[];
}

/** A RUN of a Go file, command by command. */
export interface GoRun {
  readonly apt: readonly string[];
  readonly directories: readonly string[];
  readonly manifest: boolean;
  /** What has to survive, in the build stage. */
  readonly rest?: string;
  /** It prepares the fetching of private modules. */
  readonly access: boolean;
  readonly unplaced?: string;
}

interface Place {
  readonly scope: Scope;
  readonly stage: 'build' | 'runtime';
  readonly workdir: string;
}

/** Credentials and addresses of private modules; `go env -w` writes such settings, too. */
const ACCESS = /\bgit config\b|\bssh-keyscan\b|\.ssh\b|\.netrc\b|\bgo env -w\b|\bgit-credentials\b/;

/** The path of the build context that a path in a stage came from. */
export function contextPathOf(path: string, go: GoReading): string | undefined {
  const root = go.roots
    .filter((one) => path === one.to || path.startsWith(one.to === '/' ? '/' : `${one.to}/`))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
  return root && posix.join(root.context, posix.relative(root.to, path));
}

function addPrograms(command: SimpleCommand, place: Place, line: number, go: GoReading): void {
  const written = writtenWords(command);
  const expanded = written.map((word) => place.scope.expand(word));
  const cgo = place.scope.get('CGO_ENABLED');
  const env = [
    ...(cgo === undefined ? [] : [['CGO_ENABLED', cgo] as const]),
    ...command.assignments.map((one) => [one.name, one.value?.value ?? ''] as const),
  ];
  const here = contextPathOf(place.workdir, go) ?? go.dir;
  const cwd = posix.relative(go.dir, here) || '.';
  const own = readBuildWords(written.slice(2)).packages;
  for (const built of outputsOf(expanded, { workdir: place.workdir, cwd }, go.details)) {
    const word = own.length === 1 && own[0]?.includes('$') ? own[0] : built.target;
    const target = posix.relative(go.dir, posix.join(here, word)) || '.';
    go.programs.push({
      target: target === '.' || target.startsWith('../') ? target : `./${target}`,
      words: written,
      env,
      paths: [built.output],
      places: place.stage === 'runtime' ? [built.output] : [],
      line,
    });
  }
}

/** `cp /build/main .`, `mv app /usr/local/bin/`: another place of a program. */
function moved(words: readonly string[], { workdir, stage }: Place, go: GoReading): boolean {
  if (words[0] !== 'cp' && words[0] !== 'mv' && words[0] !== 'install') return false;
  const paths = words.slice(1).filter((word) => !word.startsWith('-') && !/^\d{3,4}$/.test(word));
  const [from, to, ...more] = paths;
  if (from === undefined || to === undefined || more.length > 0) return false;
  const source = posix.resolve(workdir, from);
  const program = go.programs.find((one) => one.paths.includes(source));
  if (!program) return false;
  const target = posix.resolve(workdir, to);
  const isDir = to.endsWith('/') || to === '.' || isDirectory(target, workdir);
  const path = isDir ? posix.join(target, posix.basename(source)) : target;
  program.paths.push(path);
  if (stage === 'runtime') program.places.push(path);
  return true;
}

/** Directories that are there whatever the file says. */
const COMMON = /^\/(?:(?:usr\/)?(?:local\/)?s?bin|go\/bin|opt|srv|root|tmp|home)?$/;

/** Whether a COPY or `cp` to a path goes into it. */
export function isDirectory(path: string, workdir: string): boolean {
  return path === workdir || COMMON.test(path);
}

function kindOf(
  command: SimpleCommand,
  place: Place,
  go: GoReading,
  application: Application,
): CommandKind {
  const words = knownWords(command, (name) => place.scope.get(name)) ?? writtenWords(command);
  if (words[0] === 'go') {
    if (isTool(words)) for (const name of toolNames(words)) go.tools.add(name);
    return goCommandKind(words, application);
  }
  if (go.tools.has(words[0] ?? '') || GENERATORS.test(words[0] ?? '')) return { is: 'project' };
  const packages = place.stage === 'runtime' ? apkPackages(words) : undefined;
  if (packages) return { is: 'apt', packages };
  if (moved(words, place, go)) return { is: 'nothing' };
  const touches = words
    .slice(1)
    .some((word) =>
      go.programs.some((one) => one.paths.includes(posix.resolve(place.workdir, word))),
    );
  if ((words[0] === 'chmod' || words[0] === 'strip') && touches) return { is: 'nothing' };
  return readCommandKind(command, application, place.workdir);
}

function mountsOf(instruction: Instruction): readonly Mount[] {
  return runMounts(instruction).flatMap((mount) => {
    if (mount.type !== 'ssh' && mount.type !== 'secret') return [];
    const other = mount.fields
      .filter((one) => one.key !== 'type')
      .map((one) => (one.value === undefined ? one.key : `${one.key}=${one.value}`));
    return [{ type: mount.type, other }];
  });
}

function textOf(file: string, command: SimpleCommand): string {
  return file
    .slice(command.span.start, command.span.end)
    .split(/\r?\n/)
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/[\\`]\s*\n\s*/g, ' ')
    .trim();
}

interface Sorted {
  readonly apt: readonly string[];
  readonly directories: readonly string[];
  readonly manifest: boolean;
  readonly rest: readonly string[];
  /** Something in the rest is not known to work on the project alone. */
  readonly outside: boolean;
  readonly unplaced?: string;
}

function sortCommands(
  file: string,
  chain: readonly SimpleCommand[],
  at: Place,
  line: number,
  application: Application,
  go: GoReading,
): Sorted {
  let workdir = at.workdir;
  const rest: string[] = [];
  const found = { apt: [] as string[], directories: [] as string[], manifest: false };
  let unplaced: string | undefined;
  let outside = false;
  for (const command of chain) {
    const words = knownWords(command, (name) => at.scope.get(name)) ?? [];
    if (words[0] === 'cd' && words.length === 2) {
      workdir = posix.resolve(workdir, words[1] ?? '.');
      rest.push(textOf(file, command));
      continue;
    }
    if (words[0] === 'upx')
      unplaced = `Line ${line} packs the program with upx: whether it shall stay packed could not be established.`;
    const kind = kindOf(command, { ...at, workdir }, go, application);
    if (kind.is === 'compile') addPrograms(command, { ...at, workdir }, line, go);
    else if (kind.is === 'apt') found.apt.push(...kind.packages);
    else if (kind.is === 'directories') found.directories.push(...kind.paths);
    else if (kind.is === 'manifest') found.manifest = true;
    else if (kind.is === 'other' || kind.is === 'project') {
      rest.push(textOf(file, command));
      outside ||= kind.is === 'other';
    }
  }
  return { ...found, rest, outside, ...(unplaced !== undefined && { unplaced }) };
}

/** Reads a RUN of a Go file; undefined when it is none of Go's business. */
export function readGoRun(
  file: string,
  instruction: Instruction,
  application: Application,
  at: Place,
  go: GoReading,
): GoRun | undefined {
  const whole = file.slice(instruction.span.start, instruction.span.end);
  if (ACCESS.test(whole) && !/\bgo (?:build|install|mod)\b/.test(whole))
    return { apt: [], directories: [], manifest: false, access: true, rest: whole };
  const chain =
    instruction.heredocs.length > 0 ? undefined : plainChain(scriptOf(instruction).nodes);
  if (chain === undefined) return undefined;
  const ours = chain.some(({ words: [first] }) => {
    const name = first?.value ?? '';
    return (
      /^(?:go|cd|cp|mv|install|chmod|strip|upx|apk)$/.test(name) ||
      GENERATORS.test(name) ||
      go.tools.has(name)
    );
  });
  if (!ours) return undefined;
  const before = go.programs.length;
  const found = sortCommands(file, chain, at, instruction.startLine, application, go);
  const { rest, outside } = found;
  const compiles = go.programs.length > before;
  if (found.manifest || compiles) go.fetchMounts.push(...mountsOf(instruction));
  const left = rest.filter((one) => !/^cd\s/.test(one)).length > 0;
  // What has nothing to do with compiling stays where it was, the image.
  if (left && outside && !compiles && !found.manifest && !/\bgo\s/.test(whole)) return undefined;
  const flags = instruction.flags.map((flag) => `${flag.raw} `).join('');
  // Of a single stage the compiler had the packages, too.
  if (found.apt.length > 0 && !left && /\bapk\b/.test(whole) && go.single)
    return { ...found, access: true, rest: whole };
  const { rest: _, ...others } = found;
  return {
    ...others,
    access: false,
    ...(left && { rest: `RUN ${flags}${rest.join(' && ')}` }),
  };
}

/** The module's directory in the build context, which may be a part of the repository only. */
export function moduleDir(application: Application, inContext: (path: string) => boolean): string {
  const parts = application.path === '.' ? [] : application.path.split('/');
  const tails = parts.map((_, index) => parts.slice(index).join('/'));
  return [...tails, '.'].find((dir) => inContext(posix.join(dir, 'go.mod'))) ?? '.';
}

/** The programs that are in the image in the end. */
export function keptPrograms(go: GoReading): readonly KeptProgram[] {
  return go.programs
    .filter((one) => one.places.length > 0)
    .map(({ places, ...one }) => ({ ...one, paths: [...new Set(places)] }));
}
