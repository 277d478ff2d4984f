/**
 * The legacy builder's output (stdout): `Step 2/6 : RUN x`, ` ---> Using cache`,
 * output of the command, ` ---> f576743ed940`. Errors come on stderr. It says no
 * times: they are taken from when the lines arrive.
 */
import { type OnProgress, type ProgressReader, LastLines } from './progress.ts';
import type { BuildStep } from './types.ts';

interface Entry {
  readonly name: string;
  readonly instruction: string;
  readonly stage?: string;
  readonly began: number;
  ended: number;
  cached: boolean;
  readonly log: LastLines;
}

const STEP = /^Step \d+\/\d+ : (.*)$/;
const FROM = /^FROM\s+(?:--\S+\s+)*\S+(?:\s+AS\s+(\S+))?/i;
const DEPRECATION =
  /^(?:DEPRECATED: The legacy builder|\s+(?:BuildKit is currently disabled|Install the buildx|environment-variable\.|https:\/\/docs\.docker\.com))/;

/** Makes a reader for the legacy builder; `now` in milliseconds. */
export function readLegacy(now: () => number, onProgress?: OnProgress): ProgressReader {
  const entries: Entry[] = [];
  const rest = new LastLines();
  let stages = -1;
  let stage = '';
  let finished = false;

  function line(text: string): void {
    const match = STEP.exec(text);
    const current = entries.at(-1);
    if (match !== null) {
      if (current !== undefined) end(current);
      begin(text, match[1] ?? '');
    } else if (current !== undefined && !finished) {
      output(current, text);
    } else if (!DEPRECATION.test(text) && text.trim() !== '') {
      rest.add(text);
    }
  }

  function begin(name: string, instruction: string): void {
    const from = FROM.exec(instruction);
    if (from !== null) {
      stages += 1;
      stage = from[1] ?? `stage-${stages}`;
    }
    const began = now();
    entries.push({
      name,
      instruction,
      stage,
      began,
      ended: began,
      cached: false,
      log: new LastLines(),
    });
    onProgress?.({ kind: 'step', name, state: 'started' });
  }

  function output(current: Entry, text: string): void {
    current.ended = now();
    if (text === ' ---> Using cache') current.cached = true;
    else if (text.startsWith('Successfully built ')) finished = true;
    else if (/^The command '.*' returned a non-zero code: \d+$/.test(text)) rest.add(text);
    else if (!text.startsWith(' ---> ') && !DEPRECATION.test(text)) {
      current.log.add(text);
      onProgress?.({ kind: 'log', text, step: current.name });
    }
  }

  function end(entry: Entry): void {
    entry.ended = now();
    const state = entry.cached ? 'cached' : 'done';
    onProgress?.({ kind: 'step', name: entry.name, state, seconds: secondsOf(entry) });
  }

  return {
    line,
    steps: () => entries.map(toStep),
    log: () => entries.at(-1)?.log.all() ?? [],
    rest: () => rest.all(),
    failed: () => (finished ? undefined : failedStep(entries.at(-1), rest)),
  };
}

function failedStep(last: Entry | undefined, rest: LastLines): BuildStep | undefined {
  if (last === undefined) return undefined;
  return { ...toStep(last), error: rest.all().at(-1) ?? last.log.all().at(-1) ?? 'failed' };
}

function secondsOf(entry: Entry): number {
  return (entry.ended - entry.began) / 1000;
}

function toStep(entry: Entry): BuildStep {
  const { name, instruction, cached } = entry;
  const stage = entry.stage === undefined ? {} : { stage: entry.stage };
  return { name, instruction, ...stage, cached, seconds: secondsOf(entry) };
}
