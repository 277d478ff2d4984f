import { describe, expect, it } from 'vitest';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import { interpret } from './interpret.ts';
import { outOfScope } from './out-of-scope.ts';

/** Names that are empty where they are used, with the reason. */
function empty(...lines: readonly string[]): string[] {
  const graph = resolveStages(parseDockerfile(`${lines.join('\n')}\n`));
  const trace = interpret(graph, { platform: 'linux/amd64', bases: lookupBase });
  return outOfScope(trace).map(({ name, why }) => `${name} ${why}`);
}

function use(run: string): string[] {
  return empty('ARG V=1', 'FROM debian:13-slim', run);
}

describe('variables out of scope', () => {
  it.each([
    'RUN tar -xf app-${V}.tgz',
    'RUN echo $V > /srv/version',
    'RUN echo $V | tee /srv/version',
    'RUN bash -c "mkdir /srv/$V"',
    'RUN <<END\nmkdir /srv/$V\nEND',
    'COPY app-$V.jar /app.jar',
    'WORKDIR /opt/$V',
    'ENV V=$V',
  ])('an ARG before FROM: %s', (run) => {
    expect(use(run)).toEqual(['V global']);
  });

  it.each([
    'RUN mkdir /srv/${V:-1}',
    'RUN echo "version $V"',
    'RUN if [ -n "$V" ]; then mkdir /srv/$V; fi',
    'RUN for V in a b; do mkdir /srv/$V; done',
    'RUN V=$(cat /etc/debian_version) && mkdir /srv/$V',
    'RUN . /etc/os-release && mkdir /srv/$V',
    "RUN sed -i 's/$V/x/' /etc/motd",
    'ARG V\nRUN mkdir /srv/$V',
  ])('not for certain: %s', (run) => {
    expect(use(run)).toEqual([]);
  });

  it('says why', () => {
    expect(empty('FROM debian:13', 'ENV A=1 B=$A')).toEqual(['A same']);
    expect(empty('FROM debian:13', 'RUN mkdir $D', 'ENV D=/x')).toEqual(['D later']);
    expect(empty('FROM alpine:3.23', 'RUN wget https://h/x-$TARGETARCH')).toEqual([
      'TARGETARCH platform',
    ]);
    expect(empty('FROM debian:13 AS a', 'ARG V=1', 'FROM debian:13', 'RUN mkdir /$V')).toEqual([
      'V stage',
    ]);
    expect(empty('FROM debian:13', 'COPY x $HOME/x')).toEqual(['HOME shell']);
  });

  it('commands of the container have ENV alone', () => {
    expect(empty('FROM node:22', 'ARG PORT=3000', 'CMD node s.js -p $PORT')).toEqual([
      'PORT container',
    ]);
    // Without a value in the file it may be meant for `docker run -e`.
    expect(empty('FROM node:22', 'ARG PORT', 'CMD node s.js -p $PORT')).toEqual([]);
    expect(empty('FROM node:22', 'ARG PORT=1', 'ENV PORT=$PORT', 'CMD node $PORT')).toEqual([]);
  });

  it('a base may set it', () => {
    expect(empty('ARG V=1', 'FROM harbour/tools:1', 'RUN mkdir /srv/$V')).toEqual([]);
    expect(empty('ARG PYTHON_VERSION=3.13', 'FROM python:3.13', 'ENV P=$PYTHON_VERSION')).toEqual(
      [],
    );
  });
});
