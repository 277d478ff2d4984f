import type { Found } from '../../facts/project.ts';
import { evidence, found } from '../../project/evidence.ts';
import { joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

interface Layout {
  readonly key: string;
  readonly dirs: readonly string[];
  /** The file's path below the directory, as a route; group 1 is the route without its slash. */
  readonly file: RegExp;
  readonly prefix: string;
}

/** Frameworks whose routes are files. */
const LAYOUTS: readonly Layout[] = [
  { key: 'next', dirs: ['app', 'src/app'], file: /^(.*?)\/?(?:page|route)\.[jt]sx?$/, prefix: '' },
  {
    key: 'next',
    dirs: ['pages', 'src/pages'],
    file: /^(?!_|.*\/_)(.*?)(?:\/?index)?\.[jt]sx?$/,
    prefix: '',
  },
  { key: 'nuxt', dirs: ['pages', 'app/pages'], file: /^(.*?)(?:\/?index)?\.vue$/, prefix: '' },
  {
    key: 'nuxt',
    dirs: ['server/api'],
    file: /^(.*?)(?:\/?index)?(?:\.get)?\.[jt]s$/,
    prefix: 'api',
  },
  {
    key: 'nuxt',
    dirs: ['server/routes'],
    file: /^(.*?)(?:\/?index)?(?:\.get)?\.[jt]s$/,
    prefix: '',
  },
  {
    key: '@sveltejs/kit',
    dirs: ['src/routes'],
    file: /^(.*?)\/?\+(?:page\.svelte|server\.[jt]s)$/,
    prefix: '',
  },
  {
    key: 'astro',
    dirs: ['src/pages'],
    file: /^(.*?)(?:\/?index)?\.(?:astro|[jt]s|md)$/,
    prefix: '',
  },
];

/** Routes of frameworks that take them from the file tree, parameters left out. */
export function fileRoutes(
  view: ProjectView,
  dir: string,
  packages: ReadonlySet<string>,
): readonly Found<string>[] {
  const routes: Found<string>[] = [];
  for (const layout of LAYOUTS) {
    if (!packages.has(layout.key)) continue;
    for (const place of layout.dirs) {
      const base = joinPath(dir, place);
      for (const file of view.files(base)) {
        const path = layout.file.exec(relativeTo(base, file) ?? '')?.[1];
        if (path === undefined || /\.(?:post|put|delete|patch)$/.test(path)) continue;
        // (groups) do not show in the address; [parameters], @slots and _private parts cannot be asked.
        const parts = path.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
        if (parts.some((part) => /^[[@_]/.test(part))) continue;
        const route = `/${[layout.prefix, ...parts].filter((part) => part !== '').join('/')}`;
        routes.push(found(route, 'certain', evidence(file, undefined, 'file route')));
      }
    }
  }
  return routes;
}
