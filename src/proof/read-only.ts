import type { RawAnswer } from './answers.ts';
import { askAll, waitForAnswer } from './probe.ts';
import type { Session } from './session.ts';
import { type Start, startOne } from './start.ts';
import { wantedPaths } from './wants.ts';

type ReadOnly = { readonly works: boolean; readonly wants: readonly string[] };

/**
 * Whether it answers as before with a read-only root, no capabilities and no new
 * privileges. When it does not, or complains, it gets a `/tmp` in memory and a
 * second chance; `wants` then names it.
 */
export async function tryReadOnly(
  session: Session,
  start: Start,
  port: number,
  paths: readonly string[],
  usual: readonly RawAnswer[],
  usualSeconds: number,
): Promise<ReadOnly> {
  const patience = Math.max(10, usualSeconds * 3) * 1000;
  const tryOnce = (tmpfs: readonly string[]): Promise<ReadOnly> =>
    tryWith(session, start, { port, paths, usual, patience, tmpfs });
  const bare = await tryOnce([]);
  if (bare.works && bare.wants.length === 0) return bare;
  const withTmp = await tryOnce(['/tmp']);
  const tmp = bare.wants.some((path) => path === '/tmp' || path.startsWith('/tmp/'));
  if (withTmp.works) {
    const needed = !bare.works || tmp ? ['/tmp'] : [];
    return { works: true, wants: [...needed, ...withTmp.wants] };
  }
  return { works: bare.works, wants: [...new Set([...bare.wants, ...withTmp.wants])] };
}

interface Trial {
  readonly port: number;
  readonly paths: readonly string[];
  readonly usual: readonly RawAnswer[];
  /** Milliseconds it may take to come up. */
  readonly patience: number;
  readonly tmpfs: readonly string[];
}

async function tryWith(session: Session, start: Start, trial: Trial): Promise<ReadOnly> {
  const { port, paths, usual, patience, tmpfs } = trial;
  const since = session.host.clock.elapsed();
  const purpose = tmpfs.length === 0 ? 'readonly' : 'readonly-tmp';
  const container = await startOne(session, start, purpose, { readOnly: true, tmpfs }).catch(
    () => undefined,
  );
  if (container === undefined) return { works: false, wants: [] };
  try {
    const { address } = await waitForAnswer(session, container, port, since, patience);
    const answers = address === undefined ? [] : await askAll(session, address, container, paths);
    const log = session.mask(await container.logs(200));
    const works =
      address !== undefined && answers.every((answer, at) => answer.status === usual[at]?.status);
    return { works, wants: wantedPaths(log) };
  } finally {
    await container.remove();
  }
}
