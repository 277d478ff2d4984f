import { decodeText, encodeText } from '../../src/text/bytes.ts';
import type { Answering, OracleRequest, Trouble } from './client.ts';

// What a comparison of plimsoll with BuildKit, or with another program, is made of. One file a comparison; `comparers.ts` lists them.

/** One thing on which plimsoll and the other side do not agree. */
export interface Difference {
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

/** What was compared in one case. */
export class Held {
  compared = 0;
  readonly differences: Difference[] = [];

  /** Holds one value against the other side's; values are equal when their JSON is. */
  same(what: string, ours: unknown, theirs: unknown): void {
    this.compared += 1;
    const [a, b] = [JSON.stringify(ours) ?? 'nothing', JSON.stringify(theirs) ?? 'nothing'];
    if (a !== b) this.differences.push({ what, ours: a, theirs: b });
  }
}

/** A question to the oracle and the judgement of its answer. */
export interface Case {
  readonly request: OracleRequest;
  /** Holds our own answer against the oracle's. */
  judge(answer: object | Trouble, held: Held): void;
  /** The case itself in one printable line, to be shown with its differences when it is not a whole file. */
  readonly shown?: string;
}

/** A file that is given to comparers: its path below the directory that was named, and its bytes. */
export interface GivenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A program of the machine that a comparison asks. */
export interface Opponent {
  readonly name: string;
  /** Starts it; undefined where it is not on PATH. */
  start(): Answering | undefined;
}

/** One comparison. */
export interface Comparer {
  /** As in `--only`. */
  readonly name: string;
  /** What it compares, in a few words. */
  readonly about: string;
  /** Whom it asks where that is not BuildKit. */
  readonly against?: Opponent;
  /** Whether it takes a file of this path; with `--any` it is given every file. */
  takes?(path: string): boolean;
  /** The cases that a file makes. */
  ofFile?(file: GivenFile): Iterable<Case>;
  /** `count` generated cases; the same for the same seed. */
  generate?(seed: number, count: number): Iterable<Case>;
  /** What is to be said of all cases together, when they are judged. */
  note?(): string | undefined;
}

/** The text of bytes in base64. */
export function ofBase64(text: string): string {
  return decodeText(Buffer.from(text, 'base64'));
}

/** Base64 of a text's bytes. */
export function base64(text: string): string {
  return Buffer.from(encodeText(text)).toString('base64');
}

const lone = /\p{Surrogate}/u;

/** The text as it is read again from its bytes: pieces of a character that came together are one. */
export function settled(text: string): string {
  return lone.test(text) ? decodeText(encodeText(text)) : text;
}

const dockerfileName = /(?:^|\/)(?:[^/]*[.-])?(?:dockerfile|containerfile)(?:[.-][^/]*)?$/i;
const notOne =
  /\.(?:dockerignore|md|txt|ts|js|go|py|rb|java|sh|json|ya?ml|html|j2|tmpl|template|in|erb|tpl|m4|jinja2?)$/i;

/** Whether a file of this name is a Dockerfile: `Dockerfile`, `x.dockerfile`, `Containerfile`, `Dockerfile.x`. */
export function isDockerfileName(path: string): boolean {
  return dockerfileName.test(path) && !notOne.test(path);
}
