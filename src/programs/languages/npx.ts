import type { Need } from '../../facts/need.ts';
import { childPath, effectOf, unreadCode } from '../effect.ts';
import type { Command, Environment, Program } from '../types.ts';
import { binDirectories } from './node-project.ts';
import { toolLines } from './npm-scripts.ts';

/**
 * `npx tsc` where TypeScript was left out fetches a package of the name `tsc`, which is another one: it says so
 * and ends with an error (tried with npm 10).
 */
function leftOutTsc(command: Command, env: Environment, dir: string): Need | undefined {
  const found = binDirectories(env, dir).map((bin) => env.files.get(childPath(bin, 'tsc')));
  const removed = found.find(({ is, origin }) => is === 'no' && origin.by === 'command');
  if (command.name !== 'npx' || !removed || found.some(({ is }) => is === 'yes')) return undefined;
  if (env.find('tsc').is !== 'no' || removed.origin.what === 'WORKDIR') return undefined;
  return {
    what: 'dependency',
    arg: 'typescript',
    at: command.at,
    met: 'no',
    origin: removed.origin,
    by: 'npx tsc',
    detail: 'tsc',
  };
}

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
    const gone = name === 'tsc' ? leftOutTsc(command, env, env.cwd) : undefined;
    if (gone) return effectOf({ needs: [gone] });
    const lines = toolLines(env, env.cwd, name, words);
    return lines ? effectOf({ starts: [lines] }) : unreadCode(command, env);
  },
};
