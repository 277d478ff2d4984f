import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { stateTerminal } from '../reports/state/terminal.ts';
import type { StateReport, StepTold } from '../reports/state/report.ts';
import { type StateOptions, stateReport } from './state.ts';

const DOCKERFILE = `FROM node:22-slim AS deps
WORKDIR /srv
COPY package.json ./
RUN npm install

FROM deps AS unused
RUN echo unused

FROM node:22-slim
ENV API_TOKEN=tide-9f3b1c77aa52
COPY --from=deps /srv/node_modules /srv/node_modules
USER node
CMD ["node", "server.js"]
`;

function report(options: Partial<StateOptions> = {}, text = DOCKERFILE): Promise<StateReport> {
  const host = memoryHost(
    {
      '/repo/.git/HEAD': 'ref: refs/heads/main\n',
      '/repo/Dockerfile': text,
      '/repo/package.json': '{"name":"tides","dependencies":{"express":"4.21.2"}}',
    },
    { cwd: '/repo' },
  );
  return stateReport(host, 'Dockerfile', { buildArgs: {}, date: 0, paths: [], ...options });
}

async function stepAt(line: number, options: Partial<StateOptions> = {}): Promise<StepTold> {
  const { steps } = await report({ line, ...options });
  const [step, ...more] = steps;
  if (step === undefined || more.length > 0) throw new Error(`${steps.length} steps`);
  return step;
}

describe('state', () => {
  it('tells user, home and file before and after, with where they come from', async () => {
    const { before, after, stage } = await stepAt(12);
    expect(stage).toEqual({ index: 2, from: 'node:22-slim' });
    expect(before.uid).toMatchObject({ known: true, value: 0 });
    expect(after.uid).toEqual({
      known: true,
      value: 1000,
      cause: { by: 'command', what: 'USER', line: 12 },
    });
    expect(after.users.known).toContainEqual({ name: 'node', uid: 1000 });
  });

  it('tells what a COPY takes from a stage and what made it there', async () => {
    const { changes, succeeds } = await stepAt(11);
    expect(succeeds).toBe('yes');
    expect(changes).toContainEqual(
      expect.objectContaining({
        path: '/srv/node_modules',
        change: 'added',
        cause: {
          by: 'stage',
          what: 'COPY',
          line: 11,
          from: { by: 'command', what: 'npm', line: 4 },
        },
      }),
    );
  });

  it('tells of paths that are asked for, relative ones from the working directory', async () => {
    const [found] = (await stepAt(4, { paths: ['node_modules'] })).paths;
    expect(found?.before).toMatchObject({ path: '/srv/node_modules', exists: 'no' });
    expect(found?.after).toMatchObject({ path: '/srv/node_modules', exists: 'yes', kind: 'dir' });
  });

  it('tells what a command needs, and that it is there', async () => {
    const [npm] = (await stepAt(4)).commands;
    expect(npm).toMatchObject({ line: 4, words: ['npm', 'install'], understood: true });
    expect(npm?.needs).toContainEqual(
      expect.objectContaining({ need: 'program', what: 'npm', met: 'yes' }),
    );
  });

  it('leaves out what the target does not need, and says so when asked for it', async () => {
    const all = await report();
    expect(all.steps.map(({ line }) => line)).toEqual([2, 3, 4, 10, 11, 12, 13]);
    expect(all.notReached).toEqual([7]);
    await expect(report({ line: 7 })).rejects.toThrow('stage unused');
    expect((await report({ line: 7, target: 'unused' })).steps).toHaveLength(1);
    await expect(report({ line: 9 })).rejects.toThrow('begins a stage');
    await expect(report({ line: 40 })).rejects.toThrow('no instruction on line 40');
  });

  it('masks secrets everywhere', async () => {
    const whole = await report();
    expect(JSON.stringify(whole)).not.toContain('tide-9f3b1c77aa52');
    expect(stateTerminal(whole, { color: false, width: 200 })).not.toContain('9f3b1c77aa52');
  });

  it('refuses a file with errors, with the place', async () => {
    await expect(report({}, 'FROM scratch\nCOPY a\n')).rejects.toThrow(/^Dockerfile:2:/);
  });

  it('shows what an instruction changes, and nothing else', async () => {
    const text = stateTerminal(await report({ line: 12 }), { color: false, width: 100 });
    const [, after] = text.split('\nAfter\n');
    expect(after).toBe('  user        node (uid 1000)\n');
  });
});
