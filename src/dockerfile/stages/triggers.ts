import { originalOf } from '../syntax/original.ts';
import { parseDockerfile } from '../syntax/parse.ts';
import type { Dockerfile, Instruction, Stage } from '../types.ts';

const triggerTables = new WeakMap<Stage, readonly Instruction[]>();

/** Instructions that a stage takes over from its base stage's ONBUILD. */
export function triggersOf(stages: readonly Stage[], stage: Stage): readonly Instruction[] {
  const base = stage.base.kind === 'stage' ? stages[stage.base.index] : undefined;
  if (base === undefined) return [];
  let triggers = triggerTables.get(base);
  if (triggers === undefined) {
    const instructions = base.replaced ?? base.instructions;
    const found: Instruction[] = [];
    for (const { onbuild } of instructions) if (onbuild !== undefined) found.push(onbuild);
    triggers = found;
    triggerTables.set(base, triggers);
  }
  return triggers;
}

/** What ONBUILD keeps in the image's configuration: the rest of the line, heredocs after it. */
export function triggerText(file: Dockerfile, instruction: Instruction): string {
  const rest = originalOf(file, instruction).replace(/^\s*ONBUILD\s*/i, '');
  const bodies = instruction.heredocs.map(
    ({ span, name }) => `\n${file.text.slice(span.start, span.end)}${name}`,
  );
  return rest + bodies.join('');
}

/** What BuildKit makes of a trigger kept in a configuration: its instruction, or why it is refused. */
export function readTrigger(text: string): Instruction | { readonly error: string } {
  const { instructions, errors } = parseDockerfile(`FROM scratch\n${text}`);
  const wrong = errors[0];
  if (wrong !== undefined) return { error: wrong.message };
  const found = instructions[1];
  if (found?.name === 'FROM') return { error: '*instructions.Stage is not a command type' };
  return found === undefined || instructions.length !== 2
    ? { error: 'onbuild trigger should be a single expression' }
    : found;
}
