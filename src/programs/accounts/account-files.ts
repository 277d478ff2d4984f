import { exactly } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import { known } from '../../facts/origin.ts';
import { newEntry, originOf } from '../effect.ts';
import type { Command, Environment } from '../types.ts';

function lines(
  env: Environment,
  file: 'passwd' | 'group',
): { readonly text: string; readonly partial: boolean } {
  const found = env.readText(`/etc/${file}`);
  if (found) return found;
  return { text: '', partial: env.files.get(`/etc/${file}`).is !== 'no' };
}

function rewritten(
  command: Command,
  env: Environment,
  file: 'passwd' | 'group',
  text: string,
  partial: boolean,
): Change {
  const origin = originOf(command);
  const owner = { uid: known(0, origin), gid: known(0, origin) };
  const content = partial ? { text, partial: true as const } : { text };
  const entry = newEntry(command, env, 'file', 0o644, {
    ...owner,
    size: exactly(text.length),
    content,
  });
  return { do: 'put', path: `/etc/${file}`, entry };
}

/** The change that adds a line to /etc/passwd or /etc/group. */
export function appended(
  command: Command,
  env: Environment,
  file: 'passwd' | 'group',
  line: string,
): Change {
  const { text, partial } = lines(env, file);
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return rewritten(command, env, file, `${text}${gap}${line}\n`, partial);
}

/** The change that takes an account's line away. */
export function without(
  command: Command,
  env: Environment,
  file: 'passwd' | 'group',
  name: string,
): Change {
  const { text, partial } = lines(env, file);
  const kept = text.split('\n').filter((line) => !line.startsWith(`${name}:`));
  return rewritten(command, env, file, kept.join('\n'), partial);
}

/** Accounts after a change that is not followed: nothing is known of them any more. */
export function accountsUnknown(
  command: Command,
  env: Environment,
  file: 'passwd' | 'group',
): Change {
  return rewritten(command, env, file, '', true);
}
