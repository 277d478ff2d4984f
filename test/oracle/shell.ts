import { createHash } from 'node:crypto';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import type { Dockerfile } from '../../src/dockerfile/types.ts';
import { childrenOf, flatCommands, ownScripts } from '../../src/shell/flat.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { ShellNode, ShellScript } from '../../src/shell/types.ts';
import { decodeText } from '../../src/text/bytes.ts';
import { type ShellCase, misplaced, shellCases } from '../fuzz/hold-shell.ts';
import { Bash, type BashAnswer, type BashRequest, hasBash } from './bash.ts';
import { type Trouble, isTrouble } from './client.ts';
import { type Case, type Comparer, type Held, isDockerfileName } from './comparer.ts';

// The shell model against `bash -n`: what bash takes is understood; in all that is understood each
// piece stands at its place in the file; and no body takes long.

/** CPU that one body may take, in milliseconds. */
const MOST_CPU = 50;
/** A body is timed until this many repeats in a row were no faster, and at most so often. */
const [NO_FASTER, MOST_REPEATS] = [4, 60];

/** What came of a run, for the line at its end. */
interface Run {
  readonly seen: Set<string>;
  /** CPU of each body, in milliseconds. */
  readonly times: number[];
  slowest: { readonly ms: number; readonly where: string };
  /** Bodies that bash refuses, and those of them that plimsoll refuses too. */
  refused: number;
  refusedByBoth: number;
}

/** Texts that were not understood, wherever they stand in a script. */
function opaqueTexts(file: Dockerfile, { nodes }: ShellScript): string[] {
  const inNode = (node: ShellNode): string[] => [
    ...(node.kind === 'opaque' ? [node.text] : []),
    ...childrenOf(node).flatMap(inNode),
    ...ownScripts(node)
      .filter((one) => one.errors.length === 0 || !inBackticks(file, one))
      .flatMap((one) => opaqueTexts(file, one)),
  ];
  return nodes.flatMap(inNode);
}

/** Whether a script stands in backticks: bash reads those when it runs them, and `bash -n` never. */
function inBackticks({ text }: Dockerfile, { span }: ShellScript): boolean {
  return text.slice(Math.max(0, span.start - 1), span.start + 1).includes('`');
}

/** CPU of parsing a body and walking its commands, in milliseconds: the least of several repeats. */
function parseCpu(text: string, shell: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let [all, same] = [0, 0]; all < MOST_REPEATS && same < NO_FASTER; all++, same++) {
    const before = process.cpuUsage();
    flatCommands(parseShell({ text, runs: [0, 0] }, { shell }));
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms < least) [least, same] = [ms, -1];
  }
  return least;
}

/** A body as it is written in its file: two of the same are one. */
function keyOf(file: Dockerfile, { body }: ShellCase): string {
  const written = file.text.slice(body.span.start, body.span.end);
  const all = [file.escape, body.script.dialect, body.text, written];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64');
}

function hold(run: Run, file: Dockerfile, one: ShellCase, refusal: string, held: Held): void {
  const { script } = one.body;
  const errors = script.errors.map(({ message }) => message);
  if (refusal === '') {
    held.same('what a shell would refuse', errors, []);
    if (errors.length === 0) held.same('what is not understood', opaqueTexts(file, script), []);
  } else {
    run.refused += 1;
    if (errors.length > 0) run.refusedByBoth += 1;
  }
  if (errors.length === 0) held.same('what is out of its place', misplaced(file, one), []);
}

function caseOf(run: Run, path: string, file: Dockerfile, one: ShellCase): Case {
  const { text, interpreter } = one.body;
  const line = `line ${one.instruction.startLine}`;
  const request: BashRequest = { do: 'bash -n', text };
  return {
    request,
    shown: line,
    judge(answer: object | Trouble, held) {
      if (isTrouble(answer)) {
        held.same('answer', 'an answer', answer.error);
        return;
      }
      hold(run, file, one, (answer as BashAnswer).refusal, held);
      const ms = parseCpu(text, interpreter);
      run.times.push(ms);
      if (ms > run.slowest.ms) run.slowest = { ms, where: `${path}: ${line}` };
      held.same(`parsed within ${MOST_CPU} ms of CPU`, ms <= MOST_CPU || `${ms} ms`, true);
    },
  };
}

function noteOf({ times, slowest, refused, refusedByBoth }: Run): string {
  const p99 = times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0;
  return [
    `CPU of parsing a body, warm: slowest ${slowest.ms.toFixed(2)} ms (${slowest.where}), p99 ${p99.toFixed(2)} ms`,
    `bash refuses ${refused} bodies, plimsoll ${refusedByBoth} of them`,
  ].join('; ');
}

/** A comparison of shell bodies with bash; each that is made sees every body once. */
export function shellComparer(): Comparer {
  const slowest = { ms: 0, where: 'none' };
  const run: Run = { seen: new Set(), times: [], slowest, refused: 0, refusedByBoth: 0 };
  return {
    name: 'shell',
    about: 'sh and bash in instructions: what `bash -n` takes is read, all in its place, soon',
    against: {
      name: 'bash',
      start: () => (hasBash() ? new Bash() : undefined),
    },
    takes: isDockerfileName,
    *ofFile({ path, bytes }) {
      const file = parseDockerfile(decodeText(bytes));
      for (const one of shellCases(file)) {
        const key = keyOf(file, one);
        // No program can be given a zero byte, so nothing runs such a body.
        if (run.seen.has(key) || one.body.text.includes('\0')) continue;
        run.seen.add(key);
        yield caseOf(run, path, file, one);
      }
    },
    note: () => (run.times.length === 0 ? undefined : noteOf(run)),
  };
}
