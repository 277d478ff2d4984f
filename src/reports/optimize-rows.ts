import type { Bytes } from '../facts/bytes.ts';
import type { Rebuild } from '../proof/types.ts';
import type { Gain, OptimizeResult } from './optimize-result.ts';
import { formatBytes, formatInterval, formatSeconds, formatShare } from './style.ts';

/** One line of the before → after table, as text. */
export interface GainRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** `−86 %`, `same`, or empty where nothing can be compared. */
  readonly gain: string;
  readonly better: boolean | undefined;
  readonly known: string;
}

const TITLES: Readonly<Record<Gain['name'], string>> = {
  size: 'Image size',
  compressed: 'Compressed',
  context: 'Build context',
  'cold build': 'Cold build',
  'rebuild after a source change': 'Rebuild, source changed',
  'rebuild after a dependency change': 'Rebuild, dependency changed',
  start: 'Start to first answer',
  stop: 'docker stop',
  memory: 'Memory',
};

/** The gains as rows of a table. */
export function gainRows(result: OptimizeResult): readonly GainRow[] {
  return result.gains.map((gain) => row(gain, result));
}

function row(gain: Gain, result: OptimizeResult): GainRow {
  const { before, after } = gain;
  const [low, high] = [mid(before), mid(after)];
  const compared = low === undefined || high === undefined ? undefined : change(gain, low, high);
  return {
    name: TITLES[gain.name],
    before:
      before === undefined
        ? '–'
        : value(gain, before) + installs(gain, result.proof?.before?.rebuilds),
    after:
      after === undefined
        ? '–'
        : value(gain, after) + installs(gain, result.proof?.after?.rebuilds),
    gain: compared?.text ?? '',
    better: compared?.better,
    known: after?.basis ?? '',
  };
}

/** Seconds and memory jitter: less than a tenth of difference, or a quarter of a second, says nothing. */
function change(
  gain: Gain,
  before: number,
  after: number,
): { text: string; better: boolean | undefined } {
  const jitter =
    gain.unit === 'bytes' && gain.name !== 'memory'
      ? 0
      : Math.max(before * 0.1, gain.unit === 'seconds' ? 0.25 : 0);
  if (Math.abs(before - after) <= jitter) return { text: 'same', better: undefined };
  if (after > before)
    return {
      text: before > 0 ? `+${Math.round(((after - before) / before) * 100)} %` : '',
      better: false,
    };
  return { text: `−${formatShare(before, after)}`, better: true };
}

function mid(bytes: Bytes | undefined): number | undefined {
  return bytes === undefined || !Number.isFinite(bytes.high)
    ? undefined
    : (bytes.low + bytes.high) / 2;
}

function value(gain: Gain, amount: Bytes): string {
  if (gain.unit === 'steps')
    return amount.low === 0
      ? 'no install'
      : `${amount.low} install${amount.low === 1 ? '' : 's'} again`;
  if (gain.unit === 'seconds') return formatSeconds(amount.low);
  if (amount.basis === 'measured' || amount.basis === 'exact') return formatBytes(amount.low);
  return formatInterval(amount).replace(/ typical$/, '');
}

/** How many steps a rebuild ran, which matters more than its seconds. */
function installs(gain: Gain, rebuilds: readonly Rebuild[] | undefined): string {
  const kind = {
    'rebuild after a source change': 'source-changed',
    'rebuild after a dependency change': 'dependency-changed',
  }[gain.name as string];
  const found = rebuilds?.find((one) => one.kind === kind);
  if (found === undefined || gain.unit !== 'seconds') return '';
  if (kind === 'source-changed')
    return found.installs.length === 0
      ? ', no install'
      : `, ${found.installs.length} install${found.installs.length === 1 ? '' : 's'}`;
  return '';
}

/** The headline: `1.13 GB → 152 MB (−86 %)`. */
export function headline(result: OptimizeResult): string | undefined {
  const size = gainRows(result).find((one) => one.name === TITLES.size);
  if (size === undefined) return undefined;
  return size.before === '–'
    ? size.after
    : `${size.before} → ${size.after}${size.gain === '' ? '' : ` (${size.gain})`}`;
}

/** The verdict as a sentence. */
export function verdictSentence(result: OptimizeResult): string {
  if (result.outcome === 'nothing-to-gain')
    return 'Little to gain: the Dockerfile is already good, nothing was changed.';
  if (result.outcome === 'failed') return 'Failed.';
  switch (result.verdict) {
    case 'proved':
      return result.dockerfile === undefined
        ? 'Proved: it was built and run, and it works.'
        : 'Proved: both versions were built and run, and everything that worked before still works.';
    case 'built':
      return result.dockerfile === undefined
        ? 'Built: it was built, but it could not be shown that the application works.'
        : 'Built: both versions were built, but it could not be shown that the application works as before.';
    case 'predicted':
      return 'Predicted: nothing was built; the figures are what the model expects.';
    default:
      return 'Declined: plimsoll could not establish that a rewrite would be right.';
  }
}
