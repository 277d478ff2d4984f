import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from './node.ts';

const { network } = nodeHost();
let port = 0;
let sawConnection: string | undefined;
const server = http.createServer((request, response) => {
  sawConnection = request.headers.connection;
  if (request.url === '/slow') return;
  if (request.url === '/away') {
    response.writeHead(302, { Location: 'http://192.0.2.1/' });
    response.end('gone');
  } else if (request.url === '/endless') {
    const pour = (): void =>
      void (response.write('x'.repeat(65536)) ? setImmediate(pour) : response.once('drain', pour));
    response.on('close', () => response.removeAllListeners('drain'));
    pour();
  } else if (request.url === '/short') {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('only this');
    setTimeout(() => response.destroy(), 20);
  } else if (request.url === '/drip') {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  } else {
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.end('hello');
  }
});
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at = (path: string): string => `http://127.0.0.1:${port}${path}`;

describe('get', () => {
  it('answers with status, headers and body on a connection of its own', async () => {
    const answer = await network.get(at('/'), { timeout: 2000 });
    expect(answer.status).toBe(200);
    expect(new TextDecoder().decode(answer.body)).toBe('hello');
    expect(answer.headers['set-cookie']).toBe('a=1, b=2');
    expect(sawConnection).toBe('close');
  });

  it('does not follow redirects', async () => {
    const answer = await network.get(at('/away'), { timeout: 2000 });
    expect([answer.status, answer.headers['location']]).toEqual([302, 'http://192.0.2.1/']);
  });

  it('stops reading an endless body', async () => {
    const answer = await network.get(at('/endless'), { timeout: 5000, maxBytes: 100_000 });
    expect(answer.body.length).toBe(100_000);
  });

  it.each(['/slow', '/drip'])('gives up on %s in time', async (path) => {
    const started = performance.now();
    await expect(network.get(at(path), { timeout: 200 })).rejects.toThrow('no answer within');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('refuses a body that breaks off, and a port where nothing listens', async () => {
    await expect(network.get(at('/short'), { timeout: 2000 })).rejects.toThrow(/abort|closed/);
    await expect(network.get('http://127.0.0.1:1/', { timeout: 2000 })).rejects.toThrow(/REFUSED/);
  });
});

describe('connects', () => {
  it('knows an open port from a closed one', async () => {
    expect(await network.connects('127.0.0.1', port, 1000)).toBe(true);
    expect(await network.connects('127.0.0.1', 1, 1000)).toBe(false);
  });
});
