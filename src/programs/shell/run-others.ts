import { effectOf, nothing, unknownEffect } from '../effect.ts';
import { splitOptions, valueOfOption } from '../options.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Shells given a script in an argument, a file or on standard input. */
export const shells: Program = {
  names: ['sh', 'bash', 'ash', 'dash', 'zsh'],
  effect(command, env) {
    const at = command.args.findIndex((arg) => /^-[a-zA-Z]*c[a-zA-Z]*$/.test(arg.value ?? ''));
    const text = at >= 0 ? command.args[at + 1] : undefined;
    if (text?.value !== undefined)
      return nothing({ starts: [{ kind: 'script', text: text.value, span: text.span }] });
    const operand = command.args.find((arg) => !/^[-+]/.test(arg.value ?? 'computed'));
    if (operand?.value !== undefined) return scriptFile(command, env, operand.value);
    if (command.input !== undefined)
      return nothing({ starts: [{ kind: 'script', text: command.input, span: command.at }] });
    return unknownEffect(command, env);
  },
};

function scriptFile(command: Command, env: Environment, path: string): ProgramEffect {
  const full = path.startsWith('/') ? path : `${env.cwd ?? '/?'}/${path}`;
  const text = env.readText(full);
  const need = {
    what: 'file' as const,
    arg: full,
    at: command.at,
    met: env.files.get(full).is,
    origin: env.files.get(full).origin,
  };
  if (text && !text.partial)
    return effectOf({
      needs: [need],
      starts: [{ kind: 'script', text: text.text, span: command.at }],
      succeeds: 'unknown',
    });
  return unknownEffect(command, env, { needs: [need] });
}

/** Programs that start the program named by their first operand. */
const STARTERS: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-C', '-h', '-p'],
  gosu: [],
  'su-exec': [],
  tini: ['-p', '-e'],
  'dumb-init': ['-r', '--rewrite'],
  nice: ['-n'],
  nohup: [],
  time: ['-f', '-o'],
  timeout: ['-s', '-k', '--signal', '--kill-after'],
  setpriv: [],
  stdbuf: ['-i', '-o', '-e'],
  catatonit: [],
  chronic: [],
};
const SKIPPED: Readonly<Record<string, number>> = { gosu: 1, 'su-exec': 1, timeout: 1 };

export const starters: Program = {
  names: Object.keys(STARTERS),
  effect(command) {
    const words = afterOptions(command.args, STARTERS[command.name] ?? []);
    const rest = words.slice(SKIPPED[command.name] ?? 0);
    return rest.length === 0 ? effectOf() : nothing({ starts: [{ kind: 'command', words: rest }] });
  },
};

function afterOptions(args: readonly Argument[], values: readonly string[]): readonly Argument[] {
  let at = 0;
  while (at < args.length) {
    const text = args[at]?.value ?? 'computed';
    if (text === '--') return args.slice(at + 1);
    if (!text.startsWith('-')) break;
    at += values.includes(text) ? 2 : 1;
  }
  return args.slice(at);
}

/** `su user -c "…"`, `runuser`. */
export const su: Program = {
  names: ['su', 'runuser'],
  effect(command, env) {
    const options = splitOptions(command.args, {
      values: ['-c', '--command', '-s', '--shell', '-u'],
    });
    const text = options.flags.get('-c') ?? options.flags.get('--command');
    const script = valueOfOption(options, '-c', '--command');
    if (script === undefined || text === undefined) return unknownEffect(command, env);
    return nothing({ starts: [{ kind: 'script', text: script, span: text.span }] });
  },
};

/** `xargs program`: the program runs with words nobody knows. */
export const xargs: Program = {
  names: ['xargs', 'parallel'],
  effect(command: Command) {
    const words = afterOptions(command.args, ['-n', '-P', '-I', '-L', '-d', '-a', '-s', '-E']);
    const unknownWord: Argument = { text: '…', span: command.at };
    return words.length === 0
      ? effectOf()
      : nothing({ starts: [{ kind: 'command', words: [...words, unknownWord] }] });
  },
};
