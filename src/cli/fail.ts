import { HostError } from '../host/types.ts';
import { escapeControl } from '../reports/style.ts';
import { UserError } from '../workflow/user-error.ts';

/**
 * Prints an error the way users should see it and gives the exit status (2). Bugs are shown whole.
 * Where JSON was asked for, standard output holds JSON here too.
 */
export function fail(error: unknown, json: boolean): number {
  const { message, hint } = inWords(error);
  process.stderr.write(`plimsoll: ${message}\n${hint === undefined ? '' : `${hint}\n`}`);
  if (json) printFailure(message, hint);
  return 2;
}

/** A failure before there is a result: `{"schema":"plimsoll/failure/1","outcome":"failed",…}`. */
export function printFailure(message: string, hint?: string): void {
  const report = {
    schema: 'plimsoll/failure/1',
    outcome: 'failed',
    message,
    ...(hint === undefined ? {} : { hint }),
  };
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}

/** Whether a command line asks for JSON, also one that could not be parsed. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (arg, at) => arg === '--format=json' || (arg === 'json' && argv[at - 1] === '--format'),
  );
}

function inWords(error: unknown): { message: string; hint?: string } {
  if (error instanceof UserError) {
    const message = escapeLines(error.message);
    return error.hint === undefined ? { message } : { message, hint: escapeLines(error.hint) };
  }
  // The disk or a program refused: nothing that a stack would explain.
  if (error instanceof HostError || isDiskFull(error))
    return { message: escapeLines(error.message) };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = 'this is a bug in plimsoll, please report it with the file that caused it.';
  return { message, hint: escapeLines(text) };
}

/** Names from the repository may hold what a terminal would obey; our own line ends stay. */
function escapeLines(text: string): string {
  return text.split('\n').map(escapeControl).join('\n');
}

function isDiskFull(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
