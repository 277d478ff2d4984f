import type { Origin } from './origin.ts';

/** What a file, or a module's directory, is once it is started or loaded, as far as its making was seen. */
export type Binary = Elf | InstalledScript | Extension | Classes;

/** A program in machine code. */
export interface Elf {
  readonly kind: 'elf';
  /** The C library whose loader starts it; `static`: none is needed. */
  readonly libc: 'glibc' | 'musl' | 'static';
  /** Shared libraries it names, by soname, without those of the C library itself. */
  readonly libraries: readonly string[];
  /** What Docker calls the architecture it is for, where that is not the platform's: `arm64`; `other`: none of Linux. */
  readonly machine?: string;
  readonly origin: Origin;
}

/** A script, or a link, that an installer wrote: it starts one interpreter, by its path. */
export interface InstalledScript {
  readonly kind: 'script';
  /** Where the interpreter lies; of several paths one is enough, for which of them it wrote is not sure. */
  readonly interpreters: readonly string[];
  /** The module it imports first. */
  readonly module?: string;
  readonly origin: Origin;
}

/** A module with machine code for one runtime: CPython's `3.12`, the major of Node. */
export interface Extension {
  readonly kind: 'extension';
  readonly language: 'python' | 'node';
  /** Undefined: any version of the runtime loads it. */
  readonly version?: string;
  readonly libc?: 'glibc' | 'musl';
  /** As in `Elf`. */
  readonly libraries: readonly string[];
  readonly origin: Origin;
}

/** Java classes, by the release that can load them. */
export interface Classes {
  readonly kind: 'classes';
  readonly release: number;
  readonly origin: Origin;
}
