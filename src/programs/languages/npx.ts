import { effectOf, unreadCode } from '../effect.ts';
import type { Program } from '../types.ts';
import { toolLines } from './npm-scripts.ts';

/** npx and its like: a program of an installed package is followed, one that is fetched is not. */
export const npx: Program = {
  names: ['npx', 'bunx', 'pnpx'],
  effect(command, env) {
    const at = command.args.findIndex(
      ({ value }) =>
        value === undefined || !/^(-y|--yes|--no|--no-install|--quiet|-q)$/.test(value),
    );
    const [tool, ...words] = at < 0 ? [] : command.args.slice(at);
    const name = tool?.value;
    if (name === undefined || env.cwd === undefined || !/^[\w.-]+$/.test(name))
      return unreadCode(command, env);
    const lines = toolLines(env, env.cwd, name, words);
    return lines ? effectOf({ starts: [lines] }) : unreadCode(command, env);
  },
};
