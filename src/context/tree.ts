import type { ContextFacts } from '../facts/context.ts';
import { type DirEntry, HostError, type ReadFiles } from '../host/types.ts';

/** A file or directory of the context with everything in it that is sent, or that is kept out. */
export interface ContextPart {
  readonly path: string;
  readonly kind: 'file' | 'dir';
  /** Files in it (1 for a file). */
  readonly files: number;
  readonly bytes: number;
  /** Of what is kept out: the pattern that decided, as written, and its line. */
  readonly pattern?: string;
  readonly line?: number;
}

export interface ContextTree {
  /** Biggest first. */
  readonly sent: readonly ContextPart[];
  readonly excluded: readonly ContextPart[];
  readonly totals: {
    readonly sent: { readonly files: number; readonly bytes: number };
    readonly excluded: { readonly files: number; readonly bytes: number };
  };
  /** False: there was more than could be counted; the excluded sizes are then at least these. */
  readonly complete: boolean;
}

export interface TreeOptions {
  /** Parts named of each kind; default 20. */
  readonly parts?: number;
  /** Entries looked at to weigh what is kept out; default 1,000,000. */
  readonly entries?: number;
}

interface Weight {
  readonly path: string;
  readonly kind: 'file' | 'dir';
  files: number;
  bytes: number;
}

/** A directory is opened when one thing in it has at least this share of its bytes. */
const MAIN_SHARE = 0.75;

function biggestFirst(a: Weight, b: Weight): number {
  return b.bytes - a.bytes || (a.path < b.path ? -1 : 1);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Weighs every directory of what is sent; gives the children by directory. */
function weighSent(facts: ContextFacts): Map<string, Weight[]> {
  const dirs = new Map<string, Weight>();
  const children = new Map<string, Weight[]>([['', []]]);
  for (const { path, kind, size } of facts.entries()) {
    if (kind !== 'dir' && kind !== 'file') continue;
    const weight: Weight =
      kind === 'dir' ? { path, kind, files: 0, bytes: 0 } : { path, kind, files: 1, bytes: size };
    children.get(parentOf(path))?.push(weight);
    if (kind === 'dir') {
      dirs.set(path, weight);
      children.set(path, []);
      continue;
    }
    for (let above = parentOf(path); above !== ''; above = parentOf(above)) {
      const dir = dirs.get(above);
      if (dir === undefined) continue;
      dir.files += 1;
      dir.bytes += size;
    }
  }
  return children;
}

/** The parts of the top, each opened down to where its bytes really are. */
function sentParts(facts: ContextFacts): Weight[] {
  const children = weighSent(facts);
  const parts: Weight[] = [];
  const todo = [...(children.get('') ?? [])];
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    const inside = children.get(part.path) ?? [];
    const { bytes } = part;
    const hasMain = bytes > 0 && inside.some((one) => one.bytes >= MAIN_SHARE * bytes);
    if (part.kind === 'dir' && hasMain) todo.push(...inside);
    else if (part.files > 0) parts.push(part);
  }
  return parts.toSorted(biggestFirst);
}

function listOrNothing(files: ReadFiles, dir: string): DirEntry[] {
  try {
    return files.list(dir);
  } catch (error) {
    if (error instanceof HostError) return [];
    throw error;
  }
}

/** Weighs what is kept out, each outermost ignored entry by itself, looking at `limit` entries at most. */
function weighExcluded(
  facts: ContextFacts,
  files: ReadFiles,
  limit: number,
): { parts: Weight[]; complete: boolean } {
  const parts: Weight[] = [];
  const todo: { path: string; part?: Weight }[] = [{ path: '' }];
  let looked = 0;
  for (let dir = todo.pop(); dir !== undefined; dir = todo.pop()) {
    const prefix = dir.path === '' ? '' : `${dir.path}/`;
    for (const { name, kind } of listOrNothing(files, `${facts.dir}/${dir.path}`)) {
      looked += 1;
      if (looked > limit) return { parts, complete: false };
      const path = prefix + name;
      const isSent = facts.get(path) !== undefined;
      if (isSent && kind !== 'dir') continue;
      let { part } = dir;
      if (part === undefined && (!isSent || facts.decide(path).ignored)) {
        part = { path, kind: kind === 'dir' ? 'dir' : 'file', files: 0, bytes: 0 };
        parts.push(part);
      }
      if (kind === 'dir') todo.push({ path, ...(part && { part }) });
      if (kind !== 'file' || part === undefined) continue;
      part.files += 1;
      part.bytes += files.stat(`${facts.dir}/${path}`)?.size ?? 0;
    }
  }
  return { parts, complete: true };
}

function withPattern(facts: ContextFacts, weight: Weight): ContextPart {
  const { pattern, line } = facts.decide(weight.path);
  return {
    ...weight,
    ...(pattern === undefined ? {} : { pattern }),
    ...(line === undefined ? {} : { line }),
  };
}

/** The biggest parts of a context, sent and kept out. What is kept out is weighed in a walk of its own. */
export function contextTree(
  facts: ContextFacts,
  files: ReadFiles,
  options: TreeOptions = {},
): ContextTree {
  const { parts: most = 20, entries = 1_000_000 } = options;
  const { parts, complete } = weighExcluded(facts, files, entries);
  const excluded = { files: 0, bytes: 0 };
  for (const part of parts) {
    excluded.files += part.files;
    excluded.bytes += part.bytes;
  }
  return {
    sent: sentParts(facts).slice(0, most),
    excluded: parts
      .toSorted(biggestFirst)
      .slice(0, most)
      .map((part) => withPattern(facts, part)),
    totals: { sent: facts.totals, excluded },
    complete: complete,
  };
}
