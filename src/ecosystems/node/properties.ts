import { type Argument, argumentsAt } from '../../project/source-scan.ts';
import type { Expression } from './constants.ts';
import type { Program } from './modules.ts';
import type { Evaluate, Value } from './value.ts';

/**
 * The value at a path of an object literal; also of one that is handed through a call
 * (`Object.freeze({…})`, `z.object({…}).parse(process.env)`, `cleanEnv(process.env, {…})`).
 * `evaluate` reads the values; it asks here for properties, so it is handed in.
 */
export function findProperty(
  evaluate: Evaluate,
  program: Program,
  expression: Expression,
  path: readonly string[],
  depth: number,
): Value | undefined {
  if (depth > 12) return undefined;
  const { module, start, end } = expression;
  const [key, ...rest] = path;
  const open = objectIn(expression);
  if (open === undefined || key === undefined) return undefined;
  const entries = argumentsAt(module.source, open)?.list ?? [];
  const value = propertyValue(expression, entries, key);
  if (value === undefined) return spread(evaluate, program, expression, entries, path, depth);
  if (rest.length > 0) return findProperty(evaluate, program, value, rest, depth + 1);
  const found = evaluate(program, value, depth + 1);
  // In a schema of the environment the key is the variable.
  const readsEnv = /process\.env/.test(module.source.code.slice(start, end));
  const isSchema = open > start && readsEnv && /^[A-Z][A-Z0-9_]*$/.test(key);
  if (isSchema && found?.env === undefined) return { module, at: value.start, ...found, env: key };
  const schemaEnv = stringProperty(value, 'env');
  if (schemaEnv !== undefined)
    return {
      module,
      at: value.start,
      ...findProperty(evaluate, program, value, ['default'], depth + 1),
      env: schemaEnv,
    };
  return found;
}

/** Offset of the `{` of an expression's object literal: its own, or the first among a call's arguments. */
function objectIn({ module, start, end }: Expression): number | undefined {
  const { code } = module.source;
  let from = start;
  while (/\s/.test(code[from] ?? '')) from++;
  if (code[from] === '{') return from;
  const call = code.indexOf('(', from);
  if (call < 0 || call >= end) return undefined;
  for (const argument of argumentsAt(module.source, call)?.list ?? []) {
    if (code[argument.start] === '{') return argument.start;
  }
  return undefined;
}

function propertyValue(
  { module }: Expression,
  entries: readonly Argument[],
  key: string,
): Expression | undefined {
  for (const entry of entries) {
    const shape = /^(?:([\w$]+)|["']([^"'\n]{1,100})["'])\s*(:?)/.exec(entry.text);
    if (shape === null || (shape[1] ?? shape[2]) !== key) continue;
    const isShorthand = shape[3] === '' && entry.text === key;
    if (isShorthand) return { module, start: entry.start, end: entry.end };
    if (shape[3] === ':') return { module, start: entry.start + shape[0].length, end: entry.end };
  }
  return undefined;
}

function spread(
  evaluate: Evaluate,
  program: Program,
  { module }: Expression,
  entries: readonly Argument[],
  path: readonly string[],
  depth: number,
): Value | undefined {
  for (const entry of entries.toReversed()) {
    if (!entry.text.startsWith('...')) continue;
    const found = findProperty(
      evaluate,
      program,
      { module, start: entry.start + 3, end: entry.end },
      path,
      depth + 1,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The expression of a property of the object literal beginning at an offset. */
export function propertyOf(expression: Expression, key: string): Expression | undefined {
  const open = objectIn(expression);
  if (open === undefined) return undefined;
  return propertyValue(expression, argumentsAt(expression.module.source, open)?.list ?? [], key);
}

function stringProperty(expression: Expression, key: string): string | undefined {
  const text = expression.module.source.text.slice(expression.start, expression.end).trim();
  if (!text.startsWith('{')) return undefined;
  const value = propertyOf(expression, key);
  if (value === undefined) return undefined;
  const from =
    value.start +
    (value.module.source.text.slice(value.start, value.end).length -
      value.module.source.text.slice(value.start, value.end).trimStart().length);
  return value.module.source.stringAt(from)?.value;
}
