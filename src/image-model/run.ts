import type { Dockerfile, Instruction } from '../dockerfile/types.ts';
import { type Bytes, NO_BYTES, UNKNOWN_BYTES, addBytes } from '../facts/bytes.ts';
import type { CommandTrace, ImageState, StepTrace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Origin, known } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { isSystemPackage } from '../programs/effect.ts';
import { bodyOf, scriptOfBody } from '../shell/body.ts';
import { shellPragmas } from '../shell/in-force.ts';
import { optionsIn } from '../shell/options.ts';
import { opaqueScript } from '../shell/parse.ts';
import type { ShellScript } from '../shell/types.ts';
import { doubtedAccounts } from './accounts.ts';
import { treeOf } from './as-tree.ts';
import { runList } from './evaluate.ts';
import { type Machine, either } from './machine.ts';
import { type Mounted, mount, unmount } from './mounts.ts';
import { type StageScope, variableOf } from './scope.ts';
import { runNeeds } from './run-needs.ts';
import { mayNeedBash, plainShell, syntaxNeed } from './run-shell.ts';
import type { Session } from './session.ts';
import type { Progress } from './sources.ts';
import { runSubshell } from './subshell.ts';
import { isUnder } from './tree/paths.ts';
import { writtenBetween } from './tree/walk.ts';

/** Commands followed in one RUN. */
const MOST_COMMANDS = 1_000;

const scripts = new WeakMap<Instruction, ShellScript>();

/** The script of a RUN; parsed once for an instruction and a shell. */
function scriptOf(
  file: Dockerfile,
  instruction: Instruction,
  shell: readonly string[],
): ShellScript {
  const standard = shell.length === 2 && shell[0] === '/bin/sh';
  const cached = standard ? scripts.get(instruction) : undefined;
  if (cached) return cached;
  const body = bodyOf(instruction, shell, file.text);
  const script = body ? scriptOfBody(body) : opaqueScript('', 'other', instruction.span);
  if (standard) scripts.set(instruction, script);
  return script;
}

/** Interprets a RUN. */
export function runStep(
  progress: Progress,
  stage: number,
  before: ImageState,
  instruction: Instruction,
  scope: StageScope,
): StepTrace {
  const origin: Origin = { by: 'command', at: instruction.span, what: 'RUN' };
  const mounted = mount(progress, stage, before, instruction, scope);
  const { file } = progress.graph;
  const shell = shellPragmas(file).get(instruction) ?? before.config.shell;
  const script = scriptOf(file, instruction, shell);
  const layer = before.layers.length + 1;
  // Mounts may bring the shell.
  const seen = { ...before, files: mounted.files };
  const plain = plainShell(mounted.files, before.base, script, shell);
  const { start: from, end: to } = instruction.span;
  const unread =
    plain && mayNeedBash(file.text.slice(from, to)) ? syntaxNeed(plain, script.nodes) : undefined;
  const [need] = [...runNeeds(seen, instruction, shell), ...(unread ? [unread] : [])];
  if (need) return impossible(before, instruction, need, mounted.inputs);
  const session: Session = {
    input: progress.input,
    config: before.config,
    base: before.base,
    layer,
    variables: { get: (name) => variableOf(scope, name, origin) },
    openEnvironment: scope.open !== undefined,
    bash: script.dialect === 'bash',
    commands: [],
    inputs: [...scope.scope.args().keys()].map((name) => ({ kind: 'arg', name })),
    budget: Math.min(MOST_COMMANDS, progress.left.commands),
    lastOutput: undefined,
    substituted: new Map(),
    platform: platformOf(progress, stage),
    ...(isInsecure(instruction) ? {} : { builds: true }),
    plain,
    runList,
  };
  const start = startingMachine(before, mounted, shell, origin);
  const result = runSubshell(session, script.nodes, start, { conditional: false, depth: 0 });
  progress.left.commands -= Math.min(MOST_COMMANDS, progress.left.commands) - session.budget;
  if (session.budget <= 0) return exhausted(before, instruction, session, start, mounted);
  const succeeds: Tri =
    result.bad === undefined ? 'yes' : result.ok === undefined ? 'no' : 'unknown';
  const end = result.ok ?? either(result.bad, undefined) ?? start;
  return finished(before, instruction, session.commands, end, succeeds, mounted, session);
}

/** What a RUN starts with; `SHELL` may set options. */
function startingMachine(
  before: ImageState,
  mounted: Mounted,
  shell: readonly string[],
  origin: Origin,
): Machine {
  const options = optionsIn(shell.slice(1)).filter((one) => one.on);
  const errexit = options.some((one) => one.name === 'errexit');
  const pipefail = options.some((one) => one.name === 'pipefail');
  return {
    files: mounted.files,
    packages: before.packages,
    leftovers: before.leftovers,
    spread: NO_BYTES,
    shell: {
      cwd: before.config.workdir.known
        ? known(before.config.workdir.value, origin)
        : before.config.workdir,
      variables: new Map(),
      functions: new Map(),
      errexit,
      pipefail,
    },
  };
}

/** `RUN --security=insecure` may write where others may only read. */
function isInsecure({ flags }: Instruction): boolean {
  return flags.some(({ name }) => name === 'security');
}

/** A RUN that fails before its first command. */
function impossible(
  before: ImageState,
  instruction: Instruction,
  need: Need,
  cacheInputs: StepTrace['cacheInputs'],
): StepTrace {
  const layers = [...before.layers, { instruction, size: NO_BYTES }];
  return {
    instruction,
    before,
    after: { ...before, layers },
    commands: [],
    needs: [need],
    cacheInputs,
    succeeds: 'no',
    writes: NO_BYTES,
  };
}

/** The platform of a stage: its own, that of the stage it starts from, or the one that is built for. */
function platformOf(progress: Progress, index: number): string {
  const stage = progress.graph.stages[index];
  if (stage?.platform !== undefined) return stage.platform;
  return stage?.base.kind === 'stage' && stage.base.index < index
    ? platformOf(progress, stage.base.index)
    : progress.input.platform;
}

/** A script with more commands than are followed: anything may have come of it. */
function exhausted(
  before: ImageState,
  instruction: Instruction,
  session: Session,
  start: Machine,
  mounted: Mounted,
): StepTrace {
  const because: Origin = {
    by: 'command',
    at: instruction.span,
    what: 'a script too long to follow',
  };
  const files = start.files.apply([], [{ path: '/', because }]);
  const end: Machine = { ...start, files, spread: UNKNOWN_BYTES };
  return finished(before, instruction, session.commands, end, 'unknown', mounted, session);
}

/** Bytes of packages that share what they depend on: at least the largest, at most all of them. */
function together(sizes: readonly Bytes[]): Bytes {
  const sum = addBytes(NO_BYTES, ...sizes);
  return { ...sum, low: sizes.reduce((most, { low }) => Math.max(most, low), 0) };
}

function finished(
  before: ImageState,
  instruction: Instruction,
  commands: readonly CommandTrace[],
  end: Machine,
  succeeds: Tri,
  mounted: Mounted,
  session: Session,
): StepTrace {
  const old = treeOf(before);
  const bare = unmount(end.files, mounted, old);
  const doubted = doubtedAccounts(bare);
  const files = doubted.length > 0 ? bare.apply(doubted) : bare;
  const fresh = end.packages.filter(
    (one) => isSystemPackage(one) && !before.packages.includes(one),
  );
  const writes = addBytes(
    writtenBetween(old, files, session.layer),
    end.spread,
    together(fresh.map((one) => one.size)),
  );
  // What was written under a mount is not in the image.
  const leftovers = end.leftovers.filter(
    (one) =>
      before.leftovers.includes(one) ||
      !mounted.targets.some((target) => isUnder(one.path, target)),
  );
  const after: ImageState = {
    ...before,
    files,
    packages: end.packages,
    leftovers,
    layers: [...before.layers, { instruction, size: writes }],
  };
  return {
    instruction,
    before,
    after,
    commands,
    cacheInputs: [...mounted.inputs, ...session.inputs],
    succeeds,
    writes,
  };
}
