import { type ParsedMount, runMounts } from '../dockerfile/instructions.ts';
import type { CommandTrace, StageTrace, StepTrace, Trace } from '../facts/image.ts';
import { CACHE_KEEPERS, type CacheKeeper } from '../knowledge/cache-directories.ts';
import { bodyOf } from '../shell/body.ts';
import type { ShellNode } from '../shell/types.ts';
import type { Span } from '../text/span.ts';
import { accountsIn, uidOf } from './accounts.ts';
import { isUnder, resolvePath } from './tree/paths.ts';

/** A cache mount in which the next build finds nothing of what this one downloaded. */
export interface IdleMount {
  readonly stage: StageTrace;
  readonly span: Span;
  readonly target: string;
  readonly tool: string;
  readonly why:
    /** `by` empties it in the same RUN. */
    | { readonly kind: 'emptied'; readonly by: string }
    /** The base image's apt deletes every package that it has installed. */
    | { readonly kind: 'docker-clean' }
    /** `by` makes the tool keep nothing. */
    | { readonly kind: 'off'; readonly by: string }
    /** The tool keeps it elsewhere. */
    | { readonly kind: 'elsewhere'; readonly place: string; readonly user: string }
    /** Root's directory, for another user. */
    | { readonly kind: 'owner'; readonly user: string };
}

/** The cache mounts of a trace that are proved to be without use. */
export function idleMounts(trace: Trace): readonly IdleMount[] {
  if (!/type=cache/i.test(trace.graph.file.text)) return [];
  const all: IdleMount[] = [];
  for (const stage of trace.stages)
    for (const step of stage?.steps ?? [])
      if (stage !== undefined && step.instruction.name === 'RUN')
        all.push(...inRun(trace, stage, step));
  return all;
}

function inRun(trace: Trace, stage: StageTrace, step: StepTrace): IdleMount[] {
  const mounts = runMounts(step.instruction).filter(({ type }) => type === 'cache');
  if (mounts.length === 0 || step.succeeds === 'no' || !isPlain(step)) return [];
  const { workdir } = step.before.config;
  return mounts.flatMap((mount): IdleMount[] => {
    const written = mount.target ?? '';
    if (written === '' || written.includes('$') || mount.from !== undefined) return [];
    const target = resolvePath(workdir.known ? workdir.value : '/', written);
    for (const [tool, keeper] of Object.entries(CACHE_KEEPERS)) {
      const why = whyIdle(trace, step, mount, target, tool, keeper);
      if (why !== undefined) return [{ stage, span: mount.flag.span, target, tool, why }];
    }
    return [];
  });
}

/** Commands that run one after the other, each for certain. */
function isPlain(step: StepTrace): boolean {
  const { instruction, before } = step;
  const body = bodyOf(instruction, before.config.shell);
  if (body?.kind === 'exec') return true;
  const plain = (node: ShellNode): boolean =>
    node.kind === 'command' ||
    (node.kind === 'group' && node.body.every(plain)) ||
    (node.kind === 'logic' &&
      plain(node.first) &&
      node.rest.every(({ operator, node: one }) => operator === '&&' && plain(one)));
  return body?.kind === 'shell' && body.script.nodes.every(plain);
}

function whyIdle(
  trace: Trace,
  step: StepTrace,
  mount: ParsedMount,
  target: string,
  tool: string,
  keeper: CacheKeeper,
): IdleMount['why'] | undefined {
  const fills = step.commands.filter((one) => isFilling(one, keeper));
  if (fills.length === 0 || !isMeant(target, keeper)) return undefined;
  const by = emptying(step, target, keeper);
  if (by !== undefined) return { kind: 'emptied', by };
  const off = switchedOff(step, fills, keeper);
  if (off !== undefined) return { kind: 'off', by: off };
  if (tool === 'apt') return hasDockerClean(trace, step) ? { kind: 'docker-clean' } : undefined;
  return keeper.home === '' ? undefined : misplaced(trace, step, mount, target, keeper);
}

function isFilling({ program = '', words }: CommandTrace, keeper: CacheKeeper): boolean {
  const known = words.filter((word) => word !== undefined);
  // `python -m pip` is pip.
  const module = known[1] === '-m' ? (known[2] ?? '') : '';
  const name = keeper.programs.test(program) ? program : module;
  if (!keeper.programs.test(name)) return false;
  return keeper.fills === undefined || known.some((word) => keeper.fills?.test(word) === true);
}

/** Whether a directory is one of the tool's, of whatever user. */
function isMeant(target: string, { home, fixed = [], moved = {} }: CacheKeeper): boolean {
  if (fixed.includes(target)) return true;
  if (home === '') return false;
  const known = [
    home,
    ...Object.values(moved).flatMap((below) => (below === '' ? [] : [below.slice(1)])),
  ];
  return known.some(
    (one) =>
      new RegExp(`^(/root|/home/[^/]+)/${one.replaceAll('.', '\\.')}$`).test(target) ||
      target === `/${one}` ||
      target === `/go/${one}` ||
      target === `/usr/local/cargo/${one}`,
  );
}

/** The command that empties the directory in the same RUN. */
function emptying(step: StepTrace, target: string, keeper: CacheKeeper): string | undefined {
  for (const { program, words } of step.commands) {
    if (words.includes(undefined)) continue;
    const text = words.join(' ');
    if (program === 'rm' ? removes(words.slice(1), target) : keeper.empties?.test(text) === true)
      return text;
  }
  return undefined;
}

/** `rm -rf` of a directory, of one above it, or of all that is in either. */
function removes(words: readonly (string | undefined)[], target: string): boolean {
  if (!words.some((word) => /^-\w*[rR]/.test(word ?? '') || word === '--recursive')) return false;
  return words.some((word) => {
    if (word?.startsWith('/') !== true) return false;
    const path = word.replace(/\/(\*|\.)?$/, '');
    // The lists are all that apt keeps in its directory.
    return (
      path !== '' &&
      !/[*?[]/.test(path) &&
      (isUnder(target, path) || (target === '/var/lib/apt' && path === '/var/lib/apt/lists'))
    );
  });
}

function switchedOff(
  step: StepTrace,
  fills: readonly CommandTrace[],
  { without, withoutVariable }: CacheKeeper,
): string | undefined {
  const option = fills[0]?.words.find((word) => word !== undefined && without?.test(word) === true);
  if (option !== undefined && fills.every(({ words }) => words.includes(option))) return option;
  if (withoutVariable === undefined) return undefined;
  const text = step.instruction.body?.text ?? '';
  const set = step.before.config.env.get(withoutVariable);
  const says = set?.known === true && /^(1|true|yes|on)$/i.test(set.value);
  return says && !text.includes(withoutVariable) ? `${withoutVariable}=${set.value}` : undefined;
}

const DOCKER_CLEAN = '/etc/apt/apt.conf.d/docker-clean';

function hasDockerClean({ graph: { file } }: Trace, { before }: StepTrace): boolean {
  const { base, files } = before;
  if (base?.os.id !== 'debian' && base?.os.id !== 'ubuntu') return false;
  // Whoever writes settings of apt may write this one.
  if (/docker-clean|Keep-Downloaded|apt\.conf/i.test(file.text)) return false;
  return files.get(DOCKER_CLEAN).is === 'yes';
}

/** A cache that the tool keeps elsewhere, or that its user cannot write. */
function misplaced(
  trace: Trace,
  step: StepTrace,
  mount: ParsedMount,
  target: string,
  keeper: CacheKeeper,
): IdleMount['why'] | undefined {
  const { config } = step.before;
  const text = step.instruction.body?.text ?? '';
  if (!config.user.known || /sudo|cache[-_]?dir|--cache\b|HOME=|CACHE|\bsu\b|gosu/i.test(text))
    return undefined;
  const name = config.user.value.split(':')[0] ?? '';
  const user = name === '' ? 'root' : name;
  const uid = uidOf(config, step.before.files);
  const isRoot = user === 'root' || user === '0' || (uid.known && uid.value === 0);
  const place = placeOf(step, user, isRoot, keeper);
  if (place === undefined) return undefined;
  if (!isUnder(place, target) && !isUnder(target, place)) return { kind: 'elsewhere', place, user };
  if (isRoot || !isRootsMount(trace, mount)) return undefined;
  return { kind: 'owner', user };
}

/** Where the tool of this user keeps its cache; undefined: not known. */
function placeOf(
  step: StepTrace,
  user: string,
  isRoot: boolean,
  { home, moved = {} }: CacheKeeper,
): string | undefined {
  const { config, files } = step.before;
  for (const [variable, below] of Object.entries(moved)) {
    const value = config.env.get(variable);
    if (value?.known === false) return undefined;
    if (value !== undefined && value.value !== '')
      return `${value.value.replace(/\/$/, '')}${below}`;
  }
  // Nobody knows what an image sets that nobody knows.
  if (step.before.base === undefined) return undefined;
  const set = config.env.get('HOME');
  if (set !== undefined) return undefined;
  const account = accountsIn(files).users.find(
    (one) => one.name === user || String(one.uid) === user,
  );
  const directory = isRoot ? '/root' : (account?.home ?? undefined);
  return directory === undefined ? undefined : `${directory}/${home}`;
}

/** Made by this mount, for root alone: no other one with the same id says whose it is. */
function isRootsMount({ graph }: Trace, mount: ParsedMount): boolean {
  const id = mount.id ?? mount.target;
  if (owned(mount) || mount.id?.includes('$') === true) return false;
  return !graph.stages.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        instruction.name === 'RUN' &&
        runMounts(instruction).some((one) => (one.id ?? one.target) === id && owned(one)),
    ),
  );
}

function owned({ fields }: ParsedMount): boolean {
  return fields.some(
    ({ key, value = '' }) => key === 'uid' || (key === 'mode' && /[2367]$/.test(value)),
  );
}
