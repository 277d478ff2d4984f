import type { FileTree, ImageState } from '../facts/image.ts';
import type { Tree } from './tree/tree.ts';

/** The interpreter's own view of a state's files: every state is made here, with such a tree. */
export function treeOf(state: ImageState): Tree {
  const { files } = state;
  if (!isTree(files)) throw new TypeError('the state was not made by the image model');
  return files;
}

function isTree(files: FileTree): files is Tree {
  return 'root' in files && 'havoc' in files;
}
