import { memoryContext } from '../context/memory-context.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { typically } from '../facts/bytes.ts';
import type { BaseFacts, StepTrace, Trace } from '../facts/image.ts';
import type { MemoryFile } from '../host/memory.ts';
import { interpret } from './interpret.ts';
import type { InterpretInput } from './session.ts';

/** A Debian image with Node, as tests need it: some programs there, some not. */
export const HARBOUR_NODE: BaseFacts = {
  ref: 'node:22-slim',
  family: 'node',
  flavour: 'slim',
  os: { id: 'debian', release: '12', libc: 'glibc' },
  packageManager: 'apt',
  runtime: { language: 'node', version: '22.1.0' },
  size: typically(220e6, 0.05),
  compressed: typically(75e6, 0.05),
  user: '',
  users: [{ name: 'node', uid: 1000, gid: 1000, home: '/home/node' }],
  workdir: '/',
  env: {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    NODE_VERSION: '22.1.0',
  },
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['node'],
  programs: [
    '/bin/sh',
    '/bin/bash',
    '/usr/bin/apt-get',
    '/usr/local/bin/node',
    '/usr/local/bin/npm',
    '/usr/local/bin/docker-entrypoint.sh',
    '/usr/sbin/useradd',
    '/usr/sbin/groupadd',
    '/bin/chown',
    '/bin/rm',
    '/bin/mkdir',
    '/bin/cp',
  ],
  without: ['curl', 'wget', 'git', 'gcc', 'apk'],
  complete: false,
  confidence: 'source',
  source: 'test',
};

/** A distroless image: no shell, every program listed. */
export const BARE: BaseFacts = {
  ...HARBOUR_NODE,
  ref: 'bare',
  flavour: 'distroless',
  env: { PATH: '/usr/bin:/bin' },
  programs: ['/usr/bin/app'],
  without: ['sh', 'bash'],
  complete: true,
  size: typically(20e6, 0.05),
};

function bases(ref: string): BaseFacts | undefined {
  return [HARBOUR_NODE, BARE].find((one) => one.ref === ref);
}

/** Interprets a Dockerfile over the fixture bases and a context in memory. */
export function traceOf(
  text: string,
  files?: Readonly<Record<string, MemoryFile>>,
  more: Partial<InterpretInput> = {},
): Trace {
  const graph = resolveStages(parseDockerfile(text), { platform: 'linux/amd64' });
  const context = files ? { context: memoryContext(files) } : {};
  return interpret(graph, { platform: 'linux/amd64', bases, ...context, ...more });
}

/** The step of the last instruction of that name in the target stage. */
export function lastStep(trace: Trace, name: string): StepTrace {
  const step = trace.stages[trace.graph.target]?.steps.findLast(
    (one) => one.instruction.name === name,
  );
  if (!step) throw new Error(`no ${name}`);
  return step;
}
