import { posix } from 'node:path';
import type { Instruction } from '../dockerfile/types.ts';
import { commentsOf } from './keep-comments.ts';
import { readHealth } from './keep-health.ts';
import { readCopyInstruction } from './keep-read-copy.ts';
import { readRunInstruction } from './keep-read-run.ts';
import { type Position, type Reader, type Reading, step } from './keep-reading.ts';
import { unquoteValue } from './keep-values.ts';

function readEnv(instruction: Instruction, at: Position, into: Reading): void {
  const first = instruction.pairs[0]?.name;
  const above = commentsOf(instruction);
  if (at.stage === 'runtime' && first !== undefined && above.length > 0)
    into.envComments = { ...into.envComments, [first]: above };
  for (const pair of instruction.pairs) {
    const value = unquoteValue(pair.value ?? '');
    at.scope.set(pair.name, at.scope.expand(pair.value ?? ''));
    if (at.stage === 'runtime') into.env.set(pair.name, value);
  }
  if (at.stage === 'build')
    into.steps.push(
      step(
        instruction,
        at,
        'config',
        into.file.slice(instruction.span.start, instruction.span.end),
      ),
    );
}

/** Arguments BuildKit sets by itself. */
const AUTOMATIC = /^(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)$/;

function readArg(instruction: Instruction, at: Position, into: Reading): void {
  for (const pair of instruction.pairs) {
    const value = pair.value === undefined ? undefined : unquoteValue(pair.value);
    if (at.scope.get(pair.name) === undefined && pair.value !== undefined) {
      at.scope.set(pair.name, at.scope.expand(pair.value));
    }
    if (AUTOMATIC.test(pair.name) || into.args.has(pair.name)) continue;
    into.args.set(pair.name, {
      name: pair.name,
      ...(value !== undefined && { value }),
      global: false,
      comments: commentsOf(instruction),
    });
  }
}

/** A check that a Go image can make: a connection, or the program asking itself. */
function isGoCheck(health: NonNullable<Reading['health']>, at: Position, into: Reading): boolean {
  const [first = ''] = health.words ?? [];
  const path = posix.resolve(at.workdir, first);
  const places = into.go?.programs.flatMap((one) => one.places) ?? [];
  const own = first.includes('/')
    ? places.includes(path)
    : places.some((place) => posix.basename(place) === first);
  return into.go !== undefined && (health.connects === true || own);
}

/** What each instruction says, collected into the reading. */
export const READERS: Readonly<Record<string, Reader>> = {
  ENV: readEnv,
  ARG: readArg,
  RUN: readRunInstruction,
  COPY: readCopyInstruction,
  ADD: readCopyInstruction,
  WORKDIR: (instruction, at, into) => {
    at.workdir = posix.resolve(at.workdir, at.scope.expand(instruction.args[0]?.text ?? '/'));
    if (at.stage === 'runtime') into.workdir = at.workdir;
  },
  LABEL: (instruction, at, into) => {
    if (at.stage !== 'runtime') return;
    for (const pair of instruction.pairs)
      into.labels.set(unquoteValue(pair.name), unquoteValue(pair.value ?? ''));
  },
  MAINTAINER: (instruction, at, into) => {
    if (at.stage === 'runtime')
      into.labels.set('maintainer', instruction.args.map((word) => word.text).join(' '));
  },
  EXPOSE: (instruction, at, into) => {
    if (at.stage === 'runtime')
      into.expose.push(...instruction.args.map((word) => at.scope.expand(word.text)));
  },
  VOLUME: (instruction, at, into) => {
    if (at.stage === 'runtime')
      into.volumes.push(...instruction.args.map((word) => at.scope.expand(word.text)));
  },
  USER: (instruction, at, into) => {
    if (at.stage === 'runtime') into.user = at.scope.expand(instruction.args[0]?.text ?? '');
  },
  STOPSIGNAL: (instruction, at, into) => {
    if (at.stage === 'runtime') into.stopSignal = at.scope.expand(instruction.args[0]?.text ?? '');
  },
  SHELL: (instruction, at, into) => {
    into.steps.push(
      step(
        instruction,
        at,
        'config',
        into.file.slice(instruction.span.start, instruction.span.end),
      ),
    );
  },
  HEALTHCHECK: (instruction, at, into) => {
    if (at.stage !== 'runtime') return;
    into.health = readHealth(instruction, (name) => at.scope.get(name));
    const known = into.health?.route ?? into.health?.argv ?? into.application.health;
    if (into.health && known === undefined && !isGoCheck(into.health, at, into)) {
      into.unplaced.push(
        `What the health check of line ${instruction.startLine} asks could not be established.`,
      );
    }
  },
  ONBUILD: (instruction, _at, into) => {
    into.unplaced.push(
      `Line ${instruction.startLine} is an ONBUILD trigger for other images: its place cannot be established.`,
    );
  },
};
