import { type Session, checkpoint, imageName } from './session.ts';
import type { Proof } from './types.ts';

type Scan = Proof['scans'][number];

/** Milliseconds for one scan: the first one may load a database. */
const SCAN_TIMEOUT = 300_000;

/** A scanner: how it is started, and how its output is counted. */
export interface Scanner {
  readonly tool: string;
  readonly program: string;
  readonly args: (image: string) => readonly string[];
  /** Reads a Dockerfile from its input instead of an image. */
  readonly dockerfile?: true;
  /** Severities, one for each finding. */
  readonly read: (json: unknown) => readonly string[];
}

const list = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** Their JSON as of 2026: trivy 0.5x+, grype 0.7x+, snyk 1.x, docker scout 1.x (SARIF), hadolint 2.x. */
export const SCANNERS: readonly Scanner[] = [
  {
    tool: 'trivy',
    program: 'trivy',
    args: (image) => ['image', '--quiet', '--scanners', 'vuln', '--format', 'json', image],
    read: (json) =>
      list(field(json, 'Results'))
        .flatMap((result) => list(result['Vulnerabilities']))
        .map((one) => String(one['Severity'])),
  },
  {
    tool: 'grype',
    program: 'grype',
    args: (image) => ['-q', '-o', 'json', `docker:${image}`],
    read: (json) =>
      list(field(json, 'matches')).map((one) => String(field(one['vulnerability'], 'severity'))),
  },
  {
    tool: 'snyk',
    program: 'snyk',
    args: (image) => ['container', 'test', '--json', image],
    read: (json) => list(field(json, 'vulnerabilities')).map((one) => String(one['severity'])),
  },
  {
    tool: 'docker scout',
    program: 'docker',
    args: (image) => ['scout', 'cves', '--format', 'sarif', `local://${image}`],
    read: (json) =>
      list(field(json, 'runs'))
        .flatMap((run) => list(field(field(run['tool'], 'driver'), 'rules')))
        .map((rule) => String(field(rule['properties'], 'cvssV3_severity'))),
  },
  {
    tool: 'hadolint',
    program: 'hadolint',
    args: () => ['--no-fail', '--format', 'json', '-'],
    dockerfile: true,
    read: (json) => list(json).map((one) => String(one['level'])),
  },
];

/** Runs the scanners that are installed on both versions; none installed: nothing is said. */
export async function scanBoth(session: Session): Promise<readonly Scan[]> {
  const scans: Scan[] = [];
  for (const scanner of SCANNERS) {
    checkpoint(session);
    const { host, request } = session;
    const program = host.processes.which(scanner.program, request.contextDir);
    if (program === undefined || !(await isThere(session, scanner, program))) continue;
    const after = await scanOne(session, scanner, program, 'after');
    const before =
      request.before === undefined ? undefined : await scanOne(session, scanner, program, 'before');
    const note = before?.note ?? after.note;
    scans.push({
      tool: scanner.tool,
      ...(before?.said === undefined ? {} : { before: before.said }),
      ...(after.said === undefined ? {} : { after: after.said }),
      ...(note === undefined ? {} : { note }),
    });
  }
  return scans;
}

/** docker is there without its scout plugin, too. */
async function isThere(session: Session, scanner: Scanner, program: string): Promise<boolean> {
  if (scanner.program !== 'docker') return true;
  const asked = await session.host.processes.run(program, ['scout', 'version'], {
    timeout: 10_000,
  });
  return asked.code === 0;
}

async function scanOne(
  session: Session,
  scanner: Scanner,
  program: string,
  version: 'before' | 'after',
): Promise<{ said?: string; note?: string }> {
  const { host, request } = session;
  const text = version === 'before' ? request.before?.dockerfile : request.after.dockerfile;
  const result = await host.processes.run(program, scanner.args(imageName(session, version)), {
    timeout: SCAN_TIMEOUT,
    keep: 64 << 20,
    ...(scanner.dockerfile === true ? { input: text ?? '' } : {}),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  try {
    return { said: countSeverities(scanner.read(JSON.parse(result.stdout))) };
  } catch {
    const why = result.stderr.split('\n').findLast((line) => line.trim() !== '');
    return { note: session.mask(`could not scan: ${why ?? `status ${result.code}`}`) };
  }
}

const ORDER = [
  'critical',
  'error',
  'high',
  'warning',
  'medium',
  'info',
  'low',
  'style',
  'negligible',
];

/** Worst first; what is not in the order comes last. */
function place(name: string): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

/** `2 critical, 11 high, 40 medium`; `none found` when there are none. */
export function countSeverities(severities: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const severity of severities) {
    const name = severity.toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (counts.size === 0) return 'none found';
  return [...counts]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
