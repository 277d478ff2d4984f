import {
  LineCounter,
  type Pair,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';
import { withoutMark } from './lines.ts';
import type { Parsed } from './parsed.ts';

/**
 * Reads the first document of a YAML file (merge keys and anchors resolved, expansion bounded).
 * Never throws: what is wrong is in `problem`, and what could be read in `value`.
 */
export function parseYaml(text: string): Parsed {
  const counter = new LineCounter();
  try {
    const document = parseDocument(firstDocument(withoutMark(text)), {
      lineCounter: counter,
      merge: true,
      prettyErrors: false,
      logLevel: 'silent',
    });
    const lineOf = (path: readonly (string | number)[]): number | undefined => {
      const offset = offsetOf(document.contents, path);
      return offset === undefined ? undefined : counter.linePos(offset).line;
    };
    const error = document.errors[0];
    const problem = error && {
      message: `not valid YAML: ${error.message}`,
      line: counter.linePos(error.pos[0]).line,
    };
    return { value: document.toJS({ maxAliasCount: 100 }), lineOf, ...(problem && { problem }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      lineOf: nowhere,
      problem: { message: `not valid YAML: ${message}` },
    };
  }
}

/** Up to the second `---`: a stream of documents is legal, and we want its first. */
function firstDocument(text: string): string {
  const marks = /^---(?:\s|$)/gm;
  const first = marks.exec(text);
  if (first === null) return text;
  const beforeIt = text
    .slice(0, first.index)
    .replace(/^[ \t]*(?:#.*|%.*)?$/gm, '')
    .trim();
  const second = beforeIt === '' ? marks.exec(text) : first;
  return second === null ? text : text.slice(0, second.index);
}

function offsetOf(root: unknown, path: readonly (string | number)[]): number | undefined {
  let here: unknown = root;
  let offset = isNode(root) ? root.range?.[0] : undefined;
  for (const key of path) {
    if (isMap(here)) {
      const pair = here.items.find((item) => isPair(item) && keyOf(item) === String(key));
      if (pair === undefined) return undefined;
      offset = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      here = pair.value;
    } else if (isSeq(here)) {
      here = here.items[Number(key)];
      if (here === undefined) return undefined;
      offset = isNode(here) ? here.range?.[0] : undefined;
    } else return undefined;
  }
  return offset;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function nowhere(): undefined {
  return undefined;
}
