import {
  insertInstructionAfter,
  insertInstructionBefore,
  removeInstruction,
  replaceWord,
} from '../../src/dockerfile/edit.ts';
import { parseDockerfile, print } from '../../src/dockerfile/syntax/parse.ts';
import type { Dockerfile, Instruction } from '../../src/dockerfile/types.ts';
import { applyEdits } from '../../src/text/edits.ts';
import type { Edit } from '../../src/text/span.ts';

function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Instructions up to which trees are compared: what is refused far more often leaves no whole tree. */
const MOST = 500;

/** What an instruction says, without its place. */
export function shapeOf(instruction: Instruction): string {
  const { name, flags, form, args, pairs, heredocs, onbuild } = instruction;
  return JSON.stringify([
    name,
    form,
    flags.map(({ raw }) => raw),
    args.map(({ text }) => text),
    pairs.map((pair) => [pair.name, pair.value]),
    heredocs.map(({ name: mark, content }) => [mark, content]),
    onbuild && shapeOf(onbuild),
  ]);
}

/** The file after an edit; every byte outside its range is the same. */
function edited(file: Dockerfile, edit: Edit): Dockerfile {
  const text = applyEdits(file.text, [edit]);
  hold(text.startsWith(file.text.slice(0, edit.start)), 'an edit changes what stands before it');
  hold(text.endsWith(file.text.slice(edit.end)), 'an edit changes what stands after it');
  const after = parseDockerfile(text);
  hold(print(after) === text, 'printing does not give the text');
  return after;
}

/** The instructions outside `index` say what they said. */
function holdOthers(before: Dockerfile, after: Dockerfile, index: number, added: number): void {
  const wanted = before.instructions.map(shapeOf);
  wanted.splice(index, 1);
  const found = after.instructions.map(shapeOf);
  found.splice(index, 1 + added);
  hold(wanted.join('\n') === found.join('\n'), 'an edit changes another instruction');
}

/**
 * Edits each of the first instructions of a file through its tree, every one in all ways.
 * @throws Error when an edit changes what it should not. Only the bytes are looked at in files that are refused.
 */
export function holdEdits(text: string): void {
  const file = parseDockerfile(text);
  const sound = file.errors.length === 0 && file.instructions.length <= MOST;
  for (const [index, instruction] of file.instructions.slice(0, 6).entries()) {
    const removed = edited(file, removeInstruction('f', file, instruction));
    const before = edited(file, insertInstructionBefore('f', file, instruction, 'LABEL a=b'));
    const after = edited(file, insertInstructionAfter('f', file, instruction, 'LABEL a=b'));
    const [word] = instruction.args;
    const changed = word && edited(file, replaceWord('f', word, 'x'));
    if (!sound) continue;
    holdOthers(file, removed, index, -1);
    holdOthers(file, before, index, 1);
    holdOthers(file, after, index, 1);
    if (instruction.name === 'WORKDIR' && changed) holdOthers(file, changed, index, 0);
  }
}
