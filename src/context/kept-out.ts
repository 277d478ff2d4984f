import { type DirEntry, HostError, type ReadFiles } from '../host/types.ts';
import type { KeptOut, WalkedContext } from './walk.ts';

/** An outermost thing that is kept out of a context, and by which pattern. */
export interface KeptOutPart {
  readonly path: string;
  readonly kind: KeptOut['kind'];
  /** Regular files in it that are kept out, as far as it was weighed. */
  readonly files: number;
  readonly bytes: number;
  /** How much of it was looked into for that; of what is not whole, the sizes are at least these. */
  readonly weighed: 'whole' | 'partly' | 'not entered';
  /** As written. */
  readonly pattern?: string;
  /** 1-based, in the ignore file. */
  readonly line?: number;
}

export interface KeptOutWeights {
  /** Biggest first. */
  readonly parts: readonly KeptOutPart[];
  readonly files: number;
  readonly bytes: number;
  /** False: there was more than may be looked at. */
  readonly complete: boolean;
}

interface Weighing {
  readonly path: string;
  readonly kind: KeptOut['kind'];
  readonly of: KeptOut;
  files: number;
  bytes: number;
  /** Directories in it that were looked into, and that were not (yet). */
  entered: number;
  waiting: number;
  /** Files that were counted without their size. */
  unknown: number;
}

/** Entries that are looked at to weigh what a build never looks at: some tenths of a second. */
const MOST_LOOKED_AT = 50_000;

function listOrNothing(files: ReadFiles, dir: string): DirEntry[] {
  try {
    return files.list(dir);
  } catch (error) {
    if (error instanceof HostError) return [];
    throw error;
  }
}

/** One weighing for each outermost ignored entry. */
function outermost(context: WalkedContext): Map<string, Weighing> {
  const parts = new Map<string, Weighing>();
  for (const of of context.keptOut()) {
    const path = of.inside ?? of.path;
    if (parts.has(path)) continue;
    const kind = of.inside === undefined ? of.kind : 'dir';
    parts.set(path, { path, kind, of, files: 0, bytes: 0, entered: 0, waiting: 0, unknown: 0 });
  }
  return parts;
}

/**
 * Weighs what is kept out, `limit` entries of it at most. Every directory is entered to one level
 * before any is entered deeper, so that the small ones are weighed whole.
 */
export function weighKeptOut(
  context: WalkedContext,
  files: ReadFiles,
  limit: number = MOST_LOOKED_AT,
): KeptOutWeights {
  const parts = outermost(context);
  const waiting: { readonly path: string; readonly part: Weighing }[] = [];
  let looked = 0;
  const weigh = (path: string, kind: KeptOut['kind'], part: Weighing): void => {
    if (kind === 'dir') {
      waiting.push({ path, part });
      part.waiting += 1;
    }
    if (kind !== 'file') return;
    part.files += 1;
    looked += 1;
    if (looked > limit) part.unknown += 1;
    else part.bytes += files.stat(`${context.dir}/${path}`)?.size ?? 0;
  };
  for (const { path, kind, inside } of context.keptOut()) {
    const part = parts.get(inside ?? path);
    if (part !== undefined) weigh(path, kind, part);
  }
  for (let at = 0; at < waiting.length && looked < limit; at += 1) {
    const { path, part } = waiting[at] ?? {};
    if (path === undefined || part === undefined) break;
    part.waiting -= 1;
    part.entered += 1;
    looked += 1;
    for (const { name, kind } of listOrNothing(files, `${context.dir}/${path}`))
      weigh(`${path}/${name}`, kind, part);
  }
  return result([...parts.values()], context);
}

function result(parts: readonly Weighing[], context: WalkedContext): KeptOutWeights {
  const found = parts
    .toSorted((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
    .map((part) => partOf(part, context));
  return {
    parts: found,
    files: parts.reduce((sum, part) => sum + part.files, 0),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    complete: found.every((part) => part.weighed === 'whole'),
  };
}

function partOf(part: Weighing, context: WalkedContext): KeptOutPart {
  const { path, kind, files, bytes } = part;
  const { pattern, line } = part.of.path === path ? part.of.decision : context.decide(path);
  const begun = part.entered === 0 && files === 0 ? 'not entered' : 'partly';
  return {
    path,
    kind,
    files,
    bytes,
    weighed: part.waiting + part.unknown === 0 ? 'whole' : begun,
    ...(pattern === undefined ? {} : { pattern }),
    ...(line === undefined ? {} : { line }),
  };
}
