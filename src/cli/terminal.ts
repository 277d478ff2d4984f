import { resolve } from 'node:path';
import type { Host } from '../host/types.ts';
import { nodeHost } from '../host/node.ts';
import { UserError } from '../workflow/user-error.ts';

/** Options of `plimsoll` itself, before the command. */
export interface GlobalFlags {
  readonly directory?: string;
  readonly color: boolean;
}

/** The host, standing in the directory that `-C` names. */
export function hostFor(flags: GlobalFlags): Host {
  const host = nodeHost();
  if (flags.directory === undefined) return host;
  const cwd = resolve(host.cwd, flags.directory);
  if (host.files.stat(cwd)?.kind !== 'dir')
    throw new UserError(`There is no directory ${flags.directory}.`);
  return { ...host, cwd };
}

/** How a stream wants to be written to: colour on a terminal only, unless the user says otherwise. */
export function display(
  stream: NodeJS.WriteStream,
  flags: GlobalFlags,
  env: Host['env'],
): { color: boolean; width: number } {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const color =
    flags.color &&
    (env['NO_COLOR'] ?? '') === '' &&
    (forced || (stream.isTTY === true && env['TERM'] !== 'dumb'));
  return { color, width: Math.min(Math.max(stream.columns ?? 100, 40), 120) };
}

/** Writes whole lines to standard output. */
export function print(text: string): Promise<void> {
  return write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes to standard output and waits until it is taken; a reader that has gone away is no error. */
export function write(text: string): Promise<void> {
  return new Promise((done, failed) => {
    process.stdout.write(text, (error) => {
      const gone = (error as NodeJS.ErrnoException | null | undefined)?.code === 'EPIPE';
      if (error && !gone) failed(error);
      else done();
    });
  });
}
