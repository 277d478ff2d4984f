import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

// Asks the oracle: one JSON line there, one JSON line back, in order.

/** A question; `do` names the file of the oracle that answers it. */
export interface OracleRequest {
  readonly do: string;
}

/** The answer to a request that could not be answered: `panic: …` when BuildKit itself broke down. */
export interface Trouble {
  readonly error: string;
}

/** Whether the oracle had no answer. */
export function isTrouble(answer: object): answer is Trouble {
  return 'error' in answer;
}

/** What answers requests, in their order. */
export interface Answering {
  ask<Answer extends object>(request: OracleRequest): Promise<Answer | Trouble>;
  /** Ends it after the requests that are open. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: object) => void;
  readonly reject: (error: Error) => void;
}

/** A running oracle. Requests may be sent while earlier ones are open; who asks bounds how many. */
export class Oracle implements Answering {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #rest = '';
  #stderr = '';

  constructor(binary: string) {
    this.#child = spawn(binary);
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-10_000);
    });
    this.#child.stdin.on('error', () => {}); // The process is gone: 'close' says so.
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('close', () => this.#fail(new Error(`the oracle ended: ${this.#stderr}`)));
  }

  /** The answer to one request. @throws Error when the oracle ends before. */
  ask<Answer extends object>(request: OracleRequest): Promise<Answer | Trouble> {
    return new Promise((resolve, reject) => {
      // What comes back is what the handler of this kind of request answers.
      this.#waiting.push({ resolve: (answer) => resolve(answer as Answer), reject });
      this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Ends the oracle after the requests that are open. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await closed;
  }

  #read(text: string): void {
    const lines = text.split('\n');
    // An answer may come in many pieces: they are joined once.
    lines[0] = this.#rest + (lines[0] ?? '');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#waiting.shift()?.resolve(JSON.parse(line) as object);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
