import { posix } from 'node:path';
import type { Instruction } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';
import { bodyOf, scriptOfBody } from '../shell/body.ts';
import { flatCommands } from '../shell/flat.ts';
import type { SimpleCommand } from '../shell/types.ts';
import { readCommandKind, type CommandKind } from './keep-programs.ts';
import { knownWords, plainChain } from './keep-words.ts';

/** What a RUN turned out to be. */
export interface ReadRun {
  readonly apt: readonly string[];
  readonly installs: readonly string[];
  /** Requirements files that are installed, as written. */
  readonly requirements: readonly string[];
  readonly directories: readonly string[];
  readonly compile?: SimpleCommand;
  /** Installs what the manifests name. */
  readonly manifest: boolean;
  /** Commands that tell the package manager where to fetch from. */
  readonly settings?: readonly string[];
  /** What survives stood after the installation. */
  readonly afterInstall?: boolean;
  /** The instruction with only what has to survive; undefined: nothing has to. */
  readonly rest?: string;
  /** Whether what survives only works on the project's own files, as a build does. */
  readonly project: boolean;
}

interface Sorted {
  readonly command: SimpleCommand;
  readonly kind: CommandKind;
}

/** The command's own text with continuations taken out. */
function textOf(file: string, command: SimpleCommand): string {
  return file
    .slice(command.span.start, command.span.end)
    .split(/\r?\n/)
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/[\\`]\s*\n\s*/g, ' ')
    .trim();
}

function whole(file: string, instruction: Instruction): string {
  return file.slice(instruction.span.start, instruction.span.end);
}

function surviving(
  file: string,
  instruction: Instruction,
  sorted: readonly Sorted[],
): string | undefined {
  const stay = sorted.filter((one) => one.kind.is === 'other' || one.kind.is === 'project');
  if (stay.length === 0) return undefined;
  const packages = sorted.some((one) => one.kind.is === 'apt');
  // What follows a package installation in one line may need just these packages: it stays whole.
  const needsAll = packages && stay.some((one) => one.kind.is === 'other');
  if (stay.length === sorted.length || needsAll) return whole(file, instruction);
  const flags = instruction.flags.map((flag) => `${flag.raw} `).join('');
  return `RUN ${flags}${stay.map((one) => textOf(file, one.command)).join(' && ')}`;
}

/** `mkdir uploads && chmod 777 uploads`: the new file gives the directory to the program. */
function withoutModes(sorted: readonly Sorted[], workdir: string): readonly Sorted[] {
  const made = new Set(sorted.flatMap(({ kind }) => (kind.is === 'directories' ? kind.paths : [])));
  return sorted.map((one) => {
    const [program, ...rest] = knownWords(one.command) ?? [];
    const paths = rest.filter((word) => !word.startsWith('-')).slice(1);
    const ofMade = paths.every((path) => made.has(posix.resolve(workdir, path)));
    return program === 'chmod' && made.size > 0 && ofMade
      ? { command: one.command, kind: { is: 'nothing' } as const }
      : one;
  });
}

const WHEELS_MADE = /\bpip[\d.]*\s+(-\S+\s+)*wheel\b/;

function requirementsOf(kinds: readonly CommandKind[]): readonly string[] {
  return kinds.flatMap((kind) =>
    kind.is === 'manifest' || kind.is === 'install' ? (kind.requirements ?? []) : [],
  );
}

/** Where a chain goes by `cd`, as written; undefined: it stays, or comes where it was. */
function otherDirectory(chain: readonly SimpleCommand[], workdir: string): string | undefined {
  const targets = chain.flatMap((command) => {
    const words = knownWords(command);
    return words?.[0] === 'cd' ? [words.slice(1).join(' ')] : [];
  });
  return targets.find((to) => posix.resolve(workdir, to) !== workdir);
}

const NO_RUN = { apt: [], installs: [], requirements: [], directories: [], manifest: false };

/** Tells what a RUN is for, command by command; what is not understood survives as it stands. */
export function readRun(
  file: string,
  instruction: Instruction,
  application: Application,
  workdir: string,
  lookup: (name: string) => string | undefined = () => undefined,
): ReadRun {
  const body = bodyOf(instruction, undefined, file);
  // A script for another program than the shell is not read.
  if (!body || (body.kind !== 'shell' && body.kind !== 'exec'))
    return { ...NO_RUN, rest: whole(file, instruction), project: false };
  const script = scriptOfBody(body);
  const chain = plainChain(script.nodes);
  if (!chain) return unknownRun(file, instruction, flatCommands(script), application, workdir);
  const elsewhere = otherDirectory(chain, workdir);
  const read = chain.map((command) => ({
    command,
    kind:
      knownWords(command)?.[0] === 'cd'
        ? ({ is: 'nothing' } as const)
        : readCommandKind(command, application, workdir, WHEELS_MADE.test(file), lookup),
  }));
  const leaves = read.some(({ kind }) => kind.is === 'other' || kind.is === 'project');
  // What is done in another directory is done to another package; a copy of the manifests is none.
  if (elsewhere !== undefined && (leaves || !elsewhere.startsWith('/tmp/'))) {
    return { ...NO_RUN, rest: whole(file, instruction), project: !elsewhere.startsWith('/') };
  }
  const sorted = withoutModes(read, workdir);
  const kinds = sorted.map((one) => one.kind);
  const rest = surviving(file, instruction, sorted);
  const installs = sorted.findIndex(({ kind }) => kind.is === 'manifest');
  const later = sorted.findIndex(
    ({ kind }, index) => index > installs && (kind.is === 'other' || kind.is === 'project'),
  );
  const isWhole = rest !== undefined && rest === whole(file, instruction);
  const compile = sorted.find((one) => one.kind.is === 'compile')?.command;
  return {
    apt: isWhole ? [] : kinds.flatMap((kind) => (kind.is === 'apt' ? kind.packages : [])),
    installs: kinds.flatMap((kind) => (kind.is === 'install' ? kind.packages : [])),
    requirements: requirementsOf(kinds),
    directories: kinds.flatMap((kind) => (kind.is === 'directories' ? kind.paths : [])),
    ...(compile && { compile }),
    manifest: installs >= 0,
    settings: sorted
      .filter(({ kind }) => kind.is === 'setting')
      .map(({ command }) => textOf(file, command)),
    afterInstall: installs >= 0 && later >= 0,
    ...(rest !== undefined && { rest }),
    project: !kinds.some((kind) => kind.is === 'other'),
  };
}

/** Loops, conditions, heredocs: kept as they stand, unless every command in them is of no consequence. */
function unknownRun(
  file: string,
  instruction: Instruction,
  commands: readonly SimpleCommand[],
  application: Application,
  workdir: string,
): ReadRun {
  const kinds = commands.map((command) => readCommandKind(command, application, workdir));
  const harmless =
    kinds.length > 0 && kinds.every((kind) => kind.is === 'nothing' || kind.is === 'manifest');
  const text = whole(file, instruction);
  // Debian's way to another version of Node: the new base brings it.
  const brought = text.includes('deb.nodesource.com') || harmless;
  return {
    apt: [],
    installs: [],
    requirements: requirementsOf(kinds),
    directories: [],
    manifest: kinds.some((kind) => kind.is === 'manifest'),
    ...(!brought && { rest: text }),
    project: false,
  };
}
