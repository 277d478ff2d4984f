import type { ContextFacts } from '../facts/context.ts';
import { type MemoryFile, memoryHost } from '../host/memory.ts';
import { type ContextOptions, readContext } from './walk.ts';

/** A build context in memory, for tests and editors; paths are relative to it. */
export function memoryContext(
  files: Readonly<Record<string, MemoryFile>>,
  options: ContextOptions = {},
): ContextFacts {
  const placed = Object.entries(files).map(([path, file]) => [`/context/${path}`, file] as const);
  const host = memoryHost({ '/context': { dir: true }, ...Object.fromEntries(placed) });
  return readContext(host.files, '/context', options);
}
