import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { encodeText } from '../../src/text/bytes.ts';
import type { Answering, OracleRequest, Trouble } from './client.ts';

// Asks bash whether it takes scripts. One bash stays up and starts `bash -n` for each of them: that is a
// fork and no more, where a process from here would cost several times as much.

/** A question to bash. */
export interface BashRequest extends OracleRequest {
  readonly do: 'bash -n';
  /** The script, without a zero byte: no program can be given one. */
  readonly text: string;
}

/** What bash has against the script; empty when it takes it. */
export interface BashAnswer {
  readonly refusal: string;
}

/** Reads scripts that end in a zero byte; answers with a status and what was said, both ended alike. */
const LOOP = String.raw`while IFS= read -r -d '' script; do
  said=$("$BASH" -n -c -- "$script" 2>&1 </dev/null)
  printf '%s\0%s\0' "$?" "$said"
done`;

/** Whether bash is on PATH. */
export function hasBash(): boolean {
  return spawnSync('bash', ['--version']).status === 0;
}

/** What `bash -n` has against a script, from its status and its standard error; empty when it takes it. */
export function refusalOf(status: number | null, said: string): string {
  // An unfinished document is only warned about; of `[[` bash speaks without failing.
  const lines = said.split('\n').filter((line) => line !== '' && !line.includes('warning:'));
  return status === 0 && lines.length === 0 ? '' : said || 'refused';
}

interface Waiting {
  readonly resolve: (answer: object) => void;
  readonly reject: (error: Error) => void;
}

/** A running bash that answers requests in their order. */
export class Bash implements Answering {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #rest = '';

  constructor() {
    // Nothing of the user's may speak or be run: BASH_ENV, exported functions, the language of messages.
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
    this.#child = spawn('bash', ['-c', LOOP], { env });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.resume();
    this.#child.stdin.on('error', () => {}); // The process is gone: 'close' says so.
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('close', () => this.#fail(new Error('bash ended')));
  }

  /** What bash says of one script. @throws Error when bash ends before, or is given a zero byte. */
  ask<Answer extends object>(request: OracleRequest): Promise<Answer | Trouble> {
    const { text } = request as BashRequest;
    if (text.includes('\0')) return Promise.reject(new Error('a script with a zero byte'));
    return new Promise((resolve, reject) => {
      // Who asks bash expects what bash answers.
      this.#waiting.push({ resolve: (answer) => resolve(answer as Answer), reject });
      this.#child.stdin.write(encodeText(`${text}\0`));
    });
  }

  /** Ends bash after the requests that are open. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await closed;
  }

  #read(text: string): void {
    const fields = (this.#rest + text).split('\0');
    const whole = fields.length - (fields.length % 2 === 0 ? 2 : 1);
    for (let at = 0; at < whole; at += 2) {
      const answer: BashAnswer = { refusal: refusalOf(Number(fields[at]), fields[at + 1] ?? '') };
      this.#waiting.shift()?.resolve(answer);
    }
    this.#rest = fields.slice(whole).join('\0');
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
