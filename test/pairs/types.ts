import type { ExampleFiles } from '../../src/rules/example.ts';

/**
 * A Dockerfile that does not work and the same one mended. The model must name the defect in the first
 * and say nothing of area `correctness` about the second; an engine must agree with both.
 */
export interface Pair {
  /** Unique, in kebab-case: what is wrong. */
  readonly name: string;
  /** The one rule that finds it. */
  readonly rule: `correctness/${string}`;
  /** Line of `broken` the finding stands on, from 1. */
  readonly line: number;
  readonly broken: string;
  readonly mended: string;
  /** The build context besides the Dockerfile: modes are 0644. */
  readonly files?: ExampleFiles;
  /** Those of the files with mode 0755. */
  readonly executable?: readonly string[];
  /** The context of the mended one where it differs: the repair is in a file. */
  readonly mendedFiles?: ExampleFiles;
  readonly fails: Failing;
  /** What holds for the mended one; without it, that it builds (and for `start` that it starts). */
  readonly works?: Working;
  /** `--build-arg`s of both. */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Why no engine has confirmed it: a base that cannot be had. Everything else is confirmed. */
  readonly unconfirmed?: string;
}

/** How the broken one fails on an engine. */
export type Failing =
  /** The build ends with an error whose output has `says`. */
  | { readonly when: 'build'; readonly says: RegExp }
  /** It builds; `docker run` ends with another status than 0, its output (or the engine's) has `says`. */
  | { readonly when: 'start'; readonly says: RegExp; readonly args?: readonly string[] }
  /** It builds and runs; the health check turns unhealthy, its log has `says`. */
  | { readonly when: 'health'; readonly says: RegExp }
  /** It builds; what the line was for did not happen: `probe`, a line of sh in the image (in the last
   * stage, `docker run --entrypoint`), fails in the broken image and works in the mended one. */
  | { readonly when: 'effect'; readonly probe: string };

export type Working =
  /** The container ends with 0 and prints this. */
  | { readonly prints: RegExp }
  /** It still runs after some seconds, and its output so far has `prints`. */
  | { readonly stays: true; readonly prints?: RegExp };
