import { describe, expect, it } from 'vitest';
import { readLegacy } from './legacy-progress.ts';
import { readPlain } from './plain-progress.ts';
import { parseStepName } from './step-name.ts';

const PLAIN = `#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 151B done
#1 DONE 0.0s

#4 [a 1/2] FROM docker.io/library/debian:bookworm-slim
#4 CACHED

#5 [a 2/2] RUN echo hi > /x
#5 DONE 0.2s

#7 [stage-1 3/3] RUN cat /x && false
#7 0.240 hi
#7 ERROR: process "/bin/sh -c cat /x && false" did not complete successfully: exit code: 1
------
 > [stage-1 3/3] RUN cat /x && false:
0.240 hi
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cat /x && false" did not complete successfully: exit code: 1`;

const LEGACY = `Sending build context to Docker daemon  2.048kB
Step 1/6 : FROM debian:bookworm-slim AS a
 ---> 836167b13568
Step 2/6 : RUN echo hi > /x
 ---> Using cache
 ---> f576743ed940
Step 3/6 : FROM debian:bookworm-slim
 ---> 836167b13568
Step 4/6 : RUN cat /x
 ---> Running in 7b91b4c8df5a
hi
 ---> Removed intermediate container 7b91b4c8df5a
 ---> c96947c6952e`;

describe('plain progress', () => {
  it('knows cached, done and failed steps', () => {
    const reader = readPlain();
    for (const line of PLAIN.split('\n')) reader.line(line);
    const steps = reader.steps().filter((step) => step.instruction !== '');
    expect(steps.map((step) => [step.stage, step.cached, step.error === undefined])).toEqual([
      ['a', true, true],
      ['a', false, true],
      ['stage-1', false, false],
    ]);
    expect(steps[1]?.seconds).toBe(0.2);
    expect(reader.log()).toEqual(['hi']);
  });
});

describe('the legacy builder', () => {
  it('knows stages, cached steps and output', () => {
    const reader = readLegacy(() => 0);
    const end = ['Successfully built e34f818809e2', 'Successfully tagged x:1'];
    for (const line of [...LEGACY.split('\n'), ...end]) reader.line(line);
    expect(reader.steps().map((step) => [step.stage, step.instruction, step.cached])).toEqual([
      ['a', 'FROM debian:bookworm-slim AS a', false],
      ['a', 'RUN echo hi > /x', true],
      ['stage-1', 'FROM debian:bookworm-slim', false],
      ['stage-1', 'RUN cat /x', false],
    ]);
    expect(reader.failed()).toBeUndefined();
    expect(reader.log()).toEqual(['hi']);
  });

  it('blames the last step', () => {
    const reader = readLegacy(() => 0);
    const end = ["The command '/bin/sh -c cat /x' returned a non-zero code: 1"];
    for (const line of [...LEGACY.split('\n'), ...end]) reader.line(line);
    expect(reader.failed()?.instruction).toBe('RUN cat /x');
    expect(reader.failed()?.error).toContain('non-zero code: 1');
  });
});

describe('step names', () => {
  it.each([
    ['[3/4] COPY . .', undefined, 'COPY . .'],
    ['[build 2/9] RUN a [b] c', 'build', 'RUN a [b] c'],
    ['[linux/arm64 build 2/9] RUN x', 'build', 'RUN x'],
    ['[linux/amd64->arm64 build 2/9] RUN x', 'build', 'RUN x'],
    ['[linux/arm64/v8 2/9] RUN x', undefined, 'RUN x'],
    ['[internal] load build context', undefined, ''],
    ['exporting to image', undefined, ''],
  ])('%s', (name, stage, instruction) => {
    expect(parseStepName(name)).toEqual(
      stage === undefined ? { instruction } : { instruction, stage },
    );
  });
});
