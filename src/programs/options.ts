import type { Argument } from './types.ts';

/** Which options of a program take a value as the next word (`-o file`, `--output file`). */
export interface OptionSpec {
  readonly values?: readonly string[];
  /** `-abc` is one option (Go's and Java's way), not three. */
  readonly single?: true;
}

export interface Options {
  /** Last value of each option; options without a value have an empty one. Names with their dashes. */
  readonly flags: ReadonlyMap<string, Argument>;
  readonly operands: readonly Argument[];
  /** A word in it is computed and not known. */
  readonly doubtful: boolean;
}

/** Splits arguments into options and operands the way getopt does. */
export function splitOptions(args: readonly Argument[], spec: OptionSpec = {}): Options {
  const flags = new Map<string, Argument>();
  const operands: Argument[] = [];
  const values = new Set(spec.values);
  let doubtful = false;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === undefined) continue;
    const { value } = arg;
    if (value === undefined) {
      doubtful = true;
      operands.push(arg);
    } else if (value === '--') {
      operands.push(...args.slice(index + 1));
      break;
    } else if (!/^-./.test(value)) operands.push(arg);
    else index += option(arg, value, args[index + 1], flags, values, spec);
  }
  return { flags, operands, doubtful };
}

/** Notes one option word; 1 when it took the next word as its value. */
function option(
  arg: Argument,
  text: string,
  next: Argument | undefined,
  flags: Map<string, Argument>,
  values: ReadonlySet<string>,
  spec: OptionSpec,
): 0 | 1 {
  const equals = text.indexOf('=');
  if ((text.startsWith('--') || spec.single) && equals > 0) {
    flags.set(text.slice(0, equals), { ...arg, value: text.slice(equals + 1) });
    return 0;
  }
  if (text.startsWith('--') || spec.single) return whole(arg, text, next, flags, values);
  for (let at = 1; at < text.length; at++) {
    const name = `-${text[at] ?? ''}`;
    if (!values.has(name)) {
      flags.set(name, { ...arg, value: '' });
      continue;
    }
    if (at < text.length - 1) flags.set(name, { ...arg, value: text.slice(at + 1) });
    else if (next) flags.set(name, next);
    return at < text.length - 1 || !next ? 0 : 1;
  }
  return 0;
}

function whole(
  arg: Argument,
  text: string,
  next: Argument | undefined,
  flags: Map<string, Argument>,
  values: ReadonlySet<string>,
): 0 | 1 {
  if (values.has(text) && next) {
    flags.set(text, next);
    return 1;
  }
  flags.set(text, { ...arg, value: '' });
  return 0;
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
