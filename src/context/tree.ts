import type { ContextEntry } from '../facts/context.ts';

/** An entry that is sent, with all that is sent below it. */
export interface ContextNode {
  /** Relative to the context; empty for the context itself. */
  readonly path: string;
  readonly kind: ContextEntry['kind'];
  /** Regular files in it (1 for a file itself). */
  readonly files: number;
  readonly bytes: number;
  /** Biggest first. */
  readonly children: readonly ContextNode[];
}

interface Growing {
  readonly path: string;
  readonly kind: ContextEntry['kind'];
  files: number;
  bytes: number;
  children: Growing[];
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function biggestFirst(a: Growing, b: Growing): number {
  return b.bytes - a.bytes || b.files - a.files || (a.path < b.path ? -1 : 1);
}

/** The tree of what is sent, from entries sorted by path, as `ContextFacts.entries` gives them. */
export function sentTree(entries: readonly ContextEntry[]): ContextNode {
  const top: Growing = { path: '', kind: 'dir', files: 0, bytes: 0, children: [] };
  const byPath = new Map<string, Growing>([['', top]]);
  const nodes: Growing[] = [];
  for (const { path, kind, size } of entries) {
    const node = { path, kind, files: kind === 'file' ? 1 : 0, bytes: size, children: [] };
    byPath.set(path, node);
    nodes.push(node);
  }
  // A directory stands before what lies in it: backwards, each has its whole weight when it is added.
  for (const node of nodes.toReversed()) {
    node.children.sort(biggestFirst);
    const parent = byPath.get(parentOf(node.path));
    if (parent === undefined) continue;
    parent.files += node.files;
    parent.bytes += node.bytes;
    parent.children.push(node);
  }
  top.children.sort(biggestFirst);
  return top;
}
