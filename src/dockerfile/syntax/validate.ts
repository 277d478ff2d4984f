import type { Span } from '../../text/span.ts';
import { goLower, goQuote, goUpper, skipSpace } from '../chars.ts';
import { csvFields } from './csv.ts';
import { flagError } from './flag-table.ts';
import { parseBool, parseDuration, parseInt32 } from './go-numbers.ts';
import { heredocMark } from './heredoc.ts';
import { INSTRUCTION_NAMES } from './instruction.ts';
import { nearest, withSuggestion } from './suggest.ts';
import type { Flag, Instruction } from '../types.ts';

// What BuildKit refuses when it turns a syntax tree into instructions: one check an instruction,
// in BuildKit's order, because only the first error of an instruction is reported.

/** A refusal with the words that it is about. */
export interface Refusal {
  readonly message: string;
  readonly span: Span;
}

type Check = (instruction: Instruction) => Refusal | undefined;

function refuse(message: string, at: { readonly span: Span }): Refusal {
  return { message, span: at.span };
}

function atKeyword(instruction: Instruction, message: string): Refusal {
  return { message, span: instruction.keyword };
}

const flags: Check = (instruction) => {
  const wrong = flagError(instruction.name, instruction.flags);
  return wrong && refuse(wrong.message, wrong.flag);
};

const tooFew = (instruction: Instruction): Refusal =>
  atKeyword(instruction, `${instruction.name} requires at least one argument`);

const atLeastOne: Check = (instruction) =>
  instruction.args.length > 0 ? undefined : tooFew(instruction);

const exactlyOne: Check = (instruction) =>
  instruction.args.length === 1
    ? undefined
    : atKeyword(instruction, `${instruction.name} requires exactly one argument`);

const pairs: Check = (instruction) => {
  if (instruction.pairs.length === 0) return tooFew(instruction);
  const blank = instruction.pairs.find((pair) => pair.name === '');
  return blank && refuse(`${instruction.name} names can not be blank`, blank);
};

const argNames: Check = (instruction) => {
  const blank = instruction.pairs.find((pair) => pair.name === '' && pair.value !== undefined);
  return blank && refuse('ARG names can not be blank', blank);
};

const destination: Check = (instruction) => {
  if (instruction.args.length >= 2) return undefined;
  const { name } = instruction;
  const what = `${name} requires at least two arguments, but only one was provided. Destination could not be determined`;
  return atKeyword(instruction, what);
};

const noHeredocDestination: Check = (instruction) => {
  const last = instruction.args.at(-1);
  if (last === undefined || heredocMark(last.text).mark === undefined) return undefined;
  return refuse(`${instruction.name} cannot accept a heredoc as a destination`, last);
};

/** Go's `strings.EqualFold(text, "as")`: the long s folds too. */
const isAs = (text: string): boolean => /^a[sſ]$/i.test(text);

const stageName: Check = (instruction) => {
  const [, as, name] = instruction.args;
  if (instruction.args.length === 3 && as !== undefined && name !== undefined && isAs(as.text)) {
    if (/^[a-z][a-z0-9\-_.]*$/.test(goLower(name.text))) return undefined;
    const what = "name can't start with a number or contain symbols";
    return refuse(`invalid name for build stage: ${goQuote(name.text)}, ${what}`, name);
  }
  if (instruction.args.length === 1) return undefined;
  return atKeyword(instruction, 'FROM requires either one or three arguments');
};

const trigger: Check = (instruction) => {
  const inner = instruction.onbuild;
  if (inner === undefined) return tooFew(instruction);
  const wrong = flags(instruction);
  if (wrong) return wrong;
  const name = goUpper(inner.name);
  if (name === 'ONBUILD')
    return { message: "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", span: inner.keyword };
  if (name !== 'MAINTAINER' && name !== 'FROM') return undefined;
  return { message: `${name} isn't allowed as an ONBUILD trigger`, span: inner.keyword };
};

function mountError(flag: Flag): string | undefined {
  const { fields, error } = csvFields(flag.value ?? '');
  if (error !== undefined) return `failed to parse csv mounts: ${error}`;
  for (const { text } of fields) {
    const equals = text.indexOf('=');
    if (equals < 0 || goLower(text.slice(0, equals)) !== 'from') continue;
    const dollar = text.indexOf('$', equals + 1);
    if (dollar >= 0 && dollar !== text.length - 1) {
      return "'from' doesn't support variable expansion, define alias stage instead";
    }
  }
  return undefined;
}

function deviceError(flag: Flag): string | undefined {
  const { fields, error } = csvFields(flag.value ?? '');
  if (error !== undefined) return `failed to parse csv devices: ${error}`;
  let device = '';
  for (const { text } of fields) {
    const equals = text.indexOf('=');
    const key = goLower(equals < 0 ? text : text.slice(0, equals));
    const value = text.slice(equals + 1);
    if (key === 'required') {
      if (equals >= 0 && parseBool(value) === undefined)
        return `invalid value for required: ${value}`;
    } else if (key === 'name' && equals >= 0) {
      if (device !== '') return `device name already set to ${device}`;
      device = value;
    } else if (device === '') device = text;
    else if (equals < 0) return `invalid field '${text}' must be a key=value pair`;
    else return withSuggestion(`unexpected key '${key}' in '${text}'`, key, ['name', 'required']);
  }
  return undefined;
}

function firstWrong(
  instruction: Instruction,
  name: string,
  check: (flag: Flag) => string | undefined,
): Refusal | undefined {
  for (const flag of instruction.flags) {
    const message = flag.name === name ? check(flag) : undefined;
    if (message !== undefined) return refuse(message, flag);
  }
  return undefined;
}

const runFlags: Check = (instruction) =>
  firstWrong(instruction, 'device', deviceError) ??
  firstWrong(instruction, 'mount', mountError) ??
  firstWrong(instruction, 'network', ({ value = '' }) =>
    ['default', 'none', 'host'].includes(value)
      ? undefined
      : `invalid network mode ${goQuote(value)}`,
  ) ??
  firstWrong(instruction, 'security', ({ value = '' }) =>
    ['insecure', 'sandbox'].includes(value) ? undefined : `security ${goQuote(value)} is not valid`,
  );

function intervalError({ name, value = '' }: Flag): string | undefined {
  if (value === '') return undefined;
  const parsed = parseDuration(value);
  if ('error' in parsed) return parsed.error;
  const tooShort = Math.round(parsed.value * 1e9) !== 0 && parsed.value < 0.001;
  return tooShort ? `Interval ${goQuote(name)} cannot be less than 1ms` : undefined;
}

function retriesError({ value = '' }: Flag): string | undefined {
  if (value === '') return undefined;
  const parsed = parseInt32(value);
  if ('error' in parsed) return parsed.error;
  return parsed.value < 0 ? `--retries cannot be negative (${parsed.value})` : undefined;
}

const health: Check = (instruction) => {
  const kind = instruction.args[0];
  if (kind === undefined) return atLeastOne(instruction);
  const type = goUpper(kind.text);
  if (type === 'NONE') {
    return instruction.args.length === 1
      ? undefined
      : refuse('HEALTHCHECK NONE takes no arguments', kind);
  }
  const wrong = flags(instruction);
  if (wrong) return wrong;
  if (type !== 'CMD') return refuse(`Unknown type ${goQuote(type)} in HEALTHCHECK (try CMD)`, kind);
  if (instruction.args.length === 1) return refuse('Missing command after HEALTHCHECK CMD', kind);
  for (const name of ['interval', 'timeout', 'start-period', 'start-interval']) {
    const bad = firstWrong(instruction, name, intervalError);
    if (bad) return bad;
  }
  return firstWrong(instruction, 'retries', retriesError);
};

const volumes: Check = (instruction) => {
  const empty = instruction.args.find(
    ({ text }) => skipSpace(text, 0, text.length) === text.length,
  );
  return empty && refuse('VOLUME specified can not be an empty string', empty);
};

const shellJson: Check = (instruction) =>
  instruction.form === 'json'
    ? undefined
    : atKeyword(instruction, 'SHELL requires the arguments to be in JSON form');

const checks: Readonly<Record<string, readonly Check[]>> = {
  ADD: [destination, flags, noHeredocDestination],
  ARG: [atLeastOne, argNames],
  CMD: [flags],
  COPY: [destination, flags, noHeredocDestination],
  ENTRYPOINT: [flags],
  ENV: [flags, pairs],
  EXPOSE: [atLeastOne, flags],
  FROM: [stageName, flags],
  HEALTHCHECK: [health],
  LABEL: [flags, pairs],
  MAINTAINER: [exactlyOne, flags],
  ONBUILD: [trigger],
  RUN: [flags, runFlags],
  SHELL: [flags, atLeastOne, shellJson],
  STOPSIGNAL: [exactlyOne],
  USER: [exactlyOne, flags],
  VOLUME: [atLeastOne, flags, volumes],
  WORKDIR: [exactlyOne, flags],
};

/** As BuildKit compares them. */
const NAMES: readonly string[] = INSTRUCTION_NAMES.map((name) => name.toLowerCase());

/** What BuildKit refuses about one instruction by itself; undefined when it accepts it. */
export function checkInstruction(instruction: Instruction, keyword: string): Refusal | undefined {
  const own = Object.hasOwn(checks, instruction.name) ? checks[instruction.name] : undefined;
  if (own === undefined) {
    const lower = goLower(keyword);
    const near = nearest(lower, NAMES) ?? '';
    const shouted = keyword !== lower && keyword === goUpper(keyword);
    const cased = shouted ? near.toUpperCase() : near;
    const suggestion = near === '' ? '' : ` (did you mean ${cased}?)`;
    return atKeyword(instruction, `unknown instruction: ${keyword}${suggestion}`);
  }
  for (const check of own) {
    const refusal = check(instruction);
    if (refusal) return refusal;
  }
  return undefined;
}
