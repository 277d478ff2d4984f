import type { Container } from '../builders/types.ts';
import { type Session, type Version, imageName } from './session.ts';

/** How one container is started. */
export interface Start {
  readonly version: Version;
  readonly network: string;
  readonly hasHealthCheck: boolean;
  /** Container port that is asked: the given one, else the only one the image exposes. */
  readonly port?: number;
}

const LOG_LINES = 50;

/** Starts one container of a version; `how` for the hardened ones. */
export function startOne(
  session: Session,
  start: Start,
  purpose: string,
  how: { readonly readOnly?: boolean; readonly tmpfs?: readonly string[] },
): Promise<Container> {
  const { request } = session;
  return session.builder.run({
    image: imageName(session, start.version),
    name: `plimsoll-${session.id}-${start.version}-${purpose}`,
    labels: session.labels,
    env: request.env,
    ...(request.envFile === undefined ? {} : { envFile: request.envFile }),
    ports: start.port === undefined ? [] : [start.port],
    network: start.network,
    readOnly: how.readOnly === true,
    hardened: how.readOnly === true,
    init: request.wantsInit && start.version === 'after',
    tmpfs: how.tmpfs ?? [],
    ...(start.hasHealthCheck ? { healthInterval: 2 } : {}),
  });
}

/** The last lines a container printed, secrets taken out. */
export async function logOf(session: Session, container: Container): Promise<readonly string[]> {
  const text = session.mask(await container.logs(LOG_LINES));
  return text.split('\n').filter((line) => line !== '');
}
