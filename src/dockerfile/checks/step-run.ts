import { goQuote } from '../chars.ts';
import { type Mount, readMount } from '../build/mount.ts';
import { joinPath, toSlash } from '../build/os-path.ts';
import { Refused } from './refused.ts';
import type { Source } from './sources.ts';
import type { Step } from './step.ts';

/** @throws Refused when a stage is named that is not built yet. */
function requireBuilt({ state }: Step, source: Source | undefined, message: string): void {
  if (source !== undefined && 'stage' in source && source.stage >= state.stage.index)
    throw new Refused(message);
}

/** RUN: its mounts. */
export function walkRun(step: Step): void {
  const { state, instruction, input } = step;
  if (instruction.flags.length === 0) return;
  const sources = input.sources.get(instruction) ?? [];
  const flags = instruction.flags.filter(({ name }) => name === 'mount');
  const mounts = flags.map(({ value = '', span }): Mount => {
    const read = readMount(value, (text) => ({ text: step.expand(text, span), unset: [] }));
    if ('error' in read) throw new Refused(read.error);
    return read.mount;
  });
  for (const [index, { type, from, source, target }] of mounts.entries()) {
    const order = `cannot mount from stage ${goQuote(from)} to ${goQuote(target)}, stage needs to be defined before current command`;
    if (from !== '' || type === 'cache') requireBuilt(step, sources[index], order);
    if (type === 'ssh' && source !== '') throw new Refused('ssh does not support source');
    if (type === 'secret' || type === 'ssh') continue;
    const place = target.startsWith('/')
      ? target
      : joinPath('/', toSlash(state.workdir, state.os), target);
    if (place === '/') throw new Refused('invalid mount target "/"');
  }
}
