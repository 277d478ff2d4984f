import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type Call, type PyModule, type Value, callAt, callsOf, literal } from './module.ts';
import { type PyProject, originOf } from './project.ts';
import { djangoRoutes } from './django.ts';

interface Route {
  readonly node: string;
  readonly path: string;
  readonly module: PyModule;
  readonly offset: number;
}

interface Mount {
  readonly parent: string;
  readonly child: string;
  /** Undefined when it cannot be read: nothing below it is known. */
  readonly prefix: string | undefined;
}

/** GET routes without parameters, with the prefixes of the routers and blueprints they hang from. */
export function pythonRoutes(project: PyProject): readonly Found<string>[] {
  const prefixes = new Map<string, string | undefined>();
  const routes: Route[] = [];
  const mounts: Mount[] = [];
  for (const module of project.modules) {
    for (const [node, prefix] of routersOf(project, module)) prefixes.set(node, prefix);
    routes.push(...decorated(project, module), ...called(project, module));
    mounts.push(...mountsOf(project, module));
  }
  const all = routes.flatMap((route) =>
    fullPrefixes(route.node, mounts, prefixes, 5).map((prefix) => {
      const line = route.module.source.line(route.offset);
      return found(
        joinUrl(prefix, route.path),
        'certain' as const,
        evidence(route.module.file, line),
      );
    }),
  );
  return distinct([...all, ...djangoRoutes(project)].filter((one) => isPlain(one.value))).slice(
    0,
    200,
  );
}

/** Without parameters: `{id}`, `<id>`, `*`, `:id`. */
export function isPlain(path: string): boolean {
  return /^\/[\w\-./~%+@]*$/.test(path);
}

function joinUrl(prefix: string, path: string): string {
  const joined = `${prefix.replace(/\/+$/, '')}${path === '' || path.startsWith('/') ? path : `/${path}`}`;
  return joined.startsWith('/') ? joined : `/${joined}`;
}

function nodeOf(project: PyProject, module: PyModule, name: string): string {
  const origin = originOf(project, module, name);
  return origin ? `${origin.module.file}#${origin.name}` : `${module.file}#${name}`;
}

/** Routers and blueprints with their own prefix. */
function routersOf(
  project: PyProject,
  module: PyModule,
): readonly (readonly [string, string | undefined])[] {
  const routers: (readonly [string, string | undefined])[] = [];
  const pattern =
    /(?<![\w.])(\w+)(?:[ \t]*:[ \t]*[\w.]+)?[ \t]*=[ \t]*([\w.]*(?:Router|Blueprint|Namespace))[ \t]*\(/g;
  for (const match of module.source.code.matchAll(pattern)) {
    const call = callAt(
      module.source,
      match.index,
      match[2] ?? '',
      match.index + match[0].length - 1,
    );
    const prefix = call?.named.get('prefix') ?? call?.named.get('url_prefix');
    const value = prefix === undefined ? '' : textOf(project, module, prefix);
    routers.push([`${module.file}#${match[1] ?? ''}`, value]);
  }
  return routers;
}

const VERB = /^(.+)\.(get|route|api_route|add_url_rule|add_api_route|add_route|add_get)$/;

/** `@router.get("/x")`, `@app.route("/x")`. */
function decorated(project: PyProject, module: PyModule): readonly Route[] {
  return callsOf(module, VERB)
    .filter((call) =>
      /@[ \t]*$/.test(module.source.code.slice(Math.max(0, call.start - 5), call.start)),
    )
    .flatMap((call) => routeOf(project, module, call));
}

/** `app.add_url_rule("/x", …)`, `app.router.add_get("/x", …)`; Starlette's `Route("/x", …)`, aiohttp's `web.get("/x", …)`. */
function called(project: PyProject, module: PyModule): readonly Route[] {
  const added = callsOf(module, /\.(?:add_url_rule|add_api_route|add_route|add_get)$/).flatMap(
    (call) => routeOf(project, module, call),
  );
  const listed = callsOf(module, /^(?:Route|web\.get)$/).flatMap((call) => {
    const path = literal(module.source, call.positional[0]);
    const known = module.imports.has(call.callee.split('.')[0] ?? '');
    if (path === undefined || !known || !allowsGet(call)) return [];
    return [{ node: `${module.file}#`, path, module, offset: call.start }];
  });
  return [...added, ...listed];
}

function routeOf(project: PyProject, module: PyModule, call: Call): readonly Route[] {
  const [, receiver = '', verb] = VERB.exec(call.callee) ?? [];
  const path = literal(
    module.source,
    call.positional[0] ?? call.named.get('path') ?? call.named.get('rule'),
  );
  if (path === undefined || (verb !== 'get' && verb !== 'add_get' && !allowsGet(call))) return [];
  const owner = receiver.replace(/\.router$/, '');
  return [{ node: nodeOf(project, module, owner), path, module, offset: call.start }];
}

function allowsGet(call: Call): boolean {
  const methods = call.named.get('methods');
  return methods === undefined || /["']GET["']/i.test(methods.text);
}

function mountsOf(project: PyProject, module: PyModule): readonly Mount[] {
  return callsOf(module, /\.(?:include_router|register_blueprint|mount)$/).flatMap((call) => {
    const parent = nodeOf(project, module, call.callee.slice(0, call.callee.lastIndexOf('.')));
    const isMount = call.callee.endsWith('.mount');
    const target = isMount ? (call.positional[1] ?? call.named.get('app')) : call.positional[0];
    if (target === undefined || !/^[\w.]+$/.test(target.text)) return [];
    const written = isMount
      ? (call.positional[0] ?? call.named.get('path'))
      : (call.named.get('prefix') ?? call.named.get('url_prefix'));
    const prefix = written === undefined ? '' : textOf(project, module, written);
    // Flask: the prefix given at registration stands in for the blueprint's own.
    return [
      {
        parent,
        child: nodeOf(project, module, target.text),
        prefix,
        replaces: call.named.has('url_prefix'),
      },
    ];
  });
}

function fullPrefixes(
  node: string,
  mounts: readonly (Mount & { readonly replaces?: boolean })[],
  own: ReadonlyMap<string, string | undefined>,
  hops: number,
): readonly string[] {
  const mine = own.has(node) ? own.get(node) : '';
  const above = mounts.filter((one) => one.child === node);
  // A router that nobody includes answers nothing; an application is nobody's child.
  if (above.length === 0) return own.has(node) || mine === undefined ? [] : [mine];
  if (hops === 0) return [];
  return above.flatMap((mount) => {
    const own1 = mount.replaces === true ? '' : mine;
    if (mount.prefix === undefined || own1 === undefined) return [];
    const tail = joinPrefix(mount.prefix, own1);
    return fullPrefixes(mount.parent, mounts, own, hops - 1).map((prefix) =>
      joinPrefix(prefix, tail),
    );
  });
}

function joinPrefix(a: string, b: string): string {
  return b === '' ? a : `${a.replace(/\/+$/, '')}/${b.replace(/^\/+/, '')}`;
}

/** A literal, or a constant of the project that is set to one literal only (`settings.API_PREFIX`). */
function textOf(project: PyProject, module: PyModule, value: Value): string | undefined {
  const direct = literal(module.source, value);
  if (direct !== undefined) return direct;
  const name = /^(?:\w+(?:\(\))?\.)*(\w+)$/.exec(value.text)?.[1];
  if (name === undefined || name === 'None') return name === 'None' ? '' : undefined;
  const values = new Set<string>();
  for (const one of project.modules) {
    const pattern = new RegExp(
      `^[ \\t]*${name}(?:[ \\t]*:[ \\t]*[\\w.\\[\\]]+)?[ \\t]*=[ \\t]*(?=["'])`,
      'gm',
    );
    for (const match of one.source.code.matchAll(pattern)) {
      const text = one.source.stringAt(match.index + match[0].length);
      if (text && !text.computed) values.add(text.value);
    }
  }
  return values.size === 1 ? [...values][0] : undefined;
}
