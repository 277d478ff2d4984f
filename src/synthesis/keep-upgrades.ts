import type { Instruction } from '../dockerfile/types.ts';
import type { Kept, KeptStep } from '../plan/types.ts';
import { flatCommands } from '../shell/flat.ts';
import { knownWords, programOf, scriptOf } from './keep-words.ts';

type Upgrade = NonNullable<Kept['upgrades']>[number];

const VERBS: ReadonlySet<string> = new Set(['upgrade', 'dist-upgrade', 'full-upgrade']);
const SURVIVES = /\b(?:apt-get|apt|aptitude|apk)\b[^&;|\n]*\b(?:dist-|full-)?upgrade\b/;

/**
 * The command of a RUN that brings all packages of the base up to date, where none of
 * the steps made of this RUN repeats it.
 */
export function droppedUpgrade(
  instruction: Instruction,
  made: readonly KeptStep[],
): Upgrade | undefined {
  if (made.some((one) => SURVIVES.test(one.text))) return undefined;
  for (const command of flatCommands(scriptOf(instruction))) {
    const [first, ...rest] = knownWords(command) ?? [];
    const program = programOf([first]) ?? '';
    const verb = rest.find((word) => !word.startsWith('-')) ?? '';
    if (/^(apt-get|apt|aptitude|apk)$/.test(program) && VERBS.has(verb))
      return { command: `${program} ${verb}`, line: instruction.startLine };
  }
  return undefined;
}
