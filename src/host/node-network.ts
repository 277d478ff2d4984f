import * as http from 'node:http';
import * as https from 'node:https';
import { connect } from 'node:net';
import type { HttpAnswer, Network } from './types.ts';

const DEFAULT_MAX_BYTES = 16 << 20;

type GetOptions = Parameters<Network['get']>[1];

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

/** Reads until the end or `maxBytes`, whichever comes first. */
function readBody(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const done = (): void => resolve(Buffer.concat(chunks).subarray(0, maxBytes));
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      total += chunk.length;
      if (total < maxBytes) return;
      done();
      response.destroy();
    });
    response.on('end', done);
    response.on('error', reject);
    response.on('close', () => reject(new Error('the connection was closed in the body')));
  });
}

/** Hands each chunk on and waits until it is taken. */
async function passBody(
  response: http.IncomingMessage,
  onBody: NonNullable<GetOptions['onBody']>,
): Promise<Buffer> {
  for await (const chunk of response) await onBody(chunk as Buffer); // no encoding is set
  if (!response.complete) throw new Error('the connection was closed in the body');
  return Buffer.alloc(0);
}

async function get(url: string, options: GetOptions): Promise<HttpAnswer> {
  const started = performance.now();
  const library = new URL(url).protocol === 'https:' ? https : http;
  const headers = { 'Accept-Encoding': 'identity', Connection: 'close', ...options.headers };
  const request = library.get(url, { agent: false, headers });
  const tooLate = new Error(`no answer within ${options.timeout} ms: ${url}`);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    request.destroy(tooLate);
  }, options.timeout);
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('upgrade', () => reject(new Error(`answers with another protocol: ${url}`)));
      request.on('error', reject);
    });
    const { onBody } = options;
    const body =
      onBody !== undefined && response.statusCode === 200
        ? await passBody(response, onBody)
        : await readBody(response, options.maxBytes ?? DEFAULT_MAX_BYTES);
    return {
      status: response.statusCode ?? 0,
      headers: plainHeaders(response.headers),
      body,
      seconds: (performance.now() - started) / 1000,
    };
  } catch (error) {
    throw late ? tooLate : error;
  } finally {
    clearTimeout(timer);
    request.destroy();
  }
}

function connects(host: string, port: number, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}

/** The network as the machine reaches it, without proxies. */
export function nodeNetwork(): Network {
  return { get, connects };
}
