import { expandWord } from '../dockerfile/expansion/expand.ts';
import { triggersOf } from '../dockerfile/stages/triggers.ts';
import type { Instruction, Pair } from '../dockerfile/types.ts';
import type { StageTrace, StepTrace, Trace } from '../facts/image.ts';
import { maySet } from '../knowledge/base-variables.ts';
import { bodyOf } from '../shell/body.ts';
import { codeOfShell } from '../shell/inner.ts';
import type { ShellScript } from '../shell/types.ts';
import type { Span } from '../text/span.ts';
import { type VariableUse, outerVariables } from './variable-uses.ts';

/** A variable that the file means to set, used where it has no value. */
export interface OutOfScope {
  readonly name: string;
  readonly span: Span;
  readonly stage: StageTrace;
  readonly instruction: Instruction;
  readonly why:
    /** An ARG before the first FROM; one that BuildKit defines: stages have to ask for both. */
    | 'global'
    | 'platform'
    /** Set in another stage, or further down in this one, or in the same instruction. */
    | 'stage'
    | 'later'
    | 'same'
    /** Shells set it, the builder does not. */
    | 'shell'
    /** An ARG in a command of the container, which has ENV only. */
    | 'container';
  /** Where it is set. */
  readonly set?: Span;
}

/** Names that shells and builders give a value by themselves. */
const GIVEN =
  /^(PATH|HOSTNAME|USER|LOGNAME|SHELL|OLDPWD|UID|EUID|GROUPS|RANDOM|SECONDS|LINENO|PPID|IFS|PS\d|OPTARG|OPTIND|REPLY|TERM|BASH\w*|.*_proxy|.*_PROXY)$/;
const BY_SHELLS = new Set(['HOME', 'PWD']);

interface Setting {
  readonly why: 'global' | 'platform' | 'stage' | 'later';
  readonly set?: Span;
}

const found = new WeakMap<Trace, readonly OutOfScope[]>();

/**
 * Uses of variables that are empty for certain although the file sets them somewhere, the first of each
 * name and stage. Silent where a base nobody knows may set them.
 */
export function outOfScope(trace: Trace): readonly OutOfScope[] {
  let all = found.get(trace);
  if (all === undefined) found.set(trace, (all = findAll(trace)));
  return all;
}

function findAll(trace: Trace): readonly OutOfScope[] {
  // Almost every use has a dollar sign; without any there is nothing to follow.
  if (!trace.graph.file.text.includes('$')) return [];
  const visible = new Map<number, ReadonlySet<string>>();
  const all: OutOfScope[] = [];
  for (const stage of trace.stages) {
    if (stage === undefined) continue;
    const { base, index } = stage.stage;
    const start = base.kind === 'stage' ? visible.get(base.index) : ownStart(stage);
    if (start === undefined) continue;
    const names = new Set(start);
    all.push(...inStage(trace, stage, names));
    visible.set(index, names);
  }
  const target = trace.stages[trace.graph.target];
  const names = visible.get(trace.graph.target);
  if (target !== undefined && names !== undefined) all.push(...inContainer(trace, target));
  return distinct(all);
}

/** What a base sets; undefined: nobody knows. */
function ownStart({ stage, start }: StageTrace): ReadonlySet<string> | undefined {
  if (stage.base.kind === 'scratch') return new Set(['PATH']);
  const { base } = start;
  if (stage.base.kind !== 'image' || base === undefined) return undefined;
  return new Set(['PATH', ...start.config.env.keys()]);
}

function distinct(all: readonly OutOfScope[]): OutOfScope[] {
  const seen = new Set<string>();
  return all.filter(({ name, stage }) => {
    const key = `${stage.stage.index} ${name}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Walks one stage; `visible` has the names that are set, at the end those of the whole stage. */
function inStage(trace: Trace, stage: StageTrace, visible: Set<string>): OutOfScope[] {
  const all: OutOfScope[] = [];
  const triggers = new Set(triggersOf(trace.graph.stages, stage.stage));
  for (const step of stage.steps) {
    const { instruction } = step;
    const add = ({ name, span }: VariableUse, pair?: Pair): void => {
      const one = explain(trace, stage, instruction, name, pair);
      if (one !== undefined) all.push({ name, span, stage, instruction, ...one });
    };
    if (instruction.name === 'RUN') for (const use of inRun(trace, step, visible)) add(use);
    else if (!triggers.has(instruction)) walkWords(trace, instruction, visible, add);
    if (instruction.name === 'ENV' || instruction.name === 'ARG')
      for (const { name } of instruction.pairs) visible.add(name);
  }
  return all;
}

const EXPANDED = new Set([
  'ADD',
  'COPY',
  'ENV',
  'ARG',
  'LABEL',
  'USER',
  'WORKDIR',
  'EXPOSE',
  'VOLUME',
  'STOPSIGNAL',
]);

/** Words that the builder expands. All values of an ENV are expanded before it sets any. */
function walkWords(
  { graph: { file } }: Trace,
  instruction: Instruction,
  visible: ReadonlySet<string>,
  add: (use: VariableUse, pair?: Pair) => void,
): void {
  if (!EXPANDED.has(instruction.name)) return;
  const unset = (text: string): readonly string[] =>
    text.includes('$')
      ? expandWord(text, (name) => (visible.has(name) ? 'x' : undefined), { escape: file.escape })
          .unset
      : [];
  const { pairs, args, flags } = instruction;
  const earlier = new Set<string>();
  for (const pair of pairs) {
    for (const name of unset(pair.value ?? ''))
      if (!earlier.has(name)) add({ name, span: pair.valueSpan ?? pair.span }, pair);
    if (instruction.name === 'ARG') earlier.add(pair.name);
  }
  if (pairs.length > 0) return;
  for (const { text, span } of args) for (const name of unset(text)) add({ name, span });
  for (const { value = '', span } of flags) for (const name of unset(value)) add({ name, span });
}

function inRun(
  trace: Trace,
  { instruction, before }: StepTrace,
  visible: ReadonlySet<string>,
): readonly VariableUse[] {
  const text = instruction.body?.text ?? '';
  const documents = instruction.heredocs.some(({ content }) => content.includes('$'));
  if (!text.includes('$') && !documents) return [];
  const names = namesOf(trace);
  const possible = [...names].some(
    (name) =>
      !visible.has(name) &&
      (text.includes(name) || instruction.heredocs.some(({ content }) => content.includes(name))),
  );
  if (!possible) return [];
  const script = scriptIn(instruction, before.config.shell);
  if (script === undefined) return [];
  return outerVariables(script, 'builds').filter(
    ({ name }) => !visible.has(name) && !BY_SHELLS.has(name),
  );
}

function scriptIn(instruction: Instruction, shell: readonly string[]): ShellScript | undefined {
  const body = bodyOf(instruction, shell);
  if (body?.kind === 'shell') return body.script;
  const inner = body?.kind === 'exec' ? codeOfShell(body.command.words) : undefined;
  return inner?.kind === 'shell' ? inner.script : undefined;
}

const settings = new WeakMap<Trace, ReadonlySet<string>>();

/** Every name that the file sets somewhere, and those that BuildKit defines. */
function namesOf(trace: Trace): ReadonlySet<string> {
  let names = settings.get(trace);
  if (names === undefined) {
    const { stages, globalArgs } = trace.graph;
    const pairs = stages.flatMap(({ instructions }) =>
      instructions.flatMap(({ pairs: own }) => own),
    );
    names = new Set([...globalArgs.keys(), ...pairs.map(({ name }) => name)]);
    settings.set(trace, names);
  }
  return names;
}

/** Where the file sets a name that is empty here; undefined: nowhere, so that nobody can tell what was meant. */
function explain(
  trace: Trace,
  stage: StageTrace,
  instruction: Instruction,
  name: string,
  pair: Pair | undefined,
): { why: OutOfScope['why']; set?: Span } | undefined {
  const family = stage.start.base?.family ?? 'scratch';
  if (GIVEN.test(name) || maySet(family, name)) return undefined;
  if (BY_SHELLS.has(name))
    return /^(ENV|COPY|ADD)$/.test(instruction.name) ? { why: 'shell' } : undefined;
  const same = instruction.pairs.find((one) => one.name === name && one !== pair);
  if (same !== undefined && instruction.name === 'ENV') return { why: 'same', set: same.nameSpan };
  const global = settingOf(trace, name);
  if (global !== undefined) return global;
  // `ENV LIST=$LIST:more` begins a list, here or again further down.
  if (pair?.name === name) return undefined;
  const elsewhere = trace.graph.stages.flatMap((one) =>
    one.instructions.flatMap(({ name: kind, pairs }) =>
      kind === 'ENV' || kind === 'ARG'
        ? pairs.filter((own) => own.name === name).map(({ nameSpan }) => ({ one, nameSpan }))
        : [],
    ),
  );
  // A label says in words what something is; the name may be meant.
  if (instruction.name === 'LABEL') return undefined;
  const here = elsewhere.find(({ one }) => one === stage.stage);
  const [first] = elsewhere;
  if (here !== undefined) return { why: 'later', set: here.nameSpan };
  return first === undefined ? undefined : { why: 'stage', set: first.nameSpan };
}

/** A name that is set before the first FROM. */
function settingOf({ graph }: Trace, name: string): Setting | undefined {
  if (!graph.globalArgs.has(name)) return undefined;
  for (const instruction of graph.file.instructions) {
    if (instruction.name === 'FROM') break;
    const pair = instruction.pairs.find((one) => one.name === name);
    if (pair !== undefined) return { why: 'global', set: pair.nameSpan };
  }
  return { why: 'platform' };
}

/** Commands of the container that use an ARG with a value, of which the container knows nothing. */
function inContainer(trace: Trace, target: StageTrace): OutOfScope[] {
  const { config } = target.end;
  const direct = config.entrypoint === undefined || isTransparent(target);
  const lines = [direct ? config.cmd : undefined, config.entrypoint, config.healthcheck];
  const all: OutOfScope[] = [];
  for (const { instruction } of target.steps) {
    const used = lines.some((line) => line?.origin.at?.start === instruction.span.start);
    const script = used ? scriptIn(instruction, config.shell) : undefined;
    if (script === undefined) continue;
    for (const { name, span } of outerVariables(script, 'answers')) {
      const set = config.env.has(name) ? undefined : argOf(trace, target, name);
      if (maySet(target.end.base?.family ?? 'scratch', name)) continue;
      if (set !== undefined)
        all.push({ name, span, stage: target, instruction, why: 'container', set });
    }
  }
  return all;
}

/** The entrypoint of the Node images starts what it is given and sets nothing. */
function isTransparent({ end }: StageTrace): boolean {
  return end.config.entrypoint?.origin.by === 'base' && end.base?.family === 'node';
}

/** The ARG with a value that a stage, one below it, or the file's head declares. */
function argOf(trace: Trace, target: StageTrace, name: string): Span | undefined {
  let stage: StageTrace | undefined = target;
  while (stage !== undefined) {
    for (const { name: kind, pairs } of stage.stage.instructions) {
      const pair = kind === 'ARG' ? pairs.find((one) => one.name === name) : undefined;
      if (pair?.value !== undefined && pair.value !== '') return pair.nameSpan;
    }
    const { base }: StageTrace['stage'] = stage.stage;
    stage = base.kind === 'stage' ? trace.stages[base.index] : undefined;
  }
  const global = settingOf(trace, name);
  const value = trace.graph.globalArgs.get(name);
  return value === undefined || value === '' ? undefined : global?.set;
}
