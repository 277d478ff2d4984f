import { join, relative, resolve } from 'node:path';
import { type KeptOutPart, type KeptOutWeights, weighKeptOut } from '../context/kept-out.ts';
import { sentTree } from '../context/tree.ts';
import { type WalkedContext, readContext } from '../context/walk.ts';
import type { Host } from '../host/types.ts';
import type { ContextReport, PatternUse } from '../reports/context-report.ts';
import { copyUses } from './context-copies.ts';
import { existingDir } from './directory.ts';
import { findDockerfile } from './find-dockerfile.ts';
import { UserError } from './user-error.ts';

/**
 * The build context of a directory: everything that is sent and kept out, what each pattern of the
 * ignore file does, what the Dockerfile takes, and which pattern decides about `paths`.
 * @throws UserError for a directory or Dockerfile that is not there or a path outside of the context.
 */
export function contextReport(
  host: Host,
  dir: string,
  paths: readonly string[],
  file?: string,
): ContextReport {
  const contextDir = existingDir(host, dir);
  const dockerfile = dockerfileOf(host, contextDir, file);
  const facts = readContext(host.files, contextDir, dockerfile === undefined ? {} : { dockerfile });
  const decisions = paths.map((path) => decisionOf(host, facts, path, dir));
  const weighed = weighKeptOut(facts, host.files);
  const copies = dockerfile === undefined ? [] : copyUses(host.files, dockerfile, facts);
  const name = dockerfile === undefined ? '' : slashed(relative(contextDir, dockerfile));
  const unread = typeof copies === 'string' ? [{ path: name, message: copies }] : [];
  return {
    directory: dir,
    ...(dockerfile === undefined ? {} : { dockerfile: name }),
    ...(facts.ignoreFile === undefined ? {} : { ignoreFile: facts.ignoreFile }),
    totals: { sent: facts.totals, excluded: { files: weighed.files, bytes: weighed.bytes } },
    complete: weighed.complete,
    entries: facts.entries(),
    tree: sentTree(facts.entries()),
    excluded: weighed.parts,
    patterns: patternUses(facts, weighed),
    copies: typeof copies === 'string' ? [] : copies,
    problems: [...(facts.problems ?? []), ...unread],
    decisions,
  };
}

function slashed(path: string): string {
  return path.split('\\').join('/');
}

/** The Dockerfile of the context, if it has one that a build would find. */
function dockerfileOf(host: Host, dir: string, file?: string): string | undefined {
  const named = file === undefined ? {} : { file: resolve(host.cwd, file) };
  try {
    return findDockerfile(host.files, { dir, ...named, known: [], cwd: host.cwd });
  } catch (error) {
    // A context may be looked at without a Dockerfile; one that is named has to be there.
    if (file === undefined && error instanceof UserError) return undefined;
    throw error;
  }
}

function decisionOf(
  host: Host,
  facts: WalkedContext,
  path: string,
  dir: string,
): ContextReport['decisions'][number] {
  const candidates = [resolve(facts.dir, path), resolve(host.cwd, path)].map((absolute) =>
    slashed(relative(facts.dir, absolute)),
  );
  const within = candidates.filter((one) => one !== '..' && !one.startsWith('../'));
  const isThere = (one: string): boolean => host.files.stat(join(facts.dir, one)) !== undefined;
  // As seen from the context; or, when only that is there, from where the user is.
  const inside = within.find(isThere) ?? within[0];
  if (inside === undefined)
    throw new UserError(
      `${path} is outside of the context ${dir}.`,
      'Name paths in the context, relative to it.',
    );
  const exists = isThere(inside);
  return { path: inside === '' ? '.' : inside, exists, ...facts.decide(inside) };
}

function patternUses(facts: WalkedContext, weighed: KeptOutWeights): readonly PatternUse[] {
  const takenBack = facts.takenBack();
  const deciding = new Set(facts.keptOut().map(({ decision }) => decision.line));
  const byLine = new Map<number | undefined, KeptOutPart[]>();
  for (const part of weighed.parts) {
    const parts = byLine.get(part.line);
    if (parts === undefined) byLine.set(part.line, [part]);
    else parts.push(part);
  }
  return facts.patterns.map(({ written, line, exception }) => {
    const parts = byLine.get(line) ?? [];
    const back = takenBack.get(line);
    const isUsed = exception ? back !== undefined : deciding.has(line) || parts.length > 0;
    return {
      pattern: written,
      line,
      does: !isUsed ? 'nothing' : exception ? 'takes back' : 'keeps out',
      files: back?.files ?? parts.reduce((sum, part) => sum + part.files, 0),
      bytes: back?.bytes ?? parts.reduce((sum, part) => sum + part.bytes, 0),
      complete: parts.every((part) => part.weighed === 'whole'),
      paths: parts.map((part) => (part.kind === 'dir' ? `${part.path}/` : part.path)),
    };
  });
}
