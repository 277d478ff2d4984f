import {
  type Colors,
  type ReportOptions,
  colors,
  escapeControl,
  formatInterval,
  table,
  truncate,
} from '../style.ts';
import { momentRows } from './moment.ts';
import type {
  Cause,
  ChangeTold,
  CommandTold,
  FileTold,
  NeedTold,
  StateReport,
  StepTold,
} from './report.ts';

/** Rows of each list; the JSON has all. */
const MOST_ROWS = 15;

/** The state of an image for a terminal: one instruction with its before and after, or all in a line each. */
export function stateTerminal(report: StateReport, options: ReportOptions): string {
  const c = colors(options.color);
  const blocks =
    report.line === undefined ? overview(report, options, c) : details(report, options, c);
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function overview(report: StateReport, options: ReportOptions, c: Colors): string[][] {
  const blocks: string[][] = [];
  const indexes = new Set(report.steps.map(({ stage }) => stage.index));
  for (const index of indexes) {
    const steps = report.steps.filter(({ stage }) => stage.index === index);
    const last = steps.at(-1);
    if (last === undefined) continue;
    const rows = steps.map((step) => [
      c.dim(String(step.line)),
      truncate(firstLine(step.text), Math.max(20, options.width - 46)),
      outcome(step.succeeds, c),
      step.writes.high === 0 ? '' : c.dim(`+ ${formatInterval(step.writes)}`),
    ]);
    blocks.push([heading(last, c), ...table([{ align: 'right' }, {}, {}, {}], rows, c)]);
  }
  const last = report.steps.at(-1);
  if (last === undefined) return [['No instruction is reached from the target.']];
  return [...blocks, [c.bold('The image'), ...momentRows(last.after, undefined, options.width, c)]];
}

function details(report: StateReport, options: ReportOptions, c: Colors): string[][] {
  return report.steps.flatMap((step) => {
    const { width } = options;
    const asked = step.paths.flatMap(({ before, after }) => [
      `${c.dim('before')} ${fileLine(before, c)}`,
      `${c.dim('after ')} ${fileLine(after, c)}`,
    ]);
    return [
      [
        heading(step, c),
        `${c.dim(String(step.line).padStart(5))}  ${truncate(firstLine(step.text), width - 8)}`,
      ],
      asked.length > 0 ? [c.bold('Asked'), ...asked] : [],
      [c.bold('Before'), ...momentRows(step.before, undefined, width, c)],
      [c.bold('What it does'), ...doings(step, width, c)],
      [c.bold('After'), ...momentRows(step.after, step.before, width, c)],
    ];
  });
}

function heading({ stage }: StepTold, c: Colors): string {
  const name = stage.name === undefined ? '' : ` ${escapeControl(stage.name)}`;
  return c.bold(`stage ${stage.index}${name} · from ${escapeControl(stage.from)}`);
}

function firstLine(text: string): string {
  const [first = '', ...more] = text.split('\n');
  return `${escapeControl(first.replace(/\s*\\$/, ''))}${more.some((one) => one.trim() !== '') ? ' …' : ''}`;
}

function outcome(succeeds: StepTold['succeeds'], c: Colors): string {
  if (succeeds === 'no') return c.red('fails');
  return succeeds === 'yes' ? c.green('works') : c.dim('may fail');
}

function doings(step: StepTold, width: number, c: Colors): string[] {
  const needs = [...step.needs, ...step.commands.flatMap((one) => one.needs)];
  return [
    row('outcome', outcome(step.succeeds, c), c),
    ...(step.writes.high === 0 ? [] : [row('adds', formatInterval(step.writes), c)]),
    ...some(
      'needs',
      needs.toSorted((a, b) => RANK[a.met] - RANK[b.met]),
      needLine,
      c,
    ),
    ...some('runs', step.commands, (one) => commandLine(one, width, c), c),
    ...some('changes', step.changes, (one) => changeLine(one, c), c),
    ...some('cache key', step.cacheInputs, (one) => escapeControl(one), c),
  ];
}

const RANK = { no: 0, unknown: 1, yes: 2 } as const;

function row(name: string, text: string, c: Colors): string {
  return `  ${c.dim(name.padEnd(11))} ${text}`;
}

/** A list under one name, cut to what a screen takes. */
function some<T>(
  name: string,
  all: readonly T[],
  say: (one: T, c: Colors) => string,
  c: Colors,
): string[] {
  const lines = all
    .slice(0, MOST_ROWS)
    .map((one, index) => row(index === 0 ? name : '', say(one, c), c));
  const more = all.length - lines.length;
  return more > 0 ? [...lines, row('', c.dim(`and ${more} more`), c)] : lines;
}

function needLine({ need, what, met, cause }: NeedTold, c: Colors): string {
  const mark = { yes: c.green('yes    '), no: c.red('no     '), unknown: c.dim('unknown') }[met];
  return `${mark} ${need} ${escapeControl(what)} ${c.dim(because(cause))}`;
}

function commandLine(one: CommandTold, width: number, c: Colors): string {
  const words = one.words.map((word) => (word === null ? '?' : word)).join(' ');
  const note = one.understood
    ? ''
    : c.yellow(
        ` not understood${one.strange.length > 0 ? `: ${escapeControl(one.strange.join(' '))}` : ''}`,
      );
  return `${truncate(escapeControl(words), Math.max(20, width - 40))}${note}`;
}

const SIGN = { added: '+', changed: '~', removed: '-', 'in doubt': '?' } as const;

function changeLine(one: ChangeTold, c: Colors): string {
  return `${SIGN[one.change]} ${fileLine(one, c)}`;
}

function fileLine(one: FileTold, c: Colors): string {
  const { uid = '?', gid = '?', mode = '????', kind, target, size, exists } = one;
  const path = escapeControl(one.path);
  if (exists === 'no' || kind === undefined)
    return `${path} ${exists === 'no' ? 'is not there' : exists === 'yes' ? 'is there' : 'may be there'} ${c.dim(because(one.cause))}`;
  const bytes = size === undefined || size.high === 0 ? '' : ` ${formatInterval(size)}`;
  const link = target === undefined ? '' : ` → ${escapeControl(target)}`;
  const perhaps = exists === 'unknown' ? ' perhaps' : '';
  return `${path}${link}${perhaps} ${c.dim(`${kind} ${uid}:${gid} ${mode}${bytes} ${because(one.cause)}`)}`;
}

/** A cause with those behind it: `(COPY on line 6, from the base node:22)`. */
function because(cause: Cause): string {
  const parts: string[] = [];
  for (let one: Cause | undefined = cause; one !== undefined; one = one.from)
    parts.push(
      one.line === undefined
        ? `${one.by === 'base' ? 'base ' : ''}${escapeControl(one.what ?? one.by)}`
        : `${escapeControl(one.what ?? one.by)} on line ${one.line}`,
    );
  return `(${[...new Set(parts)].join(', from ')})`;
}
