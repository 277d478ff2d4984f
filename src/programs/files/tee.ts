import { exactly } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import { needPlace } from '../access.ts';
import { effectBy, needFile, nothing, putFile, underCwd } from '../effect.ts';
import { doubtsOf, has, optionSpec, splitOptions } from '../options.ts';
import type { Command, Environment, Program } from '../types.ts';

const TEE = optionSpec('-a --append -i --ignore-interrupts -p --output-error?');

/** `tee`: its input goes into files, and on. */
export const tee: Program = {
  names: ['tee', 'sponge'],
  effect(command, env) {
    const options = splitOptions(command.args, TEE);
    const add = has(options, '-a', '--append');
    const changes = options.operands.flatMap((arg) => {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      return path === undefined || path.startsWith('/dev/')
        ? []
        : [written(command, env, path, command.input, add)];
    });
    const needs = options.operands.flatMap((arg) => {
      const path = arg.value === undefined || arg.glob ? undefined : underCwd(env, arg.value);
      return path === undefined || path.startsWith('/dev/') ? [] : needPlace(env, path, arg.span);
    });
    return effectBy(command, env, doubtsOf(options), {
      changes,
      needs,
      ...(command.input === undefined ? {} : { output: command.input }),
      succeeds: 'yes',
    });
  },
};

const CAT = optionSpec(
  '-A --show-all -b --number-nonblank -e -E --show-ends -n --number -s --squeeze-blank -t -T --show-tabs -u -v --show-nonprinting',
);

/** `cat`: text that is known goes on. */
export const cat: Program = {
  names: ['cat'],
  effect(command, env) {
    const options = splitOptions(command.args, CAT);
    const plain = options.flags.size === 0;
    if (options.operands.length === 0 && command.input !== undefined && plain)
      return nothing({ output: command.input });
    const texts = options.operands.map((arg) =>
      arg.value === undefined ? undefined : env.readText(underCwd(env, arg.value) ?? ''),
    );
    const whole = plain && texts.length > 0 && texts.every((one) => one && !one.partial);
    const output = whole ? { output: texts.map((one) => one?.text ?? '').join('') } : {};
    const needs = options.operands.flatMap((arg) =>
      arg.value === undefined || arg.glob || arg.value === '-' || arg.value.startsWith('/proc/')
        ? []
        : [needFile({ ...command, at: arg.span }, env, arg.value)],
    );
    // Whatever it reads, it changes nothing.
    return effectBy(command, env, options.strange, { ...output, needs });
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
