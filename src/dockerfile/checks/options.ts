import { goQuote, isSpace, skipSpace, trimEnd } from '../chars.ts';
import { parseBool } from '../syntax/go-numbers.ts';
import type { Comment, Dockerfile, Instruction } from '../types.ts';
import { type CheckName, isCheckName } from './types.ts';

/** Which checks speak: what `# check=…` and BUILDKIT_DOCKERFILE_CHECK hold. Names are exact. */
export interface CheckOptions {
  readonly skipAll: boolean;
  readonly skip: ReadonlySet<string>;
  readonly experimentalAll: boolean;
  readonly experimental: ReadonlySet<string>;
  /** A hit is an error of the build. */
  readonly error: boolean;
}

/** Options, or why BuildKit refuses them. */
export type ParsedCheckOptions = { readonly options: CheckOptions } | { readonly refusal: string };

/** The build argument that takes the place of the directive. */
const CHECK_ARG = 'BUILDKIT_DOCKERFILE_CHECK';

const EXPERIMENTAL: ReadonlySet<CheckName> = new Set(['InvalidDefinitionDescription']);

/** Whether `skip=` names this check: experimental ones speak when `experimental=` names them, else not. */
export function canBeSkipped(name: string): boolean {
  return isCheckName(name) && !EXPERIMENTAL.has(name);
}

const NONE: ReadonlySet<string> = new Set();
/** All that is not experimental speaks. */
export const NO_OPTIONS: CheckOptions = {
  skipAll: false,
  skip: NONE,
  experimentalAll: false,
  experimental: NONE,
  error: false,
};

function trim(text: string): string {
  const end = trimEnd(text, 0, text.length);
  return text.slice(skipSpace(text, 0, end), end);
}

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map(trim));
}

/** At most three parts; what comes after belongs to the third. */
function parts(text: string): string[] {
  const [first = '', second, ...rest] = text.split(';');
  if (second === undefined) return [first];
  return rest.length === 0 ? [first, second] : [first, second, rest.join(';')];
}

/** Reads `skip=…;error=…;experimental=…` as BuildKit does: the last of a kind counts, others are refused. */
export function parseCheckOptions(text: string): ParsedCheckOptions {
  const trimmed = trim(text);
  const options = { ...NO_OPTIONS };
  if (trimmed === '') return { options };
  for (const part of parts(trimmed)) {
    const equals = part.indexOf('=');
    if (equals < 0) return { refusal: `invalid check option ${goQuote(part)}` };
    const key = trim(part.slice(0, equals));
    const value = trim(part.slice(equals + 1));
    if (key === 'skip') {
      if (value === 'all') options.skipAll = true;
      else options.skip = names(value);
    } else if (key === 'experimental') {
      if (value === 'all') options.experimentalAll = true;
      else options.experimental = names(value);
    } else if (key === 'error') {
      const on = parseBool(value);
      if (on === undefined) {
        const why = `strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax`;
        return { refusal: `failed to parse check option ${goQuote(part)}: ${why}` };
      }
      options.error = on;
    } else return { refusal: `invalid check option ${goQuote(key)}` };
  }
  return { options };
}

const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*$/;

/** Name and value of a directive, the value up to its first space. */
function directive(line: string): { name: string; value: string } | undefined {
  let start = 0;
  while (start < line.length && isSpace(line.charCodeAt(start))) start++;
  const [, name, value] = DIRECTIVE.exec(line.slice(start)) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const space = value.indexOf(' ');
  return { name: name.toLowerCase(), value: space < 0 ? value : value.slice(0, space) };
}

/**
 * The value of the file's `# check=`. BuildKit looks for it by itself: a first line `#!` is passed over,
 * and the `#` stands at the very start of a line.
 */
function checkDirective(text: string): string | undefined {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.startsWith('#!', at)) at = nextLine(text, at);
  const seen = new Set<string>();
  for (; text[at] === '#'; at = nextLine(text, at)) {
    const newline = text.indexOf('\n', at);
    const found = directive(text.slice(at + 1, newline < 0 ? text.length : newline));
    if (found === undefined || !['syntax', 'escape', 'check'].includes(found.name))
      return undefined;
    if (seen.has(found.name)) return undefined;
    if (found.name === 'check') return found.value;
    seen.add(found.name);
  }
  return undefined;
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** The options that hold for a whole file; a build argument takes the place of the directive. */
export function fileCheckOptions(
  file: Dockerfile,
  buildArgs: Readonly<Record<string, string>> = {},
): ParsedCheckOptions {
  const given = Object.hasOwn(buildArgs, CHECK_ARG) ? buildArgs[CHECK_ARG] : undefined;
  const parsed = parseCheckOptions(given ?? checkDirective(file.text) ?? '');
  if (!('refusal' in parsed)) return parsed;
  const what = given === undefined ? 'check options' : `build-arg:${CHECK_ARG}`;
  return { refusal: `failed to parse ${what}: ${parsed.refusal}` };
}

/** A comment as BuildKit attaches it: of an indented one, only the first blank is taken off. */
export function attachedText(file: Dockerfile, { span, text }: Comment): string {
  const before = file.text.charCodeAt(span.start - 1);
  const atStart = span.start === 0 || before === 0x0a || (span.start === 1 && before === 0xfeff);
  return atStart ? text : `# ${text}`;
}

/** The options at an instruction: a comment `# check=…` before it adds to those of the file. */
export function optionsAt(
  file: Dockerfile,
  { comments }: Instruction,
  options: CheckOptions,
): CheckOptions {
  for (const comment of comments) {
    if (!/check/i.test(comment.text)) continue;
    const found = directive(attachedText(file, comment));
    if (found?.name !== 'check') continue;
    const parsed = parseCheckOptions(found.value);
    return 'refusal' in parsed ? options : merged(options, parsed.options);
  }
  return options;
}

function merged(outer: CheckOptions, inner: CheckOptions): CheckOptions {
  return {
    skipAll: outer.skipAll || inner.skipAll,
    skip: new Set([...outer.skip, ...inner.skip]),
    experimentalAll: outer.experimentalAll || inner.experimentalAll,
    experimental: new Set([...outer.experimental, ...inner.experimental]),
    error: outer.error,
  };
}

/** Whether a check speaks. `dormant`: it is experimental and not switched on. */
export function speaks(options: CheckOptions, check: CheckName): 'yes' | 'no' | 'dormant' {
  if (EXPERIMENTAL.has(check)) {
    return options.experimentalAll || options.experimental.has(check) ? 'yes' : 'dormant';
  }
  return options.skipAll || options.skip.has(check) ? 'no' : 'yes';
}
