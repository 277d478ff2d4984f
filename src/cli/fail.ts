import { UserError } from '../workflow/user-error.ts';

/** Prints an error the way users should see it and gives the exit status (2). Bugs are shown whole. */
export function fail(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(
      `plimsoll: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`,
    );
  } else if (isPipeClosed(error)) {
    return 0;
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `plimsoll: this is a bug in plimsoll, please report it with the file that caused it.\n${text}\n`,
    );
  }
  return 2;
}

function isPipeClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
