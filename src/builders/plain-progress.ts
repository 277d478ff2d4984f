/**
 * `--progress=plain` of a buildx that has no rawjson (before 0.13):
 * `#5 [a 2/2] RUN x`, `#5 CACHED`, `#5 DONE 0.2s`, `#5 ERROR: …`, `#5 0.24 output`.
 */
import { type OnProgress, type ProgressReader, LastLines } from './progress.ts';
import type { BuildStep } from './types.ts';
import { parseStepName } from './step-name.ts';

interface Entry {
  name: string;
  cached: boolean;
  done: boolean;
  seconds: number;
  error?: string;
  readonly log: LastLines;
}

const LINE = /^#(\d+) (.*)$/;

/** Makes a reader for `--progress=plain`. */
export function readPlain(onProgress?: OnProgress): ProgressReader {
  const entries = new Map<string, Entry>();
  const all = new LastLines();
  const rest = new LastLines();

  function line(text: string): void {
    const match = LINE.exec(text);
    if (match === null) {
      if (text !== '') rest.add(text);
      return;
    }
    const [, id = '', said = ''] = match;
    const entry = entries.get(id);
    if (entry === undefined) {
      entries.set(id, { name: said, cached: false, done: false, seconds: 0, log: new LastLines() });
      tell(said, 'started');
    } else if (!finish(entry, said)) {
      const output = said.replace(/^\d+\.\d+ /, '');
      entry.log.add(output);
      all.add(output);
      onProgress?.({ kind: 'log', text: output, step: entry.name });
    }
  }

  function finish(entry: Entry, said: string): boolean {
    const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(said);
    if (done !== null) entry.seconds = Number(done[1]);
    else if (said.startsWith('ERROR: ')) entry.error = said.slice('ERROR: '.length);
    else if (said === 'CANCELED') entry.error = 'context canceled';
    else if (said === 'CACHED') entry.cached = true;
    else return false;
    entry.done = true;
    if (entry.error !== undefined) tell(entry.name, 'failed');
    else tell(entry.name, entry.cached ? 'cached' : 'done', entry.seconds);
    return true;
  }

  function tell(
    name: string,
    state: 'started' | 'done' | 'cached' | 'failed',
    seconds?: number,
  ): void {
    if (parseStepName(name).instruction === '') return;
    onProgress?.({ kind: 'step', name, state, ...(seconds === undefined ? {} : { seconds }) });
  }

  const failed = (): Entry | undefined => {
    const wrong = [...entries.values()].filter((entry) => entry.error !== undefined);
    return wrong.find((entry) => entry.error !== 'context canceled') ?? wrong[0];
  };

  return {
    line,
    steps: () => [...entries.values()].filter((entry) => entry.done).map(toStep),
    log: () => (failed()?.log ?? all).all(),
    rest: () => rest.all(),
    failed: () => {
      const entry = failed();
      return entry === undefined ? undefined : toStep(entry);
    },
  };
}

function toStep(entry: Entry): BuildStep {
  return {
    name: entry.name,
    ...parseStepName(entry.name),
    cached: entry.cached,
    seconds: entry.seconds,
    ...(entry.error === undefined ? {} : { error: entry.error }),
  };
}
