import { effectOf, needFile, projectCode } from '../effect.ts';
import type { Program } from '../types.ts';

/** Options that take the next word. */
const VALUES =
  /^(-cp|-classpath|--class-path|-p|--module-path|--add-(opens|exports|reads|modules))$/;

/** java: `-jar` names a file that must be there. */
export const java: Program = {
  names: ['java'],
  effect(command, env) {
    const { args } = command;
    if (/^--?(version|help)$|^-showversion$/.test(args[0]?.value ?? '')) return effectOf();
    let at = 0;
    for (; at < args.length; at++) {
      const word = args[at]?.value;
      if (word === '-jar' || word?.startsWith('-') !== true) break;
      if (VALUES.test(word)) at += 1;
    }
    const jar = args[at]?.value === '-jar' ? args[at + 1]?.value : undefined;
    const needs = jar === undefined || /[*?]/.test(jar) ? [] : [needFile(command, env, jar)];
    return projectCode(command, env, { needs });
  },
};
