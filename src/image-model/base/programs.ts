import { NO_BYTES } from '../../facts/bytes.ts';
import type { BaseFacts } from '../../facts/image.ts';
import type { Tri } from '../../facts/tri.ts';
import { type Origin, known } from '../../facts/origin.ts';
import { type Changing, update } from '../tree/change.ts';
import { Names } from '../tree/names.ts';
import { type Node, impliedDirectory } from '../tree/node.ts';
import { reach } from '../tree/reach.ts';
import { type Tree, makeTree } from '../tree/tree.ts';

// A base has some thousand names of programs, there or not, and its tree is made at the start of
// nearly every run: the names go into their directories at once, and share their nodes.

/** Where programs lie, besides the directories of PATH. */
const PROGRAM_DIRECTORIES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/** Puts a base's programs into its tree, and the knowledge of which ones are not there. */
export function withPrograms(tree: Tree, base: BaseFacts, origin: Origin): Tree {
  const stamp = tree.stamp + 1;
  const how: Changing = { owner: {}, stamp, origin, layer: 0, havoc: tree.havoc };
  const there = programNode(origin, stamp);
  const gone: Node = { ...there, is: 'no', entry: undefined };
  const listed = byDirectory(base.programs);
  const path = (base.env['PATH'] ?? '').split(':').filter((one) => one.startsWith('/'));
  const searched = new Set([...path, ...PROGRAM_DIRECTORIES]);
  let { root } = tree;
  for (const dir of new Set([...listed.keys(), ...searched])) {
    const present = listed.get(dir) ?? [];
    const absent = searched.has(dir) ? absentIn(base, dir, listed) : [];
    const isClosed = base.complete && searched.has(dir);
    if (present.length + absent.length === 0 && !isClosed) continue;
    root = update(
      root,
      reach(root, dir, true).path,
      how,
      (before) => {
        const children = before?.children?.copy() ?? new Names();
        if (!isClosed) for (const name of absent) if (!children.has(name)) children.set(name, gone);
        for (const name of present) children.set(name, there);
        return {
          ...directory(before, how, present.length > 0 ? 'yes' : 'unknown'),
          children,
          complete: isClosed || before?.complete === true,
        };
      },
      present.length > 0 ? 'yes' : 'unknown',
    );
  }
  for (const one of base.without)
    if (one.startsWith('/')) root = update(root, one, how, () => gone, 'unknown');
  return makeTree(root, tree.havoc, stamp);
}

function programNode(origin: Origin, stamp: number): Node {
  const mode = known(0o755, origin);
  const entry = { ...impliedDirectory(origin, 0), kind: 'file' as const, mode, size: NO_BYTES };
  return { is: 'yes', entry, origin, stamp, children: undefined, complete: true, owner: undefined };
}

function directory(before: Node | undefined, { origin, stamp, owner }: Changing, is: Tri): Node {
  if (before !== undefined && before.is !== 'no') return { ...before, owner };
  const entry = impliedDirectory(origin, 0);
  // With nothing in it that is known, it may be there or not.
  return { is, entry, origin, stamp, children: undefined, complete: false, owner };
}

/** Names by the directory they are listed in. */
function byDirectory(paths: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const slash = path.lastIndexOf('/');
    const dir = slash <= 0 ? '/' : path.slice(0, slash);
    const names = found.get(dir);
    if (names) names.push(path.slice(slash + 1));
    else found.set(dir, [path.slice(slash + 1)]);
  }
  return found;
}

/** Names known not to be in a directory; `/bin` and `/usr/bin` may be one. */
function absentIn(
  base: BaseFacts,
  dir: string,
  listed: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const twin = dir.startsWith('/usr/') ? dir.slice('/usr'.length) : `/usr${dir}`;
  const present = new Set([...(listed.get(dir) ?? []), ...(listed.get(twin) ?? [])]);
  return base.without.filter((name) => !name.startsWith('/') && !present.has(name));
}
