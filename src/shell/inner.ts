import { fileOffset, movedRuns } from '../text/mapped.ts';
import type { MappedText } from '../text/span.ts';
import { type Body, codeBody, codeBodyAt } from './body.ts';
import { dialectOf, programName } from './dialect.ts';
import type { ShellRedirect, ShellWord, SimpleCommand } from './types.ts';
import { startedWords } from './wrappers.ts';

/** Interpreters and the options after which their code stands. */
const CODE_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  python: ['-c'],
  node: ['-e', '--eval', '-p', '--print'],
  ruby: ['-e'],
  perl: ['-e', '-E'],
  php: ['-r'],
  lua: ['-e'],
  rscript: ['-e'],
};

/** Their options that take a value and come before the code. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  python: ['-W', '-X', '-Q'],
  node: ['-r', '--require', '--import', '--loader', '--env-file'],
};

/** Options of shells that take a value; `-o` also at the end of a group of letters. */
const SHELL_VALUES = /^(?:[-+][a-zA-Z]*[oO]|--rcfile|--init-file)$/;

/**
 * The code that a command hands to an interpreter: `sh -c "…"`, `bash <<EOF`, `su user -c "…"`,
 * `python3 -c '…'`, also behind `env`, `sudo`, `xargs` and their like; undefined when it hands on none.
 */
export function innerBody(command: SimpleCommand): Body | undefined {
  const words = startedWords(command.words);
  const name = words[0]?.value;
  if (name === undefined) return undefined;
  const program = programName(name);
  if (program === 'su' || program === 'runuser') return codeOfSu(words);
  if (program === 'eval') return joined(words.slice(1), ['/bin/sh']);
  const dialect = dialectOf([name]);
  if (dialect === 'powershell') return after(words, /^-c(o(m(m(a(nd?)?)?)?)?)?$/i);
  if (dialect === 'cmd') return after(words, /^\/[ck]$/i);
  if (dialect !== 'other') return codeOfShell(words) ?? input(command, words);
  return codeOfInterpreter(command, words, program.replace(/[\d.]+$/, ''));
}

/** The code in `sh -c "…"`, `bash -lc '…'`; undefined when the command is not of this shape. */
export function codeOfShell(words: readonly ShellWord[]): Body | undefined {
  const name = words[0]?.value;
  const dialect = name === undefined || programName(name) === '' ? 'other' : dialectOf([name]);
  if (dialect !== 'sh' && dialect !== 'bash') return undefined;
  const { operand, wantsCode } = shellOptions(words);
  const code = wantsCode ? words[operand] : undefined;
  return code && codeIn(code, known(words.slice(0, operand)));
}

/** Where the options of a shell end, and whether `-c` is among them. */
function shellOptions(words: readonly ShellWord[]): { operand: number; wantsCode: boolean } {
  let [at, wantsCode] = [1, false];
  for (; at < words.length; at++) {
    const option = words[at]?.value;
    if (option === undefined || !/^[-+]./.test(option)) break;
    if (/^-[a-zA-Z]*c/.test(option)) wantsCode = true;
    if (SHELL_VALUES.test(option) || /^-[a-zA-Z]*o[a-zA-Z]*$/.test(option)) at += 1;
    if (option === '--') return { operand: at + 1, wantsCode };
  }
  return { operand: at, wantsCode };
}

function known(words: readonly ShellWord[]): readonly string[] {
  return words.map((word) => word.value ?? word.text);
}

/** The code that one word is. */
function codeIn(word: ShellWord, interpreter: readonly string[]): Body | undefined {
  const { mapped, value, span } = word;
  if (!mapped) return value === undefined ? undefined : codeBodyAt(value, span, interpreter);
  const body = codeBody(mapped, interpreter);
  return value === undefined && body.kind !== 'exec' ? { ...body, computed: true } : body;
}

function codeOfSu(words: readonly ShellWord[]): Body | undefined {
  let shell = '/bin/sh';
  let code: ShellWord | undefined;
  for (const [index, { value }] of words.entries()) {
    if (value === '-s' || value === '--shell') shell = words[index + 1]?.value ?? shell;
    if (/^(-[lmp]*c|--command)$/.test(value ?? '')) code ??= words[index + 1];
  }
  return code && codeIn(code, [shell, '-c']);
}

/** All words after an option as one text. */
function after(words: readonly ShellWord[], option: RegExp): Body | undefined {
  const at = words.findIndex((word) => option.test(word.value ?? ''));
  return at < 0 ? undefined : joined(words.slice(at + 1), known(words.slice(0, at + 1)));
}

function joined(words: readonly ShellWord[], interpreter: readonly string[]): Body | undefined {
  const [first, ...rest] = words;
  if (!first || rest.length === 0) return first && codeIn(first, interpreter);
  let all: MappedText | undefined = first.mapped;
  for (const { mapped } of rest) all = all && mapped && beside(all, mapped);
  if (!all) return undefined;
  const body = codeBody(all, interpreter);
  const computed = words.some((word) => word.value === undefined);
  return computed && body.kind !== 'exec' ? { ...body, computed } : body;
}

/** Two texts with a blank between. */
function beside(left: MappedText, right: MappedText): MappedText {
  const at = left.text.length + 1;
  const blank = [at - 1, fileOffset(left, at - 1)];
  const runs = [...left.runs, ...blank, ...movedRuns(right.runs, at)];
  return { text: `${left.text} ${right.text}`, runs };
}

function codeOfInterpreter(
  command: SimpleCommand,
  words: readonly ShellWord[],
  program: string,
): Body | undefined {
  const options = CODE_OPTIONS[program === 'nodejs' ? 'node' : program];
  if (options === undefined) return undefined;
  for (let at = 1; at < words.length; at++) {
    const option = words[at]?.value;
    if (option === undefined || option === '-' || !option.startsWith('-')) break;
    const code = words[at + 1];
    if (options.includes(option)) return code && codeIn(code, known(words.slice(0, at + 1)));
    if (VALUES[program]?.includes(option)) at += 1;
  }
  return input(command, words);
}

/** Code on standard input, where no word names a file: `bash <<EOF`, `python3 - <<'EOF'`. */
function input(command: SimpleCommand, words: readonly ShellWord[]): Body | undefined {
  const last = command.redirects.findLast((one) => one.operator.startsWith('<') && !one.fd);
  if (!last) return undefined;
  const rest = words.slice(1).map((word) => word.value);
  const reads = rest.includes('-s') || rest.includes('-') || rest.includes('/dev/stdin');
  if (!reads && rest.some((word) => word === undefined || !/^[-+]/.test(word))) return undefined;
  return codeOfInput(last, known(words));
}

function codeOfInput(
  { operator, heredoc, target }: ShellRedirect,
  interpreter: readonly string[],
): Body | undefined {
  if (operator === '<<<') return target && codeIn(target, interpreter);
  if (!heredoc) return undefined;
  const { mapped, text, span, parts } = heredoc;
  if (!mapped) return codeBodyAt(text, span, interpreter);
  const body = codeBody(mapped, interpreter);
  const computed = parts.some((part) => part.kind !== 'text');
  return computed && body.kind !== 'exec' ? { ...body, computed } : body;
}
