import { type Source, argumentsAt } from '../../project/source-scan.ts';
import type { Module } from './modules.ts';

/** A piece of a module: `[start, end)` of its source. */
export interface Expression {
  readonly module: Module;
  readonly start: number;
  readonly end: number;
}

/** A name's definition: an expression, or a variable of the environment with the default of a destructuring. */
export interface Definition {
  readonly value?: Expression;
  readonly env?: string;
}

const DECLARED = /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=;\n]{1,200})?=(?![=>])/g;
const FURTHER = /,\s*([A-Za-z_$][\w$]*)\s*=(?![=>])/g;
const TAKEN_APART =
  /\b(?:const|let|var)\s+\{([^{}]{0,4000})\}\s*(?::[^=;\n]{1,200})?=\s*([\w$.]+)/g;
const MEMBER = /\b(this|exports|module\.exports|[A-Za-z_$][\w$]*)\.([A-Za-z_$][\w$]*)\s*=(?![=>])/g;
const WHOLE = /\bmodule\.exports\s*=(?![=>])|\bexport\s+default\s+(?!class\b|function\b|async\b)/g;
const RENAMED = /\bexport\s*\{([^{}]{0,4000})\}(?!\s*from)/g;

/** Constants of one module by name; `this.x` and `exports.x` under those names, `module.exports =` as `default`. */
export interface Constants {
  readonly names: ReadonlyMap<string, Definition>;
  /** Exported name → local name, where they differ. */
  readonly renamed: ReadonlyMap<string, string>;
}

const MOST_SCANNED = 8_000_000;
const memo = new WeakMap<Module, Constants>();

export function constantsOf(module: Module): Constants {
  const known = memo.get(module);
  if (known !== undefined) return known;
  const made = readConstants(module);
  memo.set(module, made);
  return made;
}

function readConstants(module: Module): Constants {
  const { source } = module;
  const names = new Map<string, Definition>();
  let scanned = 0;
  const put = (name: string, from: number): number => {
    // Assignments inside assignments without end would each be read to the end.
    if (scanned > MOST_SCANNED) return from;
    const end = expressionEnd(source, from);
    scanned += end - from;
    // The first definition is the one that is read; a later assignment is a change of state.
    if (!names.has(name)) names.set(name, { value: { module, start: from, end } });
    return end;
  };
  for (const match of source.code.matchAll(DECLARED)) {
    let end = put(match[1] ?? '', match.index + match[0].length);
    for (let count = 0; count < 50 && source.code[end] === ','; count++) {
      FURTHER.lastIndex = end;
      const next = FURTHER.exec(source.code);
      if (next === null || next.index !== end) break;
      end = put(next[1] ?? '', end + next[0].length);
    }
  }
  for (const match of source.code.matchAll(WHOLE)) put('default', match.index + match[0].length);
  for (const match of source.code.matchAll(MEMBER)) {
    const owner = match[1] === 'module.exports' ? 'exports' : match[1];
    put(`${owner}.${match[2]}`, match.index + match[0].length);
  }
  takeApart(module, names);
  return { names, renamed: renamedExports(source) };
}

/** `const { PORT = 3000, HOST: host } = process.env`, or of another object. */
function takeApart(module: Module, names: Map<string, Definition>): void {
  const { source } = module;
  for (const match of source.code.matchAll(TAKEN_APART)) {
    const open = match.index + match[0].indexOf('{');
    const isEnv = /^(?:globalThis\.)?(?:process|Bun)\.env$|^env$/.test(match[2] ?? '');
    const from = match.index + match[0].length - (match[2] ?? '').length;
    for (const part of argumentsAt(source, open)?.list ?? []) {
      const shape = /^([\w$]+)\s*(?::\s*([\w$]+))?\s*(?:=)?/.exec(part.text);
      const key = shape?.[1];
      if (key === undefined) continue;
      const hasDefault = shape?.[0].endsWith('=') === true;
      const value = { module, start: part.start + (shape?.[0].length ?? 0), end: part.end };
      const name = shape?.[2] ?? key;
      if (names.has(name)) continue;
      if (isEnv) names.set(name, { env: key, ...(hasDefault && { value }) });
      else names.set(name, { value: memberOf(module, from, match[2] ?? '', key) });
    }
  }
}

/** A definition "`object.key`" cannot be pointed at in the text; the object can, with the key beside it. */
interface MemberExpression extends Expression {
  readonly key?: string;
}

function memberOf(module: Module, start: number, object: string, key: string): MemberExpression {
  return { module, start, end: start + object.length, key };
}

/** The member to take of an expression that stands for a destructured name. */
export function memberKey(expression: Expression): string | undefined {
  return (expression as MemberExpression).key;
}

function renamedExports(source: Source): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const match of source.code.matchAll(RENAMED)) {
    for (const part of (match[1] ?? '').split(',')) {
      const pair = /^\s*([\w$]+)\s+as\s+([\w$]+)\s*$/.exec(part);
      if (pair?.[1] !== undefined && pair[2] !== undefined) renamed.set(pair[2], pair[1]);
    }
  }
  return renamed;
}

/** Where the expression beginning at `from` ends: `;`, a comma or closing bracket of its surroundings, or its line. */
export function expressionEnd(source: Source, from: number): number {
  const { code } = source;
  const last = Math.min(code.length, from + 20_000);
  let level = 0;
  for (let index = from; index < last; index++) {
    const unit = code[index] ?? '';
    if ('([{'.includes(unit)) {
      level++;
      if (level > 100) return from;
    } else if (')]}'.includes(unit)) {
      if (level === 0) return index;
      level--;
    } else if (level === 0 && (unit === ';' || unit === ',')) return index;
    else if (level === 0 && unit === '\n' && !continues(code, from, index)) return index;
  }
  return last;
}

/** Whether a line end inside an expression is not its end. */
function continues(code: string, from: number, newline: number): boolean {
  const before = code.slice(Math.max(from, newline - 60), newline).trimEnd();
  if (before === '' || /[=+\-*/%&|?:<>!~^.]$/.test(before)) return true;
  return /^\s*(?:[.?:|&+\-*/%<>=]|\)|as\b|satisfies\b)/.test(code.slice(newline, newline + 80));
}
