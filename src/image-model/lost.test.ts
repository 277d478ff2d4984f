import { describe, expect, it } from 'vitest';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import { interpret } from './interpret.ts';
import { lossOf } from './lost.ts';

/** What is lost with the shell of one RUN on a Debian with Node. */
function lost(run: string): string | undefined {
  const graph = resolveStages(parseDockerfile(`FROM node:22-bookworm\n${run}\n`));
  const trace = interpret(graph, { platform: 'linux/amd64', bases: lookupBase });
  const step = trace.stages[0]?.steps[0];
  return step && lossOf(step)?.kind;
}

describe('what ends with its RUN', () => {
  it.each([
    ['RUN cd /srv', 'directory'],
    ['RUN cd /srv || exit 1', 'directory'],
    ['RUN bash -c "cd /srv"', 'directory'],
    ['RUN ["bash", "-c", "source /opt/venv/bin/activate"]', 'variable'],
    ['RUN export A=1 B=2', 'variable'],
    ['RUN export VERSION=$(cat /etc/debian_version)', 'variable'],
    ['RUN A=1', 'variable'],
    ['RUN umask 002 && ulimit -n 1024', 'shell'],
    ['RUN exec bash', 'shell'],
    ['RUN service cron start && sleep 5', 'process'],
    ['RUN nohup node server.js > /var/log/server 2>&1 &', 'process'],
  ])('%s', (run, kind) => {
    expect(lost(run)).toBe(kind);
  });

  it.each([
    'RUN cd /srv && touch here',
    'RUN cd /srv && pwd',
    'RUN mkdir -p /srv/quay && cd /srv/quay',
    'RUN export A=1 && make',
    'RUN export A=1 && echo "$A"',
    'RUN export A=1 > /srv/log',
    'RUN set -ex && for key in $KEYS; do gpg --recv-keys "$key"; done',
    'RUN set -x; echo here',
    'RUN service postgresql start && createdb quay',
    'RUN tar -xf x.tar &',
    'RUN true',
  ])('not lost: %s', (run) => {
    expect(lost(run)).toBeUndefined();
  });
});
