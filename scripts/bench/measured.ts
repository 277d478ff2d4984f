import { readFileSync } from 'node:fs';
import { runChecks } from '../../src/dockerfile/checks/run-checks.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import type { Dockerfile } from '../../src/dockerfile/types.ts';
import { flatCommands } from '../../src/shell/flat.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { decodeText } from '../../src/text/bytes.ts';

// The measured side of `npm run bench -- parse`: paths come in as JSON on standard input, seconds go out.

/** CPU seconds (user and system, all threads) of each part, over the counted rounds. */
export interface Measured {
  readonly parse: number;
  readonly stages: number;
  readonly shell: number;
  /** BuildKit's checks, with the stages that they begin with. */
  readonly checks: number;
  /** The first reading of all files, when nothing is warm: parse, stages, shell and checks. */
  readonly cold: number;
}

function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1e6;
}

function commands(file: Dockerfile): void {
  for (const instruction of file.instructions) {
    const { body } = instruction.onbuild ?? instruction;
    if (body !== undefined) flatCommands(parseShell(body));
  }
}

function measure(paths: readonly string[], rounds: number): Measured {
  const files = paths.map((path) => readFileSync(path));
  const parse = (): Dockerfile[] => files.map((bytes) => parseDockerfile(decodeText(bytes)));
  let trees: Dockerfile[] = [];
  const cold = seconds(() => {
    for (const bytes of files) {
      const tree = parseDockerfile(decodeText(bytes));
      runChecks(resolveStages(tree));
      commands(tree);
    }
  });
  const sum = { parse: 0, stages: 0, shell: 0, checks: 0, cold };
  for (let round = 0; round < rounds; round++) {
    const counted = round > 0 ? 1 : 0;
    sum.parse += counted * seconds(() => (trees = parse()));
    sum.stages += counted * seconds(() => trees.forEach((tree) => resolveStages(tree)));
    sum.checks += counted * seconds(() => trees.forEach((tree) => runChecks(resolveStages(tree))));
    sum.shell += counted * seconds(() => trees.forEach(commands));
  }
  return sum;
}

const { paths, rounds } = JSON.parse(readFileSync(0, 'utf8')) as {
  paths: readonly string[];
  rounds: number;
};
process.stdout.write(JSON.stringify(measure(paths, rounds)));
