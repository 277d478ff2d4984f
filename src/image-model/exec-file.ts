import type { Need } from '../facts/need.ts';
import { type Tri, and } from '../facts/tri.ts';
import { startNeeds } from '../programs/starting.ts';
import type { Command, Environment, Started } from '../programs/types.ts';
import { canExecute, canRead } from './queries.ts';

/** What starting a file as a program needs, and the script that runs when it is one. */
export interface Exec {
  readonly needs: readonly Need[];
  readonly script?: Started;
}

/** Scripts that the model can follow. */
const SHELL = /^(ba|da|a|k|z)?sh$/;
/** Characters that no text has: a compiled program. */
const BINARY = /[\0\uFFFD]/;
const HEAD = 512;

/**
 * What the kernel looks at when a file is started: its mode, and of a script the `#!` line. Behind a
 * shell or `execvp` a script without that line runs all the same; `direct` says that the container's
 * engine starts it, which then fails with "exec format error" (execve(2), ENOEXEC).
 */
export function execFile(command: Command, env: Environment, path: string, direct: boolean): Exec {
  const { is, entry, origin } = env.files.get(path);
  if (is === 'no' || entry === undefined) return { needs: [] };
  const base = { at: command.at, origin, arg: path };
  const { uid } = env;
  const executable: Tri = uid.known ? isStartable(env, path, uid.value, entry.kind) : 'unknown';
  const mode: Need = { ...base, what: 'executable', met: and(is, executable) };
  const read = env.readText(path);
  if (read === undefined || entry.kind !== 'file' || BINARY.test(read.text.slice(0, HEAD)))
    return { needs: [mode, ...startNeeds(env, path, command)] };
  const { text } = read;
  const line = /^#!\s*([^\n]*)/.exec(text)?.[1];
  if (line === undefined) {
    if (read.partial) return { needs: [mode] };
    const format: Need = { ...base, what: 'format', met: direct ? 'no' : 'yes' };
    return { needs: [mode, format], script: script(command, text) };
  }
  const interpreter = interpreterNeed(env, line, base);
  const readable: Tri = uid.known ? canRead(env, path, uid.value) : 'unknown';
  const needs: Need[] = [mode, interpreter, { ...base, what: 'readable', met: readable }];
  const follows = !read.partial && SHELL.test(interpreter.arg.split('/').at(-1) ?? '');
  return { needs, ...(follows ? { script: script(command, text) } : {}) };
}

function isStartable(
  env: Environment,
  path: string,
  uid: number,
  kind: 'file' | 'dir' | 'link' | 'special',
): Tri {
  if (kind === 'link') return 'unknown';
  // What nobody has seen stands as a directory with anything in it.
  if (kind === 'dir') return env.files.list(path).complete === 'yes' ? 'no' : 'unknown';
  return canExecute(env, path, uid);
}

function script({ args, at }: Command, text: string): Started {
  return { kind: 'script', text, span: at, args };
}

/** A carriage return belongs to the name: Windows line ends name a program that nobody has. */
function interpreterNeed(
  env: Environment,
  line: string,
  base: Pick<Need, 'at' | 'origin' | 'arg'>,
): Need {
  const [first = '', ...rest] = line.split(/[ \t]+/).filter((word) => word !== '');
  const named = rest.find((word) => !word.startsWith('-') && !word.includes('='));
  const throughEnv = first.endsWith('/env') && named !== undefined;
  const arg = (throughEnv ? named : first).replace(/\r$/, '');
  const asked = throughEnv ? env.find(arg) : env.files.get(arg);
  const loader = throughEnv ? and(env.files.get(first).is, asked.is) : asked.is;
  const windows = line.endsWith('\r');
  return {
    ...base,
    what: 'interpreter',
    arg: windows ? `${arg}\r` : arg,
    met: windows ? 'no' : loader,
    origin: windows ? base.origin : asked.origin,
    by: base.arg,
  };
}
