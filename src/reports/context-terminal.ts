import type { ContextPart } from '../context/tree.ts';
import type { ContextReport } from './context-report.ts';
import {
  type Colors,
  type ReportOptions,
  bar,
  colors,
  escapeControl,
  formatBytes,
  table,
} from './style.ts';

/** The build context for a terminal: what is sent, what is kept out and by which pattern. */
export function contextTerminal(report: ContextReport, options: ReportOptions): string {
  const c = colors(options.color);
  const { tree } = report;
  const blocks: string[][] = [];
  if (report.decisions.length > 0)
    blocks.push(report.decisions.map((one) => decision(one, report, c)));
  else {
    const { sent, excluded } = tree.totals;
    const more = tree.complete ? '' : 'at least ';
    blocks.push([
      `${c.bold('Sent')}      ${formatBytes(sent.bytes)} in ${sent.files} files`,
      `${c.bold('Kept out')}  ${more}${formatBytes(excluded.bytes)} in ${excluded.files} files ${c.dim(`(${report.ignoreFile === undefined ? 'there is no ignore file' : `by ${escapeControl(report.ignoreFile)}`})`)}`,
    ]);
    if (tree.sent.length > 0)
      blocks.push([c.bold('Largest parts that are sent'), ...parts(tree.sent, c)]);
    if (tree.excluded.length > 0)
      blocks.push([c.bold('Largest parts that are kept out'), ...parts(tree.excluded, c)]);
  }
  const problems = report.problems.map((one) =>
    c.yellow(
      `! ${escapeControl(one.path)}${one.line === undefined ? '' : `:${one.line}`}: ${escapeControl(one.message)}`,
    ),
  );
  if (problems.length > 0) blocks.push(problems);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function parts(all: readonly ContextPart[], c: Colors): string[] {
  const largest = Math.max(1, ...all.map((part) => part.bytes));
  const rows = all.map((part) => [
    c.cyan(bar(part.bytes / largest, 12)),
    formatBytes(part.bytes),
    `${escapeControl(part.path)}${part.kind === 'dir' ? '/' : ''}`,
    c.dim(
      part.pattern === undefined ? '' : `${escapeControl(part.pattern)} (line ${part.line ?? '?'})`,
    ),
  ]);
  return table([{}, { align: 'right' }, {}, {}], rows, c).map((line) => `  ${line}`);
}

function decision(
  one: ContextReport['decisions'][number],
  report: ContextReport,
  c: Colors,
): string {
  const verdict = one.ignored ? c.yellow('kept out') : c.green('sent    ');
  const why =
    one.pattern === undefined
      ? 'no pattern matches'
      : `${escapeControl(report.ignoreFile ?? '.dockerignore')}:${one.line ?? '?'} ${escapeControl(one.pattern)}`;
  return `${verdict}  ${escapeControl(one.path)}  ${c.dim(why)}${one.exists ? '' : c.dim(' (there is no such file)')}`;
}
