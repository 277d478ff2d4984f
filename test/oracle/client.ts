import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';

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

interface Waiting {
  readonly resolve: (answer: object) => void;
  readonly reject: (error: Error) => void;
}

/** A running oracle. Requests may be sent while earlier ones are open; `askAll` bounds how many. */
export class Oracle {
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

  /** Answers in the order of the requests, with at most `open` of them under way. */
  async *askAll<Answer extends object>(
    requests: Iterable<OracleRequest> | AsyncIterable<OracleRequest>,
    open = 32,
  ): AsyncGenerator<Answer | Trouble> {
    const pending: Promise<Answer | Trouble>[] = [];
    try {
      for await (const request of requests) {
        pending.push(this.ask<Answer>(request));
        const first = pending.length >= open ? pending.shift() : undefined;
        if (first !== undefined) yield await first;
      }
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) yield await next;
    } finally {
      // Whoever stops early does not hear of the rest.
      for (const left of pending) left.catch(() => {});
    }
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

/** Asks all questions in one process and waits for the answers. */
export function askOracle<Answer extends object>(
  binary: string,
  requests: readonly OracleRequest[],
): (Answer | Trouble)[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const run = spawnSync(binary, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`the oracle failed: ${run.stderr}`);
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  return answers.map((line) => JSON.parse(line) as Answer | Trouble);
}
