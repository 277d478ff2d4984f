import type { ContextEntry, ContextFacts, IgnoreDecision } from '../facts/context.ts';
import {
  type DirEntry,
  type FileKind,
  type FileStat,
  HostError,
  type ReadFiles,
} from '../host/types.ts';
import { type ContextProblem, chooseIgnore } from './chosen-ignore.ts';
import {
  type IgnorePatterns,
  type IgnorePlace,
  decide,
  mayHoldSent,
  parseIgnore,
  placeBelow,
  topPlace,
} from './ignore.ts';
import { keepsOut } from './keeps-out.ts';
import { selectEntries } from './select.ts';

/** A directory on the way, and whether it is sent (an ignored one is when something in it is). */
interface Frame {
  readonly place: IgnorePlace;
  readonly parent?: Frame;
  readonly stat?: FileStat;
  sent: boolean;
  /** The outermost ignored directory that leads here, while nothing on the way was taken back. */
  readonly outermost?: string;
}

/** An entry that is not sent, and not looked into. */
export interface KeptOut {
  readonly path: string;
  readonly kind: FileKind;
  readonly decision: IgnoreDecision;
  /** The outermost ignored directory it lies in, when that one was looked into for exceptions. */
  readonly inside?: string;
}

interface Walked {
  readonly entries: readonly ContextEntry[];
  readonly byPath: ReadonlyMap<string, ContextEntry>;
  readonly totals: { readonly files: number; readonly bytes: number };
  readonly problems: readonly ContextProblem[];
  readonly keptOut: readonly KeptOut[];
  readonly takenBack: TakenBack;
}

/** Files and bytes that exceptions take back, by the line of the exception. */
export type TakenBack = ReadonlyMap<number, { readonly files: number; readonly bytes: number }>;

/** Most entries that are kept; a context beyond is reported and cut off. */
const MOST_ENTRIES = 5_000_000;

class Walk {
  readonly files: ReadFiles;
  readonly dir: string;
  readonly patterns: IgnorePatterns;
  readonly entries: ContextEntry[] = [];
  readonly problems: ContextProblem[] = [];
  readonly keptOut: KeptOut[] = [];
  readonly takenBack = new Map<number, { files: number; bytes: number }>();
  private readonly todo: Frame[];

  constructor(files: ReadFiles, dir: string, patterns: IgnorePatterns) {
    this.files = files;
    this.dir = dir;
    this.patterns = patterns;
    this.todo = [{ place: topPlace(patterns), sent: true }];
  }

  run(): void {
    for (let frame = this.todo.pop(); frame !== undefined; frame = this.todo.pop()) {
      for (const entry of this.list(frame)) this.visit(frame, entry);
      if (this.entries.length < MOST_ENTRIES) continue;
      this.problems.push({ path: frame.place.path, message: 'the context has too many entries' });
      return;
    }
  }

  private list({ place: { path, decision } }: Frame): DirEntry[] {
    try {
      return this.files.list(path === '' ? this.dir : `${this.dir}/${path}`);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (!decision.ignored) this.problems.push({ path: path || '.', message: error.message });
      return [];
    }
  }

  private visit(frame: Frame, { name, kind }: DirEntry): void {
    const place = placeBelow(this.patterns, frame.place, name);
    const { path } = place;
    const { ignored } = place.decision;
    const outermost = ignored ? frame.outermost : undefined;
    if (ignored && (kind !== 'dir' || !mayHoldSent(this.patterns, place))) {
      const inside = outermost === undefined ? {} : { inside: outermost };
      this.keptOut.push({ path, kind, decision: place.decision, ...inside });
      return;
    }
    const stat = this.files.stat(`${this.dir}/${path}`);
    if (stat === undefined) {
      if (!ignored) this.problems.push({ path, message: 'cannot be looked at' });
      return;
    }
    if (!ignored) this.send(frame, path, stat);
    if (!ignored && stat.kind === 'file') this.countTakenBack(place.decision.line, stat.size);
    if (stat.kind !== 'dir') return;
    const within = ignored ? { outermost: outermost ?? path } : {};
    this.todo.push({ place, parent: frame, stat, sent: !ignored, ...within });
  }

  /** A pattern that decided about what is sent has taken it back. */
  private countTakenBack(line: number | undefined, size: number): void {
    if (line === undefined) return;
    const sum = this.takenBack.get(line) ?? { files: 0, bytes: 0 };
    this.takenBack.set(line, { files: sum.files + 1, bytes: sum.bytes + size });
  }

  private send(frame: Frame, path: string, stat: FileStat): void {
    for (let above: Frame | undefined = frame; above !== undefined; above = above.parent) {
      if (above.sent) break;
      above.sent = true;
      if (above.stat !== undefined) this.entries.push(entryOf(above.place.path, above.stat));
    }
    this.entries.push(entryOf(path, stat));
  }
}

function entryOf(path: string, { kind, size, mode }: FileStat): ContextEntry {
  return { path, kind, size: kind === 'file' ? size : 0, mode };
}

function walkContext(files: ReadFiles, dir: string, patterns: IgnorePatterns): Walked {
  const walk = new Walk(files, dir, patterns);
  walk.run();
  const entries = walk.entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const sent = entries.filter((entry) => entry.kind === 'file');
  return {
    entries,
    byPath: new Map(entries.map((entry) => [entry.path, entry])),
    totals: { files: sent.length, bytes: sent.reduce((sum, { size }) => sum + size, 0) },
    problems: walk.problems,
    keptOut: walk.keptOut,
    takenBack: walk.takenBack,
  };
}

export interface ContextOptions {
  /** Absolute, or relative to the context; default `Dockerfile`. */
  readonly dockerfile?: string;
  /** Patterns in place of the ignore file's, e.g. of one that is to be written. */
  readonly ignoreText?: string;
  /** What a build may find where nothing lies now; without it: nothing. */
  readonly mayHold?: ContextFacts['mayHold'];
}

/** A context that also knows what it leaves out. */
export interface WalkedContext extends ContextFacts {
  /** What is kept out, each entry that was not looked into by itself. */
  keptOut(): readonly KeptOut[];
  takenBack(): TakenBack;
  readonly patterns: IgnorePatterns['patterns'];
}

/**
 * The build context in a directory, after the ignore file. Links are entries, never followed;
 * directories that cannot be read are named in `problems`. The walk is done at the first question.
 */
export function readContext(
  files: ReadFiles,
  dir: string,
  options: ContextOptions = {},
): WalkedContext {
  const chosen =
    options.ignoreText === undefined
      ? chooseIgnore(files, dir, options.dockerfile)
      : { text: options.ignoreText, path: '.dockerignore', problems: [] };
  const patterns = parseIgnore(chosen.text);
  const ignorePath = chosen.path ?? '.dockerignore';
  let walked: Walked | undefined;
  const walk = (): Walked => (walked ??= walkContext(files, dir, patterns));
  return {
    dir,
    ...(chosen.path === undefined ? {} : { ignoreFile: chosen.path }),
    ...(options.mayHold === undefined ? {} : { mayHold: options.mayHold }),
    decide: (path): IgnoreDecision => decide(patterns, path),
    keepsOut: (source): boolean => keepsOut(patterns, source),
    get: (path) => walk().byPath.get(path),
    entries: () => walk().entries,
    keptOut: () => walk().keptOut,
    takenBack: () => walk().takenBack,
    patterns: patterns.patterns,
    select: (pattern) => selectEntries(walk(), pattern, (path) => files.readLink(`${dir}/${path}`)),
    read: (path) =>
      walk().byPath.get(path)?.kind === 'file' ? readFile(files, dir, path) : undefined,
    get totals() {
      return walk().totals;
    },
    get problems() {
      const broken = patterns.problems.map(({ line, message }) => ({
        path: ignorePath,
        line,
        message,
      }));
      const unread = walk().problems;
      const message = 'the patterns take too long; from some path on nothing counts as ignored';
      const slow = patterns.exhausted ? [{ path: ignorePath, message }] : [];
      return [...chosen.problems, ...broken, ...slow, ...unread];
    },
  };
}

function readFile(files: ReadFiles, dir: string, path: string): Uint8Array | undefined {
  try {
    return files.read(`${dir}/${path}`);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}
