import { apk } from './packages/apk.ts';
import { apt } from './packages/apt.ts';
import { corepack, npx } from './languages/corepack.ts';
import { dnf } from './packages/dnf.ts';
import { echo } from './shell/echo.ts';
import { builders, editors, find, services } from './files/editing.ts';
import { archives, download, git } from './transfer/fetch.ts';
import { cat, copying, mkdir, rm, touch } from './files/files.ts';
import { go } from './languages/go.ts';
import { node, python } from './languages/interpreters.ts';
import { nodeManagers } from './languages/npm.ts';
import { ownership } from './files/ownership.ts';
import { pip, uv } from './languages/pip.ts';
import { shells, starters, su, xargs } from './shell/run-others.ts';
import { idle, shellState } from './shell/shell-builtins.ts';
import type { Program } from './types.ts';
import { addGroup, addUser, changeUser } from './accounts/users.ts';

const PROGRAMS: readonly Program[] = [
  addGroup,
  addUser,
  apk,
  apt,
  archives,
  builders,
  cat,
  changeUser,
  copying,
  corepack,
  dnf,
  download,
  echo,
  editors,
  find,
  git,
  go,
  idle,
  mkdir,
  node,
  nodeManagers,
  npx,
  ownership,
  pip,
  python,
  rm,
  services,
  shells,
  shellState,
  starters,
  su,
  touch,
  uv,
  xargs,
];

const BY_NAME: ReadonlyMap<string, Program> = new Map(
  PROGRAMS.flatMap((program) => program.names.map((name) => [name, program] as const)),
);

/** Commands the shell has in itself: no file is needed for them. */
const BUILTINS: ReadonlySet<string> = new Set([
  '.',
  ':',
  '[',
  '[[',
  '((',
  'alias',
  'break',
  'builtin',
  'cd',
  'command',
  'continue',
  'declare',
  'echo',
  'eval',
  'exec',
  'exit',
  'export',
  'false',
  'getopts',
  'hash',
  'kill',
  'let',
  'local',
  'popd',
  'printf',
  'pushd',
  'pwd',
  'read',
  'readonly',
  'return',
  'set',
  'shift',
  'shopt',
  'source',
  'test',
  'time',
  'trap',
  'true',
  'type',
  'typeset',
  'ulimit',
  'umask',
  'unalias',
  'unset',
  'wait',
]);

/** What is known of a program by name; version suffixes (`pip3.12`, `python3.11`, `gcc-12`) are looked through. */
export function programNamed(name: string): Program | undefined {
  return (
    BY_NAME.get(name) ??
    BY_NAME.get(name.replace(/(?<=[a-z\d])-?\d*\.?\d+$/, '')) ??
    BY_NAME.get(name.replace(/\.\d+$/, ''))
  );
}

/** Whether the shell itself has the command. */
export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}
