import type { Argument } from './types.ts';

/** The options of a program as {@link optionSpec} writes them. */
export interface OptionSpec {
  readonly text: string;
  /** `-abc` is one option (Go's and Java's way), not three. */
  readonly single: boolean;
  /** Made from the text when it is first needed: most programs are never met in a run. */
  names?: ReadonlyMap<string, 'flag' | 'value' | 'attached'>;
}

export interface Options {
  /** Last value of each option; options without a value have an empty one. Names with their dashes. */
  readonly flags: ReadonlyMap<string, Argument>;
  readonly operands: readonly Argument[];
  /** Options that the program does not have, as far as is known. */
  readonly strange: readonly Argument[];
  /** An operand is computed and not known. */
  readonly doubtful: boolean;
}

/**
 * The options of a program, as words: `-y` has no value, `-o=` takes the next word (or the rest of its
 * own), `-j?` only the rest of its own word, `-#` stands for `-1`, `-20` and the like.
 * `single`: a word after one dash is one option, as in Go and Java.
 */
export function optionSpec(text: string, how: { readonly single?: true } = {}): OptionSpec {
  return { text, single: how.single === true };
}

type Names = NonNullable<OptionSpec['names']>;

function namesOf(spec: OptionSpec): Names {
  if (spec.names) return spec.names;
  const names = new Map<string, 'flag' | 'value' | 'attached'>();
  for (const word of spec.text.split(/\s+/)) {
    const last = word.at(-1);
    // `-=` is apt's `-q=2`, read letter by letter.
    if (last === '=' && word !== '-=') names.set(word.slice(0, -1), 'value');
    else if (last === '?') names.set(word.slice(0, -1), 'attached');
    else if (word !== '') names.set(word, 'flag');
  }
  spec.names = names;
  return names;
}

interface Reading {
  readonly names: Names;
  readonly single: boolean;
  readonly flags: Map<string, Argument>;
  readonly strange: Argument[];
}

/** Splits arguments into options and operands the way getopt does. */
export function splitOptions(args: readonly Argument[], spec: OptionSpec): Options {
  const operands: Argument[] = [];
  const reading: Reading = {
    names: namesOf(spec),
    single: spec.single,
    flags: new Map(),
    strange: [],
  };
  let doubtful = false;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === undefined) continue;
    const { value } = arg;
    if (value === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    const text = value ?? writtenOption(arg);
    if (text !== undefined && /^-./.test(text)) {
      if (optionIn(reading, arg, text, args[index + 1])) index += 1;
    } else {
      if (value === undefined) doubtful = true;
      operands.push(arg);
    }
  }
  doubtful ||= operands.some((one) => one.value === undefined);
  return { flags: reading.flags, operands, strange: reading.strange, doubtful };
}

/** `--name=` of a word whose value alone is computed. */
function writtenOption(arg: Argument): string | undefined {
  return /^--?[A-Za-z][\w.-]*=/.exec(arg.text)?.[0];
}

/** Notes one option word; true when it took the next word as its value. */
function optionIn(
  reading: Reading,
  arg: Argument,
  text: string,
  next: Argument | undefined,
): boolean {
  if (text.startsWith('--') || reading.single) return longOption(reading, arg, text, next);
  for (let at = 1; at < text.length; at++) {
    const name = `-${text[at] ?? ''}`;
    const kind = reading.names.get(name) ?? (isNumber(reading, text) ? 'number' : undefined);
    if (kind === 'number') return note(reading, '-#', { ...arg, value: text.slice(1) });
    if (kind === undefined) reading.strange.push(arg);
    if (kind === undefined || kind === 'flag') {
      reading.flags.set(name, { ...arg, value: '' });
      continue;
    }
    const rest = text.slice(at + 1);
    if (rest !== '' || kind === 'attached') return note(reading, name, { ...arg, value: rest });
    if (next) reading.flags.set(name, next);
    return next !== undefined;
  }
  return false;
}

function isNumber(reading: Reading, text: string): boolean {
  return reading.names.has('-#') && /^-\d+$/.test(text);
}

function note(reading: Reading, name: string, value: Argument): false {
  reading.flags.set(name, value);
  return false;
}

function longOption(
  reading: Reading,
  arg: Argument,
  text: string,
  next: Argument | undefined,
): boolean {
  const equals = text.indexOf('=');
  const written = equals > 0 ? text.slice(0, equals) : text;
  const name = reading.names.has(written) ? written : abbreviated(reading, written);
  if (name === undefined) reading.strange.push(arg);
  if (equals > 0) {
    const { value: _, ...computed } = arg;
    const given = arg.value === undefined ? computed : { ...arg, value: text.slice(equals + 1) };
    return note(reading, name ?? written, given);
  }
  if (name !== undefined && reading.names.get(name) === 'value' && next) {
    reading.flags.set(name, next);
    return true;
  }
  return note(reading, name ?? written, { ...arg, value: '' });
}

/** getopt takes the beginning of a long option for the option when no other begins like it. */
function abbreviated({ names, single }: Reading, written: string): string | undefined {
  if (single || written.length < 4) return undefined;
  const fits = [...names.keys()].filter((name) => name.startsWith(written));
  return fits.length === 1 ? fits[0] : undefined;
}

/** Whether one of the options was given. */
export function has(options: Options, ...names: readonly string[]): boolean {
  return names.some((name) => options.flags.has(name));
}

/** Value of the first of the options that was given. */
export function valueOfOption(options: Options, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = options.flags.get(name);
    if (found) return found.value;
  }
  return undefined;
}

/** The known values of operands. */
export function valuesOf(args: readonly Argument[]): string[] {
  return args.flatMap((one) => one.value ?? []);
}

/** The words of which it is not known what they mean: strange options, computed operands. */
export function doubtsOf(options: Options): Argument[] {
  return [...options.strange, ...options.operands.filter((one) => one.value === undefined)];
}
