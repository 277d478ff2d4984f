import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { joinPath, relativeTo } from '../../project/paths.ts';
import { argumentsAt } from '../../project/source-scan.ts';
import type { ProjectView } from '../../project/view.ts';
import type { Expression } from './constants.ts';
import type { Module, Program } from './modules.ts';
import { type CodePath, evaluatePath } from './paths.ts';
import { propertyOf } from './properties.ts';

interface FileCall {
  readonly pattern: RegExp;
  readonly does: 'read' | 'write';
  /** Which argument is the path, or the options' keys that hold it. */
  readonly argument: number;
  readonly keys?: readonly string[];
  /** Only an object counts: a plain argument is something else. */
  readonly only?: true;
}

const FS = String.raw`(?:\b(?:fs|fsp|fse|fsPromises|promises|fsExtra)\s*\.\s*(?:promises\s*\.\s*)?|(?<![\w$.]))`;

/** Calls that touch files. Source: Node's fs and the packages' documentation. */
const CALLS: readonly FileCall[] = [
  {
    pattern: new RegExp(
      `${FS}(?:readFile|readFileSync|createReadStream|readdir|readdirSync|opendir|readJson|readJsonSync|readJSON)\\s*\\(`,
      'g',
    ),
    does: 'read',
    argument: 0,
  },
  {
    pattern:
      /\b(?:express|koa)?\s*\.?\s*(?<![\w$])(?:static|serveStatic|koaStatic|staticFiles|sirv)\s*\(/g,
    does: 'read',
    argument: 0,
    keys: ['root'],
  },
  { pattern: /\.\s*set\s*\(\s*(?=["']views["'])/g, does: 'read', argument: 1 },
  { pattern: /\.\s*(?:sendFile|sendfile|download)\s*\(/g, does: 'read', argument: 0 },
  {
    pattern: /\.\s*register\s*\(/g,
    does: 'read',
    argument: 1,
    keys: ['root', 'dir', 'templates', 'path'],
    only: true,
  },
  {
    pattern:
      /\b(?:useStaticAssets|setBaseViewsDir|loadSync|loadPackageDefinition|registerPartials)\s*\(/g,
    does: 'read',
    argument: 0,
  },
  { pattern: /\b(?:YAML|yaml|yamljs)\s*\.\s*load\s*\(/g, does: 'read', argument: 0 },
  {
    pattern: new RegExp(
      `${FS}(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|mkdtemp|mkdtempSync|ensureDir|ensureDirSync|ensureFile|outputFile|outputFileSync|writeJson|writeJsonSync|outputJson)\\s*\\(`,
      'g',
    ),
    does: 'write',
    argument: 0,
  },
  {
    pattern: new RegExp(`${FS}(?:copyFile|copyFileSync|rename|renameSync|cp|cpSync)\\s*\\(`, 'g'),
    does: 'write',
    argument: 1,
  },
  { pattern: /(?<![\w$.])multer\s*\(/g, does: 'write', argument: 0, keys: ['dest'] },
  {
    pattern:
      /\b(?:transports\.(?:File|DailyRotateFile)|DailyRotateFile|IncomingForm|formidable|Datastore|FileStore|LocalStorage|JSONFile|JSONFileSync|Low|FileSync)\s*\(/g,
    does: 'write',
    argument: 0,
    keys: ['filename', 'dirname', 'uploadDir', 'path', 'tempFileDir'],
  },
  {
    pattern:
      /\b(?:new\s+(?:Database|DatabaseSync|sqlite3?\.Database)|\bpino\.destination|\bnew\s+JSONFilePreset|\bJSONFilePreset|\bfileUpload)\s*\(/g,
    does: 'write',
    argument: 0,
    keys: ['filename', 'tempFileDir', 'dest'],
  },
  { pattern: /\bnew\s+Sequelize\s*\(/g, does: 'write', argument: 0, keys: ['storage'], only: true },
  {
    pattern:
      /\bdestination\s*(?::\s*(?:function\s*)?|)\s*\([^()]{0,60}\)\s*(?:=>)?\s*\{?[^{}]{0,200}?\bcb\s*\(/g,
    does: 'write',
    argument: 1,
  },
];

export interface FileUse {
  readonly reads: readonly Found<string>[];
  readonly writes: readonly Found<string>[];
}

/**
 * Files and directories the program uses at run time. Reads only count where the repository has
 * them. What a compiled module finds beside itself below `compiledRoot` (relative to the
 * application) lies in the build's output, so it is not read from the sources.
 */
export function detectFiles(
  view: ProjectView,
  dir: string,
  program: Program,
  compiledRoot?: string,
): FileUse {
  const reads: Found<string>[] = [];
  const writes: Found<string>[] = [];
  for (const module of program.modules) {
    for (const call of CALLS) {
      for (const { path, offset } of pathsIn(program, dir, module, call)) {
        const one = found(
          path.path,
          path.fromModule ? 'certain' : 'likely',
          evidence(module.file, module.source.line(offset), 'file access'),
        );
        if (call.does === 'write') writes.push(one);
        else if (path.fromModule && isBelow(compiledRoot, path.path)) continue;
        else if (isOwnFile(view, dir, path.path)) reads.push(one);
      }
    }
    reads.push(...viewsOf(view, dir, module));
    reads.push(...loadedData(dir, module));
  }
  return {
    reads: distinct(reads),
    writes: distinct(writes.filter(({ value }) => value !== '.' && value !== '/')),
  };
}

function* pathsIn(
  program: Program,
  dir: string,
  module: Module,
  call: FileCall,
): Generator<{ path: CodePath; offset: number }> {
  for (const match of module.source.code.matchAll(call.pattern)) {
    const open = match.index + match[0].lastIndexOf('(');
    const argument = argumentsAt(module.source, open)?.list[call.argument];
    if (argument === undefined) continue;
    const whole: Expression = { module, start: argument.start, end: argument.end };
    const isObject = argument.text.startsWith('{');
    const parts = isObject ? (call.keys ?? []).map((key) => propertyOf(whole, key)) : [whole];
    if (!isObject && call.only === true) continue;
    for (const part of parts) {
      const path = part && evaluatePath(program, dir, part);
      if (path !== undefined && path.path !== ':memory:') yield { path, offset: match.index };
    }
  }
}

function isBelow(root: string | undefined, path: string): boolean {
  return root !== undefined && root !== '.' && relativeTo(root, path) !== undefined;
}

function isOwnFile(view: ProjectView, dir: string, path: string): boolean {
  return (
    path !== '.' &&
    !path.startsWith('/') &&
    !path.startsWith('..') &&
    view.exists(joinPath(dir, path))
  );
}

/** `res.render(…)` reads `views` when nothing else is set. */
function viewsOf(view: ProjectView, dir: string, module: Module): readonly Found<string>[] {
  const match = /\b(?:res|reply|ctx|response)\s*\.\s*(?:render|view)\s*\(/.exec(module.source.code);
  if (match === null || !view.isDir(joinPath(dir, 'views'))) return [];
  return [
    found(
      'views',
      'likely',
      evidence(module.file, module.source.line(match.index), 'renders views'),
    ),
  ];
}

/** JSON files that are loaded like modules. */
function loadedData(dir: string, module: Module): readonly Found<string>[] {
  const prefix = dir === '.' ? '' : `${dir}/`;
  return module.local
    .filter((file) => file.endsWith('.json') && file.startsWith(prefix))
    .map((file) =>
      found(
        file.slice(prefix.length),
        'certain',
        evidence(module.file, undefined, 'loaded as a module'),
      ),
    );
}
