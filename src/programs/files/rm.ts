import type { Change } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { needRemovable } from '../access.ts';
import { effectBy, exists, originOf, underCwd } from '../effect.ts';
import { doubtsOf, has, optionSpec, splitOptions } from '../options.ts';
import { expandGlob } from '../tree-view.ts';
import type { Argument, Command, Environment, Program } from '../types.ts';

const RM = optionSpec(
  '-r -R --recursive -f --force -i -I --interactive -d --dir -v --verbose -p --parents -u -z -n= --one-file-system --preserve-root --no-preserve-root --ignore-fail-on-non-empty',
);

export const rm: Program = {
  names: ['rm', 'rmdir', 'unlink', 'shred'],
  effect(command, env) {
    const options = splitOptions(command.args, RM);
    const force = has(options, '-f', '--force');
    const changes: Change[] = [];
    const needs: Need[] = [];
    for (const arg of options.operands) {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      // An empty name is refused, and so is the root.
      if (path === undefined || path === '/') continue;
      changes.push(...removals(command, env, arg, path));
      if (arg.glob !== true && exists(env, path) === 'yes')
        needs.push(...needRemovable(env, path, arg.span));
      if (arg.glob === true || force || exists(env, path) !== 'no') continue;
      const { origin } = env.files.get(path);
      needs.push({ what: 'file', arg: path, at: arg.span, met: 'no', origin });
    }
    // What find selects is only what nobody has listed: the rest comes by name.
    const doubts = doubtsOf(options).filter((one) => one.below === undefined);
    return effectBy(command, env, doubts, {
      changes,
      needs,
      succeeds: force ? 'yes' : 'unknown',
    });
  },
};

function removals(command: Command, env: Environment, arg: Argument, path: string): Change[] {
  const origin = originOf(command);
  if (arg.glob !== true) return [{ do: 'remove', path, origin }];
  if (path.endsWith('/*')) return [{ do: 'empty', path: path.slice(0, -2) || '/', origin }];
  return expandGlob(env, path).map((one) => ({ do: 'remove', path: one, origin }));
}
