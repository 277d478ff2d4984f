import type { Instruction } from '../dockerfile/types.ts';
import type { ImageState } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { accountsIn } from './accounts.ts';
import { findProgram, pathOf } from './find-program.ts';

/**
 * What a RUN needs before its first command: the user and group that USER names (runc looks them up in
 * /etc/passwd and /etc/group), and the shell. Only what is known not to be there is in the answer.
 */
export function runNeeds(
  state: ImageState,
  instruction: Instruction,
  shell: readonly string[],
): Need[] {
  return [...accountNeeds(state), ...shellNeeds(state, instruction, shell)].filter(
    ({ met }) => met === 'no',
  );
}

/** The accounts that USER names. Numbers need none. */
function accountNeeds({ config, files }: ImageState): Need[] {
  const { user } = config;
  if (!user.known) return [];
  const [name = '', group = ''] = user.value.split(':');
  if (isPlain(name) && isPlain(group)) return [];
  const accounts = accountsIn(files);
  if (!accounts.complete) return [];
  const at = user.origin.at ?? { start: 0, end: 0 };
  const lacks = (text: string, all: readonly { readonly name: string }[]): boolean =>
    !isPlain(text) && !all.some((one) => one.name === text);
  const need = (what: 'user' | 'group', arg: string, file: string): Need => ({
    what,
    arg,
    at,
    met: 'no',
    origin: files.get(file).origin,
    by: 'USER',
  });
  return [
    ...(lacks(name, accounts.users) ? [need('user', name, '/etc/passwd')] : []),
    ...(lacks(group, accounts.groups) ? [need('group', group, '/etc/group')] : []),
  ].slice(0, 1);
}

function isPlain(name: string): boolean {
  return name === 'root' || /^\d*$/.test(name);
}

/** The shell that reads the script; a document with a `#!` line names its own. */
function shellNeeds(
  state: ImageState,
  { form, heredocs, span }: Instruction,
  shell: readonly string[],
): Need[] {
  const [program] = shell;
  if (form === 'json' || heredocs.length > 0 || program === undefined) return [];
  const { workdir } = state.config;
  const cwd = workdir.known ? workdir.value : undefined;
  const found = findProgram(state.files, program, pathOf(state.config), cwd);
  // What commands did to it is followed too roughly to say that it is gone.
  if (found.origin.by !== 'base') return [];
  const at = { start: span.start, end: span.start + 'RUN'.length };
  return [{ what: 'program', arg: program, at, met: found.is, origin: found.origin, by: 'RUN' }];
}
