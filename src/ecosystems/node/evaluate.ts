import { argumentsAt } from '../../project/source-scan.ts';
import {
  type Definition,
  type Expression,
  constantsOf,
  expressionEnd,
  memberKey,
} from './constants.ts';
import { envName, literalAt, splitOperators, ternary, trim } from './expressions.ts';
import { findProperty } from './properties.ts';
import type { Module, Program } from './modules.ts';
import type { Value } from './value.ts';

const DEEPEST = 12;
/** Functions that hand their first argument on as a number or a text. */
const CONVERTERS =
  /^(?:Number|parseInt|parseFloat|String|Number\.parseInt|Number\.parseFloat|normali[sz]ePort|\w*[pP]arsePort|\w*toNumber|int|num|Math\.\w+|isNaN|path\.resolve|path\.normalize)$/;
const CHAIN = /^[A-Za-z_$][\w$]*(?:\s*(?:\?\.|!?\.)\s*[A-Za-z_$][\w$]*)*$/;

/** Evaluates what is literal, a variable of the environment, or a constant of the program (imports followed). */
export function evaluate(program: Program, expression: Expression, depth = 0): Value | undefined {
  if (depth > DEEPEST || program.budget.left-- <= 0) return undefined;
  const here = trim(expression);
  const { module, start, end } = here;
  const text = module.source.text.slice(start, end);
  if (text === '' || text.length > 20_000) return undefined;
  const literal = literalAt(here, text);
  if (literal !== undefined) return { literal, module, at: start };
  const parts = splitOperators(here);
  if (parts.length > 1) return alternatives(program, parts, depth);
  const choice = ternary(here);
  if (choice !== undefined) return alternatives(program, choice, depth);
  const env = envName(here, text);
  if (env !== undefined) return { env, module, at: start };
  if (CHAIN.test(text))
    return evaluateChain(program, module, text.split(/\s*(?:\?\.|!?\.)\s*/), depth + 1);
  return evaluateCall(program, here, depth + 1);
}

/** The first variable and the first literal among operands: `process.env.PORT || 8081`. */
function alternatives(
  program: Program,
  parts: readonly Expression[],
  depth: number,
): Value | undefined {
  const values = parts
    .map((part) => evaluate(program, part, depth + 1))
    .filter((one) => one !== undefined);
  const withLiteral = values.find((one) => one.literal !== undefined);
  const withEnv = values.find((one) => one.env !== undefined);
  const place = withLiteral ?? withEnv;
  if (place === undefined) return undefined;
  return {
    module: place.module,
    at: place.at,
    ...(withLiteral?.literal !== undefined && { literal: withLiteral.literal }),
    ...(withEnv?.env !== undefined && { env: withEnv.env }),
  };
}

/** A name, or members of one: `port`, `config.server.port`, `this.port`. */
export function evaluateChain(
  program: Program,
  module: Module,
  parts: readonly string[],
  depth: number,
): Value | undefined {
  if (depth > DEEPEST) return undefined;
  const [first = '', ...rest] = parts;
  const binding = module.imports.bindings.get(first);
  if (binding === undefined) return evaluateLocal(program, module, parts, depth);
  if (/^(?:node:)?process$/.test(binding.specifier)) {
    const names = binding.name === 'env' ? rest : rest.slice(1);
    return names[0] === undefined ? undefined : { env: names[0], module, at: 0 };
  }
  const file = program.resolve(module.file, binding.specifier);
  const other = file === undefined ? undefined : program.module(file);
  if (other === undefined) return undefined;
  const wanted = binding.name === '*' ? rest : [binding.name, ...rest];
  return exported(program, other, wanted, depth + 1);
}

function evaluateLocal(
  program: Program,
  module: Module,
  parts: readonly string[],
  depth: number,
): Value | undefined {
  const { names } = constantsOf(module);
  const direct = parts.length > 1 ? names.get(`${parts[0]}.${parts[1]}`) : undefined;
  if (direct !== undefined) return follow(program, direct, parts.slice(2), depth);
  const local = names.get(parts[0] ?? '');
  return local && follow(program, local, parts.slice(1), depth);
}

/** A name exported by a module: by name, as member of what is exported whole, or handed on from another module. */
function exported(
  program: Program,
  module: Module,
  parts: readonly string[],
  depth: number,
): Value | undefined {
  if (depth > DEEPEST) return undefined;
  const { names, renamed } = constantsOf(module);
  const [first = 'default', ...rest] = parts;
  const whole = names.get('default');
  const named = names.get(`exports.${first}`) ?? names.get(renamed.get(first) ?? first);
  if (named !== undefined && first !== 'default') return follow(program, named, rest, depth);
  if (whole === undefined) return undefined;
  return follow(program, whole, first === 'default' ? rest : parts, depth);
}

function follow(
  program: Program,
  definition: Definition,
  rest: readonly string[],
  depth: number,
): Value | undefined {
  const { value, env } = definition;
  if (env !== undefined) {
    const fallback = value && evaluate(program, value, depth + 1);
    const place = fallback ?? (value && { module: value.module, at: value.start });
    if (place === undefined) return undefined;
    return {
      env,
      module: place.module,
      at: place.at,
      ...(fallback?.literal !== undefined && { literal: fallback.literal }),
    };
  }
  if (value === undefined) return undefined;
  const key = memberKey(value);
  const path = key === undefined ? rest : [key, ...rest];
  if (path.length === 0) return evaluate(program, value, depth + 1);
  const text = value.module.source.text.slice(value.start, value.end).trim();
  if (/^(?:process|Bun)\.env$/.test(text))
    return { env: path[0] ?? '', module: value.module, at: value.start };
  if (CHAIN.test(text))
    return evaluateChain(program, value.module, [...text.split(/\s*\??\.\s*/), ...path], depth + 1);
  return (
    findProperty(evaluate, program, value, path, depth + 1) ??
    checkedEnv(program, value.module, path, depth)
  );
}

/** `const { value: env } = schema.validate(process.env)`, then `env.PORT`: the schema has the default. */
function checkedEnv(
  program: Program,
  module: Module,
  path: readonly string[],
  depth: number,
): Value | undefined {
  const name = path.at(-1) ?? '';
  const { code } = module.source;
  if (!/^[A-Z][A-Z0-9_]*$/.test(name) || !/\bprocess\.env\b/.test(code)) return undefined;
  const entry = new RegExp(String.raw`(?<![\w$.])${name}\s*:`).exec(code);
  if (entry === null) return undefined;
  const start = entry.index + entry[0].length;
  const end = expressionEnd(module.source, start);
  return { module, at: start, ...defaultOf(program, { module, start, end }, depth + 1), env: name };
}

/** Calls that hand a value on: conversions, `config.get('PORT', 3000)`, schema chains with `.default(3000)`. */
function evaluateCall(
  program: Program,
  { module, start, end }: Expression,
  depth: number,
): Value | undefined {
  const { source } = module;
  if (source.code[start] === '[') {
    // `[flag, process.env.PORT, 3000].find(…)`: the elements are what it may be.
    const elements = argumentsAt(source, start)?.list ?? [];
    return alternatives(
      program,
      elements.map((one) => ({ module, start: one.start, end: one.end })),
      depth,
    );
  }
  const open = source.code.indexOf('(', start);
  if (open < 0 || open >= end) return undefined;
  const callee = source.code
    .slice(start, open)
    .replace(/<[^<>()]*>$/, '')
    .trim();
  const call = argumentsAt(source, open);
  const args = (call?.list ?? []).map((one): Expression => ({
    module,
    start: one.start,
    end: one.end,
  }));
  const [first, second] = args;
  if (CONVERTERS.test(callee) && first !== undefined) return evaluate(program, first, depth);
  const fallback = defaultOf(program, { module, start, end }, depth);
  const name = first && source.stringAt(first.start);
  if (name !== undefined && /^[A-Z][A-Z0-9_]+$/.test(name.value) && name.end === first?.end) {
    const given = (second && evaluate(program, second, depth)) ?? fallback;
    return {
      env: name.value,
      module: given?.module ?? module,
      at: given?.at ?? start,
      ...(given?.literal !== undefined && { literal: given.literal }),
    };
  }
  if (fallback !== undefined) return fallback;
  if (/port|number|int|env/i.test(callee) && first !== undefined)
    return evaluate(program, first, depth);
  return undefined;
}

/** `….default(3000)…` of schema libraries, or `{ default: 3000 }` among the arguments. */
function defaultOf(program: Program, expression: Expression, depth: number): Value | undefined {
  const { module, start, end } = expression;
  const chained = /\.default\s*\(/.exec(module.source.code.slice(start, end));
  if (chained !== null) {
    const open = start + chained.index + chained[0].length - 1;
    const argument = argumentsAt(module.source, open)?.list[0];
    return (
      argument && evaluate(program, { module, start: argument.start, end: argument.end }, depth)
    );
  }
  return findProperty(evaluate, program, expression, ['default'], depth);
}
