import { basename, join, relative, resolve } from 'node:path';
import type { Application } from '../facts/project.ts';
import { runRules } from '../findings/run-rules.ts';
import { HostError, type Host } from '../host/types.ts';
import { isVendored } from '../project/vendored.ts';
import type { CheckResult } from '../findings/check-result.ts';
import { catalogue } from '../rules/catalogue.gen.ts';
import type { Finding, RuleInput } from '../rules/types.ts';
import { withAssessedFixes } from './assess-fixes.ts';
import { isDockerfileName } from '../project/docker-files.ts';
import { applicationsBeside, contextOf, rootAround } from './beside.ts';
import { maskFindings, maskKeepingColumns } from './mask-findings.ts';
import { withReadBases } from './read-bases.ts';
import { readDockerfile } from './read-dockerfile.ts';
import { dockerfileSecrets } from './secrets.ts';
import type { BuildOptions, ReadDockerfile } from './types.ts';
import { UserError } from './user-error.ts';

export interface CheckOptions extends BuildOptions {
  /** Also the rules that are off unless asked for. */
  readonly all: boolean;
}

/**
 * Checks Dockerfiles: files of any name, and directories, which are searched. A file that cannot be
 * read or parsed is reported and the rest goes on. The promise is there because what knows a language
 * is loaded when a directory asks for it; files are read one after the other.
 * @throws UserError when a path does not exist or nothing is found.
 */
export async function check(
  host: Host,
  paths: readonly string[],
  options: CheckOptions,
): Promise<CheckResult> {
  const found = paths.flatMap((path) => dockerfilesAt(host, path));
  if (found.length === 0)
    throw new UserError(
      `There is no Dockerfile in ${paths.map((path) => (path === '.' ? 'this directory' : path)).join(', ')}.`,
      'Files of any name can be checked: plimsoll check path/to/file',
    );
  const beside = applicationsBeside(host);
  const files: CheckResult['files'][number][] = [];
  const findings: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const path of new Set(found)) {
    const shown = shownPath(host, path);
    try {
      const { dir, ...how } = contextOf(host, path, options);
      const root = rootAround(host, dir, options.root);
      const { application } = await beside(dir, root);
      const given = await withReadBases(host, path, { ...options, ...how }, root);
      const read = readDockerfile(host.files, path, dir, { ...given, root }, application);
      const own = withAssessedFixes(
        findingsOf(read, shown, application, options),
        read,
        ruleInput(read, shown, application, options.date),
        options.platform,
      );
      for (const one of own) (one.suppressed === undefined ? findings : suppressed).push(one);
      files.push(checkedFile(read, shown, own));
    } catch (error) {
      if (!(error instanceof UserError || error instanceof HostError)) throw error;
      files.push({ path: shown, status: 'unreadable', message: error.message });
    }
  }
  return { files, findings, suppressed, date: options.date };
}

function checkedFile(
  { file, text }: ReadDockerfile,
  path: string,
  findings: readonly Finding[],
): CheckResult['files'][number] {
  const broken = findings.find((finding) => finding.rule === 'correctness/syntax');
  return {
    path,
    text: maskKeepingColumns(text, dockerfileSecrets(file)),
    ...(broken === undefined ? { status: 'ok' } : { status: 'broken', message: broken.message }),
  };
}

/** Findings of one Dockerfile, the worst first; secrets are masked, and no fix repeats one. */
export function findingsOf(
  read: ReadDockerfile,
  shown: string,
  application: Application | undefined,
  options: { date: number; all?: boolean },
): Finding[] {
  const input = ruleInput(read, shown, application, options.date);
  const found = runRules(catalogue, input, { all: options.all === true });
  return maskFindings(found, dockerfileSecrets(read.file));
}

function ruleInput(
  read: ReadDockerfile,
  shown: string,
  application: Application | undefined,
  date: number,
): RuleInput {
  return {
    path: shown,
    file: read.file,
    graph: read.graph,
    trace: read.trace,
    context: read.context,
    date,
    ...(application === undefined ? {} : { application }),
  };
}

function dockerfilesAt(host: Host, path: string): string[] {
  const absolute = resolve(host.cwd, path);
  const stat = host.files.stat(absolute);
  if (stat === undefined) throw new UserError(`There is no file or directory ${path}.`);
  return stat.kind === 'dir' ? search(host, absolute) : [absolute];
}

/** Every Dockerfile below a directory, vendored trees left out, in a stable order. */
function search(host: Host, top: string): string[] {
  const found: string[] = [];
  const todo = [top];
  for (let dir = todo.pop(); dir !== undefined; dir = todo.pop()) {
    const below: string[] = [];
    const entries = entriesOf(host, dir);
    const names = entries.map((entry) => entry.name);
    for (const entry of entries) {
      const path = join(dir, entry.name);
      if (entry.kind === 'dir' && !isVendored(entry.name, names)) below.push(path);
      else if (entry.kind === 'file' && isDockerfileName(entry.name)) found.push(path);
    }
    todo.push(...below.toReversed());
  }
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}

function entriesOf(host: Host, dir: string): ReturnType<Host['files']['list']> {
  try {
    return host.files.list(dir);
  } catch {
    return [];
  }
}

function shownPath(host: Host, path: string): string {
  const inside = relative(host.cwd, path).split('\\').join('/');
  return inside === '' ? basename(path) : inside.startsWith('..') ? path : inside;
}
