/**
 * `--progress=rawjson`: one JSON object a line on stderr, BuildKit's SolveStatus
 * (client/graph.go): vertexes with digest, name, started, completed, cached and
 * error; logs with base64 data. One vertex comes several times, each time with
 * what changed, and may start anew after it completed. The error message and
 * the code frame follow as plain text.
 */
import { type OnProgress, type ProgressReader, LastLines } from './progress.ts';
import type { BuildStep } from './types.ts';
import { parseStepName } from './step-name.ts';

interface Vertex {
  readonly digest: string;
  name: string;
  /** Milliseconds worked in intervals that have ended. */
  worked: number;
  started?: number;
  completed: boolean;
  cached: boolean;
  error?: string;
  readonly log: LastLines;
}

interface RawVertex {
  readonly digest?: unknown;
  readonly name?: unknown;
  readonly started?: unknown;
  readonly completed?: unknown;
  readonly cached?: unknown;
  readonly error?: unknown;
}

/** Makes a reader for `--progress=rawjson`. */
export function readRawJson(onProgress?: OnProgress): ProgressReader {
  const vertexes = new Map<string, Vertex>();
  const all = new LastLines();
  const rest = new LastLines();

  function line(text: string): void {
    const status = text.startsWith('{') ? parseObject(text) : undefined;
    if (status === undefined) {
      rest.add(text);
      return;
    }
    for (const raw of asList(status['vertexes'])) takeVertex(raw as RawVertex);
    for (const raw of asList(status['logs'])) takeLog(raw as Record<string, unknown>);
  }

  function takeVertex(raw: RawVertex): void {
    if (typeof raw.digest !== 'string') return;
    const vertex = vertexes.get(raw.digest) ?? newVertex(raw.digest);
    vertexes.set(raw.digest, vertex);
    const before = stateOf(vertex);
    update(vertex, raw);
    const state = stateOf(vertex);
    if (state === undefined || state === before || parseStepName(vertex.name).instruction === '') {
      return;
    }
    const seconds = vertex.worked / 1000;
    onProgress?.({
      kind: 'step',
      name: vertex.name,
      state,
      ...(state === 'started' ? {} : { seconds }),
    });
  }

  function takeLog(raw: Record<string, unknown>): void {
    if (typeof raw['data'] !== 'string') return;
    const text = new TextDecoder().decode(
      Uint8Array.from(atob(raw['data']), (c) => c.charCodeAt(0)),
    );
    const vertex = vertexes.get(String(raw['vertex']));
    vertex?.log.push(text);
    const step = vertex === undefined ? {} : { step: vertex.name };
    for (const one of all.push(text)) onProgress?.({ kind: 'log', text: one, ...step });
  }

  const failedVertex = (): Vertex | undefined => {
    // A failure cancels the steps beside it: those are not the reason.
    const wrong = [...vertexes.values()].filter((vertex) => vertex.error !== undefined);
    return wrong.find((vertex) => !/context canceled/.test(vertex.error ?? '')) ?? wrong[0];
  };

  return {
    line,
    steps: () => inOrder([...vertexes.values()].filter((vertex) => vertex.completed)).map(toStep),
    log: () => (failedVertex()?.log ?? all).all(),
    rest: () => rest.all(),
    failed: () => {
      const vertex = failedVertex();
      return vertex === undefined ? undefined : toStep(vertex);
    },
  };
}

function newVertex(digest: string): Vertex {
  return { digest, name: '', worked: 0, completed: false, cached: false, log: new LastLines() };
}

function update(vertex: Vertex, raw: RawVertex): void {
  if (typeof raw.name === 'string') vertex.name = raw.name;
  const started = timeOf(raw.started);
  const completed = timeOf(raw.completed);
  if (started !== undefined) {
    vertex.started = started;
    vertex.completed = false;
  }
  if (completed !== undefined && !vertex.completed) {
    vertex.completed = true;
    vertex.worked += Math.max(0, completed - (vertex.started ?? completed));
  }
  if (raw.cached === true) vertex.cached = true;
  if (typeof raw.error === 'string' && raw.error !== '') vertex.error = raw.error;
}

function stateOf(vertex: Vertex): 'started' | 'done' | 'cached' | 'failed' | undefined {
  if (vertex.error !== undefined) return 'failed';
  if (vertex.completed) return vertex.cached ? 'cached' : 'done';
  return vertex.started === undefined ? undefined : 'started';
}

function toStep(vertex: Vertex): BuildStep {
  return {
    name: vertex.name,
    ...parseStepName(vertex.name),
    cached: vertex.cached,
    seconds: vertex.worked / 1000,
    ...(vertex.error === undefined ? {} : { error: vertex.error }),
  };
}

/** BuildKit names vertexes last step first: here they stand as they began. */
function inOrder(vertexes: readonly Vertex[]): readonly Vertex[] {
  return vertexes.toSorted((a, b) => (a.started ?? 0) - (b.started ?? 0) || place(a) - place(b));
}

function place(vertex: Vertex): number {
  return Number(/^\[(?:[^\]]* )?(\d+)\//.exec(vertex.name)?.[1] ?? 0);
}

function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
