import { goLower, goUpper, skipSpace, trimEnd } from '../../src/dockerfile/chars.ts';
import { originalOf } from '../../src/dockerfile/original.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { Directive, Dockerfile, Instruction } from '../../src/dockerfile/types.ts';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import { type Trouble, isTrouble } from './client.ts';
import type { OracleDirective, OracleNode, ParseAnswer } from './parse-answer.ts';

/** Base64 of a text's bytes, the form in which texts are compared. */
export function base64(text: string): string {
  return Buffer.from(encodeText(text)).toString('base64');
}

/** The text of bytes in base64. */
export function ofBase64(text: string): string {
  return decodeText(Buffer.from(text, 'base64'));
}

const KNOWN = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/** The arguments as the official parser lists them. */
function argsOf(instruction: Instruction): string[] {
  if (instruction.name === 'ENV' || instruction.name === 'LABEL') {
    return instruction.pairs.flatMap(({ name, value = '', legacy }) => [
      name,
      value,
      legacy ? '' : '=',
    ]);
  }
  if (!KNOWN.has(instruction.name)) return [''];
  return instruction.args.map((word) => word.text);
}

function nodeOf(file: Dockerfile, instruction: Instruction, outer?: Instruction): OracleNode {
  const { flags, form, heredocs, comments, onbuild } = instruction;
  const inside = outer !== undefined;
  return {
    name: instruction.name,
    args: argsOf(instruction).map(base64),
    flags: flags.map(({ name, value }) =>
      base64(value === undefined ? `--${name}` : `--${name}=${value}`),
    ),
    json: form === 'json',
    original: inside ? '' : base64(originalOf(file, instruction)),
    start: inside ? 0 : instruction.startLine,
    end: inside ? 0 : instruction.endLine,
    heredocs: (inside ? [] : heredocs).map(({ name, fd, expand, chomp, content }) => ({
      name: base64(name),
      fd,
      expand,
      chomp,
      content: base64(content),
    })),
    comments: (inside ? [] : comments).map(({ span }) =>
      base64(bareComment(file, span.start, span.end)),
    ),
    ...(onbuild === undefined ? {} : { inner: nodeOf(file, onbuild, instruction) }),
  };
}

/** BuildKit drops the first byte of the line, be it `#` or a part of a blank before it, and trims the rest. */
function bareComment(file: Dockerfile, start: number, end: number): string {
  let from = file.text.lastIndexOf('\n', start - 1) + 1;
  if (from === 0 && file.text.charCodeAt(0) === 0xfeff) from = 1;
  const rest = decodeText(encodeText(file.text.slice(from, end)).subarray(1));
  const last = trimEnd(rest, 0, rest.length);
  return rest.slice(skipSpace(rest, 0, last), last);
}

function nameOf(written: string): string {
  const text = ofBase64(written);
  const known = goLower(text).toUpperCase();
  return KNOWN.has(known) ? known : goUpper(text);
}

function ofOracle(node: OracleNode): OracleNode {
  const { inner } = node;
  const named = { ...node, name: nameOf(node.name) };
  if (inner === undefined) return named;
  return {
    ...named,
    inner: { ...ofOracle(inner), original: '', start: 0, end: 0, heredocs: [], comments: [] },
  };
}

function directiveOf({ name, value, line }: Directive): OracleDirective {
  return { name: base64(name), value: base64(value), line };
}

/** A message without its place and without the suggestion (which depends on Go's map order). */
function plain(message: string): string {
  return message
    .replace(/^dockerfile parse error on line \d+: /, '')
    .replace(/ \(did you mean [^()]*\?\)$/, '');
}

/** How our reading of a file differs from the official one; empty when it does not. */
export function differences(text: string, answer: ParseAnswer | Trouble): string[] {
  const file = parseDockerfile(text);
  const found: string[] = [];
  // Nothing can be said of a file on which BuildKit breaks down.
  if (isTrouble(answer)) return answer.error.startsWith('panic') ? found : [answer.error];
  const check = (what: string, ours: unknown, theirs: unknown): void => {
    const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (a !== b) found.push(`${what}: ours ${a ?? 'nothing'}, BuildKit ${b ?? 'nothing'}`);
  };
  const failure = answer.syntax ?? answer.meaning;
  const first = file.errors[0];
  check('error', first && plain(first.message), failure && plain(ofBase64(failure.message)));
  // A file without lines is refused on line 0, which is no line.
  check('error line', first?.line, failure && Math.max(1, failure.line));
  if (answer.syntax !== undefined) return found;
  check('directives', file.directives.map(directiveOf), answer.directives);
  check('escape', file.escape, answer.escape);
  check('count', file.instructions.length, answer.nodes.length);
  for (const [i, instruction] of file.instructions.entries()) {
    const theirs = answer.nodes[i];
    if (theirs === undefined) break;
    const ours = nodeOf(file, instruction);
    const wanted: OracleNode = ofOracle(theirs);
    for (const key of Object.keys(ours) as (keyof OracleNode)[]) {
      check(`line ${instruction.startLine} ${instruction.name} ${key}`, ours[key], wanted[key]);
    }
  }
  return found;
}
