import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type GoCall, type GoFile, callsOf, literalAt } from './packages.ts';
import { type RouterParameter, callersOf, routerParameters } from './route-parameters.ts';

const VERBS =
  /\.(?:HandleFunc|Handle|Get|GET|Method|MethodFunc|HandlerFunc|Handler|Any|Match|Static|StaticFS|All)$/;

/** Where a variable stands for a group: its own path, below another variable's. */
interface Scope {
  readonly variable: string;
  readonly parent: string;
  /** Where the parent is looked up. */
  readonly at: number;
  /** Undefined when it is computed. */
  readonly path: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** GET routes without parameters, with the prefixes of groups, through one function and the next. */
export function goRoutes(files: readonly GoFile[]): readonly Found<string>[] {
  const web = files.filter(isWeb);
  const router: Router = {
    steps: { left: 20_000 },
    callers: new Map(),
    files,
    scopes: new Map(),
    parameters: new Map(files.map((one) => [one, routerParameters(one)])),
  };
  for (const file of files) router.scopes.set(file, scopesOf(file));
  const routes = web.flatMap((file) =>
    callsOf(file, VERBS).flatMap((call) => routeOf(router, file, call)),
  );
  return distinct(routes.filter((one) => /^\/[\w\-./~%+@]*$/.test(one.value))).slice(0, 200);
}

interface Router {
  /** Questions that may still be asked. */
  readonly steps: { left: number };
  readonly callers: Map<RouterParameter, ReturnType<typeof callersOf>>;
  readonly files: readonly GoFile[];
  readonly scopes: Map<GoFile, readonly Scope[]>;
  readonly parameters: ReadonlyMap<GoFile, readonly RouterParameter[]>;
}

/** Files without a router have maps and clients whose `Get("/x")` is no route. */
function isWeb(file: GoFile): boolean {
  return [...file.imports.values()].some((path) =>
    /^net\/http$|gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|httprouter|fasthttp|hertz|kataras\/iris|beego/.test(
      path,
    ),
  );
}

function routeOf(router: Router, file: GoFile, call: GoCall): readonly Found<string>[] {
  const verb = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const receiver = call.callee.slice(0, call.callee.lastIndexOf('.'));
  const named =
    verb === 'Method' || verb === 'MethodFunc' || verb === 'Handler' || verb === 'HandlerFunc';
  const first = literalAt(file, call.args[0]);
  const method = named && first !== undefined && /^[A-Z]+$/.test(first) ? first : undefined;
  const constant = /^http\.Method(\w+)$/.exec(call.args[0]?.text ?? '')?.[1];
  const isMethod = method !== undefined || constant !== undefined;
  const written = isMethod ? literalAt(file, call.args[1]) : first;
  if (written === undefined || call.args.length < 2) return [];
  // Since Go 1.22 a pattern may begin with a method and a host.
  const pattern = /^(?:([A-Z]+)[ \t]+)?(?:[\w.-]+)?(\/.*)?$/.exec(written);
  const verbs = [method, constant, pattern?.[1]]
    .filter((one) => one !== undefined)
    .map((one) => one.toUpperCase());
  if (pattern === null || verbs.some((one) => one !== 'GET')) return [];
  if (
    /^\s*\.Methods\(/.test(file.source.text.slice(call.end)) &&
    !/^\s*\.Methods\([^)]*(?:"GET"|MethodGet)/.test(
      file.source.text.slice(call.end, call.end + 300),
    )
  )
    return [];
  const path = pattern[2] ?? (written === '' ? '' : undefined);
  if (path === undefined) return [];
  const at = evidence(file.file, file.source.line(call.start), call.callee);
  return prefixesOf(router, file, receiver, call.start, 4).map((prefix) =>
    found(join(prefix, path.replace(/\{\$\}$/, '')), 'certain' as const, at),
  );
}

function join(prefix: string, path: string): string {
  const whole = `${prefix.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  return path === '' || path === '/'
    ? prefix === ''
      ? '/'
      : prefix + (path === '/' ? '' : '')
    : whole;
}

/** `api := r.Group("/api")`, `r.Route("/api", func(r chi.Router) {…})`, `r.PathPrefix("/api").Subrouter()`. */
function scopesOf(file: GoFile): readonly Scope[] {
  const { code } = file.source;
  const calls = callsOf(file, /\.(?:Group|Route|PathPrefix|Party)$/).slice(0, 500);
  return calls.flatMap((call): readonly Scope[] => {
    const closure = call.args.find((one) => one.text.startsWith('func'));
    const path =
      closure !== undefined && call.args[0] === closure ? '' : literalAt(file, call.args[0]);
    const parent = call.callee.slice(0, call.callee.lastIndexOf('.'));
    const given = { parent, at: call.start, path };
    if (closure) {
      const variable = /^func\s*\(\s*(\w+)/.exec(closure.text)?.[1];
      return variable === undefined
        ? []
        : [{ ...given, variable, start: closure.start, end: closure.end }];
    }
    const before = code.slice(Math.max(0, call.start - 120), call.start);
    const variable = /([\w.]+)[ \t]*(?::=|=)[ \t]*$/.exec(before)?.[1];
    return variable === undefined
      ? []
      : [{ ...given, variable, start: call.end, end: blockEnd(code, call.end) }];
  });
}

/** End of the block that a place stands in. */
function blockEnd(code: string, from: number): number {
  let level = 0;
  const last = Math.min(code.length, from + 20_000);
  for (let index = from; index < last; index++) {
    if (code[index] === '{') level++;
    else if (code[index] === '}' && --level < 0) return index;
  }
  return last;
}

/** The prefixes a variable stands for at a place; none when a group's path could not be read. */
function prefixesOf(
  router: Router,
  file: GoFile,
  variable: string,
  at: number,
  hops: number,
): readonly string[] {
  // Functions that hand routers to each other in circles end here.
  if (hops < 0 || router.steps.left-- <= 0) return [];
  const scope = router.scopes
    .get(file)
    ?.findLast((one) => one.variable === variable && one.start <= at && at < one.end);
  if (scope) {
    const { path } = scope;
    if (path === undefined) return [];
    return prefixesOf(router, file, scope.parent, scope.at, hops - 1).map((above) =>
      joinGroup(above, path),
    );
  }
  const parameter = router.parameters
    .get(file)
    ?.find((one) => one.variable === variable && one.start <= at && at < one.end);
  if (parameter === undefined) return [''];
  const given = callers(router, parameter).flatMap((caller) =>
    givenPrefixes(router, caller, parameter.strict, hops - 1),
  );
  return given.length > 0 || parameter.group ? [...new Set(given)] : [''];
}

/** Callers are looked for once a parameter. */
function callers(router: Router, parameter: RouterParameter): ReturnType<typeof callersOf> {
  const known = router.callers.get(parameter);
  if (known) return known;
  const all = callersOf(router.files, parameter).slice(0, 20);
  router.callers.set(parameter, all);
  return all;
}

/** What a caller hands over: a variable, or `v1.Group("/users")` on the spot. */
function givenPrefixes(
  router: Router,
  { file, start, given }: { readonly file: GoFile; readonly start: number; readonly given: string },
  strict: boolean,
  hops: number,
): readonly string[] {
  const plain = /^&?([\w.]+)$/.exec(given)?.[1];
  if (plain !== undefined && strict && !isKnown(router, file, plain, start)) return [];
  if (plain !== undefined) return prefixesOf(router, file, plain, start, hops);
  const [, parent, path] = /^([\w.]+)\.Group\(\s*"([^"]*)"/.exec(given) ?? [];
  if (parent === undefined || path === undefined) return [];
  return prefixesOf(router, file, parent, start, hops).map((above) => joinGroup(above, path));
}

/** Whether a variable is a group or a parameter at a place. */
function isKnown(router: Router, file: GoFile, variable: string, at: number): boolean {
  const all = [...(router.scopes.get(file) ?? []), ...(router.parameters.get(file) ?? [])];
  return all.some((one) => one.variable === variable && one.start <= at && at < one.end);
}

function joinGroup(above: string, path: string): string {
  return path === '' || path === '/'
    ? above
    : `${above.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}
