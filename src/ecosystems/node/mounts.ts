import { type Argument, argumentsAt } from '../../project/source-scan.ts';
import { constantsOf } from './constants.ts';
import { joinRoute } from './join-route.ts';
import { evaluate } from './evaluate.ts';
import type { Module, Program } from './modules.ts';
import { evaluatePath } from './paths.ts';
import { propertyOf } from './properties.ts';
import { dirName, joinPath, relativeTo } from '../../project/paths.ts';

/** Where routers are hung up: `app.use('/api', users)`, `fastify.register(users, { prefix: '/api' })`. */
export interface Mounts {
  /** Full paths of a route written on a receiver in a module. */
  paths(module: Module, receiver: string, path: string): readonly string[];
}

interface Mount {
  readonly prefix: string;
  /** Who mounts. */
  readonly module: Module;
  readonly receiver: string;
}

const MOUNT =
  /([\w$]+|\))\s*\.\s*(?:use|register|route|basePath|group)\s*(?:<[^<>()]{0,120}>)?\s*\(/g;

export function readMounts(program: Program, dir: string): Mounts {
  /** By `file` (the module's export) or `file#name` (a router of the module). */
  const mounts = new Map<string, Mount[]>();
  for (const module of program.modules) {
    for (const match of module.source.code.matchAll(MOUNT)) {
      const args = argumentsAt(module.source, match.index + match[0].length - 1)?.list ?? [];
      readMount(program, module, match[1] ?? '', args, mounts);
    }
    for (const { target, receiver } of handedOn(program, module)) {
      mounts.set(target, [...(mounts.get(target) ?? []), { prefix: '', module, receiver }]);
    }
  }
  const folders = program.modules.flatMap((module) => autoloaded(program, dir, module));
  const prefixes = (module: Module, receiver: string, depth: number): readonly string[] => {
    const own = ownPrefix(program, module, receiver);
    const found = mounts.get(`${module.file}#${receiver}`) ?? mounts.get(module.file) ?? [];
    const folder = folders.findLast((one) => relativeTo(one.dir, module.file) !== undefined);
    if (found.length === 0 && folder !== undefined) {
      const inside = dirName(relativeTo(folder.dir, module.file) ?? '').replace(/^\.$/, '');
      return [joinRoute(joinRoute(folder.prefix, inside), own)];
    }
    // A router that is hung up in a way we cannot follow: its paths are not known.
    if (found.length === 0 && depth === 0 && isRouter(module, receiver)) return [];
    if (found.length === 0 || depth > 4) return [own];
    const all = found.slice(0, 5).flatMap((mount) => {
      const isSelf = mount.module === module && mount.receiver === receiver;
      const above = isSelf ? [''] : prefixes(mount.module, mount.receiver, depth + 1);
      return above.map((one) => joinRoute(one, mount.prefix));
    });
    return [...new Set(all.map((one) => joinRoute(one, own)))];
  };
  return {
    paths: (module, receiver, path) =>
      prefixes(module, receiver, 0).map((prefix) => joinRoute(prefix, path)),
  };
}

const HANDED =
  /(?<![\w$.])([A-Za-z_$][\w$]*)\s*\(\s*(app|server|fastify|api|express|\w*[rR]outer)\s*[,)]/g;
const HANDED_REQUIRE = /(?<![\w$.])require\s*\(\s*(?=["'])/g;

/** `users(app)`, `require('./users')(app)`: the module writes its routes on our router. */
function handedOn(
  program: Program,
  module: Module,
): readonly { target: string; receiver: string }[] {
  const { source, imports } = module;
  const all: { target: string; receiver: string }[] = [];
  const push = (specifier: string | undefined, receiver: string | undefined): void => {
    const target = specifier === undefined ? undefined : program.resolve(module.file, specifier);
    if (target !== undefined && target !== module.file && receiver !== undefined)
      all.push({ target, receiver });
  };
  for (const match of source.code.matchAll(HANDED)) {
    push(imports.bindings.get(match[1] ?? '')?.specifier, match[2]);
  }
  for (const match of source.code.matchAll(HANDED_REQUIRE)) {
    const literal = source.stringAt(match.index + match[0].length);
    if (literal === undefined) continue;
    const receiver = /^\s*\)\s*\(\s*(app|server|fastify|api|\w*[rR]outer)\b/.exec(
      source.code.slice(literal.end, literal.end + 80),
    );
    push(literal.value, receiver?.[1]);
  }
  return all;
}

/** Directories given to @fastify/autoload: a file's directory is its prefix. */
function autoloaded(
  program: Program,
  dir: string,
  module: Module,
): readonly { dir: string; prefix: string }[] {
  if (
    !module.imports.specifiers.some((one) => /^(?:@fastify\/autoload|fastify-autoload)$/.test(one))
  )
    return [];
  return [...module.source.code.matchAll(/\.register\s*\(/g)].flatMap((match) => {
    const options = argumentsAt(module.source, match.index + match[0].length - 1)?.list[1];
    if (options === undefined) return [];
    const whole = { module, start: options.start, end: options.end };
    const place = propertyOf(whole, 'dir');
    const path = place && evaluatePath(program, dir, place);
    const inner = propertyOf(whole, 'options');
    const prefix = inner && propertyOf(inner, 'prefix');
    const text = prefix && evaluate(program, prefix)?.literal;
    return path === undefined
      ? []
      : [{ dir: joinPath(dir, path.path), prefix: typeof text === 'string' ? text : '' }];
  });
}

function readMount(
  program: Program,
  module: Module,
  receiver: string,
  args: readonly Argument[],
  mounts: Map<string, Mount[]>,
): void {
  const prefix = prefixOf(program, module, args);
  if (prefix === undefined) return;
  for (const argument of args) {
    const key = targetOf(program, module, argument);
    if (key === undefined || key === `${module.file}#${receiver}`) continue;
    const known = mounts.get(key) ?? [];
    known.push({ prefix, module, receiver });
    mounts.set(key, known);
  }
}

/** The path in front, or the `prefix` of the options; undefined when it is computed. */
function prefixOf(program: Program, module: Module, args: readonly Argument[]): string | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  for (const argument of args.slice(1)) {
    const option = optionPrefix(program, module, argument);
    if (option !== undefined) return option;
  }
  const value = evaluate(program, { module, start: first.start, end: first.end });
  if (typeof value?.literal === 'string')
    return value.literal.startsWith('/') ? value.literal : undefined;
  return /^[`"']/.test(first.text) ? undefined : '';
}

function optionPrefix(program: Program, module: Module, argument: Argument): string | undefined {
  if (!argument.text.startsWith('{')) return undefined;
  for (const entry of argumentsAt(module.source, argument.start)?.list ?? []) {
    const head = /^prefix\s*:\s*/.exec(entry.text)?.[0];
    if (head === undefined) continue;
    const value = evaluate(program, { module, start: entry.start + head.length, end: entry.end });
    return typeof value?.literal === 'string' ? value.literal : undefined;
  }
  return undefined;
}

/** What is mounted: a router of this module, or what another module exports. */
function targetOf(program: Program, module: Module, argument: Argument): string | undefined {
  const required = /^(?:await\s+)?(?:require|import)\s*\(\s*/.exec(argument.text)?.[0];
  if (required !== undefined) {
    const specifier = module.source.stringAt(argument.start + required.length)?.value;
    return specifier === undefined ? undefined : program.resolve(module.file, specifier);
  }
  const name =
    /^(?:new\s+)?([A-Za-z_$][\w$]*)\s*(?:\.\s*(?:routes|router|middleware|default|getRouter)\b|\(|$)/.exec(
      argument.text,
    )?.[1];
  if (name === undefined) return undefined;
  const binding = module.imports.bindings.get(name);
  if (binding === undefined)
    return constantsOf(module).names.has(name) ? `${module.file}#${name}` : undefined;
  const file = program.resolve(module.file, binding.specifier);
  if (file === undefined) return undefined;
  // A named export may be one router of several in its file.
  const other = program.module(file);
  const isNamed = binding.name !== '*' && binding.name !== 'default' && other !== undefined;
  return isNamed && constantsOf(other).names.has(binding.name) ? `${file}#${binding.name}` : file;
}

function isRouter(module: Module, receiver: string): boolean {
  const value = constantsOf(module).names.get(receiver)?.value;
  if (value === undefined) return false;
  const code = value.module.source.code.slice(value.start, value.start + 200);
  const isPlain = /^\s*(?:[\w$]+\s*\.\s*)?(?:Router|PromiseRouter)\s*\(/.test(code);
  return isPlain && isHandedOut(module, receiver);
}

/** The router leaves the module: what becomes of it is decided elsewhere. */
function isHandedOut(module: Module, receiver: string): boolean {
  const { code } = module.source;
  const name = receiver.replaceAll('$', String.raw`\$`);
  return new RegExp(
    String.raw`\bexport\s+default\s+${name}\b|\bexports(?:\.\w+)?\s*=\s*${name}\b|\bexport\s*\{[^}]{0,4000}\b${name}\b|\bexport\s+const\s+${name}\b|\breturn\s+${name}\b`,
  ).test(code);
}

/** `new Router({ prefix: '/users' })`, `new Hono().basePath('/api')`, Nest's global prefix is elsewhere. */
function ownPrefix(program: Program, module: Module, receiver: string): string {
  const value = constantsOf(module).names.get(receiver)?.value;
  if (value === undefined) return '';
  const code = value.module.source.code.slice(value.start, value.end);
  const based = /\.basePath\s*\(\s*(?=["'])/.exec(code);
  if (based !== null)
    return value.module.source.stringAt(value.start + based.index + based[0].length)?.value ?? '';
  const takesPrefix = /^\s*(?:new\s+)?[\w$.]*(?:Router|Elysia)\b/.test(code);
  const call = takesPrefix ? code.indexOf('(') : -1;
  if (call < 0) return '';
  for (const argument of argumentsAt(value.module.source, value.start + call)?.list ?? []) {
    const prefix = optionPrefix(program, value.module, argument);
    if (prefix !== undefined) return prefix;
  }
  return '';
}
