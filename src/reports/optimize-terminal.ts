import type { ChecklistItem, OptimizeResult } from './optimize-result.ts';
import { type GainRow, gainRows, headline, verdictSentence } from './optimize-rows.ts';
import {
  type Colors,
  type ReportOptions,
  box,
  colors,
  displayWidth,
  escapeControl,
  table,
  truncate,
  wrap,
} from './style.ts';

/** The summary of `optimize` for a terminal: before → after, checklist, what to look at, how to run it. */
export function optimizeTerminal(result: OptimizeResult, options: ReportOptions): string {
  const c = colors(options.color);
  const width = Math.min(options.width, 100);
  const parts: string[][] = [
    summary(result, c, width),
    section('Why', result.reasons, c, width),
    failure(result, c),
    result.diff === '' ? [] : [c.bold('Changes'), ...colourDiff(result.diff, c)],
    checklist(result.checklist, c, width),
    section('What is different', result.differences, c, width),
    section('Please look at', result.look, c, width),
    section(
      'Tried first',
      result.tried.map((one) => `${one.runtime}: ${one.why}`),
      c,
      width,
    ),
    run(result, c),
    written(result, c, width),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function summary(result: OptimizeResult, c: Colors, width: number): string[] {
  const title = ['plimsoll', result.application?.name, headline(result)]
    .filter((part) => part !== undefined)
    .map(escapeControl);
  const lines =
    result.application === undefined
      ? []
      : wrap(escapeControl(result.application.summary), width - 4).map((line) => c.dim(line));
  const rows = gainRows(result);
  if (rows.length > 0) lines.push('', ...gainLines(rows, c, width - 4));
  lines.push(
    '',
    ...wrap(verdictSentence(result), width - 4).map((line) => verdictColour(result, c)(line)),
  );
  return box(lines, c, truncate(title.join(' · '), width - 6));
}

/** The gains as a table, or one below the other where the terminal is too narrow for it. */
function gainLines(rows: readonly GainRow[], c: Colors, room: number): string[] {
  const columns = [
    {},
    { title: 'before', align: 'right' },
    { title: 'after', align: 'right' },
    { align: 'right' },
    {},
  ] as const;
  const lines = table(
    columns,
    rows.map((row) => cells(row, c)),
    c,
  );
  if (lines.every((line) => displayWidth(line) <= room)) return lines;
  return rows.flatMap((row) => [
    row.name,
    ...wrap(`${row.before} → ${row.after} ${row.gain}`.trimEnd(), room - 2).map(
      (one) => `  ${one}`,
    ),
  ]);
}

function cells(row: GainRow, c: Colors): string[] {
  const paint = row.better === undefined ? c.dim : row.better ? c.green : c.red;
  return [row.name, row.before, c.bold(row.after), paint(row.gain), c.dim(row.known)];
}

function verdictColour(result: OptimizeResult, c: Colors): (text: string) => string {
  if (result.outcome === 'better' || result.outcome === 'nothing-to-gain') return c.green;
  return result.outcome === 'failed' ? c.red : c.yellow;
}

function section(title: string, lines: readonly string[], c: Colors, width: number): string[] {
  if (lines.length === 0) return [];
  return [c.bold(title), ...lines.flatMap((line) => bullet(line, width))];
}

function bullet(line: string, width: number): string[] {
  const [first = '', ...rest] = wrap(escapeControl(line), width - 4);
  return [`  • ${first}`, ...rest.map((more) => `    ${more}`)];
}

function failure(result: OptimizeResult, c: Colors): string[] {
  const failed = result.proof?.failure;
  if (failed === undefined) return [];
  const which = failed.version === 'before' ? 'old' : 'new';
  const lines = [c.red(`The ${which} version was not built: ${escapeControl(failed.message)}`)];
  if (failed.step !== undefined) lines.push(`  failing step: ${escapeControl(failed.step)}`);
  return [...lines, ...failed.log.map((line) => c.dim(`  │ ${escapeControl(line)}`))];
}

function colourDiff(diff: string, c: Colors): string[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      const safe = `  ${escapeControl(line)}`;
      if (/^(\+\+\+|---|@@|Index|===)/.test(line)) return c.dim(safe);
      if (line.startsWith('+')) return c.green(safe);
      return line.startsWith('-') ? c.red(safe) : safe;
    });
}

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;

function checklist(items: readonly ChecklistItem[], c: Colors, width: number): string[] {
  if (items.length === 0) return [];
  const paint = { yes: c.green, no: c.red, unknown: c.yellow } as const;
  const longest = Math.max(...items.map((item) => item.text.length));
  const lines = items.flatMap((item) => {
    const [first = '', ...rest] = wrap(
      escapeControl(item.evidence),
      Math.max(30, width - longest - 6),
    );
    const head = `  ${paint[item.result](MARKS[item.result])} ${item.text.padEnd(longest)}  ${c.dim(first)}`;
    return [head, ...rest.map((more) => ' '.repeat(longest + 6) + c.dim(more))];
  });
  return [c.bold('Checklist'), ...lines];
}

function run(result: OptimizeResult, c: Colors): string[] {
  const lines: string[] = [];
  if (result.dockerRun !== undefined)
    lines.push(c.bold('Run it as the proof did'), `  ${escapeControl(result.dockerRun)}`);
  if (result.orchestratorProbe !== undefined) {
    if (lines.length > 0) lines.push('');
    lines.push(
      c.bold('Probe for your orchestrator'),
      ...result.orchestratorProbe
        .trimEnd()
        .split('\n')
        .map((line) => `  ${escapeControl(line)}`),
    );
  }
  return lines;
}

function written(result: OptimizeResult, c: Colors, width: number): string[] {
  const lines: string[] = [];
  if (result.written.length > 0)
    lines.push(c.green(`Written: ${result.written.map(escapeControl).join(', ')}`));
  if (result.notWritten !== undefined)
    lines.push(...wrap(escapeControl(result.notWritten), width).map((line) => c.yellow(line)));
  return lines;
}
