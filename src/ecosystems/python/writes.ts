import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type Call, type PyModule, type Value, callsOf, literal } from './module.ts';
import { type PathScope, pathValue } from './path-value.ts';
import type { PyProject } from './project.ts';

/** Files and directories the program writes, as far as the code tells their paths. */
export function writesOf(project: PyProject): readonly Found<string>[] {
  return distinct(project.modules.flatMap((module) => writesIn({ project, module }))).slice(0, 100);
}

/** A path that could be a file of the project or of the machine: short, one line, no address. */
function isPath(text: string): boolean {
  return text !== '' && text.length < 200 && !/[\n:*?"<>|{}%]|^\s|\s$/.test(text) && text !== '-';
}

function used(
  module: PyModule,
  offset: number,
  path: string | undefined,
  key: string,
): readonly Found<string>[] {
  if (path === undefined || !isPath(path)) return [];
  return [found(path, 'likely', evidence(module.file, module.source.line(offset), key))];
}

const MAKES =
  /(?:^|\.)(?:makedirs|mkdir|FileHandler|RotatingFileHandler|TimedRotatingFileHandler)$/;
const PATH_METHODS = /\.(?:mkdir|touch|write_text|write_bytes)$/;
/** `upload.save(path)`, `frame.to_csv(path)`. */
const SAVES = /\.(?:save|to_csv|to_json|to_excel|to_parquet|to_pickle|savefig)$/;

function writesIn(scope: PathScope): readonly Found<string>[] {
  const { module } = scope;
  const value = (at: Value | undefined): string | undefined => at && pathValue(at.text, scope);
  const at = (call: Call, place: Value | undefined, key = call.callee): readonly Found<string>[] =>
    used(module, call.start, value(place), key);
  const opened = callsOf(module, /^(?:open|io\.open|aiofiles\.open)$/)
    .filter((call) => /[wax+]/.test(modeOf(module, call)))
    .flatMap((call) => at(call, call.positional[0], 'open for writing'));
  const made = callsOf(module, MAKES)
    .filter(
      (call) =>
        /^(?:os|logging|handlers|logging\.handlers)\./.test(call.callee) ||
        module.imports.has(call.callee),
    )
    .flatMap((call) => at(call, call.positional[0]));
  const methods = callsOf(module, PATH_METHODS)
    .filter((call) => !/^(?:os|shutil)\./.test(call.callee))
    .flatMap((call) => {
      const owner = call.callee.replace(PATH_METHODS, '');
      return used(module, call.start, pathValue(owner, scope), call.callee);
    });
  const saved = callsOf(module, SAVES).flatMap((call) => at(call, call.positional[0]));
  const logs = callsOf(module, /^logging\.basicConfig$/).flatMap((call) =>
    at(call, call.named.get('filename')),
  );
  const sqlite = callsOf(module, /^(?:sqlite3|aiosqlite)\.connect$/).flatMap((call) =>
    at(call, call.positional[0], 'SQLite database'),
  );
  return [
    ...opened,
    ...made,
    ...methods,
    ...saved,
    ...logs,
    ...sqlite,
    ...pathCalls(scope),
    ...folders(scope),
    ...databases(module),
    ...madeAddresses(scope),
  ];
}

function modeOf(module: PyModule, call: Call): string {
  return literal(module.source, call.named.get('mode') ?? call.positional[1]) ?? '';
}

/** `Path("x").mkdir()` and `(BASE / "x").mkdir()`. */
function pathCalls(scope: PathScope): readonly Found<string>[] {
  const { module } = scope;
  const then = /^\s*\.(?:write_text|write_bytes|mkdir|touch|open\(\s*(?:mode\s*=\s*)?["'][wax])/;
  const plain = callsOf(module, /^(?:pathlib\.)?Path$/)
    .filter((call) => then.test(module.source.text.slice(call.end, call.end + 60)))
    .flatMap((call) =>
      used(module, call.start, pathValue(call.positional[0]?.text ?? '', scope), call.callee),
    );
  const grouped = [
    ...module.source.text.matchAll(/^[ \t]*\(([^()\n]{1,200})\)\.(?:mkdir|touch|write_text)\(/gm),
  ].flatMap((match) => used(module, match.index, pathValue(match[1] ?? '', scope), 'Path.mkdir'));
  return [...plain, ...grouped];
}

/** Settings whose name says that files are put there. */
function folders(scope: PathScope): readonly Found<string>[] {
  const { module } = scope;
  const setting =
    /^[ \t]*(?:[\w.]*config\[["'])?((?:UPLOADS?|UPLOADED)(?:_\w+)?_(?:FOLDER|DIR|DIRECTORY|PATH|DEST)|MEDIA_ROOT)(?:["']\])?(?:[ \t]*:[^=\n]+)?[ \t]*=(?!=)[ \t]*([^\n#]+)/gm;
  return [...module.source.text.matchAll(setting)].flatMap((match) =>
    used(module, match.index, pathValue(match[2] ?? '', scope), match[1] ?? ''),
  );
}

function databases(module: PyModule): readonly Found<string>[] {
  return module.source.strings().flatMap((string) => {
    if (string.computed) return [];
    const url = /^sqlite(?:\+\w+)?:\/\/\/([^?]+)/.exec(string.value)?.[1];
    const file = /^(?!django\.)[\w./-]+\.sqlite3?$/.test(string.value) ? string.value : undefined;
    return used(module, string.start, url ?? file, 'SQLite database');
  });
}

/** `"sqlite:///" + os.path.join(BASE, "app.db")`, `f"sqlite:///{BASE}/app.db"`. */
function madeAddresses(scope: PathScope): readonly Found<string>[] {
  const { module } = scope;
  const added = /["']sqlite(?:\+\w+)?:\/\/\/["']\s*\+\s*([^\n#]{1,300})/g;
  const inserted = /f["']sqlite(?:\+\w+)?:\/\/\/\{([^{}"'\n]{1,200})\}([^"'{}\n]{0,100})["']/g;
  const text = module.source.text;
  const sums = [...text.matchAll(added)].flatMap((match) =>
    used(module, match.index, firstValue(match[1] ?? '', scope), 'SQLite database'),
  );
  const filled = [...text.matchAll(inserted)].flatMap((match) => {
    const [, inner = '', rest = ''] = match;
    const path = pathValue(rest === '' ? inner : `(${inner}) + "${rest}"`, scope);
    return used(module, match.index, path, 'SQLite database');
  });
  return [...sums, ...filled];
}

/** The expression at the start of a line's rest, in which brackets around it may close. */
function firstValue(rest: string, scope: PathScope): string | undefined {
  for (
    let text = rest.trim(), cut = 0;
    cut < 4;
    cut++, text = text.replace(/[,)\]}][^,)\]}]*$/, '')
  ) {
    const path = pathValue(text, scope);
    if (path !== undefined) return path;
  }
  return undefined;
}
