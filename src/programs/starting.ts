import type { InstalledScript } from '../facts/binary.ts';
import type { Need } from '../facts/need.ts';
import { type Tri, or } from '../facts/tri.ts';
import { linkNeeds } from './linking.ts';
import { programNeeds } from './languages/python-imports.ts';
import { interpreterAt } from './languages/python-interpreter.ts';
import type { Command, Environment } from './types.ts';

/** Environments made from environments. */
const DEEPEST = 8;

/** What starting the file at a path needs besides the file: of machine code its loader, of an installed script its interpreter and modules. */
export function startNeeds(env: Environment, path: string, command: Command): Need[] {
  const { is, entry } = env.files.get(path);
  if (is !== 'yes' || entry === undefined || entry.kind !== 'file') return [];
  return entry.binary?.kind === 'script'
    ? scriptNeeds(env, path, entry.binary, command)
    : linkNeeds(env, path, entry, command.at);
}

function scriptNeeds(
  env: Environment,
  path: string,
  { interpreters, module, origin }: InstalledScript,
  command: Command,
): Need[] {
  const { at } = command;
  const found = interpreters.map((one) => ({ one, is: isThere(env, one) }));
  const there = found.find(({ is }) => is === 'yes')?.one;
  const [first = ''] = interpreters;
  const gone = found.every(({ is }) => is === 'no');
  const met = there !== undefined ? 'yes' : gone ? 'no' : 'unknown';
  const need: Need = { what: 'environment', arg: there ?? first, at, by: path, met, origin };
  const python = there === undefined ? undefined : interpreterAt(env, there);
  if (python === undefined || module === undefined) return [need];
  const beside = path.replace(/\/[^/]*$/, '');
  return [need, ...programNeeds({ env, python, first: beside, at, origin }, module, command, path)];
}

/** Whether an interpreter is there; that of a virtual environment is a link to another one. */
function isThere(env: Environment, path: string, depth = 0): Tri {
  const { is, entry } = env.files.get(path);
  if (is !== 'yes' || entry?.binary?.kind !== 'script' || depth > DEEPEST) return is;
  return entry.binary.interpreters
    .map((one) => isThere(env, one, depth + 1))
    .reduce<Tri>((one, other) => or(one, other), 'no');
}
