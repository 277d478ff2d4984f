import type { DoubleQuotedChild, ParsedScript, Word, WordPart as LibraryPart } from 'unbash';
import type { Place } from './spans.ts';
import type { ShellScript, ShellWord, WordPart } from './types.ts';

/** Substitutions in substitutions beyond this depth are left alone. */
const DEEPEST = 12;

/** What word conversion needs from the parser: places, and a way to convert nested scripts. */
export interface Conversion {
  readonly place: Place;
  /** How many substitutions enclose the script. */
  readonly depth: number;
  script(parsed: ParsedScript, place: Place): ShellScript;
}

/** Converts a word of the library into ours. */
export function convertWord(word: Word, how: Conversion): ShellWord {
  const parts = word.parts
    ? convertParts(word.parts, false, how)
    : [{ kind: 'text' as const, value: word.value, quoted: false }];
  return finishWord(word.text, parts, how.place(word.pos, word.end));
}

/** Converts the parts of a word or of a heredoc's body. */
export function convertParts(
  parts: readonly LibraryPart[],
  quoted: boolean,
  how: Conversion,
): WordPart[] {
  const result: WordPart[] = [];
  for (const part of parts) {
    if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') {
      if (part.parts.length === 0) result.push({ kind: 'text', value: '', quoted: true });
      for (const child of part.parts) result.push(convertPart(child, true, how));
    } else result.push(convertPart(part, quoted, how));
  }
  return result;
}

function convertPart(
  part: LibraryPart | DoubleQuotedChild,
  quoted: boolean,
  how: Conversion,
): WordPart {
  switch (part.type) {
    case 'Literal':
      return { kind: 'text', value: part.value, quoted };
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return { kind: 'text', value: part.value, quoted: true };
    case 'SimpleExpansion':
      return { kind: 'variable', name: part.text.slice(1), quoted };
    case 'ParameterExpansion':
      return convertParameter(part, quoted, how);
    case 'CommandExpansion':
      // The library parses a substitution when it is asked for; each level costs its whole length.
      if (how.depth >= DEEPEST || !part.script) return { kind: 'other', text: part.text };
      return { kind: 'command', script: nested(part, part.script, how), quoted };
    case 'Glob':
    case 'ExtendedGlob':
      return quoted
        ? { kind: 'text', value: part.text, quoted }
        : { kind: 'glob', text: part.text };
    case 'BraceExpansion':
      return { kind: 'brace', text: part.text };
    default:
      return { kind: 'other', text: part.text };
  }
}

/** A script in escaped backticks has its own text: all of it then stands where the word's part stands. */
function nested(
  part: { readonly pos: number; readonly end: number },
  script: ParsedScript,
  how: Conversion,
): ShellScript {
  const whole = how.place(part.pos, part.end);
  return how.script(script, script.source === undefined ? how.place : () => whole);
}

function convertParameter(
  part: Extract<LibraryPart, { type: 'ParameterExpansion' }>,
  quoted: boolean,
  how: Conversion,
): WordPart {
  const { operation } = part;
  if (part.prefix !== undefined || part.index !== undefined)
    return { kind: 'other', text: part.text };
  if (operation === undefined) return { kind: 'variable', name: part.parameter, quoted };
  if (operation.type !== 'Default' && operation.type !== 'Remove')
    return { kind: 'other', text: part.text };
  const operand = convertWord(operation.operand, how);
  return { kind: 'variable', name: part.parameter, operator: operation.operator, operand, quoted };
}

function finishWord(
  text: string,
  parts: readonly WordPart[],
  span: { readonly start: number; readonly end: number },
): ShellWord {
  let value: string | undefined = '';
  for (const [index, part] of parts.entries()) {
    const home = index === 0 && part.kind === 'text' && !part.quoted && /^~(\/|$)/.test(part.value);
    if (part.kind !== 'text' || (home && text.startsWith('~'))) {
      value = undefined;
      break;
    }
    value += part.value;
  }
  return value === undefined ? { text, span, parts } : { text, span, parts, value };
}
