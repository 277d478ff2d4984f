import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import type { Flag, Instruction } from '../dockerfile/types.ts';
import type { Edit } from '../text/span.ts';

/**
 * Gives every cache mount of a Dockerfile an id that only this run uses, so that a
 * cold build finds empty caches and the user's own stay as they are. Only `id=` of
 * the mounts is touched; a mount without one has its target for id, so two mounts
 * of one target still share.
 */
export function withNonce(text: string, nonce: string): string {
  const edits: Edit[] = [];
  for (const instruction of parseDockerfile(text).instructions)
    collect(instruction, text, nonce, edits);
  let result = text;
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}

/**
 * Labels the last layer of every stage but the last: the legacy builder keeps an
 * image of each without a name, and what this run has made has to be found again.
 */
export function withStageLabels(text: string, label: string): string {
  const { instructions } = parseDockerfile(text);
  const ends: number[] = [];
  for (const [at, instruction] of instructions.entries()) {
    const before = instructions[at - 1];
    const inside = ends.length > 0 || instructions.slice(0, at).some((one) => one.name === 'FROM');
    if (instruction.name === 'FROM' && inside && before !== undefined) ends.push(before.span.end);
  }
  let result = text;
  for (const end of ends.toReversed()) {
    result = `${result.slice(0, end)}\nLABEL ${label}${result.slice(end)}`;
  }
  return result;
}

function collect(instruction: Instruction, text: string, nonce: string, edits: Edit[]): void {
  for (const flag of instruction.flags) {
    const edit = flag.name === 'mount' ? mountEdit(flag, text, nonce) : undefined;
    if (edit !== undefined) edits.push(edit);
  }
  if (instruction.onbuild !== undefined) collect(instruction.onbuild, text, nonce, edits);
}

function mountEdit(flag: Flag, text: string, nonce: string): Edit | undefined {
  const { valueSpan } = flag;
  if (valueSpan === undefined) return undefined;
  const value = text.slice(valueSpan.start, valueSpan.end);
  if (!/(?:^|[,"])type=cache(?:$|[,"])/i.test(value)) return undefined;
  const id = /(?:^|,)("?)id=([^,"]*)/i.exec(value);
  if (id !== null) {
    const at = valueSpan.start + id.index + id[0].length;
    return { file: '', start: at, end: at, text: `-${nonce}` };
  }
  const target = /(?:^|,)"?(?:target|dst|destination)=([^,"]*)/i.exec(value)?.[1];
  if (target === undefined) return undefined;
  const clean = target.length > 1 ? target.replace(/\/+$/, '') : target;
  return { file: '', start: valueSpan.end, end: valueSpan.end, text: `,id=${clean}-${nonce}` };
}
