import { posix } from 'node:path';
import type { Instruction, Stage, StageGraph } from '../dockerfile/types.ts';
import type { Trace } from '../facts/image.ts';
import type { Application } from '../facts/project.ts';
import type { Kept, KeptStep } from '../plan/types.ts';
import { foreignBase, keptBase } from './keep-base.ts';
import { readCommand, withoutInit } from './keep-command.ts';
import { readCopy } from './keep-copy.ts';
import { readHealth } from './keep-health.ts';
import { readRun } from './keep-run.ts';
import { otherStages, Scope, targetChain, unquoteValue } from './keep-values.ts';
import { writtenWords } from './keep-words.ts';

/** What is collected while the stages are read from top to bottom. */
interface Reading {
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
  health?: Kept['healthcheck'];
  compile?: Kept['compile'];
}

/** Where one stage's reading stands. */
interface Position {
  readonly scope: Scope;
  readonly stage: 'build' | 'runtime';
  workdir: string;
  place: KeptStep['place'];
}

type Reader = (instruction: Instruction, at: Position, into: Reading) => void;

function comments(instruction: Instruction): readonly string[] {
  return instruction.comments
    .map((one) => one.text)
    .filter((text) => !/^hadolint\s|^check=/.test(text));
}

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
    comments: comments(instruction),
    place: at.place,
    stage: at.stage,
  };
}

function readEnv(instruction: Instruction, at: Position, into: Reading): void {
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
      comments: comments(instruction),
    });
  }
}

function readRunInstruction(instruction: Instruction, at: Position, into: Reading): void {
  const run = readRun(into.file, instruction, into.application, at.workdir);
  const add = (kind: KeptStep['kind'], text: string, more: Partial<KeptStep> = {}): void => {
    into.steps.push({ ...step(instruction, at, kind, text), ...more });
  };
  if (run.apt.length > 0) add('apt', '', { packages: run.apt });
  if (run.installs.length > 0) add('install', '', { packages: run.installs });
  if (run.directories.length > 0) add('run', '', { directories: run.directories });
  if (run.compile && into.application.details.language === 'go') {
    const words = writtenWords(run.compile);
    const env = run.compile.assignments.map((one) => [one.name, one.value?.value ?? ''] as const);
    into.compile = {
      words,
      env: [...goEnvironment(at), ...env],
      workdir: at.workdir,
      line: instruction.startLine,
    };
  }
  if (run.rest !== undefined) {
    const built = run.project && (at.place !== 'before-install' || into.copiesAll);
    add('run', run.rest, built ? { stage: 'build' } : {});
  }
  if (run.manifest || run.installs.length > 0) {
    if (at.place === 'before-install') at.place = 'after-install';
  }
}

function goEnvironment(at: Position): readonly (readonly [string, string])[] {
  const value = at.scope.get('CGO_ENABLED');
  return value === undefined ? [] : [['CGO_ENABLED', value]];
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
  if (application.details.language === 'go') return !path.endsWith('/') && !/\.[a-z]+$/.test(name);
  return to === into.workdir;
}

function readCopyInstruction(instruction: Instruction, at: Position, into: Reading): void {
  const copy = readCopy(
    into.file,
    instruction,
    at.scope,
    { now: at.workdir, final: into.finalWorkdir },
    into.stageNames,
    into.application,
  );
  const line = instruction.startLine;
  switch (copy.is) {
    case 'manifests':
      return;
    case 'all':
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
      const strange = copy.sources.filter((path) => !isBrought(path, into, copy.to));
      if (at.stage === 'runtime' && strange.length > 0) {
        into.unplaced.push(
          `Line ${line} copies ${strange.join(', ')} from the stage ${copy.from}: what that is could not be established.`,
        );
      }
    }
  }
}

const READERS: Readonly<Record<string, Reader>> = {
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
    if (into.health && known === undefined) {
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

function readStages(
  stages: readonly Stage[],
  which: 'build' | 'runtime',
  graph: StageGraph,
  into: Reading,
): void {
  let at: Position | undefined;
  for (const stage of stages) {
    const fresh = which === 'build' || at === undefined;
    at =
      fresh || !at
        ? { scope: new Scope(), stage: which, workdir: '/', place: 'before-install' }
        : at;
    for (const [name, value] of graph.globalArgs) at.scope.set(name, value);
    for (const instruction of stage.instructions)
      READERS[instruction.name]?.(instruction, at, into);
  }
}

/** Global arguments matter only where a stage takes them over. */
function allArgs(graph: StageGraph, into: Reading): Kept['args'] {
  const local = [...into.args.values()];
  const taken = local.filter((one) => one.value === undefined && graph.globalArgs.has(one.name));
  const global = taken.map((one) => {
    const value = graph.globalArgs.get(one.name);
    return { name: one.name, ...(value !== undefined && { value }), global: true, comments: [] };
  });
  return [...global, ...local];
}

/** The base's own ENTRYPOINT, unless it is the official images' script that starts what it is given. */
function inheritedEntrypoint(trace: Trace, chain: readonly Stage[]): readonly string[] {
  const words = trace.stages[chain[0]?.index ?? -1]?.start.config.entrypoint?.words ?? [];
  return /docker-entrypoint/.test(words[0] ?? '') ? [] : words;
}

/** Comments above the first instruction that a blank line or nothing else ties to it. */
function headerOf(graph: StageGraph): readonly string[] {
  const first = graph.file.instructions[0];
  const own = new Set(first?.comments.map((one) => one.line) ?? []);
  const before = graph.file.comments.filter(
    (one) => first === undefined || one.line < first.startLine,
  );
  const head = before.filter((one) => !own.has(one.line)).map((one) => one.text);
  const above = first?.comments.map((one) => one.text) ?? [];
  return [...head, ...above].filter((text) => !/^(hadolint\s|check=|syntax=|escape=)/.test(text));
}

function finalWorkdir(chain: readonly Stage[], graph: StageGraph): string {
  const scope = new Scope();
  for (const [name, value] of graph.globalArgs) scope.set(name, value);
  let here = '/';
  for (const instruction of chain.flatMap((one) => one.instructions)) {
    if (instruction.name === 'ENV' || instruction.name === 'ARG') {
      for (const pair of instruction.pairs)
        if (pair.value !== undefined) scope.set(pair.name, scope.expand(pair.value));
    }
    if (instruction.name === 'WORKDIR')
      here = posix.resolve(here, scope.expand(instruction.args[0]?.text ?? '.'));
  }
  return here;
}

function sourcesOf(into: Reading): readonly KeptStep[] | undefined {
  const { ofBuild, ofImage } = into.sources;
  if (into.buildCopies || (into.imageCopies && ofBuild.length === 0)) return undefined;
  return ofBuild.length > 0 ? ofBuild : ofImage.length > 0 ? ofImage : undefined;
}

/** Selections for the image itself, when the build takes its own. */
function extraCopies(into: Reading): readonly KeptStep[] {
  const { ofBuild, ofImage } = into.sources;
  const twice = ofBuild.length > 0 || into.buildCopies;
  return twice ? ofImage.map((one) => ({ ...one, place: 'after-sources' as const })) : [];
}

/**
 * Reads what the user wrote and still matters: each instruction of the stages the
 * image is made of, classified; what cannot be placed is named in `unplaced`.
 */
export function readKept(trace: Trace, application: Application): Kept {
  const { graph } = trace;
  const chain = targetChain(graph);
  const others = otherStages(graph, chain);
  const into: Reading = {
    file: graph.file.text,
    application,
    stageNames: new Set(
      graph.stages.flatMap((one) => [
        String(one.index),
        ...(one.name === undefined ? [] : [one.name]),
      ]),
    ),
    finalWorkdir: finalWorkdir(chain, graph),
    env: new Map(),
    args: new Map(),
    labels: new Map(),
    expose: [],
    volumes: [],
    steps: [],
    sources: { ofImage: [], ofBuild: [] },
    unplaced: [],
    copiesAll: false,
    imageCopies: false,
    buildCopies: false,
  };
  readStages(others, 'build', graph, into);
  readStages(chain, 'runtime', graph, into);
  const base = keptBase([...chain, ...others], application.details.language);
  const foreign = foreignBase(chain, base);
  if (foreign !== undefined) into.unplaced.push(foreign);
  const read = readCommand(chain, application, inheritedEntrypoint(trace, chain));
  for (const [name, value] of read?.env ?? []) into.env.set(name, value);
  const command = read && withoutInit(read.command);
  const root = chain[0]?.base.kind === 'image' ? chain[0].base.ref : undefined;
  const version = /deb\.nodesource\.com\/(?:setup_|node_)(\d+)\.x/.exec(graph.file.text)?.[1];
  const sources = sourcesOf(into);
  return {
    ...(base && { base }),
    ...(root !== undefined && { root }),
    ...(version !== undefined && { version }),
    ...(command?.init && { init: true }),
    env: [...into.env],
    args: allArgs(graph, into),
    labels: [...into.labels],
    expose: into.expose,
    volumes: into.volumes,
    ...(into.workdir !== undefined && into.workdir !== '/' && { workdir: into.workdir }),
    ...(into.user !== undefined && { user: into.user }),
    ...(into.stopSignal !== undefined && { stopSignal: into.stopSignal }),
    ...(command && { command: command.command }),
    ...(into.health && { healthcheck: into.health }),
    ...(into.compile && { compile: into.compile }),
    steps: [...into.steps, ...extraCopies(into)],
    ...(sources && { sources }),
    header: headerOf(graph),
    unplaced: into.unplaced,
  };
}
