import type { CheckResult, CheckedFile } from '../findings/check-result.ts';
import { type Summary, summarise } from '../findings/summarise.ts';
import { maskSecrets } from '../rules/secrets.ts';
import type { Finding } from '../rules/types.ts';
import {
  type Colors,
  type ReportOptions,
  colors,
  displayWidth,
  escapeControl,
  formatInterval,
  formatSeconds,
  pad,
  truncate,
  wrap,
} from './style.ts';

const MARKS = { error: '✖', warning: '▲', info: '•' } as const;

/** Findings for people: code frame, what is wrong, what it costs, what to do; a summary at the end. */
export function checkTerminal(result: CheckResult, options: ReportOptions): string {
  const c = colors(options.color);
  const width = Math.max(40, Math.min(options.width, 110));
  const texts = new Map(result.files.map(({ path, text }) => [path, text?.split('\n')]));
  const blocks = result.findings.map((finding) =>
    findingLines(finding, texts.get(finding.file), width, c).join('\n'),
  );
  const failed = result.files
    .filter(({ status }) => status === 'unreadable')
    .map((file) => failure(file, c));
  return `${[...blocks, ...failed, summaryLines(result, c).join('\n')].join('\n\n')}\n`;
}

function findingLines(
  finding: Finding,
  lines: readonly string[] | undefined,
  width: number,
  c: Colors,
): string[] {
  const paint = painter(finding.severity, c);
  const also = finding.aliases.length === 0 ? '' : c.dim(` (${finding.aliases.join(', ')})`);
  const stage =
    finding.stage === undefined ? '' : c.dim(` · stage ${escapeControl(finding.stage)}`);
  const place = `${escapeControl(finding.file)}:${finding.line}:${finding.column}`;
  const frame = lines === undefined ? [] : codeFrame(finding, lines, width, c);
  return [
    `${paint(MARKS[finding.severity])} ${c.bold(finding.rule)}${also}${stage}`,
    `  ${c.cyan(place)}`,
    ...frame,
    ...wrap(escapeControl(maskSecrets(finding.message)), width - 2).map((line) => `  ${line}`),
    ...costLine(finding, c),
    ...fixLine(finding, c),
  ];
}

function painter(severity: Finding['severity'], c: Colors): Colors['red'] {
  if (severity === 'error') return c.red;
  return severity === 'warning' ? c.yellow : c.blue;
}

/** Most lines of a code frame: the rest of a long instruction says no more. */
const FRAME = 4;

function codeFrame(finding: Finding, lines: readonly string[], width: number, c: Colors): string[] {
  const last = Math.min(finding.endLine, finding.line + FRAME - 1, lines.length);
  const gutter = String(last).length;
  const room = width - gutter - 5;
  const shown: string[] = [];
  for (let number = finding.line; number <= last; number += 1) {
    const raw = maskSecrets((lines[number - 1] ?? '').replace(/\r$/, ''));
    shown.push(
      `  ${c.dim(`${String(number).padStart(gutter)} │`)} ${truncate(escapeControl(raw), room)}`,
    );
    if (number === finding.line) {
      const mark = underline(finding, lines[number - 1] ?? '', raw, room);
      if (mark !== '')
        shown.push(`  ${c.dim(`${' '.repeat(gutter)} │`)} ${painter(finding.severity, c)(mark)}`);
    }
  }
  if (last < finding.endLine) shown.push(`  ${c.dim(`${' '.repeat(gutter)} │ …`)}`);
  return shown;
}

/** The underline of the words on the first line; none where masking moved them. */
function underline(finding: Finding, line: string, masked: string, room: number): string {
  const from = finding.column - 1;
  const to =
    finding.endLine === finding.line
      ? finding.endColumn - 1
      : line.replace(/\s*[\\`]?\s*$/, '').length;
  if (line.slice(0, to) !== masked.slice(0, to)) return '';
  const start = displayWidth(escapeControl(line.slice(0, from)));
  const length = Math.max(1, displayWidth(escapeControl(line.slice(from, to))));
  return start >= room ? '' : `${' '.repeat(start)}${'─'.repeat(Math.min(length, room - start))}`;
}

function costLine({ cost, category }: Finding, c: Colors): string[] {
  const parts: string[] = [];
  if (cost?.bytes !== undefined) {
    parts.push(`${formatInterval(cost.bytes)}${category === 'size' ? ' in the image' : ''}`);
  }
  if (cost?.seconds !== undefined) {
    const { low, high, basis } = cost.seconds;
    parts.push(`${formatSeconds((low + high) / 2)} ${basis}`);
  }
  return parts.length === 0 ? [] : [`  ${c.magenta('costs')} ${parts.join(' · ')}`];
}

function fixLine({ fix }: Finding, c: Colors): string[] {
  if (fix === undefined) return [];
  const how = fix.safety === 'safe' ? c.green('fix') : c.yellow('unsafe fix');
  return [`  ${how} ${escapeControl(fix.title)}`];
}

function failure({ path, message }: CheckedFile, c: Colors): string {
  return `${c.red('✖')} ${c.bold(escapeControl(path))} ${escapeControl(maskSecrets(message ?? 'cannot be read'))}`;
}

function summaryLines({ files, findings, date }: CheckResult, c: Colors): string[] {
  const summary = summarise(findings);
  const unread = files.filter(({ status }) => status === 'unreadable').length;
  const checked = plural(files.length - unread, 'file');
  const lines: string[] = [];
  if (findings.length > 0) lines.push(`${counted(summary, c)} in ${checked}${saving(summary)}`);
  else if (files.length > unread) lines.push(`${c.green('✔')} ${checked}, nothing found`);
  if (unread > 0) lines.push(c.red(`${plural(unread, 'file')} could not be read`));
  const fixable = summary.safeFixes + summary.unsafeFixes;
  if (fixable > 0)
    lines.push(
      c.dim(
        `${plural(summary.safeFixes, 'safe fix', 'safe fixes')}, ${summary.unsafeFixes} unsafe`,
      ),
    );
  if (findings.some(({ rule }) => rule === 'security/end-of-life-base')) {
    lines.push(c.dim(`end-of-life dates as of ${new Date(date).toISOString().slice(0, 10)}`));
  }
  if (findings.length > 0) lines.push(c.dim('plimsoll explain <rule> says more'));
  return lines;
}

function counted({ errors, warnings, infos }: Summary, c: Colors): string {
  return [
    ...(errors > 0 ? [c.red(plural(errors, 'error'))] : []),
    ...(warnings > 0 ? [c.yellow(plural(warnings, 'warning'))] : []),
    ...(infos > 0 ? [c.blue(plural(infos, 'hint'))] : []),
  ].join(', ');
}

function saving({ bytes }: Summary): string {
  return bytes === undefined || bytes.high === 0
    ? ''
    : `; size findings come to ${formatInterval(bytes)}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${pad(String(count), 0)} ${count === 1 ? one : many}`;
}
