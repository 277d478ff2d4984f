import pc from 'picocolors';
import type { Bytes } from '../facts/bytes.ts';

/** picocolors' functions: `c.bold(text)`. */
export type Colors = ReturnType<typeof pc.createColors>;

/** What every terminal report is told about where it is shown. */
export interface ReportOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** Colour functions; with `false` every one of them returns its text unchanged. */
export function colors(enabled: boolean): Colors {
  return pc.createColors(enabled);
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Three significant digits in decimal units, as engines print sizes: `1.13 GB`, `38 MB`, `512 B`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'unknown';
  let [value, unit] = [Math.abs(bytes), 0];
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${bytes < 0 ? '-' : ''}${digits(value, unit)} ${UNITS[unit]}`;
}

function digits(value: number, unit: number): string {
  if (unit === 0) return String(Math.round(value));
  const text =
    value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Seconds as people say them: `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * An interval of bytes with the way it is known: `38 MB exact`, `~ 38 MB typical`,
 * `20–90 MB typical`, `at least 5 MB`, `unknown`.
 */
export function formatInterval(bytes: Bytes): string {
  const { low, high, basis } = bytes;
  if (!Number.isFinite(high)) return low > 0 ? `at least ${formatBytes(low)}` : 'unknown';
  if (low === high)
    return basis === 'typical' ? `~ ${formatBytes(low)} typical` : `${formatBytes(low)} ${basis}`;
  // Ends within a factor of two say no more than their middle does.
  if (low > 0 && high / low <= 2) return `~ ${roughly((low + high) / 2)} ${basis}`;
  if (low === 0) return `up to ${roughly(high)} ${basis}`;
  return `${range(roughly(low), roughly(high))} ${basis}`;
}

/** Two significant digits: an estimate must not look exact. */
function roughly(bytes: number): string {
  if (bytes < 100) return formatBytes(bytes);
  const step = 10 ** (Math.floor(Math.log10(bytes)) - 1);
  return formatBytes(Math.round(bytes / step) * step);
}

function range(low: string, high: string): string {
  const [number, unit] = low.split(' ');
  return high.endsWith(` ${unit}`) ? `${number}–${high}` : `${low} – ${high}`;
}

/** How much smaller, in whole per cent that never round up to 100: `86 %`. */
export function formatShare(before: number, after: number): string {
  if (!(before > 0)) return '0 %';
  const share = ((before - after) / before) * 100;
  return share > 99 && share < 100
    ? `${(Math.floor(share * 10) / 10).toFixed(1)} %`
    : `${Math.round(share)} %`;
}

// Controls, separators that end lines, marks that reorder or hide text, lone surrogates.
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Makes text from a repository or an image safe to show on one line: nothing in it can move the cursor or reorder words. */
export function escapeControl(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (character === '\t') return '  ';
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    // A byte that is not UTF-8 travels as U+DC80–U+DCFF.
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return code <= 0xff
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

// oxlint-disable-next-line no-control-regex
const COLOR = /\u001B\[[0-9;]*m/g;
const ZERO = /\p{Mn}|\p{Me}|\u200D/u;
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;

/** Terminal columns a text takes: colours take none, East Asian wide characters and emoji two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOR, '')) {
    if (ZERO.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Fills with blanks up to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** Cuts plain text (no colours in it) to `width` columns, the last being `…`. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let [kept, used] = ['', 0];
  for (const character of text) {
    const more = displayWidth(character);
    if (used + more > width - 1) break;
    kept += character;
    used += more;
  }
  return `${kept}…`;
}

/** Breaks plain text at blanks into lines of at most `width` columns; a longer word keeps its own line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

export interface TableColumn {
  readonly title?: string;
  readonly align?: 'left' | 'right';
}

/** Lines of a table: columns two blanks apart, an underlined head when a column has a title. Cells may hold colours. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  c: Colors,
): string[] {
  const titled = columns.some((column) => column.title !== undefined);
  const head = titled ? [columns.map((column) => column.title ?? '')] : [];
  const widths = columns.map((_, index) =>
    Math.max(0, ...[...head, ...rows].map((row) => displayWidth(row[index] ?? ''))),
  );
  const print = (row: readonly string[]): string =>
    columns
      .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.align))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [...head.flatMap((row) => [c.bold(print(row)), c.dim(rule)]), ...rows.map(print)];
}

/** Lines of a rounded box around lines (which may hold colours), at least as wide as its title. */
export function box(lines: readonly string[], c: Colors, title?: string): string[] {
  const inner = Math.max(
    0,
    ...lines.map(displayWidth),
    title === undefined ? 0 : displayWidth(title) + 2,
  );
  const label = title === undefined ? '' : ` ${c.bold(title)} `;
  const rest = '─'.repeat(inner + 2 - displayWidth(label) - (label === '' ? 0 : 1));
  const top = label === '' ? c.dim(`╭${rest}╮`) : `${c.dim('╭─')}${label}${c.dim(`${rest}╮`)}`;
  const sides = lines.map((line) => `${c.dim('│')} ${pad(line, inner)} ${c.dim('│')}`);
  return [top, ...sides, c.dim(`╰${'─'.repeat(inner + 2)}╯`)];
}

/** A bar of `width` columns, `share` (0–1) of it full. */
export function bar(share: number, width: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
