import { parseGitSource } from '../../src/dockerfile/build/git-source.ts';
import { fullName, parseImageName } from '../../src/dockerfile/build/image-name.ts';
import { cleanPath, joinPath } from '../../src/dockerfile/build/os-path.ts';
import type {
  Build,
  CopyBuildStep,
  CopySource,
  DirectoryBuildStep,
  StageBuild,
} from '../../src/dockerfile/build/types.ts';
import { platformNamed, stagePlatform } from '../../src/dockerfile/stages/platform-of.ts';
import {
  type Platform,
  formatPlatform,
  normalPlatform,
} from '../../src/dockerfile/stages/platform.ts';
import type { SourceRef, StageGraph } from '../../src/dockerfile/types.ts';

import { Operations, type Ref, out } from './meaning-operations.ts';
import { type Action, type Hands, type State, runOperation } from './meaning-run.ts';

// Our own reading of a build as the operations that BuildKit's frontend hands to its solver.

function user(name: string): string {
  if (name === 'root') return '0';
  const number = /^[+-]?[0-9]+$/.test(name) ? Number(name) : Number.NaN;
  if (Number.isSafeInteger(number) && Math.abs(number) < 2 ** 31) return String(number >>> 0);
  return name === '' ? '0' : name;
}

function owner(written: string): string {
  if (written === '') return '';
  const colon = written.indexOf(':');
  const [name, group] =
    colon < 0 ? [written, ''] : [written.slice(0, colon), written.slice(colon + 1)];
  return `${user(name)}:${group === '' ? '' : user(group)}`;
}

/** How the solver's client writes a destination. */
function destination(path: string): string {
  const clean = cleanPath(path);
  if (path.endsWith('/')) return clean === '/' ? clean : `${clean}/`;
  if (!path.endsWith('/.')) return clean;
  return clean === '/' ? '/.' : `${clean}/.`;
}

const text = (value: string): string => Buffer.from(value, 'utf8').toString('base64');

/** Follows a build and makes its operations. */
export class View {
  readonly operations: Operations = new Operations();
  readonly #graph: StageGraph;
  readonly #hands: Hands;
  readonly #states = new Map<number, State>();

  constructor(graph: StageGraph, build: Build) {
    this.#graph = graph;
    this.#hands = {
      operations: this.operations,
      argument: (name) => this.#argument(name),
      arguments: graph.options?.buildArgs ?? {},
      source: (source) => this.#source(source, this.#target()),
      made: (name, mode, content) => this.#made(name, mode, content),
      file: (actions) => this.#file(actions),
    };
    // What stands for a stage is there from the beginning.
    for (const stage of build.stages) {
      if (stage?.stage.replaced !== undefined)
        this.#states.set(stage.stage.index, this.#start(stage));
    }
    for (const stage of build.stages) {
      if (stage === undefined || stage.stage.replaced !== undefined) continue;
      this.#states.set(stage.stage.index, this.#start(stage));
      for (const step of stage.steps) this.#step(stage, step);
    }
  }

  /** The target's file system. */
  result(): Ref {
    return this.#states.get(this.#graph.target)?.root ?? null;
  }

  #target(): Platform {
    return normalPlatform(platformNamed(this.#graph.options?.platform));
  }

  #argument(name: string): string {
    return this.#graph.options?.buildArgs?.[name] ?? '';
  }

  #start({ stage }: StageBuild): State {
    const { base } = stage;
    if (base.kind === 'stage')
      return this.#states.get(base.index) ?? { root: null, platform: this.#target() };
    const own = stagePlatform(this.#graph, stage);
    if (base.kind === 'scratch') return { root: null, platform: this.#target() };
    const platform = base.kind === 'named' && stage.replaced !== undefined ? this.#target() : own;
    return { root: this.#source(base, own), platform };
  }

  #source(source: SourceRef, platform: Platform): Ref {
    if (source.kind === 'context') return this.#plain('local://context', {});
    if (source.kind === 'stage') return this.#states.get(source.index)?.root ?? null;
    if (source.kind === 'named') return this.#named(source.name, source.value);
    const { ref = '' } = source;
    const parsed = parseImageName(ref);
    if (ref === 'scratch' || !('name' in parsed)) return null;
    const identifier = `docker-image://${fullName(parsed.name)}`;
    const own = { source: { identifier, attributes: {} }, platform: formatPlatform(platform) };
    return out(this.operations.add(own, []));
  }

  #named(name: string, value: string): Ref {
    if (!/^(?:https?|git):|^git@|^ssh:/.test(value)) return this.#plain(`local://${name}`, {});
    const git = parseGitSource(value);
    if (git.is === 'git')
      return this.#git({ kind: 'git', git: git.source, keepGitDir: false, checksum: '' });
    return this.#plain(value, { 'http.filename': 'context' });
  }

  #plain(identifier: string, attributes: Record<string, string>): Ref {
    return out(this.operations.add({ source: { identifier, attributes } }, []));
  }

  #git({ git, keepGitDir, checksum }: Extract<CopySource, { kind: 'git' }>): Ref {
    const place = git.ref === '' && git.directory === '' ? '' : `#${git.ref}`;
    const directory = git.directory === '' ? '' : `:${git.directory}`;
    const identifier = `git://${git.host}${joinPath('/', git.path)}${place}${directory}`;
    return this.#plain(identifier, {
      ...(git.fetchByCommit ? { 'git.fetchbycommit': 'true' } : {}),
      ...(checksum === '' ? {} : { 'git.checksum': checksum }),
      'git.fullurl': git.remote,
      ...(keepGitDir ? { 'git.keepgitdir': 'true' } : {}),
      ...(git.submodules === false ? { 'git.skipsubmodules': 'true' } : {}),
    });
  }

  #step(stage: StageBuild, step: StageBuild['steps'][number]): void {
    const state = this.#states.get(stage.stage.index) ?? { root: null, platform: stage.platform };
    const root =
      step.kind === 'run'
        ? out(runOperation(this.#hands, step, state))
        : step.kind === 'copy'
          ? this.#copy(state, step)
          : this.#directory(state, step);
    this.#states.set(stage.stage.index, { ...state, root });
  }

  #time(): number {
    const epoch =
      this.#argument('SOURCE_DATE_EPOCH') ||
      (this.#graph.globalArgs.get('SOURCE_DATE_EPOCH') ?? '');
    return epoch === '' ? -1 : Number(BigInt.asIntN(64, BigInt(epoch) * 1_000_000_000n));
  }

  #directory({ root }: State, { path, user: name }: DirectoryBuildStep): Ref {
    const mkdir = { path: cleanPath(path), mode: 0o755, owner: owner(name), time: this.#time() };
    return this.#file([{ mkdir, input: root, secondary: null }]);
  }

  #file(actions: readonly Action[]): Ref {
    const refs = actions.flatMap(({ input, secondary }) => [
      ...(typeof input === 'number' ? [] : [input]),
      secondary,
    ]);
    const own = actions.map(({ input, secondary, ...rest }, i) => ({
      ...rest,
      after: typeof input === 'number' ? input : null,
      result: i === actions.length - 1,
      has: [typeof input === 'number' || input !== null, secondary !== null],
    }));
    return out(this.operations.add({ file: own }, refs));
  }

  #copy(state: State, step: CopyBuildStep): Ref {
    const merged = step.link && step.mode === '' && state.root !== null;
    const base = step.link && step.mode === '' ? null : state.root;
    const actions = step.sources.map((source, i) => ({
      copy: {
        dest: destination(step.destination),
        owner: owner(step.owner),
        mode: step.mode,
        exclude: step.exclude,
        ...this.#copied(source),
      },
      input: i === 0 ? base : i - 1,
      secondary: this.#copySource(step.from, source),
    }));
    const copied = this.#file(actions);
    return merged ? out(this.operations.add({ merge: 2 }, [state.root, copied])) : copied;
  }

  #copied(source: CopySource): object {
    const none = { include: [], required: [] };
    if (source.kind === 'git') return { source: '/', ...none, flags: '' };
    if (source.kind === 'text') return { source: joinPath('/', source.name), ...none, flags: '' };
    if (source.kind === 'web') {
      const flags = source.unpack ? 'unpack' : '';
      return { source: joinPath('/', source.file), ...none, flags };
    }
    return {
      source: joinPath('/', source.path),
      include: source.include === undefined ? [] : [source.include],
      required: source.required === undefined ? [] : [source.required],
      flags: `wildcard follow contents${source.unpack ? ' unpack' : ''}`,
    };
  }

  #copySource(from: SourceRef, source: CopySource): Ref {
    if (source.kind === 'path') return this.#source(from, this.#target());
    if (source.kind === 'git') return this.#git(source);
    if (source.kind === 'web') {
      return this.#plain(source.address, {
        ...(source.checksum === '' ? {} : { 'http.checksum': source.checksum }),
        'http.filename': source.file,
      });
    }
    return this.#made(source.name, 0o644, source.text);
  }

  #made(name: string, mode: number, content: string): Ref {
    const path = joinPath('/', name);
    const mkfile = { path, mode, owner: '', data: text(content), time: -1 };
    return this.#file([{ mkfile, input: null, secondary: null }]);
  }
}
