import { programName } from './dialect.ts';
import type { ShellWord } from './types.ts';

/** A program that starts the program named in its arguments. */
interface Wrapper {
  /** Options that take a value. */
  readonly values?: readonly string[];
  /** Operands before the program. */
  readonly operands?: number;
  /** `NAME=value` may stand before the program. */
  readonly assignments?: true;
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['env', { values: ['-u', '--unset', '-C', '--chdir'], assignments: true }],
  ['sudo', { values: ['-u', '-g', '-C', '-h', '-p', '-U', '-r', '-t', '-D'], assignments: true }],
  ['doas', { values: ['-u', '-C'] }],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['tini', { values: ['-p', '-e'] }],
  ['dumb-init', { values: ['-r', '--rewrite'] }],
  ['catatonit', {}],
  ['nice', { values: ['-n'] }],
  ['ionice', { values: ['-c', '-n'] }],
  ['nohup', {}],
  ['setsid', {}],
  ['time', { values: ['-f', '-o'] }],
  ['timeout', { values: ['-s', '-k', '--signal', '--kill-after'], operands: 1 }],
  ['stdbuf', { values: ['-i', '-o', '-e'] }],
  ['setpriv', {}],
  ['chroot', { operands: 1 }],
  ['flock', { values: ['-w', '-E'], operands: 1 }],
  ['exec', { values: ['-a'] }],
  ['command', {}],
  ['builtin', {}],
  ['busybox', {}],
  ['chronic', {}],
  ['fakeroot', {}],
  ['eatmydata', {}],
  ['xargs', { values: ['-n', '-P', '-I', '-L', '-d', '-a', '-s', '-E'] }],
]);

/** Wrappers in wrappers that are followed. */
const DEEPEST = 8;

/** The words of the program that really runs, wrappers such as `env A=1` and `sudo -u x` taken off. */
export function startedWords(words: readonly ShellWord[]): readonly ShellWord[] {
  let rest = words;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const name = programName(rest[0]?.value ?? '');
    const wrapper = WRAPPERS.get(name);
    const next = wrapper ? behind(rest, wrapper) : name === 'find' ? behindExec(rest) : rest;
    if (next === rest || next.length === 0) return rest;
    rest = next;
  }
  return rest;
}

function behind(words: readonly ShellWord[], wrapper: Wrapper): readonly ShellWord[] {
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at]?.value ?? words[at]?.text ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (wrapper.assignments && /^[A-Za-z_]\w*=/.test(word)) continue;
    if (!/^-./.test(word)) break;
    if (wrapper.values?.includes(word)) at += 1;
  }
  return words.slice(at + (wrapper.operands ?? 0));
}

/** `find … -exec program … ;` */
function behindExec(words: readonly ShellWord[]): readonly ShellWord[] {
  const at = words.findIndex((word) => /^-(exec|execdir|ok|okdir)$/.test(word.value ?? ''));
  if (at < 0) return words;
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => word.value === ';' || word.value === '+');
  return end < 0 ? rest : rest.slice(0, end);
}
