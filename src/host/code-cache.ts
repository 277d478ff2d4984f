import * as fs from 'node:fs';
import * as module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';

// Most of what a short run costs is V8 reading our code. What it has made of the code once is kept in the
// user's cache directory and taken up by the next run. From Node 22.1 on Node does that itself; for
// Node 20 it is done here, for our own files only.

/** Files in one store; builds of the same version, as developers make them, would fill it. */
const MOST_KEPT = 60;

/**
 * Microseconds of CPU after which nothing is kept: in a long run V8 throws away what it has compiled and
 * not used for a while, and what is left is no good start for the next one.
 */
const LONG_RUN = 3_000_000;

/** The wrapper of CommonJS modules. */
const HEAD = '(function (exports, require, module, __filename, __dirname) {';

type Wrapped = (
  this: unknown,
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void;

/**
 * Loads a CommonJS file and what it requires beside it, from the cache where that can be done.
 * `version` tells releases apart. Nothing that is wrong with the cache is an error.
 */
export function loadProgram(
  path: string,
  version: string,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const dir = (env['NODE_DISABLE_COMPILE_CACHE'] ?? '') === '' ? cacheDirectory(env) : undefined;
  const enable: unknown = Reflect.get(module, 'enableCompileCache');
  if (dir !== undefined && typeof enable !== 'function')
    return void loader(join(dir, `${version}-${process.version}-${process.arch}`))(path);
  if (dir !== undefined && typeof enable === 'function') enable(dir);
  module.createRequire(path)(path);
}

/** Where programs keep what they can make again; undefined when there is no such place. */
function cacheDirectory(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const given = process.platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  if (given !== undefined && isAbsolute(given)) return join(given, 'plimsoll');
  const home = homedir();
  if (!isAbsolute(home) || home === '/') return undefined;
  const below = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return join(home, ...below, 'plimsoll');
}

/** A `require` for files of ours whose compiled code is kept in `store`. */
export function loader(store: string): (path: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();
  const fresh = new Map<string, Script>();
  process.once('exit', () => keep(store, fresh));
  const load = (path: string): unknown => {
    const before = loaded.get(path);
    if (before !== undefined) return before.exports;
    const own = { exports: {} };
    loaded.set(path, own);
    const native = module.createRequire(path);
    const require = (id: string): unknown =>
      id.startsWith('./') ? load(join(dirname(path), id)) : native(id);
    const run = compiled(path, store, fresh).runInThisContext() as Wrapped; // HEAD says so
    run.call(own.exports, own.exports, require, own, path, dirname(path));
    return own.exports;
  };
  return load;
}

function compiled(path: string, store: string, fresh: Map<string, Script>): Script {
  const source = fs.readFileSync(path, 'utf8').replace(/^#!.*/, '');
  // Packages come with one date for all files; when a file came to lie here nothing can set.
  const { mtimeMs, ctimeMs, size } = fs.statSync(path);
  const times = `${Math.trunc(mtimeMs)}-${Math.trunc(ctimeMs)}`;
  const kept = join(store, `${basename(path)}-${size}-${times}`);
  const cachedData = ownFile(kept);
  const script = new Script(`${HEAD}${source}\n})`, {
    filename: path,
    columnOffset: -HEAD.length,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  // Refused: of another Node, or damaged.
  if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(kept, script);
  return script;
}

/** Content of a file that nobody but this user can have written: it holds code. */
function ownFile(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    const { uid, mode } = fs.fstatSync(file);
    const user = process.getuid?.();
    if (user !== undefined && (uid !== user || (mode & 0o022) !== 0)) return undefined;
    return fs.readFileSync(file);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

/** Writes what was compiled in this run, the functions that were called with it. */
function keep(store: string, fresh: ReadonlyMap<string, Script>): void {
  if (fresh.size === 0 || process.cpuUsage().user > LONG_RUN) return;
  try {
    fs.mkdirSync(store, { recursive: true, mode: 0o700 });
    for (const [path, script] of fresh) {
      const beside = `${path}.${process.pid}`;
      fs.writeFileSync(beside, script.createCachedData(), { mode: 0o600, flag: 'wx' });
      fs.renameSync(beside, path);
    }
    const names = fs.readdirSync(store);
    if (names.length <= MOST_KEPT) return;
    for (const name of names) if (!fresh.has(join(store, name))) fs.rmSync(join(store, name));
  } catch {
    // A place that cannot be written to: the next run compiles again.
  }
}
