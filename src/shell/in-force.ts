import { flagValue, fromRef } from '../dockerfile/instructions.ts';
import type { Dockerfile, Instruction } from '../dockerfile/types.ts';
import { LINUX_SHELL } from './body.ts';

/** What BuildKit starts in an image for Windows without SHELL (`dockerfile2llb/defaultshell.go`). */
const WINDOWS_SHELL: readonly string[] = ['cmd', '/S', '/C'];

/** Names of images that exist for Windows only, and of tags that say so. */
const WINDOWS_NAME =
  /^(mcr\.microsoft\.com\/(windows([/:@]|$)|dotnet\/framework\/)|(mcr\.microsoft\.com|microsoft)\/(windows|iis|aspnet|dotnet-framework)([/:@-]|$))/i;
const WINDOWS_TAG = /nanoserver|windowsservercore/i;

/** Whether a base image is one for Windows, as far as its name or `--platform` tells. */
export function isWindowsImage(ref: string | undefined, platform?: string): boolean {
  if (platform?.toLowerCase().startsWith('windows') === true) return true;
  return ref !== undefined && (WINDOWS_NAME.test(ref) || WINDOWS_TAG.test(ref));
}

/** The shell of an image in which no SHELL was set. */
export function defaultShell(ref: string | undefined, platform?: string): readonly string[] {
  return isWindowsImage(ref, platform) ? WINDOWS_SHELL : LINUX_SHELL;
}

const PRAGMA = /^hadolint\s+(?:\S.*\s)?shell\s*=\s*(\S.*)$/;
const pragmas = new WeakMap<Dockerfile, ReadonlyMap<Instruction, readonly string[]>>();

/**
 * Shells that a comment `# hadolint shell=pwsh` names; it counts until the next FROM or SHELL.
 * They tell how a body is to be read where the image does not.
 */
export function shellPragmas(file: Dockerfile): ReadonlyMap<Instruction, readonly string[]> {
  const known = pragmas.get(file) ?? findPragmas(file);
  pragmas.set(file, known);
  return known;
}

function findPragmas(file: Dockerfile): ReadonlyMap<Instruction, readonly string[]> {
  const found = new Map<Instruction, readonly string[]>();
  if (!file.text.includes('hadolint')) return found;
  let shell: readonly string[] | undefined;
  let comment = 0;
  for (const instruction of file.instructions) {
    if (instruction.name === 'FROM' || instruction.name === 'SHELL') shell = undefined;
    for (; comment < file.comments.length; comment++) {
      const one = file.comments[comment];
      if (!one || one.span.start > instruction.span.start) break;
      const value = PRAGMA.exec(one.text.trim())?.[1];
      if (value !== undefined) shell = value.split(/\s+/);
    }
    if (shell) found.set(instruction, shell);
  }
  return found;
}

/**
 * The shell that reads each instruction, from the text alone: SHELL, stages that go on from others,
 * Windows bases, and what a comment says. What a base image's own SHELL is cannot be seen here.
 */
export function shellsInForce(file: Dockerfile): ReadonlyMap<Instruction, readonly string[]> {
  const shells = new Map<Instruction, readonly string[]>();
  const stages = new Map<string, readonly string[]>();
  const said = shellPragmas(file);
  let shell = LINUX_SHELL;
  let stage: string | undefined;
  for (const instruction of file.instructions) {
    if (instruction.name === 'FROM') {
      const { image, alias } = fromRef(instruction);
      const platform = flagValue(instruction, 'platform');
      shell = stages.get(image?.text.toLowerCase() ?? '') ?? defaultShell(image?.text, platform);
      stage = alias?.text.toLowerCase();
    } else if (instruction.name === 'SHELL') shell = instruction.args.map((word) => word.text);
    if (stage !== undefined) stages.set(stage, shell);
    shells.set(instruction, said.get(instruction) ?? shell);
  }
  return shells;
}
