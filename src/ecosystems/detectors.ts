import { GO_MANIFESTS } from './go/manifests.ts';
import { NODE_MANIFESTS } from './node/manifests.ts';
import { PYTHON_MANIFESTS, isPerhapsPython } from './python/manifests.ts';
import type { Ecosystem } from './types.ts';

/** The finding-out half of an ecosystem, whose code is loaded only for a directory that looks like one of its own. */
export interface Detector {
  readonly name: Ecosystem['name'];
  /** Whether a look is worth it, from the names in the directory and the text of its `Dockerfile`. */
  isWorthALook(names: ReadonlySet<string>, dockerfile: () => string): boolean;
  load(): Promise<Ecosystem['detect']>;
}

/** One for each ecosystem, in the same order. */
export const detectors: readonly Detector[] = [
  {
    name: 'node',
    isWorthALook: (names) => NODE_MANIFESTS.some((name) => names.has(name)),
    load: async () => (await import('./node/glance.ts')).glanceNode,
  },
  {
    name: 'python',
    isWorthALook: (names, dockerfile) =>
      PYTHON_MANIFESTS.some((name) => names.has(name)) && isPerhapsPython(names, dockerfile()),
    load: async () => (await import('./python/detect.ts')).detectPython,
  },
  {
    name: 'go',
    isWorthALook: (names) => GO_MANIFESTS.some((name) => names.has(name)),
    load: async () => (await import('./go/detect.ts')).detectGo,
  },
];
