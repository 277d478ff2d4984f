import { changeUser, passwords } from './accounts/change-users.ts';
import { addGroup, addUser } from './accounts/users.ts';
import { builders, make } from './build/builders.ts';
import { compilers } from './build/compilers.ts';
import { compressors, otherArchives, tar, unzip, zip } from './files/archives.ts';
import { copying } from './files/copying.ts';
import { inPlace, patch, sed, sizedFiles } from './files/editing.ts';
import { find } from './files/find.ts';
import { mkdir, touch } from './files/mkdir.ts';
import { ownership } from './files/ownership.ts';
import { rm } from './files/rm.ts';
import { cat, tee } from './files/tee.ts';
import { corepack } from './languages/corepack.ts';
import { go } from './languages/go.ts';
import { interpreters, node, python, virtualenv } from './languages/interpreters.ts';
import { nodeBuilders } from './languages/node-builders.ts';
import { java } from './languages/java.ts';
import { nodeTools, pythonTools } from './languages/node-tools.ts';
import { nodeManagers } from './languages/npm.ts';
import { npx } from './languages/npx.ts';
import { phpExtensions, phpInstaller, phpSource } from './languages/php.ts';
import { pip, uv } from './languages/pip.ts';
import { projectTools } from './languages/project-tools.ts';
import { tsc } from './languages/typescript.ts';
import { apk } from './packages/apk.ts';
import { apt } from './packages/apt.ts';
import { aptKey, aptNotes, aptSources } from './packages/apt-sources.ts';
import { dnf } from './packages/dnf.ts';
import { dpkg, rpm } from './packages/package-files.ts';
import { echo } from './shell/echo.ts';
import { machineNames } from './shell/machine-names.ts';
import { mktemp, printing } from './shell/printing.ts';
import { awk, filters, readers, yq } from './shell/readers.ts';
import { chroot, newgrp, shells, starters, su, xargs } from './shell/run-others.ts';
import { shellState } from './shell/shell-builtins.ts';
import { testing } from './shell/testing.ts';
import { gpg, gpgHelpers, openssl, remoteShell, sshKeygen } from './system/gpg.ts';
import { daemons } from './system/daemons.ts';
import { tomcat } from './system/tomcat.ts';
import { alternatives, maintenance, services } from './system/maintenance.ts';
import { download, remoteCopy } from './transfer/download.ts';
import { git, otherVersionControl } from './transfer/git.ts';
import type { Program } from './types.ts';

/** Every program that is known: the one place where a new one is entered. */
const PROGRAMS: readonly Program[] = [
  changeUser,
  passwords,
  addGroup,
  addUser,
  builders,
  compilers,
  make,
  compressors,
  otherArchives,
  tar,
  unzip,
  zip,
  copying,
  inPlace,
  patch,
  sed,
  sizedFiles,
  find,
  mkdir,
  touch,
  ownership,
  rm,
  cat,
  tee,
  corepack,
  go,
  interpreters,
  java,
  node,
  python,
  virtualenv,
  nodeBuilders,
  nodeTools,
  npx,
  pythonTools,
  nodeManagers,
  phpExtensions,
  phpInstaller,
  phpSource,
  pip,
  uv,
  projectTools,
  tsc,
  apk,
  apt,
  aptKey,
  aptNotes,
  aptSources,
  dnf,
  dpkg,
  rpm,
  echo,
  machineNames,
  mktemp,
  printing,
  awk,
  filters,
  readers,
  yq,
  chroot,
  shells,
  newgrp,
  starters,
  su,
  xargs,
  shellState,
  testing,
  gpg,
  gpgHelpers,
  openssl,
  remoteShell,
  sshKeygen,
  alternatives,
  daemons,
  tomcat,
  maintenance,
  services,
  download,
  remoteCopy,
  git,
  otherVersionControl,
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
