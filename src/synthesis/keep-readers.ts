import { posix } from 'node:path';
import type { Instruction } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';
import type { Kept, KeptComment, KeptStep } from '../plan/types.ts';
import { copyParts } from '../dockerfile/instructions.ts';
import { addComment, commentsOf } from './keep-comments.ts';
import { type ReadCopy, readCopy } from './keep-copy.ts';
import { type GoReading, readGoRun } from './keep-go.ts';
import { noteMake } from './keep-go-make.ts';
import { readGoStageCopy, strangeForBuild } from './keep-go-stages.ts';
import { readHealth } from './keep-health.ts';
import { readRun } from './keep-run.ts';
import { type Scope, unquoteValue } from './keep-values.ts';

/** What is collected while the stages are read from top to bottom. */
export interface Reading {
  readonly file: string;
  readonly application: Application;
  readonly stageNames: ReadonlySet<string>;
  /** The image's working directory in the end. */
  readonly finalWorkdir: string;
  readonly env: Map<string, string>;
  readonly args: Map<string, Kept['args'][number]>;
  readonly labels: Map<string, string>;
  readonly expose: string[];
  readonly volumes: string[];
  readonly steps: KeptStep[];
  readonly sources: { readonly ofImage: KeptStep[]; readonly ofBuild: KeptStep[] };
  readonly unplaced: string[];
  copiesAll: boolean;
  imageCopies: boolean;
  buildCopies: boolean;
  workdir?: string;
  user?: string;
  stopSignal?: string;
  readonly comments: KeptComment[];
  readonly upgrades: NonNullable<Kept['upgrades']>[number][];
  envComments?: Record<string, readonly string[]>;
  health?: Kept['healthcheck'];
  readonly go?: GoReading;
  /** Whether the build context has a path. */
  readonly inContext: (path: string) => boolean;
}

/** Where one stage's reading stands. */
export interface Position {
  readonly scope: Scope;
  readonly stage: 'build' | 'runtime';
  workdir: string;
  place: KeptStep['place'];
}

type Reader = (instruction: Instruction, at: Position, into: Reading) => void;

function step(
  instruction: Instruction,
  at: Position,
  kind: KeptStep['kind'],
  text: string,
): KeptStep {
  return {
    kind,
    text,
    line: instruction.startLine,
    comments: commentsOf(instruction),
    place: at.place,
    stage: at.stage,
  };
}

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

/** A RUN of a Go file; false: it is not about Go. */
function readGoInstruction(instruction: Instruction, at: Position, into: Reading): boolean {
  if (into.go) noteMake(instruction, at, into.go);
  const run = into.go && readGoRun(into.file, instruction, into.application, at, into.go);
  if (!run) return false;
  const add = (kind: KeptStep['kind'], text: string, more: Partial<KeptStep> = {}): void => {
    into.steps.push({ ...step(instruction, at, kind, text), ...more });
  };
  if (run.apt.length > 0) add('apt', '', { packages: run.apt });
  if (run.directories.length > 0) add('run', '', { directories: run.directories });
  if (run.rest !== undefined)
    add('run', run.rest, { stage: 'build', ...(run.access && { place: 'before-install' }) });
  if (run.unplaced !== undefined) into.unplaced.push(run.unplaced);
  if (run.manifest && at.place === 'before-install') at.place = 'after-install';
  return true;
}

function readRunInstruction(instruction: Instruction, at: Position, into: Reading): void {
  if (readGoInstruction(instruction, at, into)) return;
  const run = readRun(into.file, instruction, into.application, at.workdir, (name) =>
    at.scope.get(name),
  );
  const add = (kind: KeptStep['kind'], text: string, more: Partial<KeptStep> = {}): void => {
    into.steps.push({ ...step(instruction, at, kind, text), ...more });
  };
  if (run.apt.length > 0) add('apt', '', { packages: run.apt });
  if (run.installs.length + run.requirements.length > 0)
    add('install', '', { packages: run.installs, requirements: run.requirements });
  if (run.directories.length > 0) add('run', '', { directories: run.directories });
  for (const text of run.settings ?? []) add('setting', text);
  if (run.rest !== undefined) {
    const built = run.project && (at.place !== 'before-install' || into.copiesAll);
    const after = run.afterInstall === true && at.place === 'before-install';
    add('run', run.rest, {
      ...(built && { stage: 'build' }),
      ...(after && { place: 'after-install' }),
    });
  }
  if (run.manifest || run.installs.length > 0) {
    if (at.place === 'before-install') at.place = 'after-install';
  }
}

/** Paths the new file brings into the image by itself. */
function isBrought(path: string, into: Reading, to: string): boolean {
  const { application } = into;
  const name = posix.basename(path);
  const outputs = application.build?.value.outputs ?? [];
  if (
    /^(tini(-static)?|dumb-init|node_modules|package(-lock)?\.json|(site|dist)-packages|\.?venv|env|wheels?|\.local|install|bin)$/.test(
      name,
    )
  )
    return true;
  if (application.manifests.includes(name) || outputs.some((out) => posix.basename(out) === name))
    return true;
  return to === into.workdir;
}

/** `COPY . .` into a directory above the one the program runs in. */
function bringsAll(instruction: Instruction): boolean {
  return copyParts(instruction).sources.some((word) => /^(?:\.|\.\/|\/)$/.test(word.text));
}

type StageCopy = Extract<ReadCopy, { is: 'stage' }>;

/** Remembers where a directory of the context came to lie. */
function noteGoRoot(instruction: Instruction, copy: ReadCopy, at: Position, into: Reading): void {
  if (!into.go || copy.is === 'stage') return;
  if (copy.is === 'other') return;
  const parts = copyParts(instruction);
  const to = posix.resolve(at.workdir, at.scope.expand(parts.destination?.text ?? '.'));
  const sources = parts.sources.map((word) => at.scope.expand(word.text).replace(/^\//, '') || '.');
  const manifest = sources.find((source) => source.endsWith('go.mod'));
  const [only] = sources;
  if (manifest !== undefined) into.go.roots.push({ to, context: posix.dirname(manifest) });
  else if (only !== undefined && sources.length === 1 && !/[*?]/.test(only))
    into.go.roots.push({ to, context: posix.normalize(only).replace(/\/$/, '') });
}

function readGoCopy(instruction: Instruction, copy: StageCopy, at: Position, into: Reading): void {
  if (!into.go) return;
  if (at.stage === 'build') {
    sayStrange(instruction, copy, strangeForBuild(copy.sources, into.go), into);
    return;
  }
  const written = at.scope.expand(copyParts(instruction).destination?.text ?? '.');
  const place = { written, path: copy.to };
  const read = readGoStageCopy(copy.sources, place, at.workdir, into.go, into.inContext);
  for (const text of read.copies)
    into.steps.push({ ...step(instruction, at, 'copy', text), place: 'after-sources' });
  for (const one of read.made)
    into.go.made.push({ ...one, otherwise: strangeText(instruction, copy, [one.source]) });
  sayStrange(instruction, copy, read.strange, into);
}

function strangeText(
  instruction: Instruction,
  copy: StageCopy,
  strange: readonly string[],
): string {
  return `Line ${instruction.startLine} copies ${strange.join(', ')} from the stage ${copy.from}: what that is could not be established.`;
}

function sayStrange(
  instruction: Instruction,
  copy: StageCopy,
  strange: readonly string[],
  into: Reading,
): void {
  if (strange.length > 0) into.unplaced.push(strangeText(instruction, copy, strange));
}

function readCopyInstruction(instruction: Instruction, at: Position, into: Reading): void {
  const read = readCopy(
    into.file,
    instruction,
    at.scope,
    { now: at.workdir, final: at.stage === 'build' ? at.workdir : into.finalWorkdir },
    into.stageNames,
    into.application,
  );
  // `COPY . /app` above the WORKDIR, or into a directory above it.
  const whole = into.go !== undefined && read.is !== 'stage' && bringsAll(instruction);
  const copy: ReadCopy = whole ? { is: 'all' } : read;
  const line = instruction.startLine;
  noteGoRoot(instruction, copy, at, into);
  switch (copy.is) {
    case 'manifests':
      return;
    case 'all':
      addComment(into.comments, { above: 'sources', lines: commentsOf(instruction) });
      into.copiesAll = true;
      if (at.stage === 'runtime') into.imageCopies = true;
      else into.buildCopies = true;
      at.place = 'after-sources';
      return;
    case 'sources':
      (at.stage === 'runtime' ? into.sources.ofImage : into.sources.ofBuild).push(
        step(instruction, at, 'copy', copy.text),
      );
      at.place = 'after-sources';
      return;
    case 'other':
      into.steps.push(step(instruction, at, 'copy', copy.text));
      return;
    case 'stage': {
      if (at.place === 'before-install') at.place = 'after-install';
      if (copy.sources.every((path) => path.startsWith('/writable/'))) return;
      if (into.go) {
        readGoCopy(instruction, copy, at, into);
        return;
      }
      const strange = copy.sources.filter((path) => !isBrought(path, into, copy.to));
      if (at.stage === 'runtime' && strange.length > 0) {
        into.unplaced.push(
          `Line ${line} copies ${strange.join(', ')} from the stage ${copy.from}: what that is could not be established.`,
        );
      }
    }
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
