import { listing } from './open-project.ts';
import { dirName, insidePath } from './paths.ts';
import { isVendored } from './vendored.ts';
import type { ProjectView } from './view.ts';
import { byUnits } from './walk.ts';

/** A view over texts in memory, for tests, editors and browsers. Keys are paths relative to the root. */
export function memoryView(
  texts: Readonly<Record<string, string>>,
  root = '/project',
): ProjectView {
  const files = new Map(Object.entries(texts));
  const dirs = new Map<string, string[]>([['.', []]]);
  for (const path of files.keys()) {
    let here = path;
    while (here !== '.') {
      const above = dirName(here);
      const names = dirs.get(above) ?? [];
      const name = here.slice(above === '.' ? 0 : above.length + 1);
      if (!names.includes(name)) names.push(name);
      dirs.set(above, names);
      here = above;
    }
  }
  const own = [...files.keys()].filter((path) => !inVendored(path, dirs)).toSorted(byUnits);
  return {
    root,
    text: (path) => files.get(insidePath(path) ?? ''),
    exists: (path) => {
      const inside = insidePath(path) ?? '';
      return files.has(inside) || dirs.has(inside);
    },
    isDir: (path) => dirs.has(insidePath(path) ?? ''),
    ...listing(() => own),
  };
}

function inVendored(path: string, dirs: ReadonlyMap<string, readonly string[]>): boolean {
  for (let dir = dirName(path); dir !== '.'; dir = dirName(dir)) {
    const above = dirName(dir);
    const name = dir.slice(above === '.' ? 0 : above.length + 1);
    if (isVendored(name, dirs.get(above) ?? [])) return true;
  }
  return false;
}
