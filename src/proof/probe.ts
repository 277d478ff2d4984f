import type { Container, ContainerState } from '../builders/types.ts';
import type { RawAnswer } from './answers.ts';
import { type Session, checkpoint, pause } from './session.ts';

/** Milliseconds for one GET. */
const GET_TIMEOUT = 10_000;
/** Bytes of a body that are compared. */
const MOST_BODY = 2 << 20;
/** Milliseconds until an application has to listen. */
const START_TIMEOUT = 90_000;
const POLL = 100;

/** How a container came up. */
export interface Arrival {
  /** Seconds until the first answer. */
  readonly seconds?: number;
  /** `127.0.0.1:49153`. */
  readonly address?: string;
  /** Why nothing answers. */
  readonly problem?: string;
}

/** Waits until something answers on the port, the container ends, or time is up. */
export async function waitForAnswer(
  session: Session,
  container: Container,
  port: number,
  since: number,
  patience: number = START_TIMEOUT,
): Promise<Arrival> {
  const { clock } = session.host;
  let state = await container.state();
  while (clock.elapsed() - since < patience) {
    checkpoint(session);
    const address = state.address(port);
    if (state.running && address === undefined) return unreachable(session);
    for (let tries = 0; tries < 10; tries += 1) {
      if (address !== undefined && (await answers(session, address))) {
        return { seconds: (clock.elapsed() - since) / 1000, address };
      }
      await pause(session, POLL);
    }
    state = await container.state();
    if (!state.running) return { problem: ended(state) };
  }
  return {
    problem: `nothing answered on port ${port} within ${Math.round(patience / 1000)} seconds`,
  };
}

function unreachable(session: Session): Arrival {
  const { remote, endpoint } = session.builder.info;
  return {
    problem: remote
      ? `the engine is on another machine (${endpoint}): its containers cannot be asked from here`
      : 'the container has no address that can be reached from here',
  };
}

export function ended(state: ContainerState): string {
  const why = state.oomKilled ? ' (out of memory)' : '';
  return `it ended with status ${state.exitCode}${why}`;
}

/** Whether HTTP is spoken there; an accepted connection alone may be the engine's own proxy. */
async function answers(session: Session, address: string): Promise<boolean> {
  const { host, port } = split(address);
  if (!(await session.host.network.connects(host, port, 1_000))) return false;
  try {
    await session.host.network.get(`http://${address}/`, { timeout: GET_TIMEOUT, maxBytes: 1 });
    return true;
  } catch (error) {
    // Something listens that speaks another protocol (Node's parser says so by HPE_…).
    return String((error as { code?: unknown }).code).startsWith('HPE_');
  }
}

function split(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
}

/** Asks every path once, GET only. */
export async function askAll(
  session: Session,
  address: string,
  container: Container,
  paths: readonly string[],
): Promise<readonly RawAnswer[]> {
  const own = [container.id, container.id.slice(0, 12), split(address).host, address];
  const answersOf: RawAnswer[] = [];
  for (const path of paths) {
    checkpoint(session);
    answersOf.push({ ...(await askOne(session, address, path)), own });
  }
  return answersOf;
}

async function askOne(
  session: Session,
  address: string,
  path: string,
): Promise<Omit<RawAnswer, 'own'>> {
  const url = `http://${address}${path.startsWith('/') ? '' : '/'}${path}`;
  try {
    const answer = await session.host.network.get(url, {
      timeout: GET_TIMEOUT,
      maxBytes: MOST_BODY,
    });
    const type = answer.headers['content-type'];
    return {
      path,
      status: answer.status,
      body: answer.body,
      ...(type === undefined ? {} : { type }),
    };
  } catch (error) {
    return { path, error: session.mask(error instanceof Error ? error.message : String(error)) };
  }
}

/** Median seconds of 50 GETs one after the other, after five that do not count; undefined when one fails. */
export async function medianLatency(
  session: Session,
  address: string,
  path: string,
): Promise<number | undefined> {
  const seconds: number[] = [];
  const until = session.host.clock.elapsed() + 15_000;
  for (let turn = 0; turn < 55 && session.host.clock.elapsed() < until; turn += 1) {
    checkpoint(session);
    try {
      const answer = await session.host.network.get(`http://${address}${path}`, {
        timeout: GET_TIMEOUT,
        maxBytes: MOST_BODY,
      });
      if (turn >= 5) seconds.push(answer.seconds);
    } catch {
      return undefined;
    }
  }
  return seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)];
}
