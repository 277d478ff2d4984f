import { posix } from 'node:path';
import type { Stage, StageGraph } from '../dockerfile/types.ts';
import type { Trace } from '../facts/image.ts';
import type { Application } from '../facts/project.ts';
import type { Kept, KeptStep } from '../plan/types.ts';
import { keptPrograms, moduleDir } from './keep-go.ts';
import { foreignBase, keptBase } from './keep-base.ts';
import { noteComments } from './keep-comments.ts';
import { readCommand, withoutInit } from './keep-command.ts';
import { READERS } from './keep-readers.ts';
import type { Position, Reading } from './keep-reading.ts';
import { droppedUpgrade } from './keep-upgrades.ts';
import { otherStages, Scope, targetChain } from './keep-values.ts';

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
    // The official images of Go set it.
    if (into.go) at.scope.set('GOPATH', '/go');
    for (const [name, value] of graph.globalArgs) at.scope.set(name, value);
    for (const instruction of stage.instructions) {
      if (which === 'runtime') noteComments(instruction, at.scope, into.comments);
      const before = into.steps.length;
      READERS[instruction.name]?.(instruction, at, into);
      const dropped =
        instruction.name === 'RUN' && droppedUpgrade(instruction, into.steps.slice(before));
      if (dropped) into.upgrades.push(dropped);
    }
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
  scope.set('GOPATH', '/go');
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

function newReading(trace: Trace, application: Application, workdir: string): Reading {
  const { graph } = trace;
  const inContext = (path: string): boolean =>
    trace.context === undefined || trace.context.get(path) !== undefined;
  const { details } = application;
  const go = details.language === 'go' && {
    details,
    dir: moduleDir(application, inContext),
    roots: [],
    programs: [],
    fetchMounts: [],
    foundations: [],
    makes: [],
    made: [],
    tools: new Set<string>(),
    single: graph.reached.size === 1,
  };
  return {
    inContext,
    ...(go && { go }),
    file: graph.file.text,
    application,
    stageNames: new Set(
      graph.stages.flatMap((one) => [
        String(one.index),
        ...(one.name === undefined ? [] : [one.name]),
      ]),
    ),
    finalWorkdir: workdir,
    env: new Map(),
    args: new Map(),
    labels: new Map(),
    expose: [],
    volumes: [],
    steps: [],
    sources: { ofImage: [], ofBuild: [] },
    comments: [],
    upgrades: [],
    unplaced: [],
    copiesAll: false,
    imageCopies: false,
    buildCopies: false,
  };
}

/** What the image itself stands on. */
function rootOf(stage: Stage | undefined): string | undefined {
  if (stage?.base.kind === 'scratch') return 'scratch';
  return stage?.base.kind === 'image' ? stage.base.ref : undefined;
}

/**
 * Reads what the user wrote and still matters: each instruction of the stages the
 * image is made of, classified; what cannot be placed is named in `unplaced`.
 */
export function readKept(trace: Trace, application: Application): Kept {
  const { graph } = trace;
  const chain = targetChain(graph);
  const others = otherStages(graph, chain);
  const into = newReading(trace, application, finalWorkdir(chain, graph));
  readStages(others, 'build', graph, into);
  readStages(chain, 'runtime', graph, into);
  const base = keptBase([...chain, ...others], application.details.language);
  const foreign = foreignBase(chain, base);
  if (foreign !== undefined) into.unplaced.push(foreign);
  const read = readCommand(chain, application, inheritedEntrypoint(trace, chain));
  for (const [name, value] of read?.env ?? []) into.env.set(name, value);
  const command = read && withoutInit(read.command);
  const root = rootOf(chain[0]);
  const version = /deb\.nodesource\.com\/(?:setup_|node_)(\d+)\.x/.exec(graph.file.text)?.[1];
  const sources = sourcesOf(into);
  return {
    ...(base && { base }),
    ...(root !== undefined && { root }),
    ...(version !== undefined && { version }),
    ...(command?.init && { init: true }),
    env: [...into.env],
    ...(into.envComments && { envComments: into.envComments }),
    ...(into.comments.length > 0 && { comments: into.comments }),
    ...(into.upgrades.length > 0 && { upgrades: into.upgrades }),
    args: allArgs(graph, into),
    labels: [...into.labels],
    expose: into.expose,
    volumes: into.volumes,
    ...(into.workdir !== undefined && into.workdir !== '/' && { workdir: into.workdir }),
    ...(into.user !== undefined && { user: into.user }),
    ...(into.stopSignal !== undefined && { stopSignal: into.stopSignal }),
    ...(command && { command: command.command }),
    ...(into.health && { healthcheck: into.health }),
    ...(into.go && {
      programs: keptPrograms(into.go),
      fetchMounts: into.go.fetchMounts,
      foundations: into.go.foundations,
      made: into.go.made,
    }),
    steps: [...into.steps, ...extraCopies(into)],
    ...(sources && { sources }),
    header: headerOf(graph),
    unplaced: into.unplaced,
  };
}
