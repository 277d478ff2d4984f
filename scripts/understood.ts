import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDockerfile } from '../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../src/dockerfile/stages/stages.ts';
import type { CommandTrace, Trace } from '../src/facts/image.ts';
import { interpret } from '../src/image-model/interpret.ts';
import { aptSize } from '../src/knowledge/apt-sizes.ts';
import { lookupBase } from '../src/knowledge/bases/index.ts';
import { decodeText } from '../src/text/bytes.ts';

const PLATFORM = 'linux/amd64';
/** Lines of each list, unless `--all` is given. */
const SHOWN = 40;

/** What is counted over all files; a command counts once for each place it is written at. */
interface Tally {
  files: number;
  commands: number;
  /** Bodies for PowerShell, cmd and the like: no commands of a shell, left alone. */
  foreign: number;
  understood: number;
  /** Understood, but it runs code that nobody has read: whatever the user may write may be new. */
  open: number;
  readonly programs: Map<string, { all: number; not: number }>;
  readonly reasons: Map<string, number>;
  /** CPU of the interpreter alone, seconds. */
  cpu: number;
}

/**
 * Says how many of the commands in the RUN instructions of real Dockerfiles are understood
 * (`npm run understood -- DIR… [--all]`), without their build contexts, and lists the rest by program
 * and by the argument that was not. Returns the exit status.
 */
export function main(args: readonly string[]): number {
  const directories = args.filter((arg) => !arg.startsWith('-'));
  if (directories.length === 0) {
    console.error('usage: npm run understood -- DIR… [--all]');
    return 2;
  }
  const tally: Tally = {
    files: 0,
    commands: 0,
    foreign: 0,
    understood: 0,
    open: 0,
    programs: new Map(),
    reasons: new Map(),
    cpu: 0,
  };
  for (const path of directories.flatMap(dockerfiles)) count(tally, path);
  print(tally, args.includes('--all') ? Number.POSITIVE_INFINITY : SHOWN);
  return 0;
}

function dockerfiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => join(path, name))
    .filter((name) => /dockerfile[^/]*$/i.test(name) && statSync(name).isFile());
}

function count(tally: Tally, path: string): void {
  const file = parseDockerfile(decodeText(readFileSync(path)));
  const graph = resolveStages(file, { platform: PLATFORM });
  const before = process.cpuUsage();
  const trace = interpret(graph, { platform: PLATFORM, bases: lookupBase, aptSize });
  const { user, system } = process.cpuUsage(before);
  tally.cpu += (user + system) / 1e6;
  tally.files += 1;
  for (const command of commandsOf(trace)) add(tally, command);
}

/** The commands of a file, each place once: of a loop's rounds the first that was not understood. */
function commandsOf(trace: Trace): Iterable<CommandTrace> {
  const places = new Map<string, CommandTrace>();
  for (const step of trace.stages.flatMap((stage) => stage?.steps ?? []))
    for (const one of step.commands) {
      const key = `${one.at.start} ${one.program ?? ''}`;
      const before = places.get(key);
      if (before === undefined || before.effect.understood) places.set(key, one);
    }
  return places.values();
}

function add(tally: Tally, command: CommandTrace): void {
  const { effect } = command;
  if (command.words.length === 0) {
    tally.foreign += 1;
    return;
  }
  const name = command.program ?? 'a computed name';
  const program = tally.programs.get(name) ?? { all: 0, not: 0 };
  tally.programs.set(name, program);
  program.all += 1;
  tally.commands += 1;
  if (effect.understood) {
    tally.understood += 1;
    if (effect.havoc.some((one) => one.path === '/')) tally.open += 1;
    return;
  }
  program.not += 1;
  for (const word of effect.strange ?? []) {
    const reason = `${name} ${word}`;
    tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
  }
}

function print(tally: Tally, most: number): void {
  const { files, commands, understood, open, cpu } = tally;
  const rest = commands - understood;
  console.log(`${files} files, ${commands} commands, ${tally.programs.size} programs`);
  console.log(`and ${tally.foreign} bodies for PowerShell, cmd and the like, left alone`);
  console.log(`understood ${understood} (${share(understood, commands)})`);
  console.log(`  of these run code nobody has read ${open} (${share(open, commands)})`);
  console.log(`not understood ${rest} (${share(rest, commands)})`);
  console.log(`interpreting took ${((cpu / files) * 1000).toFixed(3)} ms of CPU a file`);
  console.log('\nnot understood, by program (of all its commands)');
  const programs = [...tally.programs].filter(([, one]) => one.not > 0);
  for (const [name, one] of programs.toSorted((a, b) => b[1].not - a[1].not).slice(0, most))
    console.log(`${String(one.not).padStart(6)} of ${String(one.all).padEnd(6)} ${name}`);
  console.log('\nnot understood, by argument');
  for (const [reason, times] of [...tally.reasons].toSorted((a, b) => b[1] - a[1]).slice(0, most))
    console.log(`${String(times).padStart(6)} ${reason.replaceAll(/\s+/g, ' ').slice(0, 100)}`);
}

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}
