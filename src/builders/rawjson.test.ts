import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorMessage, classifyFailure } from './classify.ts';
import { readRawJson } from './rawjson.ts';
import type { BuildProgress } from './types.ts';

function readFixture(name: string): {
  reader: ReturnType<typeof readRawJson>;
  events: BuildProgress[];
} {
  const events: BuildProgress[] = [];
  const reader = readRawJson((event) => events.push(event));
  const text = readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
  for (const line of text.split('\n')) reader.line(line);
  return { reader, events };
}

function vertex(digest: string, error: string): string {
  const name = `[${digest} 1/1] RUN ${digest}`;
  return JSON.stringify({ vertexes: [{ digest, name, completed: '2026-01-01T00:00:00Z', error }] });
}

describe('rawjson progress of buildx 0.29', () => {
  it('gives the steps in the order they began, with their seconds', () => {
    const { reader } = readFixture('rawjson-ok.txt');
    const own = reader.steps().filter((step) => step.instruction !== '');
    expect(own.map((step) => step.instruction)).toEqual([
      'FROM docker.io/library/node:22',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm install',
    ]);
    expect(own.every((step) => !step.cached)).toBe(true);
    expect(own.at(-1)?.seconds).toBeGreaterThan(20);
    expect(reader.failed()).toBeUndefined();
  });

  it('says which step printed what', () => {
    const { events } = readFixture('rawjson-ok.txt');
    const logs = events.filter((event) => event.kind === 'log');
    expect(logs.some((log) => log.text.startsWith('added 72 packages'))).toBe(true);
    expect(new Set(logs.map((log) => log.step))).toEqual(new Set(['[4/4] RUN npm install']));
  });

  it('names the failed step, its log and the builder’s message', () => {
    const { reader, events } = readFixture('rawjson-failed.txt');
    expect(reader.failed()?.instruction).toBe('RUN npm install && false');
    expect(reader.log().join('\n')).toContain('added 72 packages');
    const message = errorMessage(reader.rest());
    expect(message).toBe(
      'process "/bin/sh -c npm install && false" did not complete successfully: exit code: 1',
    );
    expect(classifyFailure(message, reader.failed())).toBe('failed-step');
    expect(events.some((event) => event.kind === 'step' && event.state === 'failed')).toBe(true);
    const cached = reader.steps().filter((step) => step.cached);
    expect(cached.map((step) => step.instruction)).toEqual(['WORKDIR /app', 'COPY . .']);
  });

  it('takes a step that was cancelled beside a failed one for a consequence', () => {
    const reader = readRawJson();
    reader.line(vertex('a', 'context canceled'));
    reader.line(vertex('b', 'exit code: 3'));
    expect(reader.failed()?.stage).toBe('b');
  });

  it('survives lines that are no status', () => {
    const reader = readRawJson();
    for (const line of ['{', '{"vertexes":7}', '{"logs":[null,{"data":3}]}', 'null', '[]', '']) {
      reader.line(line);
    }
    expect(reader.steps()).toEqual([]);
    expect(reader.rest()).toContain('{');
  });
});
