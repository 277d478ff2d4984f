import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { argumentsAt } from '../../project/source-scan.ts';
import type { Module, Program } from './modules.ts';

type Variable = { readonly name: string; readonly required: boolean };

const READ = /\b(?:process|Bun)\??\.env\??(?:\.([A-Za-z_][A-Za-z0-9_]*)|\[\s*(?=["'`]))/g;
const TAKEN = /\{([^{}]{0,4000})\}\s*=\s*(?:process|Bun)\.env\b/g;
const GETTER =
  /\b(?:config(?:Service)?|env|envVar)\s*\.\s*(?:get|getOrThrow)\s*(?:<[^<>()]{0,80}>)?\s*\(\s*(?=["'`])/g;

/** Variables the program reads; `required` only where the code shows that it stops without one. */
export function detectEnvironment(program: Program): Found<Variable>[] {
  const names = program.modules.flatMap((module) => [...readsOf(module), ...schemaOf(module)]);
  const required = new Set(names.filter((one) => one.value.required).map((one) => one.value.name));
  const merged = distinct(names, (value) => value.name);
  return merged.map((one) => ({
    ...one,
    value: { name: one.value.name, required: required.has(one.value.name) },
  }));
}

function variable(
  module: Module,
  name: string,
  required: boolean,
  offset: number,
): Found<Variable> {
  return found(
    { name, required },
    'certain',
    evidence(module.file, module.source.line(offset), `process.env.${name}`),
  );
}

function readsOf(module: Module): readonly Found<Variable>[] {
  const { source } = module;
  const all: Found<Variable>[] = [];
  for (const match of source.code.matchAll(READ)) {
    const end = match.index + match[0].length;
    const literal = match[1] === undefined ? source.stringAt(end) : undefined;
    const name = match[1] ?? (literal?.computed === false ? literal.value : undefined);
    if (name === undefined || /^\s*=(?!=)/.test(source.code.slice(end, end + 10))) continue;
    all.push(
      variable(module, name, isRequired(module, match.index, literal?.end ?? end), match.index),
    );
  }
  for (const match of source.code.matchAll(TAKEN)) {
    for (const part of argumentsAt(source, match.index)?.list ?? []) {
      const name = /^[A-Za-z_]\w*/.exec(part.text)?.[0];
      if (name !== undefined) all.push(variable(module, name, false, part.start));
    }
  }
  for (const match of source.code.matchAll(GETTER)) {
    const literal = source.stringAt(match.index + match[0].length);
    if (literal === undefined || !/^[A-Z][A-Z0-9_]*$/.test(literal.value)) continue;
    all.push(variable(module, literal.value, match[0].includes('getOrThrow'), match.index));
  }
  return [...all, ...requiredLists(module)];
}

/** `if (!process.env.X) throw …` (or exit), `assert(process.env.X)`, `required(process.env.X)`. */
function isRequired(module: Module, start: number, end: number): boolean {
  const { code } = module.source;
  const before = code.slice(Math.max(0, start - 80), start);
  if (/\b(?:assert(?:\.ok)?|invariant|required|requireEnv|mustGet)\s*\(\s*$/.test(before))
    return true;
  const after = code.slice(end, end + 300);
  if (/^\s*(?:\|\||\?\?)\s*(?:\(\s*\(\s*\)\s*=>\s*\{\s*)?(?:throw|fail|die)\b/.test(after))
    return true;
  if (!/\bif\s*\([^;{}]{0,60}!\s*$/.test(before)) return false;
  const stop = after.search(/\}/);
  const body = after.slice(0, stop < 0 ? undefined : stop);
  return /\bthrow\b|\bprocess\.exit\s*\(/.test(body) && !/&&/.test(body.split(')')[0] ?? '');
}

/** `const required = ['A', 'B']` beside a check that throws or exits. */
function requiredLists(module: Module): readonly Found<Variable>[] {
  const { source } = module;
  if (!/\bprocess\.env\[\s*[\w$]+\s*\]/.test(source.code)) return [];
  if (!/\bthrow\b|\bprocess\.exit\s*\(/.test(source.code)) return [];
  const list = /\b\w*(?:required|mandatory|needed)\w*\s*(?::[^=;]{0,60})?=\s*(?=\[)/gi;
  return [...source.code.matchAll(list)].flatMap((match) => {
    const elements = argumentsAt(source, match.index + match[0].length)?.list ?? [];
    return elements.flatMap((one) => {
      const name = source.stringAt(one.start)?.value ?? '';
      return /^[A-Z][A-Z0-9_]*$/.test(name) ? [variable(module, name, true, one.start)] : [];
    });
  });
}

/** Schemas of the environment (envalid, zod): a key without a default is required. */
function schemaOf(module: Module): readonly Found<Variable>[] {
  const { source } = module;
  const all: Found<Variable>[] = [];
  const starts =
    /\bcleanEnv\s*\(\s*process\.env\s*,\s*(?=\{)|\b(?:z|Joi|joi|yup)\s*\.\s*object\s*(?:<[^<>()]{0,80}>)?\s*\(\s*(?=\{)|\.keys\s*\(\s*(?=\{)/g;
  if (!/\bprocess\.env\b/.test(source.code)) return [];
  for (const match of source.code.matchAll(starts)) {
    const isEnvalid = match[0].startsWith('cleanEnv');
    for (const entry of argumentsAt(source, match.index + match[0].length)?.list ?? []) {
      const name = /^([A-Z][A-Z0-9_]*)\s*:/.exec(entry.text)?.[1];
      if (name === undefined) continue;
      // envalid's devDefault does not hold in production.
      const isOptional = /\bdefault\b|\.optional\(|\.nullish\(|\.nullable\(/.test(entry.text);
      const asked = isEnvalid || /\bz\s*\./.test(entry.text) || /\.required\(/.test(entry.text);
      all.push(variable(module, name, asked && !isOptional, entry.start));
    }
  }
  return all;
}
