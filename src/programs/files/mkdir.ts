import type { Change } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { known } from '../../facts/origin.ts';
import { effectBy, exists, newEntry, originOf, putFile, underCwd } from '../effect.ts';
import { needDirectories, needPlace } from '../access.ts';
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
    const needs: Need[] = [];
    for (const arg of options.operands.flatMap((one) => braces(one))) {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      if (path === undefined || (parents && exists(env, path) === 'yes')) continue;
      // `mkdir a a/b` makes the one in which the other is to be.
      const isMade = changes.some((one) => path.startsWith(`${one.path}/`));
      const there = env.files.get(path);
      if (arg.glob !== true && there.is === 'yes')
        needs.push({ what: 'absent', arg: path, at: arg.span, met: 'no', origin: there.origin });
      else if (arg.glob !== true && !isMade)
        needs.push(...(parents ? needDirectories : needPlace)(env, path, arg.span));
      const extra = Number.isNaN(mode) ? {} : { mode: known(mode, originOf(command)) };
      changes.push({ do: 'put', path, entry: newEntry(command, env, 'dir', 0o755, extra) });
    }
    return effectBy(command, env, doubtsOf(options), {
      changes,
      needs,
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
    const needs = options.operands.flatMap((arg) => {
      const path = arg.value === undefined || arg.glob ? undefined : underCwd(env, arg.value);
      return !makes || path === undefined ? [] : needPlace(env, path, arg.span);
    });
    return effectBy(command, env, doubtsOf(options), { changes, needs });
  },
};
