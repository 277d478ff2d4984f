import type { Entry, ImageState, CommandLine } from '../facts/image.ts';
import type { Fact, Origin } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { treeOf } from '../image-model/as-tree.ts';
import { effectiveUid, sizeOf, usersOf } from '../image-model/queries.ts';
import { walk } from '../image-model/tree/walk.ts';
import type { Cause, CommandSet, FileTold, Moment, Told } from '../reports/state/report.ts';

/** Files of one moment that are listed. */
const MOST_FILES = 5_000;
/** Origins of origins that are told. */
const DEEPEST = 6;

/** What turns the model's facts into those of a report: lines for places, secrets masked. */
export interface Telling {
  lineAt(offset: number): number;
  mask(text: string): string;
}

export function causeOf(origin: Origin, telling: Telling, depth = 0): Cause {
  const { by, what, at, from } = origin;
  return {
    by,
    ...(what === undefined ? {} : { what: telling.mask(what) }),
    ...(at === undefined || at.end === 0 ? {} : { line: telling.lineAt(at.start) }),
    ...(from === undefined || depth >= DEEPEST ? {} : { from: causeOf(from, telling, depth + 1) }),
  };
}

function told<T>(fact: Fact<T>, telling: Telling): Told<T> {
  if (!fact.known) return { known: false, cause: causeOf(fact.because, telling) };
  const { value, origin } = fact;
  const shown = typeof value === 'string' ? (telling.mask(value) as T & string) : value;
  return { known: true, value: shown, cause: causeOf(origin, telling) };
}

/** A path as it is known; `is` other than yes has no entry, or one in doubt. */
export function fileTold(
  path: string,
  is: Tri,
  entry: Entry | undefined,
  origin: Origin,
  telling: Telling,
): FileTold {
  const known = entry && {
    kind: entry.kind,
    ...(entry.uid.known ? { uid: entry.uid.value } : {}),
    ...(entry.gid.known ? { gid: entry.gid.value } : {}),
    ...(entry.mode.known ? { mode: entry.mode.value.toString(8).padStart(4, '0') } : {}),
    size: entry.size,
    ...(entry.target === undefined ? {} : { target: telling.mask(entry.target) }),
    layer: entry.layer,
  };
  return { path: telling.mask(path), exists: is, ...known, cause: causeOf(origin, telling) };
}

/** Everything that is known of an image at one moment. */
export function momentOf(state: ImageState, telling: Telling): Moment {
  const { config } = state;
  const named = (facts: ReadonlyMap<string, Fact<string>>): Moment['env'] =>
    [...facts].map(([name, fact]) => ({ name, ...told(fact, telling) }));
  const { users, complete } = usersOf(state);
  const health = config.healthcheck;
  const test = health && (typeof health.test === 'string' ? [health.test] : health.test);
  return {
    ...baseOf(state),
    user: told(config.user, telling),
    uid: told(effectiveUid(state), telling),
    workdir: told(config.workdir, telling),
    shell: config.shell,
    env: named(config.env),
    ...(config.entrypoint ? { entrypoint: commandSet(config.entrypoint, telling) } : {}),
    ...(config.cmd ? { cmd: commandSet(config.cmd, telling) } : {}),
    ...(health ? { healthcheck: { none: health.none, test: (test ?? []).map(telling.mask) } } : {}),
    ...(config.stopSignal ? { stopSignal: told(config.stopSignal, telling) } : {}),
    exposed: config.exposed,
    volumes: config.volumes,
    labels: named(config.labels),
    users: {
      known: users.map(({ name, uid }) => (uid === undefined ? { name } : { name, uid })),
      complete,
    },
    packages: state.packages.map(({ manager, name, version, size, origin }) => ({
      manager,
      name: telling.mask(name),
      ...(version === undefined ? {} : { version }),
      size,
      cause: causeOf(origin, telling),
    })),
    leftovers: state.leftovers.map(({ kind, path, size, origin }) => ({
      kind,
      path,
      size,
      cause: causeOf(origin, telling),
    })),
    ...ownFiles(state, telling),
    inDoubt: treeOf(state).havoc.map(({ path, because }) => ({
      path,
      cause: causeOf(because, telling),
    })),
    layers: state.layers.length,
    size: sizeOf(state),
  };
}

function baseOf({ base }: ImageState): Pick<Moment, 'base'> {
  if (base === undefined) return {};
  const { os, runtime, packageManager } = base;
  return {
    base: {
      ref: base.ref,
      os: os.release === undefined ? os.id : `${os.id} ${os.release}`,
      libc: os.libc,
      ...(packageManager === undefined ? {} : { packageManager }),
      ...(runtime === undefined ? {} : { runtime: `${runtime.language} ${runtime.version}` }),
      confidence: base.confidence,
      source: base.source,
    },
  };
}

function commandSet(line: CommandLine, telling: Telling): CommandSet {
  const { form, words, origin } = line;
  return { form, words: words.map(telling.mask), cause: causeOf(origin, telling) };
}

/** Files that came after the base; of a longer list the first ones. */
function ownFiles(state: ImageState, telling: Telling): Pick<Moment, 'files' | 'filesListed'> {
  const files: FileTold[] = [];
  let listed = true;
  walk(treeOf(state), '/', (entry, relative, node) => {
    if (entry.layer === 0 || relative === '') return;
    if (files.length < MOST_FILES)
      files.push(fileTold(`/${relative}`, node.is, entry, node.origin, telling));
    else listed = false;
  });
  return { files, filesListed: listed };
}
