import type { ContextNode } from '../context/tree.ts';
import { type Colors, escapeControl, formatBytes } from './style.ts';

/** How much of a tree is shown. */
export interface TreeBounds {
  /** Levels below the context. */
  readonly depth: number;
  /** Entries named in each directory; the rest are summed up. */
  readonly entries: number;
}

/** A directory with less than this share of all that is sent is not opened. */
const SMALL = 0.02;

/** Rows of a table: size, name with its branch, number of files. */
export function treeRows(tree: ContextNode, bounds: TreeBounds, c: Colors): string[][] {
  const rows = [[formatBytes(tree.bytes), c.bold('./'), filesOf(tree.files)]];
  addChildren(rows, tree, { ...bounds, total: tree.bytes }, '', c);
  return rows;
}

/** `1 file`, `12 files`. */
export function filesOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}

interface Below extends TreeBounds {
  readonly total: number;
}

function addChildren(
  rows: string[][],
  node: ContextNode,
  below: Below,
  indent: string,
  c: Colors,
): void {
  if (below.depth <= 0) return;
  const shown = node.children.slice(0, below.entries);
  const rest = node.children.slice(below.entries);
  for (const [at, child] of shown.entries()) {
    const isLast = at === shown.length - 1 && rest.length === 0;
    const opened = onlyWay(child);
    const name = escapeControl(opened.path.slice(node.path === '' ? 0 : node.path.length + 1));
    rows.push([
      formatBytes(opened.bytes),
      `${c.dim(indent + (isLast ? '└─ ' : '├─ '))}${nameOf(name, opened, c)}`,
      opened.kind === 'dir' ? c.dim(filesOf(opened.files)) : '',
    ]);
    const next = { ...below, depth: below.depth - 1 };
    const isSmall = opened.bytes < SMALL * below.total;
    if (!isSmall) addChildren(rows, opened, next, indent + (isLast ? '   ' : '│  '), c);
  }
  if (rest.length > 0) rows.push(restRow(rest, indent, c));
}

/** A directory with nothing but one directory in it is shown as one. */
function onlyWay(node: ContextNode): ContextNode {
  let here = node;
  for (let [child] = here.children; here.children.length === 1 && child !== undefined;) {
    here = child;
    [child] = here.children;
  }
  return here;
}

function nameOf(name: string, { kind }: ContextNode, c: Colors): string {
  if (kind === 'dir') return c.cyan(`${name}/`);
  return kind === 'file' ? name : `${name} ${c.dim(kind === 'link' ? '(link)' : '(no file)')}`;
}

function restRow(rest: readonly ContextNode[], indent: string, c: Colors): string[] {
  const bytes = rest.reduce((sum, node) => sum + node.bytes, 0);
  const files = rest.reduce((sum, node) => sum + node.files, 0);
  return [formatBytes(bytes), c.dim(`${indent}└─ ${rest.length} more`), c.dim(filesOf(files))];
}
