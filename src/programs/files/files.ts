import { NO_BYTES, exactly } from '../../facts/bytes.ts';
import type { Change, Entry, Need } from '../../facts/image.ts';
import { known } from '../../facts/origin.ts';
import {
  childPath,
  effectOf,
  exists,
  newEntry,
  nothing,
  originOf,
  putDirectory,
  putFile,
  putUnseen,
  underCwd,
  unknownEffect,
} from '../effect.ts';
import { has, splitOptions } from '../options.ts';
import { lastPart } from '../paths.ts';
import { entriesBelow, expandGlob } from '../tree-view.ts';
import type { Argument, Command, Environment, Program } from '../types.ts';

export const mkdir: Program = {
  names: ['mkdir'],
  effect(command, env) {
    const options = splitOptions(command.args, { values: ['-m', '--mode'] });
    const mode = Number.parseInt(
      options.flags.get('-m')?.value ?? options.flags.get('--mode')?.value ?? '755',
      8,
    );
    const changes: Change[] = [];
    const needs: Need[] = [];
    for (const arg of options.operands.flatMap((one) => braces(one))) {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      if (path === undefined) continue;
      if (has(options, '-p', '--parents') ? exists(env, path) !== 'yes' : true) {
        const entry = newEntry(
          command,
          env,
          'dir',
          0o755,
          Number.isNaN(mode) ? {} : { mode: known(mode, originOf(command)) },
        );
        changes.push({ do: 'put', path, entry });
      }
    }
    return effectOf({
      changes,
      needs,
      succeeds: has(options, '-p', '--parents') ? 'yes' : 'unknown',
      understood: !options.doubtful,
    });
  },
};

/** `{a,b}` of bash, one level, where the word has it. */
function braces(arg: Argument): Argument[] {
  const match = /^([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)$/.exec(arg.value ?? '');
  if (!match) return [arg];
  return (match[2] ?? '')
    .split(',')
    .map((one) => ({ ...arg, value: `${match[1] ?? ''}${one}${match[3] ?? ''}` }));
}

export const touch: Program = {
  names: ['touch'],
  effect(command, env) {
    const options = splitOptions(command.args, { values: ['-d', '-r', '-t'] });
    const changes = options.operands.flatMap((arg) => {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      return path === undefined || exists(env, path) === 'yes'
        ? []
        : [putFile(command, env, path, { content: { text: '' } })];
    });
    return effectOf({ changes, understood: !options.doubtful });
  },
};

export const rm: Program = {
  names: ['rm', 'rmdir', 'unlink', 'shred'],
  effect(command, env) {
    const options = splitOptions(command.args);
    const origin = originOf(command);
    const changes: Change[] = [];
    const needs: Need[] = [];
    for (const arg of options.operands) {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      // An empty name is refused, and so is the root.
      if (path === undefined || path === '/') continue;
      if (arg.glob !== true) changes.push({ do: 'remove', path, origin });
      else if (path.endsWith('/*'))
        changes.push({ do: 'empty', path: path.slice(0, -2) || '/', origin });
      else
        for (const one of expandGlob(env, path)) changes.push({ do: 'remove', path: one, origin });
      if (arg.glob !== true && !has(options, '-f', '--force') && exists(env, path) === 'no')
        needs.push({
          what: 'file',
          arg: path,
          at: arg.span,
          met: 'no',
          origin: env.files.get(path).origin,
        });
    }
    return effectOf({
      changes,
      needs,
      succeeds: has(options, '-f', '--force') ? 'yes' : 'unknown',
      understood: !options.doubtful,
    });
  },
};

export const copying: Program = {
  names: ['cp', 'mv', 'ln', 'install'],
  effect(command, env) {
    const options = splitOptions(command.args, {
      values: ['-t', '--target-directory', '-m', '--mode', '-o', '--owner', '-g', '--group', '-S'],
    });
    if (options.doubtful) return unknownEffect(command, env, { spread: NO_BYTES });
    if (command.name === 'install' && has(options, '-d', '--directory'))
      return nothing({
        changes: options.operands.flatMap((arg) => directoryAt(command, env, arg)),
      });
    const into = options.flags.get('-t') ?? options.flags.get('--target-directory');
    const target = into ?? options.operands.at(-1);
    const sources = into ? options.operands : options.operands.slice(0, -1);
    if (target?.value === undefined) return effectOf();
    const goal = underCwd(env, target.value);
    if (goal === undefined) return unknownEffect(command, env, { spread: NO_BYTES });
    const isDirectory =
      into !== undefined ||
      target.value.endsWith('/') ||
      sources.length > 1 ||
      env.files.get(goal).entry?.kind === 'dir';
    const results = sources.map((one) => transfer(command, env, one, goal, isDirectory));
    return effectOf({
      changes: results.flatMap((one) => one.changes),
      needs: results.flatMap((one) => one.needs),
      understood: results.every((one) => one.understood),
    });
  },
};

function directoryAt(command: Command, env: Environment, arg: Argument): Change[] {
  const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
  return path === undefined ? [] : [putDirectory(command, env, path)];
}

interface Transfer {
  readonly changes: Change[];
  readonly needs: Need[];
  readonly understood: boolean;
}

function transfer(
  command: Command,
  env: Environment,
  arg: Argument,
  goal: string,
  isDirectory: boolean,
): Transfer {
  const text = arg.value ?? '';
  if (command.name === 'ln') {
    const path = isDirectory ? childPath(goal, lastPart(text)) : goal;
    return {
      changes: [
        { do: 'put', path, entry: newEntry(command, env, 'link', 0o777, { target: text }) },
      ],
      needs: [],
      understood: true,
    };
  }
  const from = underCwd(env, text);
  if (from === undefined) return { changes: [], needs: [], understood: false };
  const sources = arg.glob === true ? expandGlob(env, from) : [from];
  const changes = sources.flatMap((source) =>
    copyOne(
      command,
      env,
      source,
      isDirectory ? childPath(goal, text.endsWith('/.') ? '.' : lastPart(source)) : goal,
    ),
  );
  const there = env.files.get(from);
  const need: Need = { what: 'file', arg: from, at: arg.span, met: there.is, origin: there.origin };
  return {
    changes,
    needs: arg.glob === true ? [] : [need],
    understood: arg.glob !== true || sources.length > 0,
  };
}

/** The changes that copy, or move, one file or directory with what is listed below it. */
function copyOne(command: Command, env: Environment, from: string, to: string): Change[] {
  const there = env.files.get(from);
  const moved = command.name === 'mv';
  const fresh = (entry: Entry): Partial<Entry> => ({
    size: entry.size,
    mode: entry.mode,
    ...(entry.content ? { content: entry.content } : {}),
    ...(moved ? { uid: entry.uid, gid: entry.gid } : {}),
  });
  const removal: Change[] = moved ? [{ do: 'remove', path: from, origin: originOf(command) }] : [];
  if (there.is === 'no') return [];
  if (!there.entry) return [...removal, putUnseen(command, env, to)];
  if (there.entry.kind !== 'dir') {
    const kind = there.entry.kind;
    const target = there.entry.target === undefined ? {} : { target: there.entry.target };
    return [
      ...removal,
      {
        do: 'put',
        path: to,
        entry: newEntry(command, env, kind, 0o644, { ...fresh(there.entry), ...target }),
      },
    ];
  }
  const below = entriesBelow(env, from);
  return [
    ...removal,
    {
      do: 'put',
      path: to,
      entry: newEntry(command, env, 'dir', 0o755, fresh(there.entry)),
      ...(below.complete ? {} : { open: true as const }),
    },
    ...below.entries.map((entry): Change => ({
      do: 'put',
      path: childPath(to, entry.path.slice(from.length)),
      entry: newEntry(command, env, entry.kind, 0o644, fresh(entry)),
    })),
  ];
}

/** `cat`, `tee`: text that is known goes on. */
export const cat: Program = {
  names: ['cat', 'tee'],
  effect(command, env) {
    const options = splitOptions(command.args);
    if (command.name === 'tee') {
      const add = has(options, '-a', '--append');
      const changes = options.operands.flatMap((arg) => {
        const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
        return path === undefined ? [] : [written(command, env, path, command.input, add)];
      });
      return effectOf({
        changes,
        ...(command.input === undefined ? {} : { output: command.input }),
        succeeds: 'yes',
      });
    }
    const texts = options.operands.map((arg) =>
      arg.value === undefined ? undefined : env.readText(underCwd(env, arg.value) ?? ''),
    );
    if (options.operands.length === 0 && command.input !== undefined)
      return nothing({ output: command.input });
    const output =
      texts.length > 0 && texts.every((one) => one && !one.partial)
        ? { output: texts.map((one) => one?.text ?? '').join('') }
        : {};
    return effectOf({ ...output, understood: !options.doubtful });
  },
};

/** The change that writes (or appends) text to a file; text undefined: not known. */
export function written(
  command: Command,
  env: Environment,
  path: string,
  text: string | undefined,
  append: boolean,
): Change {
  const before = append ? env.readText(path) : undefined;
  const old = append ? env.files.get(path) : undefined;
  if (text === undefined)
    return putFile(command, env, path, { size: { low: 0, high: 1e6, basis: 'typical' } });
  const whole = (before?.text ?? '') + text;
  const partial = append && (before?.partial ?? old?.is !== 'no') ? { partial: true as const } : {};
  const size =
    partial.partial && old?.entry
      ? old.entry.size
      : exactly(new TextEncoder().encode(whole).length);
  const owner = old?.entry ? { uid: old.entry.uid, gid: old.entry.gid, mode: old.entry.mode } : {};
  return putFile(command, env, path, { ...owner, size, content: { text: whole, ...partial } });
}
