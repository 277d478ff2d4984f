import type {
  ParseReport,
  ParsedCommand,
  ParsedHead,
  ParsedInstruction,
  ParsedStage,
} from './parse-report.ts';
import { type Colors, type ReportOptions, colors, escapeControl, truncate } from './style.ts';

/** Lines of a heredoc that are shown. */
const MOST_LINES = 4;

/** The tree for a terminal, piece by piece: stages as heads, instructions with their lines, what they run. */
export function* parseTerminal(report: ParseReport, options: ReportOptions): Generator<string> {
  const c = colors(options.color);
  const line = (number: number, text: string): string =>
    `${c.dim(String(number).padStart(5))}  ${text}\n`;
  const cut = (text: string): string =>
    truncate(escapeControl(text), Math.max(20, options.width - 12));
  for (const one of report.directives)
    yield line(one.line, c.dim(`# ${cut(`${one.name}=${one.value}`)}`));
  let stage = 0;
  for (const instruction of report.instructions) {
    const own = instruction.name === 'FROM' ? report.stages[stage++] : undefined;
    if (own !== undefined) yield `\n${head(own, c)}\n`;
    yield* instructionLines(instruction, { c, line, cut, width: options.width });
  }
  if (report.errors.length === 0) return;
  const many = report.errors.length === 1 ? 'error' : 'errors';
  yield `\n${c.red(`${report.errors.length} ${many}`)}\n`;
  for (const { line: at, column, message } of report.errors)
    yield line(at, `${escapeControl(message)} ${c.dim(`(column ${column})`)}`);
}

interface Writer {
  readonly c: Colors;
  /** Columns. */
  readonly width: number;
  line(number: number, text: string): string;
  /** Safe to show, and no longer than a line. */
  cut(text: string): string;
}

function head({ index, name, base, platform, reached }: ParsedStage, c: Colors): string {
  const from = base.kind === 'stage' ? `stage ${base.index}` : (base.ref ?? base.kind);
  const parts = [
    `stage ${index}${name === undefined ? '' : ` ${escapeControl(name)}`}`,
    `from ${escapeControl(from)}`,
    ...(platform === undefined ? [] : [escapeControl(platform)]),
    ...(reached ? [] : ['not needed for the last stage']),
  ];
  return c.bold(parts.join(' · '));
}

function* instructionLines(one: ParsedInstruction, writer: Writer): Generator<string> {
  const { c, line } = writer;
  const last = one.endLine > one.line ? c.dim(` … ${one.endLine}`) : '';
  const [inline, ...below] = bodyOf(one, writer);
  yield line(one.line, `${title(one, c)}${last}${inline ?? ''}`);
  for (const text of below) yield text;
  for (const { name, expand, chomp, content } of one.heredocs) {
    const how = [...(expand ? [] : ['as it stands']), ...(chomp ? ['without tabs'] : [])];
    const note = how.length === 0 ? '' : c.dim(` (${how.join(', ')})`);
    yield indented(`${c.dim('document')} ${escapeControl(name)}${note}`);
    yield* contentLines(content, writer);
  }
}

function* contentLines(content: string, { c, cut }: Writer): Generator<string> {
  const lines = content.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const text of lines.slice(0, MOST_LINES)) yield indented(`  ${cut(text)}`);
  if (lines.length > MOST_LINES)
    yield indented(`  ${c.dim(`… ${lines.length - MOST_LINES} more lines`)}`);
}

function title({ name, attributes, shell }: ParsedHead, c: Colors): string {
  const other = shell === undefined || shell === '/bin/sh' ? '' : ` [${escapeControl(shell)}]`;
  return `${c.cyan(escapeControl(name))}${attributes.json ? ' [JSON]' : other}`;
}

function indented(text: string): string {
  return `         ${text}\n`;
}

/** What stands behind the name on its line, if it fits, then the lines below it. */
function bodyOf(one: ParsedHead, writer: Writer): string[] {
  const { c, line, cut, width } = writer;
  const { onbuild, commands, shellErrors = [] } = one;
  const listed = commands !== undefined && one.attributes.json === undefined ? commands : [];
  const words = listed.length > 0 || onbuild !== undefined ? one.flags : wordsOf(one);
  const fits = words.join('  ').length + one.name.length < width - 24;
  const below = [
    ...(fits ? [] : words.map((word) => indented(c.yellow(cut(word))))),
    ...listed.map((command) =>
      line(command.line, `  ${cut(commandText(command))} ${c.dim(`:${command.column}`)}`),
    ),
    ...shellErrors.map((problem) =>
      line(problem.line, `  ${c.red(escapeControl(problem.message))}`),
    ),
  ];
  const inline = fits ? words.map((word) => `  ${escapeControl(word)}`).join('') : '';
  if (onbuild === undefined) return [inline, ...below];
  const [inner = '', ...more] = bodyOf(onbuild, writer);
  return [`${inline}  ${title(onbuild, c)}${inner}`, ...below, ...more];
}

/** Flags and arguments; what holds blanks is quoted, so that it can be seen where each ends. */
function wordsOf(one: ParsedHead): string[] {
  return [...one.flags, ...argumentLines(one).map(quoted)];
}

function quoted(word: string): string {
  return word === '' || /\s/.test(word) ? JSON.stringify(word) : word;
}

/** Pairs on one line each; of all others each argument. */
function argumentLines({ name, args }: ParsedHead): readonly string[] {
  if (name !== 'ENV' && name !== 'LABEL') return args;
  const lines: string[] = [];
  for (let at = 0; at < args.length; at += 3) lines.push(`${args[at] ?? ''}=${args[at + 1] ?? ''}`);
  return lines;
}

function commandText({ assignments = [], words, redirects = [] }: ParsedCommand): string {
  return [...assignments, ...words, ...redirects].join(' ');
}
