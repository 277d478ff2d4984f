import { runMounts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { BaseFacts } from '../facts/image.ts';
import { valueOf } from '../facts/origin.ts';
import { formatBytes, formatSeconds } from '../reports/style.ts';
import type { Proof } from '../proof/types.ts';
import type { ChecklistItem } from '../reports/optimize-result.ts';
import type { Finding } from '../rules/types.ts';
import type { ReadDockerfile } from './types.ts';

/** What the checklist is read from: the version as it would ship, and what was seen of it. */
export interface ChecklistInput {
  readonly read: ReadDockerfile;
  readonly findings: readonly Finding[];
  readonly proof?: Proof;
  readonly date: number;
}

type Line = (input: ChecklistInput) => ChecklistItem;

/** The guides' checklist for one version, each line with its evidence. */
export function checklist(input: ChecklistInput): readonly ChecklistItem[] {
  return LINES.map((line) => line(input));
}

const LINES: readonly Line[] = [
  (input) => {
    const base = input.read.trace.result?.base;
    if (base === undefined)
      return item('small runtime base', 'unknown', 'nothing is known of the base image');
    const small = base.flavour !== 'full';
    return item('small runtime base', small ? 'yes' : 'no', `${base.ref} (${base.flavour})`);
  },
  (input) =>
    free(
      input,
      'build tools stay out',
      ['size/build-tools-shipped', 'size/multi-stage-missing'],
      `${reachedStages(input)} stages, the last one holds what runs`,
    ),
  (input) =>
    free(
      input,
      'production dependencies only',
      ['size/dev-dependencies'],
      'no development dependencies in the final stage',
    ),
  (input) =>
    free(
      input,
      'no caches or lists in layers',
      ['size/package-cache', 'size/apt-lists', 'size/deleted-later'],
      'the final stage leaves none behind',
    ),
  (input) =>
    free(
      input,
      'base images pinned',
      ['reproducibility/untagged-base', 'reproducibility/latest-base'],
      input.read.graph.stages
        .map((stage) => (stage.base.kind === 'image' ? stage.base.ref : undefined))
        .filter(Boolean)
        .join(', '),
    ),
  sourceChange,
  cacheMounts,
  nonRoot,
  execForm,
  endsOnSigterm,
  healthCheck,
  readOnlyRoot,
  ignoreFile,
  (input) =>
    free(
      input,
      'no secrets in the image',
      ['security/secret-in-env', 'security/secret-copied'],
      'none in ENV, ARG or what is copied',
    ),
  labels,
  supported,
];

function item(text: string, result: ChecklistItem['result'], evidence: string): ChecklistItem {
  return { text, result, evidence };
}

/** Good when none of the rules has a finding, else the first finding's words. */
function free(
  input: ChecklistInput,
  text: string,
  rules: readonly string[],
  good: string,
): ChecklistItem {
  const found = input.findings.find((finding) => rules.includes(finding.rule));
  return found === undefined
    ? item(text, 'yes', good)
    : item(text, 'no', `line ${found.line}: ${found.message}`);
}

function reachedStages({ read }: ChecklistInput): number {
  return read.graph.reached.size;
}

function sourceChange(input: ChecklistInput): ChecklistItem {
  const text = 'dependencies before sources';
  const rebuild = input.proof?.after?.rebuilds.find(
    (one) => one.kind === 'source-changed' && one.problem === undefined,
  );
  if (rebuild !== undefined) {
    const steps = rebuild.installs.map((step) => step.name).join(', ');
    return item(
      text,
      rebuild.installs.length === 0 ? 'yes' : 'no',
      rebuild.installs.length === 0
        ? 'measured: no install after a source change'
        : `measured: ${steps} ran again`,
    );
  }
  return free(
    input,
    text,
    ['speed/copy-before-install'],
    'by the model: a source change installs nothing',
  );
}

function reachedRuns({ read }: ChecklistInput): readonly Instruction[] {
  return read.graph.stages
    .filter((stage) => read.graph.reached.has(stage.index))
    .flatMap((stage) => stage.instructions.filter((one) => one.name === 'RUN'));
}

function cacheMounts(input: ChecklistInput): ChecklistItem {
  const caches = reachedRuns(input).flatMap((run) =>
    runMounts(run)
      .filter((mount) => mount.type === 'cache')
      .map((mount) => mount.target ?? ''),
  );
  const missing = input.findings.some((finding) => finding.rule === 'speed/no-cache-mount');
  if (caches.length === 0 && !missing)
    return item('package cache mounted', 'unknown', 'nothing is installed');
  return item(
    'package cache mounted',
    missing ? 'no' : 'yes',
    [...new Set(caches)].join(', ') || 'no cache mount',
  );
}

function nonRoot(input: ChecklistInput): ChecklistItem {
  const uid = input.proof?.after?.run?.uid;
  if (uid !== undefined)
    return item(
      'non-root user',
      uid === 0 ? 'no' : 'yes',
      `measured: the process runs as uid ${uid}`,
    );
  const user =
    input.read.trace.result === undefined
      ? undefined
      : valueOf(input.read.trace.result.config.user);
  if (user === undefined)
    return item('non-root user', 'unknown', 'the user of the base image is not known');
  const root = user === '' || /^(root|0)(:|$)/.test(user);
  return item('non-root user', root ? 'no' : 'yes', `USER ${user === '' ? 'root' : user}`);
}

function execForm({ read }: ChecklistInput): ChecklistItem {
  const config = read.trace.result?.config;
  const command = config?.entrypoint ?? config?.cmd;
  if (command === undefined) return item('exec-form command', 'no', 'there is no command');
  const words = [...(config?.entrypoint?.words ?? []), ...(config?.cmd?.words ?? [])].join(' ');
  return item('exec-form command', command.form === 'json' ? 'yes' : 'no', words);
}

function endsOnSigterm({ proof }: ChecklistInput): ChecklistItem {
  const stop = proof?.after?.run?.stop;
  if (stop === undefined) return item('ends on SIGTERM', 'unknown', 'it was not run');
  return item(
    'ends on SIGTERM',
    stop.seconds < 5 && stop.exitCode !== 137 ? 'yes' : 'no',
    `measured: ${formatSeconds(stop.seconds)}, exit status ${stop.exitCode}`,
  );
}

function healthCheck({ read, proof }: ChecklistInput): ChecklistItem {
  const check = read.trace.result?.config.healthcheck;
  if (check === undefined || check.none)
    return item(
      'health check',
      'no',
      'nothing in the image can ask; use the probe below in your orchestrator',
    );
  const seen = proof?.after?.run?.health;
  if (seen === 'healthy' || seen === 'unhealthy')
    return item('health check', seen === 'healthy' ? 'yes' : 'no', `measured: ${seen}`);
  return item('health check', 'yes', 'written, not run');
}

function readOnlyRoot({ proof }: ChecklistInput): ChecklistItem {
  const seen = proof?.after?.run?.readOnly;
  if (seen === undefined) return item('read-only root', 'unknown', 'it was not run');
  const wants = seen.wants.length === 0 ? '' : `; it wants to write ${seen.wants.join(', ')}`;
  return item(
    'read-only root',
    seen.works ? 'yes' : 'no',
    `measured with --read-only --cap-drop ALL${wants}`,
  );
}

function ignoreFile({ read }: ChecklistInput): ChecklistItem {
  if (read.context.ignoreFile === undefined && read.ignore === undefined)
    return item('.dockerignore', 'no', 'there is none');
  return item(
    '.dockerignore',
    'yes',
    `${read.context.totals.files} files, ${formatBytes(read.context.totals.bytes)} are left`,
  );
}

function labels({ read }: ChecklistInput): ChecklistItem {
  const names = [...(read.trace.result?.config.labels.keys() ?? [])].filter((name) =>
    name.startsWith('org.opencontainers.image.'),
  );
  return item(
    'OCI labels',
    names.length > 0 ? 'yes' : 'no',
    names.length > 0
      ? names.map((name) => name.slice('org.opencontainers.image.'.length)).join(', ')
      : 'the project says nothing to put in them',
  );
}

function supported(input: ChecklistInput): ChecklistItem {
  const day = new Date(input.date).toISOString().slice(0, 10);
  const base: BaseFacts | undefined = input.read.trace.result?.base;
  if (base?.endOfLife === undefined)
    return item('base still supported', 'unknown', `no end of life is known on ${day}`);
  return item(
    'base still supported',
    Date.parse(base.endOfLife) > input.date ? 'yes' : 'no',
    `${base.ref}: until ${base.endOfLife} (on ${day})`,
  );
}
