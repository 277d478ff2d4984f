import type { Container, ContainerState } from '../builders/types.ts';
import { type RawAnswer, toAnswer } from './answers.ts';
import { type Arrival, askAll, ended, medianLatency, waitForAnswer } from './probe.ts';
import { tryReadOnly } from './read-only.ts';
import { type Session, checkpoint, pause, report } from './session.ts';
import { type Start, logOf, startOne } from './start.ts';
import type { RunMeasures } from './types.ts';

/** What running one version brought, with the answers as they came. */
export interface Ran {
  readonly measures: RunMeasures;
  /** Each asking of all paths. */
  readonly askings: readonly (readonly RawAnswer[])[];
  /** Whether it came up: answers on its port, or still runs after a while. */
  readonly works: boolean;
}

/** Seconds a program without a port is watched. */
const WATCH = 5;
/** Seconds `docker stop` waits before it kills. */
const STOP_TIMEOUT = 10;
/** Milliseconds between two askings: what counts seconds has gone on. */
const BETWEEN = 1_200;

/** Starts a version and measures it; a version that does not come up is a result, not an error. */
export async function runVersion(session: Session, start: Start): Promise<Ran> {
  report(session, { version: start.version, stage: 'run', text: 'starting the container' });
  const { workload } = session.request;
  const { port } = start;
  const asked = port !== undefined && workload !== 'worker' && workload !== 'batch';
  const since = session.host.clock.elapsed();
  let container: Container;
  try {
    container = await startOne(session, start, 'run', {});
  } catch (error) {
    return failedToStart(session, error);
  }
  try {
    return asked
      ? await measureServer(session, start, container, port, since)
      : await measureProgram(session, container);
  } finally {
    await container.remove();
  }
}

async function measureServer(
  session: Session,
  start: Start,
  container: Container,
  port: number,
  since: number,
): Promise<Ran> {
  const arrival = await waitForAnswer(session, container, port, since);
  const { address } = arrival;
  if (address === undefined) return didNotAnswer(session, container, arrival);
  const paths = session.request.probes.length === 0 ? ['/'] : session.request.probes;
  const askings = [await askAll(session, address, container, paths)];
  await pause(session, BETWEEN);
  askings.push(await askAll(session, address, container, paths));
  const well = askings[1]?.find((answer) => answer.status !== undefined && answer.status < 500);
  const latency = well === undefined ? undefined : await medianLatency(session, address, well.path);
  const memory = await container.memory();
  const state = await settledHealth(session, start, container);
  const rest = await stopAndLog(session, container);
  // Another container of the same image: what it says otherwise (names, random keys) is noise too.
  const again = await secondStart(session, start, port, paths);
  askings.push(...again.askings);
  const readOnly = await tryReadOnly(
    session,
    start,
    port,
    paths,
    askings[0] ?? [],
    arrival.seconds ?? 0,
  );
  const seconds = Math.min(arrival.seconds ?? Infinity, again.seconds ?? Infinity);
  return {
    works: well !== undefined,
    askings,
    measures: {
      start: seconds,
      answers: await Promise.all((askings[0] ?? []).map(toAnswer)),
      health: healthOf(start, state),
      ...(state.uid === undefined ? {} : { uid: state.uid }),
      ...(memory === undefined ? {} : { memory }),
      ...(latency === undefined ? {} : { latency }),
      ...rest,
      readOnly,
      ...(well === undefined ? { problem: 'it answers every question with an error' } : {}),
    },
  };
}

async function secondStart(
  session: Session,
  start: Start,
  port: number,
  paths: readonly string[],
): Promise<{ seconds?: number; askings: readonly (readonly RawAnswer[])[] }> {
  const since = session.host.clock.elapsed();
  const container = await startOne(session, start, 'again', {});
  try {
    const { address, seconds } = await waitForAnswer(session, container, port, since);
    if (address === undefined) return { askings: [] };
    const asking = await askAll(session, address, container, paths);
    return { askings: [asking], ...(seconds === undefined ? {} : { seconds }) };
  } finally {
    await container.remove();
  }
}

async function measureProgram(session: Session, container: Container): Promise<Ran> {
  const batch = session.request.workload === 'batch';
  const until = session.host.clock.elapsed() + (batch ? 60 : WATCH) * 1000;
  let state = await container.state();
  while (state.running && session.host.clock.elapsed() < until) {
    await pause(session, 500);
    state = await container.state();
  }
  const works = batch ? !state.running && state.exitCode === 0 : state.running;
  const memory = state.running ? await container.memory() : undefined;
  const rest = await stopAndLog(session, container);
  const done = batch && state.running ? 'it was still running after a minute' : ended(state);
  return {
    works,
    askings: [],
    measures: {
      answers: [],
      health: state.health ?? 'none',
      ...(state.uid === undefined ? {} : { uid: state.uid }),
      ...(memory === undefined ? {} : { memory }),
      ...(works ? {} : { problem: done }),
      ...(batch ? { log: rest.log } : rest),
    },
  };
}

/** Health once it is decided. Since the application answers already, a good check follows soon. */
async function settledHealth(
  session: Session,
  start: Start,
  container: Container,
): Promise<ContainerState> {
  let state = await container.state();
  const until = session.host.clock.elapsed() + 40_000;
  while (start.hasHealthCheck && state.running && session.host.clock.elapsed() < until) {
    if (state.health === 'healthy') break;
    await pause(session, 500);
    state = await container.state();
  }
  return state;
}

function healthOf(start: Start, state: ContainerState): RunMeasures['health'] {
  return start.hasHealthCheck ? (state.health ?? 'none') : 'none';
}

async function stopAndLog(
  session: Session,
  container: Container,
): Promise<Pick<RunMeasures, 'stop' | 'log'>> {
  checkpoint(session);
  const running = (await container.state()).running;
  const stop = running ? await container.stop(STOP_TIMEOUT) : undefined;
  return { ...(stop === undefined ? {} : { stop }), log: await logOf(session, container) };
}

async function didNotAnswer(
  session: Session,
  container: Container,
  arrival: Arrival,
): Promise<Ran> {
  const log = await logOf(session, container);
  const problem = arrival.problem ?? 'it did not answer';
  return { works: false, askings: [], measures: { answers: [], health: 'none', problem, log } };
}

function failedToStart(session: Session, error: unknown): Ran {
  const said = session.mask(error instanceof Error ? error.message : String(error));
  const problem = `the container could not be started: ${said}`;
  return { works: false, askings: [], measures: { answers: [], health: 'none', problem, log: [] } };
}
