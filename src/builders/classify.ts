import type { BuildResult, BuildStep } from './types.ts';

type Failure = Extract<BuildResult, { ok: false }>;
export type FailureReason = Failure['reason'];

// Words of moby, BuildKit, containerd and the kernel, most telling first.
const SIGNS: readonly (readonly [FailureReason, RegExp])[] = [
  ['no-space', /no space left on device|ENOSPC|disk quota exceeded/i],
  ['permission', /permission denied while trying to connect|dial unix .*permission denied/i],
  [
    'dockerfile',
    /dockerfile parse error|unsupported mount type|unknown flag: |unknown instruction|failed to parse stage name|invalid reference format|target stage .* could not be found|file with no instructions|cannot be empty|base name \(.*\) should not be blank|failed to read dockerfile/i,
  ],
  [
    'unresolved-image',
    /failed to resolve source metadata|pull access denied|manifest unknown|manifest for .* not found|failed to resolve reference|no match for platform in manifest|Get "?https:\/\/[^ ]*\/v2\//i,
  ],
];

/**
 * Says why a build failed. A step that ran and failed is `failed-step`, whatever
 * words its log uses; only a full disk is told apart from that.
 */
export function classifyFailure(message: string, step: BuildStep | undefined): FailureReason {
  const full = /no space left on device|ENOSPC/i;
  if (full.test(message) || full.test(step?.error ?? '')) return 'no-space';
  const ran = /did not complete successfully|returned a non-zero code/.test(message);
  if (ran) return 'failed-step';
  for (const [reason, sign] of SIGNS) if (sign.test(message)) return reason;
  return step !== undefined && step.instruction !== '' ? 'failed-step' : 'other';
}

/** The builder's own words without its prefixes: the last `ERROR:` line, or the last line. */
export function errorMessage(rest: readonly string[]): string {
  const lines = rest.filter((line) => line.trim() !== '');
  const marked = lines.findLast((line) => /^(?:ERROR|error)[:\s]/.test(line));
  const message = marked ?? lines.at(-1) ?? '';
  return message
    .replace(/^(?:ERROR|error): /, '')
    .replace(/^(?:failed to build: )?(?:failed to solve: )?(?:rpc error: code = \w+ desc = )?/, '')
    .replace(/^Error response from daemon: /, '');
}
