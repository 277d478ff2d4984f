import {
  INSTRUCTIONS,
  argumentsOf,
  commentsOf,
  flagText,
} from '../../src/dockerfile/as-buildkit.ts';
import { goLower, goUpper } from '../../src/dockerfile/chars.ts';
import { originalOf } from '../../src/dockerfile/syntax/original.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
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

/** The name under which our tree has an instruction: upper case, unless an unknown one would look known. */
function nameOf(text: string): string {
  const lower = goLower(text);
  const known = lower.toUpperCase();
  if (INSTRUCTIONS.has(known) && known.toLowerCase() === lower) return known;
  const upper = goUpper(text);
  return INSTRUCTIONS.has(upper) ? text : upper;
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

const suggested = / \(did you mean ([^()]*)\?\)$/;

/** A message without its place. */
function plain(message: string): string {
  return message.replace(/^dockerfile parse error on line \d+: /, '');
}

/** Two messages; of two options equally near BuildKit suggests any, so other words are left out. */
function alike(ours: string, theirs: string): readonly [string, string] {
  const [a, b] = [suggested.exec(ours)?.[1], suggested.exec(theirs)?.[1]];
  if (a === undefined || b === undefined || goLower(a) === goLower(b)) return [ours, theirs];
  return [ours.replace(suggested, ''), theirs.replace(suggested, '')];
}

/** Holds our reading of a file against the official one. */
export function holdParse(text: string, answer: ParseAnswer | Trouble, held: Held): void {
  const file = parseDockerfile(text);
  // Nothing can be said of a file on which BuildKit breaks down.
  if (isTrouble(answer) && answer.error.startsWith('panic')) return;
  if (isTrouble(answer)) return held.same('answer', 'answer', answer.error);
  const failure = answer.syntax ?? answer.meaning;
  const first = file.errors[0];
  const [message, theirMessage] = alike(
    first === undefined ? '' : settled(plain(first.message)),
    failure === undefined ? '' : plain(ofBase64(failure.message)),
  );
  held.same('error', message, theirMessage);
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
