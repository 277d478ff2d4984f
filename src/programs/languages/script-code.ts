import type { Need } from '../../facts/need.ts';
import { projectCode, unreadCode } from '../effect.ts';
import type { Command, Environment, ProgramEffect } from '../types.ts';

/** Names of scripts that may be there to install programs of the system. */
const INSTALLS =
  /install|provision|bootstrap|deps|requirements|configure|playwright|system|(^|\/)(setup|build)(?!\.py$)/;

/** A script of the project, by path or name: of one that sounds like an installer anything may come. */
export function scriptCode(
  command: Command,
  env: Environment,
  script: string,
  needs: readonly Need[],
  parts: Partial<ProgramEffect> = {},
): ProgramEffect {
  return INSTALLS.test(script)
    ? unreadCode(command, env, { ...parts, needs })
    : projectCode(command, env, { ...parts, needs }, script.endsWith('setup.py'));
}
