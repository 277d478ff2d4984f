import type { BaseFacts } from '../../facts/image.ts';
import { ACCOUNTS_LOCK } from '../accounts.ts';
import { type Tree, emptyTree } from '../tree/tree.ts';
import { directories, freePlaces, homes } from './directories.ts';
import { accounts, apt, goPath, python } from './families.ts';
import { layoutOf } from './layout.ts';
import { withPrograms } from './programs.ts';
import { treeOfFiles } from './read.ts';
import { Sketch } from './sketch.ts';

const trees = new WeakMap<BaseFacts, Tree>();

/** The files of a base image as far as its facts tell them; made once for a record. */
export function baseTree(base: BaseFacts | undefined, ref: string | undefined): Tree {
  if (base === undefined) {
    const what = ref === undefined ? 'a base image that is not known' : ref;
    return emptyTree({ by: 'base', what }, false);
  }
  let tree = trees.get(base);
  if (!tree) {
    tree = build(base);
    trees.set(base, tree);
  }
  return tree;
}

/** An empty root file system. */
export function scratchTree(): Tree {
  return emptyTree({ by: 'base', what: 'scratch' }, true);
}

/** What comes later holds against what came before: the parts are in that order. */
function build(base: BaseFacts): Tree {
  if (base.flavour === 'scratch') return scratchTree();
  const sketch = new Sketch(base.ref);
  const { origin } = sketch;
  if (base.files !== undefined) return treeOfFiles(base, base.files, origin);
  const layout = layoutOf(base);
  directories(sketch, base, layout);
  homes(sketch, base);
  if (base.workdir !== '/' && base.workdir !== '') sketch.put(base.workdir, 'dir', {}, true);
  if (base.family === 'golang') goPath(sketch);
  freePlaces(sketch, base);
  if (base.packageManager === 'apt') apt(sketch, base);
  python(sketch, base);
  accounts(sketch, base);
  sketch.remove(ACCOUNTS_LOCK);
  for (const name of layout.doubtful) sketch.perhaps(`/${name}`);
  for (const path of programDirectories(base)) sketch.put(path, 'dir', {}, true);
  return withPrograms(emptyTree(origin, layout.closed).apply(sketch.changes), base, origin);
}

/** Directories at the top that hold programs: there is more in them. */
function programDirectories({ programs }: BaseFacts): string[] {
  const tops = new Set(programs.map((one) => one.split('/').slice(0, 2).join('/')));
  const common = new Set(['/bin', '/sbin', '/usr', '/lib', '/lib64', '/etc', '/opt', '/var']);
  return [...tops].filter((one) => !common.has(one));
}
