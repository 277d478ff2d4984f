import type { Instruction, Stage } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';
import type { ShellScript, SimpleCommand } from '../shell/types.ts';
import type { Kept } from '../plan/types.ts';
import { knownWords, onlyCommand, programOf, scriptLine, scriptOf } from './keep-words.ts';

type Command = NonNullable<Kept['command']>;

/** What starts the container, and variables that were set in the same line. */
export interface ReadCommand {
  readonly command: Command;
  readonly env: readonly (readonly [string, string])[];
}

interface Line {
  readonly words: readonly string[];
  readonly env: readonly (readonly [string, string])[];
}

const RUNNERS: ReadonlySet<string> = new Set(['npm', 'yarn', 'pnpm', 'npx']);

/** `npm start`, `npm run serve`, `yarn start`: the script's name; undefined when it is something else. */
function scriptName(words: readonly string[]): string | undefined {
  const runner = programOf(words);
  if (runner === undefined || !RUNNERS.has(runner) || runner === 'npx') return undefined;
  const rest = words
    .slice(1)
    .filter((word) => !/^(-s|--silent|--quiet|-q|--loglevel=.*)$/.test(word));
  const [first, second, third] = rest;
  if (first === 'run' || first === 'run-script') return third === undefined ? second : undefined;
  return second === undefined && first !== undefined && !first.startsWith('-') ? first : undefined;
}

function assignments(command: SimpleCommand): Line['env'] | undefined {
  const env: (readonly [string, string])[] = [];
  for (const one of command.assignments) {
    if (one.value?.value === undefined || one.append) return undefined;
    env.push([one.name, one.value.value]);
  }
  return env;
}

/** `cross-env A=1 node x` sets variables the way a shell would. */
function withoutCrossEnv(line: Line): Line {
  if (programOf(line.words) !== 'cross-env') return line;
  const at = line.words.findIndex((word, index) => index > 0 && !/^\w+=/.test(word));
  if (at < 0) return line;
  const env = line.words.slice(1, at).map((word) => {
    const cut = word.indexOf('=');
    return [word.slice(0, cut), word.slice(cut + 1)] as const;
  });
  return { words: line.words.slice(at), env: [...line.env, ...env] };
}

/** One simple command with fixed words, package runners resolved to what they run. */
function resolve(script: ShellScript, application: Application, depth = 0): Line | undefined {
  const command = onlyCommand(script);
  const words = command && knownWords(command);
  const env = command && assignments(command);
  if (!words || !env || words.length === 0 || depth > 3) return undefined;
  const line = withoutCrossEnv({ words, env });
  return runnerLine(line, application, depth);
}

function runnerLine(line: Line, application: Application, depth: number): Line | undefined {
  const name = scriptName(line.words);
  const { details } = application;
  if (name === undefined || details.language !== 'node') return line;
  const text = details.scripts[name] ?? (name === 'start' ? 'node server.js' : undefined);
  const hooks = details.scripts[`pre${name}`] ?? details.scripts[`post${name}`];
  if (text === undefined || hooks !== undefined || /npm_|INIT_CWD/.test(text)) return undefined;
  const inner = resolve(scriptLine(text), application, depth + 1);
  return inner && localProgram({ words: inner.words, env: [...line.env, ...inner.env] });
}

/** Scripts find programs of dependencies by name; outside of npm they need their path. */
function localProgram(line: Line): Line {
  const [first = '', ...rest] = line.words;
  const direct =
    first.includes('/') || ['node', 'npm', 'npx', 'sh', 'bash', 'yarn', 'pnpm'].includes(first);
  return direct ? line : { ...line, words: [`node_modules/.bin/${first}`, ...rest] };
}

function lineText(instruction: Instruction): string {
  return instruction.body?.text.trim() ?? instruction.args.map((word) => word.text).join(' ');
}

/** `exec` before a simple command, so that no shell waits between Docker and the program. */
function execLine(line: string): string {
  return /[;&|<>()\n]|^\s*exec\b/.test(line) ? line : `exec ${line}`;
}

function last(stages: readonly Stage[], name: string): Instruction | undefined {
  return stages.flatMap((one) => one.instructions).findLast((one) => one.name === name);
}

function jsonWords(instruction: Instruction | undefined): readonly string[] | undefined {
  return instruction?.form === 'json' ? instruction.args.map((word) => word.text) : undefined;
}

/** Both instructions in exec form and nothing to resolve: they stay as they are. */
function asWritten(
  entry: Instruction | undefined,
  cmd: Instruction | undefined,
  line: number,
): Command | undefined {
  const entrypoint = jsonWords(entry);
  const words = jsonWords(cmd);
  if ((entry && !entrypoint) || (cmd && !words)) return undefined;
  const all = [...(entrypoint ?? []), ...(words ?? [])];
  const first = programOf(all) ?? '';
  if (all.length === 0 || RUNNERS.has(first) || /^(ba|da)?sh$/.test(first) || first === 'cross-env')
    return undefined;
  return { ...(entrypoint && { entrypoint }), ...(words && { cmd: words }), line };
}

/** Reads CMD and ENTRYPOINT of the image; undefined when there is neither. */
export function readCommand(
  chain: readonly Stage[],
  application: Application,
  inherited: readonly string[] = [],
): ReadCommand | undefined {
  const own = readOwnCommand(chain, application);
  const cmd = own?.command.cmd;
  if (!own || inherited.length === 0 || own.command.entrypoint || !cmd) return own;
  // `CMD ["server.js"]` on a base whose ENTRYPOINT is node.
  return last(chain, 'ENTRYPOINT')
    ? own
    : { ...own, command: { ...own.command, cmd: [...inherited, ...cmd] } };
}

const INIT = /^(.*\/)?(tini(-static)?|dumb-init|catatonit)$/;

function afterInit(words: readonly string[] | undefined): readonly string[] | undefined {
  if (!words || !INIT.test(words[0] ?? '')) return words;
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return at < 0 ? [] : words.slice(at);
}

/** Takes an init off the front of a command; the recipe puts its own there. */
export function withoutInit(command: Command): {
  readonly command: Command;
  readonly init: boolean;
} {
  const entrypoint = afterInit(command.entrypoint);
  const cmd = command.entrypoint ? command.cmd : afterInit(command.cmd);
  const init = entrypoint !== command.entrypoint || cmd !== command.cmd;
  if (!init) return { command, init };
  const { entrypoint: _, cmd: __, ...rest } = command;
  const left = entrypoint && entrypoint.length > 0;
  return { command: { ...rest, ...(left && { entrypoint }), ...(cmd && { cmd }) }, init };
}

function readOwnCommand(
  chain: readonly Stage[],
  application: Application,
): ReadCommand | undefined {
  const entry = last(chain, 'ENTRYPOINT');
  const cmd = last(chain, 'CMD');
  const one = entry ?? cmd;
  if (!one) return undefined;
  const line = (cmd ?? one).startLine;
  const written = asWritten(entry, cmd, line);
  if (written) return { command: written, env: [] };
  // The shell of a CMD in shell form is what the ENTRYPOINT gets as arguments.
  if (entry?.form === 'json' && cmd && cmd.form !== 'json') {
    const entrypoint = jsonWords(entry) ?? [];
    return {
      command: { entrypoint, cmd: ['/bin/sh', '-c', execLine(lineText(cmd))], line },
      env: [],
    };
  }
  // A shell-form ENTRYPOINT gets no CMD appended; two JSON forms are one command line.
  const joined =
    entry?.form === 'json' && cmd?.form === 'json'
      ? { ...entry, keyword: entry.keyword, span: entry.span, args: [...entry.args, ...cmd.args] }
      : one;
  const found = resolve(scriptOf(joined), application);
  if (found) return { command: { cmd: found.words, line }, env: found.env };
  return { command: { shell: shellText(joined), line }, env: [] };
}

/** The line for `sh -c`, that of an exec-form `sh -c` taken out. */
function shellText(instruction: Instruction): string {
  const words = jsonWords(instruction);
  if (!words) return lineText(instruction);
  if (/^(.*\/)?(ba|da)?sh$/.test(words[0] ?? '') && words.length === 3 && words[1]?.startsWith('-'))
    return words[2] ?? '';
  return words
    .map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
