import type { Instruction } from '../dockerfile/types.ts';
import { heredocBody } from '../image-model/run-body.ts';
import type { ParsedCommand, ParsedHead, Place } from '../reports/parse-report.ts';
import { execScript } from '../shell/exec-words.ts';
import { flatCommands } from '../shell/flat.ts';
import { parseShell } from '../shell/parse.ts';
import type { ShellScript, SimpleCommand } from '../shell/types.ts';
import { positionAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';

/** Says where in the file a range lies. */
export type PlaceOf = (span: Span) => Place;

/** Places in a text whose lines begin at `starts`. */
export function placer(starts: readonly number[]): PlaceOf {
  return ({ start, end }) => {
    const from = positionAt(starts, start);
    const to = positionAt(starts, end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

const STANDARD = ['/bin/sh', '-c'];
/** Instructions that run a command when the image is built or when it is started. */
const RUNNING = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** The simple commands of an instruction, and the shell that runs them; nothing of one that runs none. */
export function commandsIn(
  instruction: Instruction,
  shell: readonly string[] = STANDARD,
  placeOf: PlaceOf,
): Pick<ParsedHead, 'shell' | 'commands' | 'shellErrors'> {
  if (!RUNNING.has(instruction.name)) return {};
  if (instruction.form !== 'shell') {
    const words = execWords(instruction);
    return words.length === 0 ? {} : { commands: inPlace(execScript(words), placeOf) };
  }
  const document = instruction.name === 'RUN' ? heredocBody(instruction) : undefined;
  const body = document?.mapped ?? instruction.body;
  if (body === undefined) return {};
  const by = document?.shell ?? shell;
  const script = parseShell(body, { shell: by });
  const errors = script.errors.map(({ message, span }) => {
    const { line, column } = placeOf(span);
    return { message, line, column };
  });
  const program = by[0] === undefined ? {} : { shell: by[0] };
  if (errors.length > 0) return { ...program, shellErrors: errors };
  if (script.dialect !== 'sh' && script.dialect !== 'bash') return program;
  return { ...program, commands: inPlace(script, placeOf) };
}

/** The strings of a JSON array; HEALTHCHECK has `CMD` or `NONE` before them. */
function execWords({ name, form, args }: Instruction): Instruction['args'] {
  if (form !== 'json') return [];
  return name === 'HEALTHCHECK' ? args.slice(1) : args;
}

function inPlace(script: ShellScript, placeOf: PlaceOf): ParsedCommand[] {
  return flatCommands(script).map((command) => shown(command, placeOf(command.span)));
}

function shown({ words, assignments, redirects }: SimpleCommand, place: Place): ParsedCommand {
  return {
    words: words.map(({ text }) => text),
    ...(assignments.length === 0
      ? {}
      : {
          assignments: assignments.map(
            ({ name, value, append }) => `${name}${append ? '+=' : '='}${value?.text ?? '(…)'}`,
          ),
        }),
    ...(redirects.length === 0
      ? {}
      : {
          redirects: redirects.map(
            ({ fd, operator, target }) => `${fd ?? ''}${operator}${target?.text ?? ''}`,
          ),
        }),
    ...place,
  };
}
