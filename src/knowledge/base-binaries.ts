import type { BaseFacts } from '../facts/image.ts';
import type { Elf } from '../facts/binary.ts';
import type { Origin } from '../facts/origin.ts';

/** Programs of Debian's images that are machine code without libraries of their own. */
const PLAIN =
  /^\/(usr\/)?bin\/(cat|cp|date|env|grep|id|ls|mkdir|mv|rm|sed|sh|sleep|tar|tini|dumb-init)$/;
/** Those of Alpine: links to busybox, which is linked to musl. */
const BUSYBOX =
  /^\/(usr\/)?s?bin\/(\[|adduser|cat|cp|date|env|grep|id|ls|mkdir|mv|nc|rm|sed|sh|sleep|tar|wget|busybox)$/;

/** What a program that a base image brings is; undefined: a script, or not known. */
export function baseBinary(base: BaseFacts, path: string, origin: Origin): Elf | undefined {
  const { libc, id } = base.os;
  if (libc === 'none') return undefined;
  const elf = { kind: 'elf' as const, libc, origin };
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (
    base.family === 'python' &&
    /^python(3(\.\d+)?)?$/.test(name) &&
    path.startsWith('/usr/local/bin/')
  ) {
    // The official images link the interpreter to the shared library beside it.
    const version = /^3\.\d+/.exec(base.runtime?.version ?? '')?.[0];
    return version === undefined
      ? undefined
      : { ...elf, libraries: [`libpython${version}.so.1.0`] };
  }
  if (base.family === 'node' && path === '/usr/local/bin/node')
    return { ...elf, libraries: ['libstdc++.so.6', 'libgcc_s.so.1'] };
  const plain = id === 'alpine' ? BUSYBOX : id === 'debian' ? PLAIN : undefined;
  return plain?.test(path) === true ? { ...elf, libraries: [] } : undefined;
}
