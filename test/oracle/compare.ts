import {
  INSTRUCTIONS,
  argumentsOf,
  commentsOf,
  flagText,
} from '../../src/dockerfile/as-buildkit.ts';
import { goLower, goUpper } from '../../src/dockerfile/chars.ts';
import { originalOf } from '../../src/dockerfile/original.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { Directive, Dockerfile, Instruction } from '../../src/dockerfile/types.ts';
import { type Trouble, isTrouble } from './client.ts';
import { type Held, ofBase64, settled } from './comparer.ts';
import type { OracleDirective, OracleNode, ParseAnswer } from './parse-answer.ts';

function nodeOf(file: Dockerfile, instruction: Instruction, outer?: Instruction): OracleNode {
  const { flags, form, heredocs, onbuild } = instruction;
  const inside = outer !== undefined;
  return {
    name: instruction.name,
    args: argumentsOf(instruction).map(settled),
    flags: flags.map((flag) => settled(flagText(flag))),
    json: form === 'json',
    original: inside ? '' : settled(originalOf(file, instruction)),
    start: inside ? 0 : instruction.startLine,
    end: inside ? 0 : instruction.endLine,
    heredocs: (inside ? [] : heredocs).map(({ name, fd, expand, chomp, content }) => ({
      name: settled(name),
      fd,
      expand,
      chomp,
      content: settled(content),
    })),
    comments: inside ? [] : commentsOf(file, instruction).map(settled),
    ...(onbuild === undefined ? {} : { inner: nodeOf(file, onbuild, instruction) }),
  };
}

function nameOf(text: string): string {
  const known = goLower(text).toUpperCase();
  return INSTRUCTIONS.has(known) ? known : goUpper(text);
}

/** A node of the oracle as text. */
function ofOracle(node: OracleNode, inside = false): OracleNode {
  const { inner } = node;
  return {
    name: nameOf(ofBase64(node.name)),
    args: node.args.map(ofBase64),
    flags: node.flags.map(ofBase64),
    json: node.json,
    original: inside ? '' : ofBase64(node.original),
    start: inside ? 0 : node.start,
    end: inside ? 0 : node.end,
    heredocs: inside
      ? []
      : node.heredocs.map((one) => ({
          ...one,
          name: ofBase64(one.name),
          content: ofBase64(one.content),
        })),
    comments: inside ? [] : node.comments.map(ofBase64),
    ...(inner === undefined ? {} : { inner: ofOracle(inner, true) }),
  };
}

function directiveOf({ name, value, line }: Directive): OracleDirective {
  return { name: settled(name), value: settled(value), line };
}

/** A message without its place and without the suggestion (which depends on Go's map order). */
function plain(message: string): string {
  return message
    .replace(/^dockerfile parse error on line \d+: /, '')
    .replace(/ \(did you mean [^()]*\?\)$/, '');
}

/** Holds our reading of a file against the official one. */
export function holdParse(text: string, answer: ParseAnswer | Trouble, held: Held): void {
  const file = parseDockerfile(text);
  // Nothing can be said of a file on which BuildKit breaks down.
  if (isTrouble(answer) && answer.error.startsWith('panic')) return;
  if (isTrouble(answer)) return held.same('answer', 'answer', answer.error);
  const failure = answer.syntax ?? answer.meaning;
  const first = file.errors[0];
  held.same(
    'error',
    first && settled(plain(first.message)),
    failure && plain(ofBase64(failure.message)),
  );
  // A file without lines is refused on line 0, which is no line.
  held.same('error line', first?.line, failure && Math.max(1, failure.line));
  if (answer.syntax !== undefined) return;
  const theirDirectives = answer.directives.map(({ name, value, line }) => ({
    name: ofBase64(name),
    value: ofBase64(value),
    line,
  }));
  held.same('directives', file.directives.map(directiveOf), theirDirectives);
  held.same('escape', file.escape, answer.escape);
  held.same('count', file.instructions.length, answer.nodes.length);
  for (const [i, instruction] of file.instructions.entries()) {
    const theirs = answer.nodes[i];
    if (theirs === undefined) break;
    holdNode(nodeOf(file, instruction), ofOracle(theirs), held);
  }
}

function holdNode(ours: OracleNode, theirs: OracleNode, held: Held): void {
  for (const key of Object.keys({ ...ours, ...theirs }) as (keyof OracleNode)[]) {
    held.same(`line ${ours.start} ${ours.name} ${key}`, ours[key], theirs[key]);
  }
}
