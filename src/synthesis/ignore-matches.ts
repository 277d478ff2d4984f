import { type IgnorePatterns, decide, parseIgnore } from '../context/ignore.ts';
import type { ContextFacts } from '../facts/context.ts';

/** Names of a context by which a pattern for any depth can be told to match nothing at once. */
interface Names {
  /** Of files and directories at any depth. */
  readonly anywhere: ReadonlySet<string>;
  readonly atTop: ReadonlySet<string>;
  /** Bytes kept out by the patterns that were asked about before. */
  readonly known: Map<string, number>;
}

/** Contexts live as long as one analysis; every candidate asks the same questions of them. */
const namesOf = new WeakMap<ContextFacts, Names>();

function names(context: ContextFacts): Names {
  const found = namesOf.get(context);
  if (found !== undefined) return found;
  const anywhere = new Set<string>();
  const atTop = new Set<string>();
  for (const { path } of context.entries()) {
    const first = path.indexOf('/');
    atTop.add(first === -1 ? path : path.slice(0, first));
    // Directories on the way are entries themselves: the last part of each is enough.
    anywhere.add(path.slice(path.lastIndexOf('/') + 1));
  }
  const made = { anywhere, atTop, known: new Map<string, number>() };
  namesOf.set(context, made);
  return made;
}

/** Bytes of what a pattern would keep out of a context; -1 when it matches nothing in it. */
export function bytesMatching(pattern: string, context: ContextFacts): number {
  const { anywhere, atTop, known } = names(context);
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const bare = pattern.startsWith('**/') ? pattern.slice(3) : pattern;
  const simple = bare !== '' && !bare.includes('/') && !bare.includes('**');
  const candidates = pattern === bare ? atTop : anywhere;
  const bytes =
    simple && !matchesOne(parseIgnore(bare), candidates)
      ? -1
      : sumMatching(parseIgnore(pattern), context);
  known.set(pattern, bytes);
  return bytes;
}

function matchesOne(patterns: IgnorePatterns, candidates: ReadonlySet<string>): boolean {
  for (const name of candidates) if (decide(patterns, name).ignored) return true;
  return false;
}

function sumMatching(patterns: IgnorePatterns, context: ContextFacts): number {
  let bytes = -1;
  for (const entry of context.entries()) {
    if (decide(patterns, entry.path).ignored) bytes = Math.max(bytes, 0) + entry.size;
  }
  return bytes;
}
