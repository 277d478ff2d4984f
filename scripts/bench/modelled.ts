import { readFileSync } from 'node:fs';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import type { StageGraph } from '../../src/dockerfile/types.ts';
import { interpret } from '../../src/image-model/interpret.ts';
import { aptSize } from '../../src/knowledge/apt-sizes.ts';
import { lookupBase } from '../../src/knowledge/bases/index.ts';
import { decodeText } from '../../src/text/bytes.ts';

// The measured side of `npm run bench -- model`: what to do comes in as JSON on standard input, CPU
// milliseconds go out. The shell of a RUN is parsed once for a file, in a round that is not counted:
// `npm run bench -- parse` counts it.

const PLATFORM = 'linux/amd64';
const INPUT = { platform: PLATFORM, bases: lookupBase, aptSize };

/** What is to be measured: files, or lists of instructions that all do the same. */
export interface Question {
  readonly paths: readonly string[];
  /** Numbers of RUN lines. */
  readonly lines: readonly number[];
  /** Rounds of which the least counts; none: the first reading alone, in a process that has done nothing else. */
  readonly rounds: number;
}

/** What one file costs, and how much is in it. */
export interface Modelled {
  readonly ms: number;
  readonly instructions: number;
  readonly commands: number;
}

/** CPU milliseconds, user and system, of all threads. */
function spent(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function graphOf(text: string): StageGraph {
  return resolveStages(parseDockerfile(text), { platform: PLATFORM });
}

function sizeOf(graph: StageGraph): Omit<Modelled, 'ms'> {
  const steps = interpret(graph, INPUT).stages.flatMap((stage) => stage?.steps ?? []);
  const commands = steps.reduce((sum, one) => sum + one.commands.length, 0);
  return { instructions: steps.length, commands };
}

function cold(graph: StageGraph): Modelled {
  const ms = spent(() => interpret(graph, INPUT));
  return { ms, ...sizeOf(graph) };
}

/** Whatever else the machine does only adds to a round: the least is what the model costs. */
function warm(graphs: readonly StageGraph[], rounds: number): Modelled[] {
  const sizes = graphs.map(sizeOf);
  const least = graphs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    for (const [index, graph] of graphs.entries())
      least[index] = Math.min(
        least[index] ?? 0,
        spent(() => interpret(graph, INPUT)),
      );
  return sizes.map((size, index) => ({ ...size, ms: least[index] ?? 0 }));
}

function alike(lines: number): string {
  const runs = Array.from({ length: lines }, (_, index) => `RUN mkdir -p /srv/made/d${index}`);
  return ['FROM debian:12', ...runs, ''].join('\n');
}

const { paths, lines, rounds } = JSON.parse(readFileSync(0, 'utf8')) as Question;
const texts = [...paths.map((path) => decodeText(readFileSync(path))), ...lines.map(alike)];
const graphs = texts.map(graphOf);
process.stdout.write(JSON.stringify(rounds === 0 ? graphs.map(cold) : warm(graphs, rounds)));
