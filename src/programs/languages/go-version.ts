import type { Need } from '../../facts/need.ts';
import { childPath } from '../paths.ts';
import { isOlder, needVersion, runtimeOf } from '../runtime-version.ts';
import type { Command, Environment } from '../types.ts';
import { upwards } from './node-project.ts';

/**
 * go.mod asks for a newer Go than the image has, and Go may not fetch one: official images set
 * `GOTOOLCHAIN=local` (go.dev/doc/toolchain).
 */
export function needGo(command: Command, env: Environment, cwd: string | undefined): Need[] {
  const chosen = env.variable('GOTOOLCHAIN');
  const here = runtimeOf(env, 'go', 'go');
  if (cwd === undefined || !here || chosen?.known !== true || chosen.value !== 'local') return [];
  for (const dir of upwards(cwd)) {
    const path = childPath(dir, 'go.mod');
    if (env.files.get(path).is === 'no') continue;
    const text = env.readText(path);
    if (text === undefined || text.partial) return [];
    const wanted = /^go[ \t]+(\d+\.\d+(?:\.\d+)?)/m.exec(text.text)?.[1];
    // Go 1.21 was the first to refuse.
    if (wanted === undefined || isOlder(here.version, '1.21') || !isOlder(here.version, wanted))
      return [];
    return [needVersion(command, `Go ${wanted}`, `Go ${here.version}`, here.origin)];
  }
  return [];
}
