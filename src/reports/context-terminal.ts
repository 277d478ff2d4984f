import type { ContextReport, CopyUse, PatternUse } from './context-report.ts';
import { type TreeBounds, filesOf, treeRows } from './context-tree.ts';
import {
  type Colors,
  type ReportOptions,
  colors,
  escapeControl,
  formatBytes,
  table,
  truncate,
} from './style.ts';

/** Patterns, and problems, that are shown; the JSON has all. */
const MOST_ROWS = 20;
const MOST_UNUSED = 8;
const SHOWN: TreeBounds = { depth: 2, entries: 8 };

/** The build context for a terminal: what is sent, what is kept out by which pattern, what COPY takes. */
export function contextTerminal(
  report: ContextReport,
  options: ReportOptions,
  depth: number = SHOWN.depth,
): string {
  const c = colors(options.color);
  const blocks: string[][] =
    report.decisions.length > 0
      ? [report.decisions.map((one) => decision(one, report, c))]
      : overview(report, { ...SHOWN, depth }, options.width, c);
  const problems = report.problems.map((one) =>
    c.yellow(
      `! ${escapeControl(one.path)}${one.line === undefined ? '' : `:${one.line}`}: ${escapeControl(one.message)}`,
    ),
  );
  if (problems.length > 0) blocks.push(cut(problems, 'problems', c));
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function overview(report: ContextReport, bounds: TreeBounds, width: number, c: Colors): string[][] {
  const { sent } = report.totals;
  const tree = treeRows(report.tree, bounds, c);
  return [
    [`${c.bold('Sent')}      ${weight(sent, true)}`, keptOutLine(report, c)],
    [c.bold('Sent, largest first'), ...lines(tree, c)],
    keptOut(report, width, c),
    unused(report, c),
    copies(report, width, c),
  ].filter((block) => block.length > 0);
}

function weight({ files, bytes }: { files: number; bytes: number }, complete: boolean): string {
  const counted = `${formatBytes(bytes)} in ${filesOf(files)}`;
  return complete ? counted : `at least ${counted}`;
}

function keptOutLine({ ignoreFile, totals, complete }: ContextReport, c: Colors): string {
  const by =
    ignoreFile === undefined
      ? 'there is no ignore file: .dockerignore keeps things out'
      : `by ${escapeControl(ignoreFile)}`;
  return `${c.bold('Kept out')}  ${weight(totals.excluded, complete)} ${c.dim(`(${by})`)}`;
}

function lines(rows: readonly string[][], c: Colors): string[] {
  return table([{ align: 'right' }, {}, {}, {}], rows, c).map((line) => `  ${line}`);
}

function cut(all: readonly string[], what: string, c: Colors): string[] {
  if (all.length <= MOST_ROWS) return [...all];
  return [...all.slice(0, MOST_ROWS), c.dim(`  … and ${all.length - MOST_ROWS} more ${what}`)];
}

/** What each pattern keeps out, then what each exception takes back. */
function keptOut({ patterns }: ContextReport, width: number, c: Colors): string[] {
  const used = patterns.filter((use) => use.does !== 'nothing');
  if (used.length === 0) return [];
  const biggest = used.toSorted(
    (a, b) =>
      Number(a.does === 'takes back') - Number(b.does === 'takes back') || b.bytes - a.bytes,
  );
  const rows = biggest.slice(0, MOST_ROWS).map((use) => patternRow(use, width, c));
  const rest = cut(
    biggest.map(() => ''),
    'patterns',
    c,
  ).slice(rows.length);
  return [c.bold('Kept out, by pattern'), ...lines(rows, c), ...rest];
}

function patternRow(use: PatternUse, width: number, c: Colors): string[] {
  const [first = '', ...others] = use.paths;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const what =
    use.does === 'takes back'
      ? c.green(`takes back ${filesOf(use.files)}`)
      : `${truncate(escapeControl(first), Math.max(20, width - 60))}${more}`;
  return [
    size(use),
    `${truncate(escapeControl(use.pattern), 30)}`,
    c.dim(`line ${use.line}`),
    what,
  ];
}

function size({ bytes, files, complete }: PatternUse): string {
  if (complete) return formatBytes(bytes);
  return files === 0 ? 'not entered' : `≥ ${formatBytes(bytes)}`;
}

function unused({ patterns }: ContextReport, c: Colors): string[] {
  const idle = patterns.filter((use) => use.does === 'nothing');
  if (idle.length === 0) return [];
  const shown = idle
    .slice(0, MOST_UNUSED)
    .map((use) => `${truncate(escapeControl(use.pattern), 30)} (line ${use.line})`);
  const more = idle.length > shown.length ? ` and ${idle.length - shown.length} more` : '';
  return [c.dim(`Decide about nothing that is here: ${shown.join(', ')}${more}`)];
}

function copies({ copies: all, dockerfile }: ContextReport, width: number, c: Colors): string[] {
  if (all.length === 0 || dockerfile === undefined) return [];
  const rows = all.map((use) => [
    use.complete ? formatBytes(use.bytes) : `≥ ${formatBytes(use.bytes)}`,
    `${labelOf(use)} ${truncate(escapeControl(sourcesOf(use)), Math.max(20, width - 50))}`,
    c.dim(`line ${use.line}`),
    use.files === 0 && use.complete ? c.yellow('takes nothing') : filesOf(use.files),
  ]);
  return [
    c.bold(`Taken by ${escapeControl(dockerfile)}`),
    ...cut(lines(rows, c), 'instructions', c),
  ];
}

/** A RUN takes files by a mount. */
function labelOf({ instruction }: CopyUse): string {
  return instruction === 'RUN' ? 'RUN --mount' : instruction;
}

function sourcesOf({ sources, complete }: CopyUse): string {
  return [...sources, ...(complete ? [] : ['(not known)'])].join(' ');
}

function decision(
  one: ContextReport['decisions'][number],
  report: ContextReport,
  c: Colors,
): string {
  const verdict = one.ignored ? c.yellow('kept out') : c.green('sent    ');
  const why =
    one.pattern === undefined
      ? 'no pattern decides about it'
      : `${escapeControl(report.ignoreFile ?? '.dockerignore')}:${one.line ?? '?'} ${escapeControl(one.pattern)}`;
  return `${verdict}  ${escapeControl(one.path)}  ${c.dim(why)}${one.exists ? '' : c.dim(' (there is no such file)')}`;
}
