import { type Bytes, NO_BYTES, measured } from '../../facts/bytes.ts';
import type { BaseFacts, BaseFile, Entry } from '../../facts/image.ts';
import { type Fact, type Origin, known } from '../../facts/origin.ts';
import { Names } from '../tree/names.ts';
import { type Node, impliedDirectory } from '../tree/node.ts';
import { type Tree, makeTree } from '../tree/tree.ts';

/** The tree of an image whose files were read: whatever is not among them is not there. */
export function treeOfFiles(base: BaseFacts, files: readonly BaseFile[], origin: Origin): Tree {
  const owner = {};
  const directory = (): Node => ({
    is: 'yes',
    entry: impliedDirectory(origin, 0),
    origin,
    stamp: 0,
    children: new Names(),
    complete: true,
    owner,
  });
  const root = directory();
  const share = sharing(origin);
  for (const file of files) {
    const parts = file.path.split('/').filter((part) => part !== '');
    const name = parts.pop();
    if (name === undefined) continue;
    let at = root;
    for (const part of parts) {
      let next = at.children?.get(part);
      if (next?.children === undefined) {
        next = directory();
        at.children?.set(part, next);
      }
      at = next;
    }
    const before = at.children?.get(name);
    const entry = entryOf(file, share, origin);
    const children = file.kind === 'dir' ? (before?.children ?? new Names()) : undefined;
    at.children?.set(name, { is: 'yes', entry, origin, stamp: 0, children, complete: true, owner });
  }
  return withoutMounts(root, base, directory);
}

/** The engine makes these when it starts a container, whatever the image holds. */
function withoutMounts(root: Node, { os }: BaseFacts, directory: () => Node): Tree {
  if (os.id !== 'windows')
    for (const name of ['dev', 'proc', 'sys']) {
      const open = { ...(root.children?.get(name) ?? directory()), complete: false };
      root.children?.set(name, open);
    }
  return makeTree(root, [], 0);
}

interface Sharing {
  id(value: number): Fact<number>;
  size(bytes: number | undefined): Bytes;
}

/** Thousands of files have the same few owners and modes: they share their facts. */
function sharing(origin: Origin): Sharing {
  const ids = new Map<number, Fact<number>>();
  return {
    id(value) {
      let fact = ids.get(value);
      if (fact === undefined) ids.set(value, (fact = known(value, origin)));
      return fact;
    },
    size: (bytes) => (bytes === undefined ? NO_BYTES : measured(bytes)),
  };
}

function entryOf(file: BaseFile, share: Sharing, origin: Origin): Entry {
  return {
    kind: file.kind,
    uid: share.id(file.uid),
    gid: share.id(file.gid),
    mode: share.id(file.mode),
    size: share.size(file.size),
    ...(file.target === undefined ? {} : { target: file.target }),
    ...(file.text === undefined ? {} : { content: { text: file.text } }),
    layer: 0,
    origin,
  };
}
