import type { Instruction } from '../dockerfile/types.ts';
import type { ParsedCommand, ParsedHead, Place } from '../reports/parse-report.ts';
import { bodyOf, scriptOfBody } from '../shell/body.ts';
import { flatCommands } from '../shell/flat.ts';
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

/** The simple commands of an instruction, and the program that reads them; nothing of one that runs none. */
export function commandsIn(
  instruction: Instruction,
  shell: readonly string[] | undefined,
  { source, placeOf }: { readonly source: string; readonly placeOf: PlaceOf },
): Pick<ParsedHead, 'shell' | 'commands' | 'shellErrors'> {
  const body = bodyOf(instruction, shell, source);
  if (body === undefined) return {};
  const script = scriptOfBody(body);
  if (body.kind === 'exec')
    return body.command.words.length === 0 ? {} : { commands: inPlace(script, placeOf) };
  const program = body.interpreter[0] === undefined ? {} : { shell: body.interpreter[0] };
  const errors = script.errors.map(({ message, span }) => {
    const { line, column } = placeOf(span);
    return { message, line, column };
  });
  if (errors.length > 0) return { ...program, shellErrors: errors };
  return body.kind === 'shell' ? { ...program, commands: inPlace(script, placeOf) } : program;
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
