import type { Confidence, Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type Argument, argumentsAt } from '../../project/source-scan.ts';
import type { ProjectView } from '../../project/view.ts';
import type { Module, Program } from './modules.ts';
import { type Mounts, readMounts } from './mounts.ts';
import { nestRoutes } from './routes-nest.ts';
import { fileRoutes } from './routes-files.ts';

const METHOD = /([\w$]+|\))\s*\??\.\s*(get|all|route)\s*(?:<[^<>()]{0,120}>)?\s*\(/g;
/** Receivers that ask other servers, or stores, and never route. */
const CLIENTS =
  /^(?:axios|request|supertest|superagent|agent|http|https|fetch|got|ky|needle|client|\w*[cC]lient|cache|\w*Cache|redis|\w*Map|map|params|headers|store|storage|session|localStorage|cookies|config|env|chai|api[Cc]all|Reflect|\w*[aA]xios|instance)$/;
const CLIENT_PACKAGES =
  /^(?:axios|got|ky|node-fetch|undici|superagent|supertest|request|needle|http|https|node:https?|config|lru-cache|node-cache)$/;

/** GET routes without parameters, with the prefixes they are mounted under. */
export function detectRoutes(
  view: ProjectView,
  dir: string,
  program: Program,
  packages: ReadonlySet<string>,
): readonly Found<string>[] {
  const mounts = readMounts(program, dir);
  const routes = program.modules.flatMap((module) => [
    ...calledRoutes(module, mounts),
    ...optionRoutes(module, mounts),
    ...comparedRoutes(module),
    ...packageRoutes(module),
  ]);
  if (packages.has('@nestjs/common') || program.packages.has('@nestjs/common'))
    routes.push(...nestRoutes(program));
  routes.push(...fileRoutes(view, dir, packages));
  return distinct(routes.filter(({ value }) => isPlain(value))).slice(0, 200);
}

/** Parameters, patterns and wildcards cannot be asked for as they are written. */
function isPlain(path: string): boolean {
  return /^\/[\w\-./~%@]*$/.test(path) && !path.includes('//') && path.length < 200;
}

/** `app.get('/health', …)`, `router.route('/x').get(…)`, `.get('/a', …).get('/b', …)`. */
function calledRoutes(module: Module, mounts: Mounts): readonly Found<string>[] {
  const { source } = module;
  const routes: Found<string>[] = [];
  for (const match of source.code.matchAll(METHOD)) {
    const open = match.index + match[0].length - 1;
    const call = argumentsAt(source, open);
    const receiver = match[1] ?? '';
    if (call === undefined || isClient(module, receiver)) continue;
    const isRoute = match[2] === 'route';
    if (isRoute && !/^\s*\.\s*(?:get|all)\b/.test(source.code.slice(call.end, call.end + 400)))
      continue;
    if (!isRoute && call.list.length < 2) continue;
    for (const path of pathsOf(module, call.list[0])) {
      for (const full of mounts.paths(module, receiver, path.value)) {
        routes.push(
          found(
            full,
            'certain',
            evidence(module.file, source.line(path.start), `${match[2]} route`),
          ),
        );
      }
    }
  }
  return routes;
}

function isClient(module: Module, receiver: string): boolean {
  if (receiver === ')') return false;
  const from = module.imports.bindings.get(receiver)?.specifier;
  if (from !== undefined && CLIENT_PACKAGES.test(from)) return true;
  return CLIENTS.test(receiver);
}

/** The path, or each of a list of paths, of a route's first argument. */
function pathsOf(
  module: Module,
  argument: Argument | undefined,
): readonly { value: string; start: number }[] {
  if (argument === undefined) return [];
  const { source } = module;
  const list = argument.text.startsWith('[')
    ? (argumentsAt(source, argument.start)?.list ?? [])
    : [argument];
  return list.flatMap((one) => {
    const literal = source.stringAt(one.start);
    const whole = literal !== undefined && !literal.computed && literal.end === one.end;
    return whole && (literal.value.startsWith('/') || literal.value === '') ? [literal] : [];
  });
}

const ROUTE_OBJECT = /\b([\w$]+)\s*\.\s*route\s*\(\s*(?=[[{])/g;

/** `fastify.route({ method: 'GET', url: '/x' })`, `server.route([{ method: 'GET', path: '/' }])`. */
function optionRoutes(module: Module, mounts: Mounts): readonly Found<string>[] {
  const { source } = module;
  const routes: Found<string>[] = [];
  for (const match of source.code.matchAll(ROUTE_OBJECT)) {
    const at = match.index + match[0].length;
    const objects =
      source.code[at] === '['
        ? (argumentsAt(source, at)?.list ?? []).map((one) => one.start)
        : [at];
    for (const object of objects) {
      const entries = source.code[object] === '{' ? (argumentsAt(source, object)?.list ?? []) : [];
      const method = entryString(module, entries, /^method\s*:\s*/);
      const path = entryString(module, entries, /^(?:url|path)\s*:\s*/);
      if (path === undefined || (method !== undefined && !/^(?:get|\*)$/i.test(method.value)))
        continue;
      for (const full of mounts.paths(module, match[1] ?? '', path.value)) {
        routes.push(
          found(full, 'certain', evidence(module.file, source.line(path.start), 'route')),
        );
      }
    }
  }
  return routes;
}

function entryString(
  module: Module,
  entries: readonly Argument[],
  key: RegExp,
): { value: string; start: number } | undefined {
  for (const entry of entries) {
    const head = key.exec(entry.text)?.[0];
    if (head === undefined) continue;
    const at =
      module.source.code[entry.start + head.length] === '['
        ? entry.start + head.length + 1
        : entry.start + head.length;
    return module.source.stringAt(at);
  }
  return undefined;
}

const COMPARED =
  /(?:\b(?:req|request|ctx|context|event)\??\.(?:url|path|pathname|rawPath)|\b(?:pathname|path|url|route)|\burl\.pathname|\bparsedUrl\.pathname)\s*={2,3}\s*(?=["'`])|\bcase\s*(?=["'`])/g;

/** Servers without a router: `if (req.url === '/health')`, `case '/health':`. */
function comparedRoutes(module: Module): readonly Found<string>[] {
  if (!/\bcreateServer\b|\bBun\.serve\b|\breq(?:uest)?\.url\b/.test(module.source.code)) return [];
  return [...module.source.code.matchAll(COMPARED)].flatMap((match) => {
    const literal = module.source.stringAt(match.index + match[0].length);
    if (literal === undefined || literal.computed || !literal.value.startsWith('/')) return [];
    return [
      found(
        literal.value,
        'likely',
        evidence(
          module.file,
          module.source.line(literal.start),
          'compared with the request’s path',
        ),
      ),
    ];
  });
}

/** Health paths given to packages: terminus' `healthChecks`, under-pressure's `exposeStatusRoute`. */
function packageRoutes(module: Module): readonly Found<string>[] {
  const { source } = module;
  const routes: Found<string>[] = [];
  for (const match of source.code.matchAll(
    /\b(?:healthChecks\s*:\s*\{\s*|exposeStatusRoute\s*:\s*|\bhealthcheckPath\s*:\s*)(?=["'`])/g,
  )) {
    const literal = source.stringAt(match.index + match[0].length);
    if (literal?.value.startsWith('/') === true) {
      routes.push(
        found(
          literal.value,
          'certain',
          evidence(module.file, source.line(literal.start), 'health check'),
        ),
      );
    }
  }
  if (/\bexposeStatusRoute\s*:\s*true\b/.test(source.code)) {
    routes.push(found('/status', 'certain', evidence(module.file, undefined, 'exposeStatusRoute')));
  }
  return routes;
}

/** Last parts of a path that mean a health check, the most telling first. */
const HEALTH: readonly RegExp[] = [
  /^healthz?$/,
  /^(?:_health|health[-_]?checks?|healthz?\/(?:live|liveness))$/,
  /^(?:livez|live|liveness|alive)$/,
  /^(?:ping|heartbeat|_ping)$/,
  /^(?:readyz|ready|readiness|healthz?\/(?:ready|readiness))$/,
  /^(?:status|_status|up)$/,
];

/** The route that answers whether the application is well, if one is named like it. */
export function detectHealth(routes: readonly Found<string>[]): Found<string> | undefined {
  for (const pattern of HEALTH) {
    const matching = routes.filter(({ value }) => {
      const parts = value
        .toLowerCase()
        .split('/')
        .filter((part) => part !== '');
      // Deep below, «status» is a matter of the application.
      if (pattern === HEALTH.at(-1) && parts.length > 2) return false;
      return pattern.test(parts.at(-1) ?? '') || pattern.test(parts.slice(-2).join('/'));
    });
    // The shortest one is the application's own, not one of a part of it.
    const best = matching.toSorted((a, b) => a.value.length - b.value.length)[0];
    if (best !== undefined) return lower(best, pattern === HEALTH.at(-1) ? 'guess' : undefined);
  }
  return undefined;
}

function lower(one: Found<string>, to: Confidence | undefined): Found<string> {
  return to === undefined ? one : { ...one, confidence: to };
}
