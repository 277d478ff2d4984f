import { argumentsAt } from '../../project/source-scan.ts';
import {
  type Definition,
  type Expression,
  constantsOf,
  expressionEnd,
  memberKey,
} from './constants.ts';
import { findProperty } from './properties.ts';
import type { Module, Program } from './modules.ts';

/** What can be said of an expression without running it. */
export interface Value {
  readonly literal?: string | number;
  /** Variable of the environment that decides, the literal being its default. */
  readonly env?: string;
  /** Where the literal (or the variable) stands. */
  readonly module: Module;
  readonly at: number;
}

const DEEPEST = 12;
/** Functions that hand their first argument on as a number or a text. */
const CONVERTERS =
  /^(?:Number|parseInt|parseFloat|String|Number\.parseInt|Number\.parseFloat|normali[sz]ePort|\w*[pP]arsePort|\w*toNumber|int|num|Math\.\w+|isNaN|path\.resolve|path\.normalize)$/;
const ENV_MEMBER = /^(?:globalThis\.)?(?:process|Bun)\??\.env\??\.([A-Za-z_$][\w$]*)$/;
const ENV_INDEX = /^(?:globalThis\.)?(?:process|Bun)\.env(?:\?\.)?\[/;
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

function literalAt({ module, start, end }: Expression, text: string): string | number | undefined {
  if (/^\d[\d_]*$/.test(text)) return Number(text.replaceAll('_', ''));
  const string = module.source.stringAt(start);
  return string?.end === end && !string.computed ? string.value : undefined;
}

function envName({ module, start, end }: Expression, text: string): string | undefined {
  const member = ENV_MEMBER.exec(text)?.[1];
  if (member !== undefined) return member;
  if (!ENV_INDEX.test(text) || !text.endsWith(']')) return undefined;
  const open = module.source.code.indexOf('[', start);
  const string = open < end ? module.source.stringAt(open + 1) : undefined;
  return string?.computed === false ? string.value : undefined;
}

/** Without blanks, brackets around the whole, casts, `await`, `+` and `!`. */
function trim(expression: Expression): Expression {
  const { module } = expression;
  const { code } = module.source;
  let { start, end } = expression;
  for (let count = 0; count < 10; count++) {
    while (start < end && /\s/.test(code[start] ?? '')) start++;
    while (end > start && /[\s;!]/.test(code[end - 1] ?? '')) end--;
    const prefix = /^(?:await\s+|\+(?!\+)\s*|<\w+>)/.exec(
      code.slice(start, Math.min(end, start + 40)),
    )?.[0];
    const suffix = /\s+(?:as|satisfies)\s+[\w.[\]<>| ]{1,80}$/.exec(
      code.slice(Math.max(start, end - 90), end),
    )?.[0];
    if (prefix !== undefined) start += prefix.length;
    else if (suffix !== undefined) end -= suffix.length;
    else if (code[start] === '(' && argumentsAt(module.source, start)?.end === end) {
      start++;
      end--;
    } else break;
  }
  return { module, start, end };
}

/** The operands of top-level `||` and `??`. */
function splitOperators({ module, start, end }: Expression): readonly Expression[] {
  const cuts = topLevel(module.source.code, start, end, (two) => two === '||' || two === '??');
  const parts: Expression[] = [];
  let from = start;
  for (const cut of cuts) {
    parts.push({ module, start: from, end: cut });
    from = cut + 2;
  }
  return [...parts, { module, start: from, end }];
}

/** The two answers of `c ? a : b`, the one for production first when the question is about that. */
function ternary({ module, start, end }: Expression): readonly Expression[] | undefined {
  const { code, text } = module.source;
  const mark = topLevel(
    code,
    start,
    end,
    (two) => two[0] === '?' && two[1] !== '.' && two[1] !== '?',
  )[0];
  if (mark === undefined) return undefined;
  const colon = topLevel(code, mark + 1, end, (two) => two[0] === ':')[0];
  if (colon === undefined) return undefined;
  const yes = { module, start: mark + 1, end: colon };
  const no = { module, start: colon + 1, end };
  const question = text.slice(start, mark);
  const negative = /!==?\s*["']production|===?\s*["'](?:development|dev|test|local)/.test(question);
  return negative ? [no, yes] : [yes, no];
}

function topLevel(
  code: string,
  start: number,
  end: number,
  wanted: (two: string) => boolean,
): readonly number[] {
  const cuts: number[] = [];
  let level = 0;
  for (let index = start; index < end; index++) {
    const unit = code[index] ?? '';
    if ('([{'.includes(unit)) level++;
    else if (')]}'.includes(unit)) level--;
    else if (level === 0 && wanted(code.slice(index, index + 2))) {
      cuts.push(index);
      index++;
    }
  }
  return cuts;
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
    findProperty(program, value, path, depth + 1) ?? checkedEnv(program, value.module, path, depth)
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
  return findProperty(program, expression, ['default'], depth);
}
