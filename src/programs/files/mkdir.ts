import type { Change } from '../../facts/image.ts';
import { known } from '../../facts/origin.ts';
import { effectBy, exists, newEntry, originOf, putFile, underCwd } from '../effect.ts';
import { doubtsOf, has, optionSpec, splitOptions, valueOfOption } from '../options.ts';
import type { Argument, Program } from '../types.ts';

const MKDIR = optionSpec('-p --parents -m= --mode= -v --verbose -Z --context');

export const mkdir: Program = {
  names: ['mkdir'],
  effect(command, env) {
    const options = splitOptions(command.args, MKDIR);
    const mode = Number.parseInt(valueOfOption(options, '-m', '--mode') ?? '755', 8);
    const parents = has(options, '-p', '--parents');
    const changes: Change[] = [];
    for (const arg of options.operands.flatMap((one) => braces(one))) {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      if (path === undefined || (parents && exists(env, path) === 'yes')) continue;
      const extra = Number.isNaN(mode) ? {} : { mode: known(mode, originOf(command)) };
      changes.push({ do: 'put', path, entry: newEntry(command, env, 'dir', 0o755, extra) });
    }
    return effectBy(command, env, doubtsOf(options), {
      changes,
      succeeds: parents ? 'yes' : 'unknown',
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

const TOUCH = optionSpec('-a -m -c --no-create -h -f -d= --date= -r= --reference= -t= --time=');

export const touch: Program = {
  names: ['touch', 'mkfifo'],
  effect(command, env) {
    const options = splitOptions(command.args, TOUCH);
    const makes = !has(options, '-c', '--no-create');
    const changes = options.operands.flatMap((arg) => {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      return !makes || path === undefined || exists(env, path) === 'yes'
        ? []
        : [putFile(command, env, path, { content: { text: '' } })];
    });
    return effectBy(command, env, doubtsOf(options), { changes });
  },
};
