import type { Need } from '../../facts/need.ts';
import type { Origin } from '../../facts/origin.ts';
import { isThirdParty, mayBeBrought } from '../../knowledge/python-modules.ts';
import { extensionNeeds } from '../linking.ts';
import { childPath, underCwd } from '../paths.ts';
import type { Command, Environment } from '../types.ts';
import type { Interpreter } from './python-interpreter.ts';

/** Files of the application that are read for what they import. */
const MOST_FILES = 40;

/** What a program may do to find modules elsewhere, or to install them itself. */
const OWN_WAYS = /\bsys\.path\b|\bsite\.addsitedir\b|\bpip\b|\bensurepip\b|\bzipimport\b/;

/** What imports: the interpreter, and where it looks first. */
export interface Importing {
  readonly env: Environment;
  readonly python: Interpreter;
  /** The directory of the script, or the working directory. */
  readonly first: string | undefined;
  readonly at: Need['at'];
  /** Why the modules are needed: who installed the program, or the file that imports. */
  readonly origin: Origin;
}

/** The needs of running a file: the modules it imports before anything else, and those its own modules import. */
export function scriptNeeds(from: Importing, path: string): Need[] {
  const open = [path];
  const seen = new Set(open);
  const needs = new Map<string, Need>();
  for (let file = open.pop(); file !== undefined && seen.size < MOST_FILES; file = open.pop()) {
    const read = from.env.readText(file);
    if (read === undefined || read.partial || OWN_WAYS.test(read.text)) continue;
    for (const module of importedBy(read.text)) {
      for (const own of ownFiles(from, module, file))
        if (!seen.has(own)) {
          seen.add(own);
          open.push(own);
        }
      const [top = ''] = module.split('.');
      if (isThirdParty(top) && !needs.has(top))
        for (const need of moduleNeeds(from, top, file))
          needs.set(`${top} ${need.what} ${need.arg}`, need);
    }
  }
  return [...needs.values()];
}

/** The needs of `python -m NAME` where that is a module of the application itself. */
export function ownModuleNeeds(from: Importing, module: string): Need[] {
  const files = [...ownFiles(from, module, '/'), ...ownFiles(from, `${module}.__main__`, '/')];
  return [...new Set(files)].flatMap((file) => scriptNeeds(from, file));
}

/** The needs of `python -m NAME`, or of a console script's module, and of the application it is told to load. */
export function programNeeds(
  from: Importing,
  module: string,
  command: Command,
  by: string,
): Need[] {
  const needs = moduleNeeds(from, module, by);
  if (needs.some(({ met }) => met !== 'yes')) return needs;
  const app = command.args.map(({ value }) => value ?? '').find((word) => /^[\w.]+:\w+/.test(word));
  const { cwd } = from.env;
  if (app === undefined || cwd === undefined || !SERVERS.has(module)) return needs;
  const loading = { ...from, first: cwd };
  return [
    ...needs,
    ...ownFiles(loading, app.split(':')[0] ?? '', cwd).flatMap((file) =>
      scriptNeeds(loading, file),
    ),
  ];
}

/** Servers that load `module:attribute` from the directory they are started in. */
const SERVERS = new Set(['gunicorn', 'uvicorn', 'hypercorn', 'daphne', 'granian']);

/** Modules imported by statements that stand at the left margin: nothing keeps them from being run. */
function importedBy(text: string): string[] {
  const plain = text.replaceAll(/("""|''')[\s\S]*?\1/g, '""');
  const found: string[] = [];
  for (const line of plain.split(/\r?\n/)) {
    const from = /^from\s+([A-Za-z_][\w.]*)\s+import\s+\(?([\w, ]*)/.exec(line);
    // `from pkg import module` may name a module, too.
    if (from)
      found.push(
        from[1] ?? '',
        ...(from[2] ?? '').split(',').map((name) => `${from[1]}.${name.trim().split(' ')[0]}`),
      );
    const plainly = /^import\s+([\w., ]+)/.exec(line)?.[1];
    for (const one of plainly?.split(',') ?? []) found.push(one.trim().split(/\s/)[0] ?? '');
    // What ends the program, or is put off, is not followed further.
    if (/^(sys\.exit|exit|quit|raise)\b/.test(line)) break;
  }
  return found.filter((name) => /^[A-Za-z_][\w.]*$/.test(name));
}

/** The application's own files that a module's name stands for. */
function ownFiles({ env, first }: Importing, module: string, by: string): string[] {
  const above = first ?? (by.replace(/\/[^/]*$/, '') || '/');
  const parts = module.split('.');
  return parts
    .flatMap((_, index) => {
      const path = childPath(above, parts.slice(0, index + 1).join('/'));
      return [`${path}.py`, `${path}/__init__.py`];
    })
    .filter((path) => env.files.get(path).entry?.content !== undefined);
}

/** Whether a module is where this interpreter looks, and made for it. */
export function moduleNeeds(from: Importing, module: string, by: string): Need[] {
  const { env, python, at, origin } = from;
  const base = { at, by, origin };
  const places = searched(from);
  if (places === undefined) return [];
  const missing: Need = {
    ...base,
    what: 'module',
    arg: module,
    met: 'unknown',
    detail: `python ${python.version}`,
  };
  let doubtful = false;
  for (const place of places) {
    const found = lookIn(from, place, module);
    if (found.is === 'unknown') doubtful = true;
    if (found.is !== 'yes') continue;
    const { binary } = env.files.get(childPath(place, module)).entry ?? {};
    const there: Need = { ...missing, met: 'yes' };
    if (doubtful || binary?.kind !== 'extension') return [there];
    return [there, ...extensionNeeds(env, binary, python.version, module, { at })];
  }
  if (doubtful) return [missing];
  const elsewhere = placeElsewhere(from, module);
  return [
    {
      ...missing,
      met: 'no',
      ...(elsewhere === undefined ? {} : { detail: `${missing.detail}, ${elsewhere}` }),
    },
  ];
}

/** Directories in which the interpreter looks; undefined: variables nobody knows say where. */
function searched({ env, python, first }: Importing): string[] | undefined {
  const set = (name: string): string | undefined | null => {
    const fact = env.variable(name);
    if (fact === undefined) return undefined;
    if (fact.known) return fact.value;
    // What is given to a container at its start is not counted on.
    return fact.because.by === 'base' && env.base !== undefined ? undefined : null;
  };
  const [path, home, userBase] = [set('PYTHONPATH'), set('PYTHONHOME'), set('PYTHONUSERBASE')];
  if (path === null || userBase === null || (home !== undefined && home !== '')) return undefined;
  const user = userBase ?? `${env.home}/.local`;
  return [
    ...(first === undefined ? [] : [first]),
    ...(path ?? '').split(':').flatMap((one) => (one === '' ? [] : (underCwd(env, one) ?? []))),
    ...(python.user ? [`${user}/lib/python${python.version}/site-packages`] : []),
    ...python.site,
  ];
}

function lookIn(
  { env, python }: Importing,
  place: string,
  module: string,
): { readonly is: Need['met'] } {
  const names = [module, `${module}.py`];
  const found = names.map((name) => env.files.get(childPath(place, name)));
  // A file without an ending is a program that bears the module's name.
  const [plain, source] = found;
  if (source?.is === 'yes' || (plain?.is === 'yes' && plain.entry?.kind !== 'file'))
    return { is: 'yes' };
  const open = found.filter(({ is }) => is === 'unknown');
  // Nothing has touched what the base brings, and that is known.
  const asPublished = python.byBase && open.every(({ origin }) => origin.by === 'base');
  const listed = env.files.list(place).entries;
  if (listed.some(({ path }) => /\.(so|pth|egg-link|zip)$/.test(path))) return { is: 'unknown' };
  return { is: open.length === 0 || (asPublished && !mayBeBrought(module)) ? 'no' : 'unknown' };
}

/** Where the module lies instead, as far as the usual places go. */
function placeElsewhere({ env, python }: Importing, module: string): string | undefined {
  const places = env.files
    .list('/usr/local/lib')
    .entries.filter(({ path }) => /\/python3\.\d+$/.test(path) && !path.endsWith(python.version))
    .map(({ path }) => `${path}/site-packages`);
  return places.find((place) => env.files.get(childPath(place, module)).is === 'yes');
}
