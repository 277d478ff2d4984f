import type { Instruction } from './types.ts';

/** A command line that was to be a JSON array and is none: the builder takes it as shell form. */
export interface BrokenArray {
  /** Its strings; undefined where they cannot be told. */
  readonly words?: readonly string[];
  /** Why it is no JSON, for the middle of a sentence. */
  readonly because: string;
}

const STRING =
  /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|[“”„‟]([^“”„‟]*)[“”„‟]|[‘’‚‛`´]([^‘’‚‛`´]*)[‘’‚‛`´])/;
const BARE = /^[^\s,[\]"'“”„‘’`´$=!<>|&;()]+/;

/** Reads the shell form of RUN, CMD, ENTRYPOINT or HEALTHCHECK as the array that was meant; undefined: none was. */
export function brokenArray(instruction: Instruction): BrokenArray | undefined {
  const { body, form } = instruction;
  if (form !== 'shell' || body === undefined || instruction.heredocs.length > 0) return undefined;
  if (!/^(RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(instruction.name)) return undefined;
  const text = body.text.trim();
  if (!text.startsWith('[') || text.startsWith('[[')) return undefined;
  return read(text);
}

function read(text: string): BrokenArray | undefined {
  const words: string[] = [];
  let [rest, commas, blanks, bare, other] = [text.slice(1), 0, 0, 0, 0];
  for (;;) {
    rest = rest.trimStart();
    if (rest === '' || rest.startsWith(']')) break;
    const string = STRING.exec(rest);
    const found = string ?? BARE.exec(rest);
    if (found === null) return undefined;
    if (!string) bare += 1;
    else if (string[1] === undefined) other += 1;
    words.push(found.slice(1).find((one) => one !== undefined) ?? found[0]);
    rest = rest.slice(found[0].length);
    const comma = /^\s*,/.exec(rest);
    if (comma) commas += 1;
    else if (!/^\s*(\]|$)/.test(rest)) blanks += 1;
    rest = comma ? rest.slice(comma[0].length) : rest;
  }
  const closed = rest.startsWith(']');
  const tail = rest.slice(1).trim();
  if (words.length === 0 || (tail !== '' && !/^[#\]}";,]/.test(tail))) return undefined;
  // `[ -f x ]` is a command: words without commas are no list, and only some quoted ones neither.
  if (bare > 0 && (blanks > 0 || (commas === 0 && /^\[\s/.test(text)))) return undefined;
  return {
    ...(closed && tail === '' ? { words } : {}),
    because: reason({ closed, tail, bare, other, blanks, text }),
  };
}

interface Flaws {
  readonly closed: boolean;
  readonly tail: string;
  readonly bare: number;
  readonly other: number;
  readonly blanks: number;
  readonly text: string;
}

function reason({ closed, tail, bare, other, blanks, text }: Flaws): string {
  if (!closed) return 'its bracket is not closed';
  if (tail.startsWith('#')) return 'a comment stands behind it';
  if (tail !== '') return 'something stands behind it';
  if (other > 0) return 'its quotes are not straight double quotes';
  if (bare > 0) return 'its words are not in double quotes';
  if (blanks > 0) return 'a comma is missing';
  return /,\s*\]$/.test(text)
    ? 'a comma stands before the bracket'
    : 'a backslash in it is no escape';
}
