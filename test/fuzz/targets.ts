import { decide, parseIgnore } from '../../src/context/ignore.ts';
import { expandWord, expandWords } from '../../src/dockerfile/expansion/expand.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { memoryHost } from '../../src/host/memory.ts';
import { flatCommands } from '../../src/shell/flat.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { Span } from '../../src/text/span.ts';
import { check } from '../../src/workflow/check.ts';
import { pathsFor } from '../oracle/ignore-cases.ts';
import { holdEdits } from './hold-edits.ts';
import { holdTree } from './hold-tree.ts';

/** What is fuzzed. */
export type TargetName = 'parse' | 'edit' | 'shell' | 'ignore' | 'expand' | 'check';

function fail(what: string): never {
  throw new Error(what);
}

function shell(text: string): void {
  const script = parseShell({ text, runs: [0, 0] });
  const inside = ({ start, end }: Span): boolean =>
    start >= 0 && start <= end && end <= text.length;
  if (!inside(script.span)) fail('the script lies outside the text');
  for (const command of flatCommands(script)) {
    const spans = [command, ...command.words, ...command.assignments, ...command.redirects];
    if (!spans.every(({ span }) => inside(span))) fail('a command lies outside the text');
  }
}

function ignore(text: string): void {
  const patterns = parseIgnore(text);
  const again = parseIgnore(text);
  for (const path of pathsFor(text).slice(0, 200)) {
    const { ignored } = decide(patterns, path);
    if (typeof ignored !== 'boolean') fail(`nothing is decided about ${path}`);
    if (!patterns.exhausted && ignored !== decide(again, path).ignored)
      fail(`the decision about ${path} depends on what was asked before`);
  }
}

const VARIABLES = new Map([
  ['X', 'abc'.repeat(1000)],
  ['A', ' a  b '],
  ['E', ''],
  ['Z', '\udcff$X*?\\'],
]);
/** More than any program can be started with. */
const LONGEST_VALUE = 4_000_000;

function lookup(name: string): string | undefined {
  return VARIABLES.get(name);
}

function expand(text: string): void {
  for (const escape of ['\\', '`'] as const) {
    const one = expandWord(text, lookup, { escape });
    expandWord(text, lookup, { escape, rawText: true, keepQuotes: true });
    if (one.error !== undefined && one.text !== '') fail('a text beside an error');
    if (one.text.length > LONGEST_VALUE) fail('a value that grows without bound');
    expandWords(text, lookup, { escape });
  }
}

async function checkFile(text: string): Promise<void> {
  const files = {
    '/w/Dockerfile': text,
    '/w/package.json': '{"name":"x","dependencies":{"express":"^4.0.0"}}',
    '/w/server.js': '',
  };
  const options = { buildArgs: {}, date: Date.UTC(2026, 10, 1), all: true };
  const result = await check(memoryHost(files, { cwd: '/w' }), ['/w/Dockerfile'], options);
  const lines = text.split('\n').length;
  for (const { line, endLine, rule } of result.findings)
    if (!(line >= 1 && line <= endLine && endLine <= lines)) fail(`${rule} lies outside the file`);
}

/** Runs one case of a target. @throws Error when a promise is broken. */
export const TARGETS: Readonly<Record<TargetName, (text: string) => void | Promise<void>>> = {
  parse: (text) => holdTree(parseDockerfile(text), text),
  edit: holdEdits,
  shell,
  ignore,
  expand,
  check: checkFile,
};
