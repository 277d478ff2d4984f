import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { withSharedStart } from '../dockerfile/reuse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import type { Trace } from '../facts/image.ts';
import { interpret } from './interpret.ts';
import { HARBOUR_NODE } from './model-fixtures.ts';

const LINES = [
  'ARG V=1',
  'FROM node:22-slim',
  'FROM node:22-slim AS build',
  'FROM build',
  'ENV A=1',
  'ENV A=$A$V B=$A',
  'ARG A=2',
  'WORKDIR /srv/$A',
  'USER node',
  'RUN apt-get update && apt-get install -y curl',
  'RUN mkdir -p out && touch out/$A',
  'RUN unheard-of',
  'RUN npm ci',
  'COPY . .',
  'COPY --from=build /srv /srv',
  'ONBUILD RUN touch /x',
  'CMD ["node", "x"]',
  'SHELL ["/bin/bash", "-c"]',
  'HEALTHCHECK CMD curl -f localhost',
];
const options = {};
const input = { platform: 'linux/amd64', bases: () => HARBOUR_NODE };

function traced(text: string, before?: Trace): Trace {
  const parsed = parseDockerfile(text);
  const file = before === undefined ? parsed : withSharedStart(parsed, before.graph.file);
  return interpret(resolveStages(file, options), input, before);
}

/** All that can be told of a trace, without the shared objects in it. */
function told(trace: Trace): unknown {
  return trace.stages.map((stage) =>
    stage?.steps.map(({ instruction, after, commands, succeeds, writes, cacheInputs }) => ({
      line: instruction.startLine,
      config: { ...after.config, env: [...after.config.env], labels: [...after.config.labels] },
      files: ['/srv', '/srv/1/out', '/x', '/srv/1/out/1', '/usr/bin/curl'].map((path) => {
        const { is, entry } = after.files.get(path);
        return { is, entry };
      }),
      packages: after.packages,
      leftovers: after.leftovers,
      layers: after.layers.map(({ size }) => size),
      commands: commands.map(({ words, at }) => ({ words, at })),
      rest: { succeeds, writes, cacheInputs },
    })),
  );
}

test('after an edit the trace is what it would be from nothing', () => {
  const lines = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, fc.nat(12), fc.nat(3), (file, added, at, gone) => {
      const text = ['FROM node:22-slim', ...file].join('\n');
      const edited = ['FROM node:22-slim', ...file];
      edited.splice(at, gone, ...added.slice(0, 2));
      const next = edited.join('\n');
      const before = traced(text);
      expect(told(traced(next, before))).toEqual(told(traced(next)));
    }),
    { numRuns: 300 },
  );
});

test('steps before the edit are not walked again', () => {
  const text = `FROM node:22-slim\nENV A=1\nRUN mkdir /a\nRUN mkdir /b\nUSER node\n`;
  const before = traced(text);
  const after = traced(text.replace('/b', '/c'), before);
  const same = after.stages[0]?.steps.map((step, index) => step === before.stages[0]?.steps[index]);
  expect(same).toEqual([true, true, false, false]);
});
