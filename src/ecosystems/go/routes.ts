import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type GoCall, type GoFile, callsOf, literalAt } from './packages.ts';

const VERBS =
  /\.(?:HandleFunc|Handle|Get|GET|Method|MethodFunc|HandlerFunc|Handler|Any|Match|Static|StaticFS|All)$/;

interface Scope {
  readonly variable: string;
  readonly prefix: string;
  readonly start: number;
  readonly end: number;
}

/** GET routes without parameters, with the prefixes of groups in the same file. */
export function goRoutes(files: readonly GoFile[]): readonly Found<string>[] {
  const routes = files.filter(isWeb).flatMap((file) => {
    const scopes = scopesOf(file);
    return callsOf(file, VERBS).flatMap((call) => routeOf(file, call, scopes));
  });
  return distinct(routes.filter((one) => /^\/[\w\-./~%+@]*$/.test(one.value))).slice(0, 200);
}

/** Files without a router have maps and clients whose `Get("/x")` is no route. */
function isWeb(file: GoFile): boolean {
  return [...file.imports.values()].some((path) =>
    /^net\/http$|gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|httprouter|fasthttp|hertz|kataras\/iris|beego/.test(
      path,
    ),
  );
}

function routeOf(file: GoFile, call: GoCall, scopes: readonly Scope[]): readonly Found<string>[] {
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
  const prefix = prefixOf(receiver, call.start, scopes);
  if (prefix === undefined) return [];
  const whole = join(prefix, path.replace(/\{\$\}$/, ''));
  return [found(whole, 'certain', evidence(file.file, file.source.line(call.start), call.callee))];
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
  const scopes: Scope[] = [];
  for (const call of callsOf(file, /\.(?:Group|Route|PathPrefix|Mount|Party)$/)) {
    const prefix = literalAt(file, call.args[0]);
    const receiver = call.callee.slice(0, call.callee.lastIndexOf('.'));
    const closure = call.args.find((one) => one.text.startsWith('func'));
    const outer = prefixOf(receiver, call.start, scopes);
    const own = prefix ?? (closure && call.args[0] === closure ? '' : undefined);
    const whole =
      own === undefined || outer === undefined ? '?' : join(outer, own === '' ? '' : own);
    const kept = own === '' ? (outer ?? '?') : whole;
    if (closure) {
      const parameter = /^func\s*\(\s*(\w+)/.exec(closure.text)?.[1];
      if (parameter !== undefined)
        scopes.push({ variable: parameter, prefix: kept, start: closure.start, end: closure.end });
      continue;
    }
    const before = code.slice(Math.max(0, call.start - 120), call.start);
    const variable = /(\w+)[ \t]*(?::=|=)[ \t]*$/.exec(before)?.[1];
    if (variable !== undefined)
      scopes.push({ variable, prefix: kept, start: call.start, end: blockEnd(code, call.start) });
  }
  return scopes;
}

/** End of the block that a place stands in. */
function blockEnd(code: string, from: number): number {
  let level = 0;
  for (let index = from; index < code.length; index++) {
    if (code[index] === '{') level++;
    else if (code[index] === '}' && --level < 0) return index;
  }
  return code.length;
}

/** The prefix a variable stands for at a place; undefined when a group's path could not be read. */
function prefixOf(receiver: string, at: number, scopes: readonly Scope[]): string | undefined {
  const scope = scopes.findLast(
    (one) => one.variable === receiver && one.start < at && at < one.end,
  );
  if (scope === undefined) return '';
  return scope.prefix === '?' ? undefined : scope.prefix;
}
