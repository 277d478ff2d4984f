import type { Need } from '../../facts/need.ts';
import { childPath } from '../effect.ts';
import { fromContext } from '../languages/node-project.ts';
import type { Argument, Command, Environment } from '../types.ts';

/** What makes the targets of a makefile more than its plain lines: patterns, included files, computed names. */
const MORE =
  /^\s*(-?include|sinclude)\b|^[^\t#=]*[%$][^=]*:|\$\((eval|foreach)|^define\b|^\.DEFAULT\b/m;

/** A target that the makefile does not have, and that is no file either. */
export function needTargets(
  command: Command,
  env: Environment,
  file: string | undefined,
  targets: readonly Argument[],
): Need[] {
  const { cwd } = env;
  const names = file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [file];
  if (cwd === undefined) return [];
  const path = names
    .map((name) => (name.startsWith('/') ? name : childPath(cwd, name)))
    .find((one) => env.files.get(one).is !== 'no' && !fromContext(env, one));
  const text = path === undefined ? undefined : env.readText(path);
  if (path === undefined || text === undefined || text.partial || MORE.test(text.text)) return [];
  const known = targetsOf(text.text);
  const { origin } = env.files.get(path);
  return targets.flatMap(({ value }): Need[] => {
    if (value === undefined || value.includes('=') || known.includes(value)) return [];
    // Rules that make has of its own turn sources into objects and programs.
    const stem = value.replace(/\.\w+$/, '');
    const sources = ['', '.c', '.cc', '.cpp', '.p', '.f', '.sh', '.s', '.o', '.go', '.y', '.l'];
    const absent = sources
      .map((end) => childPath(cwd, end === '' ? value : stem + end))
      .every((one) => env.files.get(one).is === 'no' || fromContext(env, one));
    if (!absent) return [];
    const shown = known.filter((one) => !one.startsWith('.')).join(' ');
    return [{ what: 'script', arg: value, at: command.at, met: 'no', origin, detail: shown }];
  });
}

function targetsOf(text: string): string[] {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => {
    const rule = /^([^\t#=:][^#=:]*)::?(?!=)/.exec(line)?.[1];
    return rule === undefined ? [] : rule.trim().split(/\s+/);
  });
}
