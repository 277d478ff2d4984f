import type { CommandTrace } from '../facts/image.ts';
import type { Span } from '../text/span.ts';

/** A command's words after its program: options apart from the rest. */
export interface Arguments {
  /** First word that is no option: `install` of `apt-get -y install curl`. */
  readonly verb: string | undefined;
  readonly verbSpan: Span | undefined;
  /** Words after the verb that are no options; undefined where not known. */
  readonly rest: readonly (string | undefined)[];
  readonly options: readonly string[];
  /** Every word is known statically. */
  readonly known: boolean;
}

/**
 * Splits a command as package managers read theirs. Options in `valued` take the next word
 * (`apt-get -t stable install`), all others stand alone.
 */
export function readArguments(command: CommandTrace, valued: readonly string[] = []): Arguments {
  const options: string[] = [];
  const rest: (string | undefined)[] = [];
  let verb: string | undefined;
  let verbSpan: Span | undefined;
  for (let index = 1; index < command.words.length; index += 1) {
    const word = command.words[index];
    if (word?.startsWith('-') === true && word !== '-') {
      options.push(word);
      const value = command.words[index + 1];
      if (valued.includes(word) && index + 1 < command.words.length) {
        options.push(value ?? '');
        index += 1;
      }
    } else if (verbSpan === undefined) {
      verb = word;
      verbSpan = command.wordSpans[index];
      if (verbSpan === undefined) break;
    } else {
      rest.push(word);
    }
  }
  return { verb, verbSpan, rest, options, known: !command.words.includes(undefined) };
}

/** Whether one of the options was given, as `--name`, `--name=value` or `-n`. */
export function hasOption(options: readonly string[], ...names: readonly string[]): boolean {
  return options.some((option) =>
    names.some((name) => option === name || option.startsWith(`${name}=`)),
  );
}

/** A list in words: `a`, `a and b`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.length > most + 1 ? items.slice(0, most) : items;
  const more = items.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A size for messages, in MB or GB: the middle of the interval. */
export function megabytes({ low, high }: { readonly low: number; readonly high: number }): string {
  const bytes = Number.isFinite(high) ? (low + high) / 2 : low;
  if (bytes >= 995e6) return `${(bytes / 1e9).toFixed(2)} GB`;
  if (bytes >= 10e6) return `${Math.round(bytes / 1e6)} MB`;
  return bytes >= 100e3 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}
