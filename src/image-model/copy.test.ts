import { describe, expect, it } from 'vitest';
import { memoryContext } from '../context/memory-context.ts';
import type { StepTrace } from '../facts/image.ts';
import { lastStep, traceOf } from './model-fixtures.ts';

const NODE = 'FROM node:22-slim\n';
const files = { 'a.txt': 'a', 'b.txt': 'b', 'src/c.js': '', 'tide.tar.gz': '' };

/** Needs of an instruction and of its commands that are not met. */
function unmet({ needs = [], commands }: StepTrace): string[] {
  return [...needs, ...commands.flatMap(({ effect }) => effect.needs)]
    .filter(({ met }) => met === 'no')
    .map(({ what, arg }) => `${what} ${arg}`);
}

function owner(step: StepTrace, path: string): number | undefined {
  const uid = step.after.files.get(path).entry?.uid;
  return uid?.known === true ? uid.value : undefined;
}

describe('a destination', () => {
  it('without a slash is one file for several, unless a directory is there', () => {
    const step = lastStep(traceOf(`${NODE}COPY a.txt b.txt /app\n`, files), 'COPY');
    expect(unmet(step)).toEqual(['place /app']);
    expect(step.after.files.get('/app').entry).toMatchObject({
      kind: 'file',
      content: { context: 'b.txt' },
    });
    const pattern = lastStep(traceOf(`${NODE}COPY *.txt /app\n`, files), 'COPY');
    expect(unmet(pattern)).toEqual(['place /app']);
    for (const text of ['WORKDIR /app\nCOPY a.txt b.txt /app\n', 'COPY src a.txt /app\n']) {
      const fine = lastStep(traceOf(NODE + text, files), 'COPY');
      expect(unmet(fine)).toEqual([]);
      expect(fine.after.files.get('/app/a.txt').is).toBe('yes');
    }
  });

  it('that is a directory keeps owner and mode; what is made on the way gets them', () => {
    const text = `${NODE}WORKDIR /app\nCOPY --chown=1000 --chmod=700 src /app\nCOPY --chown=1000 src /new/one\n`;
    const step = lastStep(traceOf(text, files), 'COPY');
    expect(['/app', '/app/c.js', '/new', '/new/one'].map((path) => owner(step, path))).toEqual([
      0, 1000, 1000, 1000,
    ]);
  });

  it('is no working directory when it is a file', () => {
    const text = `${NODE}COPY a.txt /srv/app\nWORKDIR /srv/app\n`;
    expect(unmet(lastStep(traceOf(text, files), 'WORKDIR'))).toEqual(['place /srv/app']);
  });
});

/** What a COPY of these sources lacks. */
function copying(sources: string): string[] {
  return unmet(lastStep(traceOf(`${NODE}COPY ${sources} /srv/\n`, files), 'COPY'));
}

/** What the last RUN lacks. */
function run(text: string): string[] {
  return unmet(lastStep(traceOf(NODE + text, files), 'RUN'));
}

describe('a source', () => {
  it('that is missing is a need; a pattern may match nothing when something else is taken', () => {
    expect(copying('a.txt ../d.txt')).toEqual(['source d.txt']);
    expect(copying('*.csv')).toEqual(['source *.csv']);
    expect([copying('a.txt *.csv'), copying('yarn.lock*'), copying('*.txt')]).toEqual([[], [], []]);
  });

  it('that ADD unpacks does not lie there itself', () => {
    const step = lastStep(traceOf(`${NODE}ADD tide.tar.gz /srv/\n`, files), 'ADD');
    expect(['/srv/tide.tar.gz', '/srv/tide'].map((path) => step.after.files.get(path).is)).toEqual([
      'no',
      'unknown',
    ]);
  });

  it('of another stage must have been made there', () => {
    const text = `${NODE}RUN mkdir /out\n${NODE}COPY --from=0 /out /out\nCOPY --from=0 /dist /dist\n`;
    expect(unmet(lastStep(traceOf(text, files), 'COPY'))).toEqual(['stage-path /dist']);
  });
});

it('what a context may hold besides is not known to be absent, and stays so in copies', () => {
  const context = memoryContext(files, { mayHold: (path) => path.startsWith('dist') });
  const text = `${NODE}WORKDIR /app\nCOPY . .\nRUN cp -r /app /copy\n${NODE}COPY --from=0 /copy /srv/\n`;
  const { after } = lastStep(traceOf(text, undefined, { context }), 'COPY');
  const paths = ['/srv/a.txt', '/srv/dist/main.js', '/srv/other', '/srv/src/dist'];
  expect(paths.map((path) => after.files.get(path).is)).toEqual(['yes', 'unknown', 'no', 'no']);
});

it('a redirection to nowhere leaves the directories as they are', () => {
  const text = `${NODE}ARG file\nRUN echo x > $file\nRUN echo x > $HOME/y\n`;
  expect(unmet(lastStep(traceOf(text, files), 'RUN'))).toEqual([]);
});

describe('a user', () => {
  it('may not write where root made the directory, and may where he did', () => {
    expect(run('WORKDIR /app\nUSER node\nRUN mkdir logs\n')).toEqual(['writable /app']);
    expect(run('WORKDIR /app\nUSER node\nRUN echo x > log\n')).toEqual(['writable /app']);
    expect(run('USER node\nWORKDIR /app\nRUN mkdir -p a/b && touch a/b/c a/d\n')).toEqual([]);
    expect(run('USER node\nRUN echo x > /dev/null && touch /tmp/x\n')).toEqual([]);
  });

  it('may not read what is closed to him', () => {
    expect(run('COPY --chmod=600 a.txt /a\nUSER node\nRUN cat /a\n')).toEqual(['readable /a']);
    expect(run('COPY --chmod=600 --chown=node a.txt /a\nUSER node\nRUN cat /a\n')).toEqual([]);
    // An id without an account has the group of root.
    expect(run('COPY --chmod=640 a.txt /a\nUSER 4711\nRUN cat /a\n')).toEqual([]);
  });
});
