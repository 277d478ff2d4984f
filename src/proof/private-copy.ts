import { readContext } from '../context/walk.ts';
import type { ContextEntry } from '../facts/context.ts';
import { HostError } from '../host/types.ts';
import { withNonce, withStageLabels } from './nonce.ts';
import { RUN_LABEL, type Session, type Version, checkpoint } from './session.ts';

/** One version, ready to be built without touching the user's files. */
export interface PrivateCopy {
  /** Absolute directory: what the ignore file sends, and nothing else. */
  readonly context: string;
  /** Absolute path of the Dockerfile with its own cache mounts; outside the context. */
  readonly dockerfile: string;
  /** Whether a path of the user's context is in it as a regular file. */
  has(path: string): boolean;
}

/** Bytes that stay free on the disk of the temporary directory. */
const RESERVE = 512 * 2 ** 20;

/** Why the context could not be copied. */
export class CopyProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CopyProblem';
  }
}

/**
 * Copies the context as this version's ignore file leaves it, links as links; the
 * files are independent of the user's, since rebuilds change them.
 * @throws CopyProblem when there is no room or a file cannot be read.
 */
export async function privateCopy(session: Session, version: Version): Promise<PrivateCopy> {
  const { host, request, temp } = session;
  const files = version === 'before' ? request.before : request.after;
  if (files === undefined) throw new CopyProblem('there is no Dockerfile to build');
  const ignoreText = files.ignore ?? '';
  const facts = readContext(host.files, request.contextDir, { ignoreText });
  const entries = facts.entries();
  const context = `${temp}/${version}/context`;
  host.files.makeDir(context);
  await checkRoom(session, facts.totals.bytes);
  await copyEntries(session, entries, context);
  replaceOwn(session, entries, context, files);
  const regular = new Set(entries.filter((one) => one.kind === 'file').map((one) => one.path));
  const has = (path: string): boolean => regular.has(path);
  const dockerfile = session.builder.info.buildkit
    ? writeBeside(session, version, files, ignoreText)
    : writeInside(session, context, files);
  return { context, dockerfile, has };
}

/** For BuildKit outside the context, so that a `COPY . .` takes the file as the user wrote it. */
function writeBeside(
  session: Session,
  version: Version,
  files: { readonly dockerfile: string },
  ignoreText: string,
): string {
  const { host, temp } = session;
  const dockerfile = `${temp}/${version}/Dockerfile`;
  host.files.writeAtomic(dockerfile, withNonce(files.dockerfile, `${session.id}-${version}`));
  // BuildKit takes the ignore file beside the Dockerfile, even an empty one.
  host.files.writeAtomic(`${dockerfile}.dockerignore`, ignoreText);
  return dockerfile;
}

/**
 * For the legacy builder inside it: a Dockerfile from outside is sent under a random
 * name, and a `COPY . .` is then never cached.
 */
function writeInside(
  session: Session,
  context: string,
  files: { readonly dockerfile: string },
): string {
  const { host, request, id } = session;
  const dockerfile = `${context}/${request.dockerfilePath}`;
  const folder = dockerfile.slice(0, dockerfile.lastIndexOf('/'));
  host.files.makeDir(folder);
  host.files.writeAtomic(dockerfile, withStageLabels(files.dockerfile, `${RUN_LABEL}=${id}`));
  return dockerfile;
}

async function copyEntries(
  session: Session,
  entries: readonly ContextEntry[],
  context: string,
): Promise<void> {
  const { files, clock } = session.host;
  let done = 0;
  for (const entry of entries) {
    const [from, to] = [`${session.request.contextDir}/${entry.path}`, `${context}/${entry.path}`];
    try {
      if (entry.kind === 'dir') files.makeDir(to);
      else if (entry.kind !== 'special') files.copy(from, to);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.code === 'ENOSPC' || error.code === 'EDQUOT') throw noRoom();
      // A file that went away meanwhile, e.g. an editor's; a build would not see it either.
      if (error.code !== 'ENOENT')
        throw new CopyProblem(`${entry.path} cannot be copied: ${error.code}`);
    }
    done += 1;
    if (done % 200 === 0) {
      await clock.sleep(0);
      checkpoint(session);
    }
  }
}

/** The Dockerfile and ignore file that a `COPY . .` would take are this version's. */
function replaceOwn(
  session: Session,
  entries: readonly ContextEntry[],
  context: string,
  version: { readonly dockerfile: string; readonly ignore?: string },
): void {
  const { request, host, builder } = session;
  const own = request.dockerfilePath;
  const sent = new Set(entries.filter((one) => one.kind === 'file').map((one) => one.path));
  const put = (path: string, text: string): void =>
    host.files.writeAtomic(`${context}/${path}`, text);
  if (sent.has(own)) put(own, version.dockerfile);
  if (version.ignore === undefined) return;
  if (sent.has(`${own}.dockerignore`)) put(`${own}.dockerignore`, version.ignore);
  // The legacy builder knows only this one.
  if (sent.has('.dockerignore') || !builder.info.buildkit) put('.dockerignore', version.ignore);
}

async function checkRoom(session: Session, bytes: number): Promise<void> {
  const free = await freeBytes(session);
  if (free !== undefined && bytes + RESERVE > free) throw noRoom(bytes, free);
}

function noRoom(bytes?: number, free?: number): CopyProblem {
  const numbers =
    bytes === undefined || free === undefined
      ? ''
      : `: it needs ${Math.ceil(bytes / 1e6)} MB, and ${Math.floor(free / 1e6)} MB are free`;
  return new CopyProblem(`there is no room for a private copy of the build context${numbers}`);
}

/** Free bytes where the temporary directory lies, as `df` says; undefined when it does not. */
async function freeBytes(session: Session): Promise<number | undefined> {
  const { processes } = session.host;
  const df = processes.which('df', session.request.contextDir);
  if (df === undefined) return undefined;
  const result = await processes.run(df, ['-Pk', session.temp], { timeout: 5_000 });
  const available = result.stdout.trim().split('\n').at(-1)?.trim().split(/\s+/)[3];
  return result.code === 0 && /^\d+$/.test(available ?? '') ? Number(available) * 1024 : undefined;
}
