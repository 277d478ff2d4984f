import type { Span } from '../text/span.ts';
import type { Origin } from './origin.ts';
import type { Tri } from './tri.ts';

/** What a command must find for it to work. One kind, one reason why things fail: rules go by it. */
export type NeedKind =
  /** A program, by name along PATH or by path. */
  | 'program'
  /** A file or directory, by path. */
  | 'file'
  /** A source of a COPY, ADD or bind mount: in the build context, and in another stage or image. */
  | 'source'
  | 'stage-path'
  /** That nothing is at a path yet (`mkdir` without `-p`). */
  | 'absent'
  /** A destination that can take what is copied to it. */
  | 'place'
  /** `arg` can be read, written, started by the user at hand. */
  | 'readable'
  | 'writable'
  | 'executable'
  /** A user or group of that name. */
  | 'user'
  | 'group'
  /** A name or id that nobody has yet: `user app`, `group app`, `uid 1000`, `gid 1000`. */
  | 'free'
  /** To be root; `arg` is what only root may write. */
  | 'root'
  /** Package lists: `apt-get update` before an install. */
  | 'lists'
  /** Someone who answers a question (`-y` is missing). */
  | 'answer'
  /** An option that this program, in this flavour, knows. */
  | 'option'
  /** A package that the distribution or index has. */
  | 'package'
  /** The file that says what to install: package.json, requirements.txt, go.mod. */
  | 'manifest'
  | 'lockfile'
  /** That the lockfile and the manifest (`arg`) ask for the same. */
  | 'agreement'
  /** That the language, or the manager, is of a version that the project takes: `go 1.27`, `yarn 4.5.0`. */
  | 'version'
  /** A script of package.json, a target of a Makefile. */
  | 'script'
  /** A dependency of the project that was not installed (development ones left out). */
  | 'dependency'
  /** The program that the `#!` line of a script names. */
  | 'interpreter'
  /** That the kernel can start the file as it is: a script has a `#!` line. */
  | 'format'
  /** The dynamic loader of a program, one of this C library (`glibc`, `musl`), and a shared library by its soname. */
  | 'loader'
  | 'libc'
  | 'library'
  /** The interpreter that a virtual environment, or an installed program, was made with. */
  | 'environment'
  /** A processor that runs it: `arm64`. */
  | 'architecture'
  /** A module of an interpreter, and machine code in it that was made for this interpreter. */
  | 'module'
  | 'extension'
  /** Java of this release or a newer one. */
  | 'classes'
  /** A shell that understands what is written: `arg` is what only bash does. */
  | 'shell'
  /** A file that the builder does not mount over (`/etc/hosts`). */
  | 'unmounted';

export interface Need {
  readonly what: NeedKind;
  readonly arg: string;
  readonly at: Span;
  /** Whether the state before the command satisfies it. */
  readonly met: Tri;
  /** Why it is met, or not. */
  readonly origin: Origin;
  /** The program that asks, where it is not the command itself. */
  readonly by?: string;
  /** More for the message: what there is instead, what is missing in it. */
  readonly detail?: string;
}
