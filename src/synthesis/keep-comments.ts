import type { Instruction } from '../dockerfile/types.ts';
import type { KeptComment } from '../plan/types.ts';
import { type Scope, unquoteValue } from './keep-values.ts';

const ABOVE: Readonly<Record<string, KeptComment['above']>> = {
  WORKDIR: 'workdir',
  LABEL: 'labels',
  MAINTAINER: 'labels',
  EXPOSE: 'expose',
  VOLUME: 'volumes',
  STOPSIGNAL: 'stopSignal',
  USER: 'user',
  HEALTHCHECK: 'healthcheck',
  ENTRYPOINT: 'entrypoint',
  CMD: 'cmd',
};
/** What a later instruction adds to; of the others the last one counts. */
const LISTS: ReadonlySet<KeptComment['above']> = new Set([
  'labels',
  'expose',
  'volumes',
  'sources',
]);

/** The user's own words above an instruction, without those for tools. */
export function commentsOf(instruction: Instruction): readonly string[] {
  return instruction.comments
    .map((one) => one.text)
    .filter((text) => !/^hadolint\s|^check=/.test(text));
}

function valuesOf(instruction: Instruction, scope: Scope): readonly string[] {
  if (instruction.name === 'LABEL') return instruction.pairs.map((one) => unquoteValue(one.name));
  if (instruction.name === 'MAINTAINER') return ['maintainer'];
  return instruction.args.map((word) => scope.expand(word.text));
}

/** Remembers what stands above an instruction of the image that sets its configuration. */
export function noteComments(instruction: Instruction, scope: Scope, into: KeptComment[]): void {
  const above = ABOVE[instruction.name];
  if (above === undefined) return;
  addComment(into, {
    above,
    ...(LISTS.has(above) && { values: valuesOf(instruction, scope) }),
    lines: commentsOf(instruction),
  });
}

/** Adds a comment; it replaces that of an instruction which this one overrides. */
export function addComment(into: KeptComment[], comment: KeptComment): void {
  const overridden = LISTS.has(comment.above)
    ? -1
    : into.findIndex((one) => one.above === comment.above);
  if (overridden >= 0) into.splice(overridden, 1);
  if (comment.lines.length > 0) into.push(comment);
}
