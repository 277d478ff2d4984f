import {
  type Node,
  type ParseError,
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { lineAt, lineStarts, withoutMark } from './lines.ts';
import type { Parsed, Problem } from './parsed.ts';

/**
 * Reads JSON, and JSON with comments and trailing commas (tsconfig.json and friends).
 * Never throws: what is wrong is in `problem`, and the part before it in `value`.
 */
export function parseJson(text: string): Parsed {
  const source = withoutMark(text);
  const tree = lazily(() => parseTreeSafely(source));
  const lineOf = (path: readonly (string | number)[]): number | undefined =>
    lineIn(source, tree().root, path);
  try {
    return { value: JSON.parse(source), lineOf };
  } catch {
    const { root, problem } = tree();
    const value = root === undefined ? undefined : valueOf(root, 0);
    return { value, lineOf, ...(problem && { problem }) };
  }
}

interface Tree {
  readonly root: Node | undefined;
  readonly problem?: Problem;
}

function parseTreeSafely(source: string): Tree {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(source, errors, { allowTrailingComma: true });
    const first = errors[0];
    if (first === undefined) return { root };
    const message = `not valid JSON: ${printParseErrorCode(first.error)}`;
    return { root, problem: { message, line: lineAt(lineStarts(source), first.offset) } };
  } catch {
    // The parser descends recursively: only absurd nesting ends here.
    return { root: undefined, problem: { message: 'not valid JSON: nested too deeply' } };
  }
}

function lineIn(
  source: string,
  root: Node | undefined,
  path: readonly (string | number)[],
): number | undefined {
  if (root === undefined) return undefined;
  const node = findNodeAtLocation(root, [...path]);
  if (node === undefined) return undefined;
  // The line of the key, which is where an editor's reader looks.
  const offset = node.parent?.type === 'property' ? node.parent.offset : node.offset;
  return lineAt(lineStarts(source), offset);
}

/** The tree as data with own keys only, so that a key `__proto__` is a key like any other. */
function valueOf(node: Node, depth: number): unknown {
  if (depth > 500) return undefined;
  if (node.type === 'array') return (node.children ?? []).map((child) => valueOf(child, depth + 1));
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) {
      entries.push([String(key.value), valueOf(value, depth + 1)]);
    }
  }
  return Object.fromEntries(entries);
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
