import { joinPath, dirName, relativeTo } from '../../project/paths.ts';
import { argumentsAt } from '../../project/source-scan.ts';
import type { Expression } from './constants.ts';
import { constantsOf } from './constants.ts';
import { evaluate } from './evaluate.ts';
import type { Program } from './modules.ts';

/** A path as the code builds it. */
export interface CodePath {
  /** Relative to the application, or absolute as written. */
  readonly path: string;
  /** Whether it was built from the module's own place, so that it stands for a file of the repository. */
  readonly fromModule: boolean;
}

const HERE = /^(?:__dirname|import\.meta\.dirname)$/;
const JOIN = /^(?:[\w$]+\s*\.\s*)?(?:join|resolve|normalize)\s*\(/;
const FILE_OF_URL = /^(?:[\w$]+\s*\.\s*)?(?:fileURLToPath|dirname|toString)\s*\(/;
const NEW_URL = /^new\s+URL\s*\(/;

/**
 * Evaluates an expression that names a file: literals, `path.join(__dirname, …)`, templates that
 * begin with `${__dirname}`, `new URL('./x', import.meta.url)`, constants, defaults of variables.
 */
export function evaluatePath(
  program: Program,
  dir: string,
  expression: Expression,
  depth = 0,
): CodePath | undefined {
  if (depth > 6) return undefined;
  const { module } = expression;
  const { text: whole, code } = module.source;
  const start =
    expression.start +
    (/^\s*/.exec(whole.slice(expression.start, expression.end))?.[0].length ?? 0);
  const text = whole.slice(start, expression.end).trimEnd();
  const here = relativeTo(dir, dirName(module.file)) ?? '.';
  if (HERE.test(text)) return { path: here, fromModule: true };
  if (/^process\.cwd\(\)$/.test(text)) return { path: '.', fromModule: false };
  if (/^(?:os\.)?tmpdir\(\)$/.test(text)) return { path: '/tmp', fromModule: false };
  if (JOIN.test(text) || NEW_URL.test(text)) {
    const args = argumentsAt(module.source, code.indexOf('(', start))?.list ?? [];
    const parts = args.map((one): Expression => ({ module, start: one.start, end: one.end }));
    if (NEW_URL.test(text)) return joined(program, dir, parts.slice(0, 1), here, depth);
    return joined(program, dir, parts, undefined, depth, /^[\w$.\s]*resolve\b/.test(text));
  }
  if (FILE_OF_URL.test(text)) return ofModule(program, dir, expression, start, here, depth);
  const template = templatePath(expression, start, here);
  if (template !== undefined) return template;
  const constant = /^[A-Za-z_$][\w$]*$/.test(text)
    ? constantsOf(module).names.get(text)
    : undefined;
  if (constant?.value !== undefined && constant.env === undefined) {
    const found = evaluatePath(program, dir, constant.value, depth + 1);
    if (found !== undefined) return found;
  }
  const alternative = text.split(/\|\||\?\?/).length === 2 ? afterOperator(expression) : undefined;
  if (alternative !== undefined) return evaluatePath(program, dir, alternative, depth + 1);
  const literal = evaluate(program, expression)?.literal;
  return typeof literal === 'string' && isPath(literal)
    ? { path: clean(literal), fromModule: false }
    : undefined;
}

function joined(
  program: Program,
  dir: string,
  parts: readonly Expression[],
  base: string | undefined,
  depth: number,
  resolves = true,
): CodePath | undefined {
  let path = base;
  let fromModule = base !== undefined;
  for (const part of parts) {
    const value = evaluatePath(program, dir, part, depth + 1);
    // A computed name ends what is known: the directory before it.
    if (value === undefined) break;
    // `join` goes on below, `resolve` begins anew at an absolute part.
    const begins = path === undefined || (resolves && value.path.startsWith('/'));
    path = begins ? value.path : clean(`${path}/${value.path}`);
    fromModule ||= value.fromModule;
  }
  return path === undefined ? undefined : { path, fromModule };
}

/** `dirname(fileURLToPath(import.meta.url))`: the module's directory. */
function ofModule(
  program: Program,
  dir: string,
  expression: Expression,
  start: number,
  here: string,
  depth: number,
): CodePath | undefined {
  const { module } = expression;
  const text = module.source.text.slice(start, expression.end);
  if (/\bimport\.meta\.url\b/.test(text) && !/\bnew\s+URL\b/.test(text))
    return { path: here, fromModule: true };
  if (/^(?:[\w$]+\.)?dirname\s*\(\s*__?filename/.test(text))
    return { path: here, fromModule: true };
  const inner = argumentsAt(module.source, module.source.code.indexOf('(', start))?.list[0];
  return (
    inner && evaluatePath(program, dir, { module, start: inner.start, end: inner.end }, depth + 1)
  );
}

/** `${__dirname}/public`, `./logs/${name}.log`: up to the first part that is computed. */
function templatePath(
  { module, end }: Expression,
  start: number,
  here: string,
): CodePath | undefined {
  const text = module.source.text.slice(start, end).trimEnd();
  const concatenated = /^(?:__dirname|process\.cwd\(\))\s*\+\s*(["'`])([^"'`]{0,300})\1$/.exec(
    text,
  );
  if (concatenated?.[2] !== undefined)
    return {
      path: clean(`${text.startsWith('_') ? here : '.'}/${concatenated[2]}`),
      fromModule: text.startsWith('_'),
    };
  if (!text.startsWith('`')) return undefined;
  const based =
    /^`\$\{\s*(__dirname|process\.cwd\(\)|import\.meta\.dirname)\s*\}([^`$]{0,300})/.exec(text);
  if (based !== null) {
    const fromModule = based[1] !== 'process.cwd()';
    return { path: clean(`${fromModule ? here : '.'}/${based[2] ?? ''}`), fromModule };
  }
  const head = /^`([\w./-]{1,300}\/)[^`/]*/.exec(text)?.[1];
  return head === undefined ? undefined : { path: clean(head), fromModule: false };
}

function afterOperator({ module, start, end }: Expression): Expression | undefined {
  const at = module.source.code.slice(start, end).search(/\|\||\?\?/);
  return at < 0 ? undefined : { module, start: start + at + 2, end };
}

function isPath(text: string): boolean {
  return text !== '' && text.length < 300 && !/[\s*?<>|"\0]|^[a-z]+:\/\//i.test(text);
}

/** Normal form; a way out of the application keeps its `..`. */
function clean(path: string): string {
  if (path.startsWith('/')) return `/${joinPath(path.slice(1))}`.replace(/^\/\.$/, '/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}
