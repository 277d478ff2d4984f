import type { Found } from '../../facts/project.ts';
import { evidence, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type PyModule, callsOf, literal, moduleFile } from './module.ts';
import type { PyProject } from './project.ts';

/** A Django project: where its settings are and what serves it. */
export interface DjangoProject {
  /** Directory of manage.py relative to the application, `.` for itself. */
  readonly root: string;
  readonly settings?: string;
  /** `module:attribute`, e.g. `harbour.wsgi:application`. */
  readonly wsgi?: string;
  readonly asgi?: string;
  readonly manage: string;
}

/** Finds manage.py and what it names; undefined when there is none. */
export function findDjango(view: ProjectView, project: PyProject): DjangoProject | undefined {
  const manage = project.modules.find((one) => /(?:^|\/)manage\.py$/.test(one.file));
  if (manage === undefined) return undefined;
  const root = manage.file.slice(0, -'manage.py'.length).replace(/\/$/, '') || '.';
  const settings = callsOf(manage, /^os\.environ\.setdefault$/)
    .filter((call) => literal(manage.source, call.positional[0]) === 'DJANGO_SETTINGS_MODULE')
    .map((call) => literal(manage.source, call.positional[1]))[0];
  const wsgi = setting(project, 'WSGI_APPLICATION') ?? besideSettings(view, root, settings, 'wsgi');
  const asgi = setting(project, 'ASGI_APPLICATION') ?? besideSettings(view, root, settings, 'asgi');
  const relative = project.dir === '.' ? root : root.slice(project.dir.length + 1) || '.';
  return {
    root: relative,
    manage: manage.file,
    ...(settings !== undefined && { settings }),
    ...(wsgi !== undefined && { wsgi: asTarget(wsgi) }),
    ...(asgi !== undefined && { asgi: asTarget(asgi) }),
  };
}

function asTarget(dotted: string): string {
  return dotted.includes(':') ? dotted : dotted.replace(/\.(\w+)$/, ':$1');
}

/** A setting with a string value, from files that look like settings. */
function setting(project: PyProject, name: string): string | undefined {
  for (const module of project.modules) {
    if (!/settings|config/.test(module.file)) continue;
    const match = new RegExp(`^${name}[ \\t]*=[ \\t]*(?=["'])`, 'm').exec(module.source.code);
    const value = match && module.source.stringAt(match.index + match[0].length);
    if (value && !value.computed) return value.value;
  }
  return undefined;
}

function besideSettings(
  view: ProjectView,
  root: string,
  settings: string | undefined,
  kind: 'wsgi' | 'asgi',
): string | undefined {
  const parts = settings?.split('.') ?? [];
  for (let length = parts.length - 1; length > 0; length--) {
    const packageParts = parts.slice(0, length);
    if (view.exists(joinPath(root, ...packageParts, `${kind}.py`)))
      return `${packageParts.join('.')}.${kind}.application`;
  }
  return undefined;
}

/** Routes from `path()` in `urls.py` files, those that ROOT_URLCONF reaches through `include`. */
export function djangoRoutes(project: PyProject): readonly Found<string>[] {
  const conf = setting(project, 'ROOT_URLCONF');
  if (conf === undefined) return [];
  const files = new Set(project.byFile.keys());
  const anywhere = project.modules.find((one) =>
    one.file.endsWith(`${conf.split('.').join('/')}.py`),
  );
  return anywhere ? patternsOf(project, anywhere, '/', files, 4) : [];
}

function patternsOf(
  project: PyProject,
  module: PyModule,
  prefix: string,
  files: ReadonlySet<string>,
  hops: number,
): readonly Found<string>[] {
  return callsOf(module, /^(?:path|re_path|url)$/).flatMap((call) => {
    const written = literal(module.source, call.positional[0]);
    if (written === undefined) return [];
    const part =
      call.callee === 'path' ? written : written.replace(/^\^|\$$/g, '').replace(/\/\?$/, '/');
    const here = prefix + part;
    const view = call.positional[1];
    if (view === undefined || !view.text.startsWith('include'))
      return [
        found(here, 'certain' as const, evidence(module.file, module.source.line(call.start))),
      ];
    const target = /^include\(\s*\(?\s*["']([\w.]+)["']/.exec(view.text)?.[1];
    const file =
      target === undefined ? undefined : moduleFile(module.file, target, project.dir, files);
    const next = project.byFile.get(file ?? '');
    return next && hops > 0 ? patternsOf(project, next, here, files, hops - 1) : [];
  });
}
