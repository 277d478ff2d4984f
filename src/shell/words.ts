import { forEachChild } from 'unbash';
import type {
  DoubleQuotedChild,
  ParsedScript,
  SyntaxNode,
  Word,
  WordPart as LibraryPart,
} from 'unbash';
import type { MappedText, Span } from '../text/span.ts';
import type { Place } from './spans.ts';
import type { ShellScript, ShellWord, WordPart } from './types.ts';
import { unquotedWord } from './unquote.ts';

/** Substitutions in substitutions beyond this depth are left alone. */
const DEEPEST = 12;

/** What word conversion needs from the parser: places, and a way to convert nested scripts. */
export interface Conversion {
  readonly place: Place;
  /** The text that the library's positions point into. */
  readonly source: string;
  /** How many substitutions enclose the script. */
  readonly depth: number;
  /** Gives a text as it stands in the file, where the library was given another one. */
  readonly show?: (text: string) => string;
  script(parsed: ParsedScript, place: Place): ShellScript;
}

/** Nothing in it that a shell would look at twice. */
const PLAIN = /^[\w./:=@%+,-]*$/;
const SUBSTITUTION = /[$`]|[<>]\(/;

/** A word whose value, parts and place are worked out when they are asked for: most never are. */
class ParsedWord implements ShellWord {
  readonly text: string;
  private readonly word: Word;
  private readonly how: Conversion;
  private knownParts: readonly WordPart[] | undefined;
  private knownSpan: Span | undefined;
  private knownValue: string | null | undefined;

  constructor(word: Word, how: Conversion) {
    this.text = how.show ? how.show(word.text) : word.text;
    this.word = word;
    this.how = how;
    this.knownParts = undefined;
    this.knownSpan = undefined;
    this.knownValue = PLAIN.test(this.text) ? this.text : undefined;
  }

  get span(): Span {
    return (this.knownSpan ??= this.how.place(this.word.pos, this.word.end));
  }

  get value(): string | undefined {
    if (this.knownValue === undefined) this.knownValue = valueOf(this.text, this.parts) ?? null;
    return this.knownValue ?? undefined;
  }

  get parts(): readonly WordPart[] {
    return (this.knownParts ??= partsOf(this.word, this.knownValue ?? undefined, this.how));
  }

  get mapped(): MappedText | undefined {
    const mapped = unquotedWord(this.word, this.how.source, this.how.place);
    const { value } = this;
    return value === undefined || mapped?.text === value ? mapped : undefined;
  }

  toJSON(): ShellWord {
    const { text, span, parts, value } = this;
    return value === undefined ? { text, span, parts } : { text, span, parts, value };
  }
}

/** Converts a word of the library into ours. */
export function convertWord(word: Word, how: Conversion): ShellWord {
  return new ParsedWord(word, how);
}

function partsOf(word: Word, plain: string | undefined, how: Conversion): readonly WordPart[] {
  if (plain !== undefined) return [{ kind: 'text', value: plain, quoted: false }];
  if (word.parts) return convertParts(word.parts, false, how);
  return [{ kind: 'text', value: how.show?.(word.value) ?? word.value, quoted: false }];
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
  const { show } = how;
  return show ? result.map((part) => shownPart(part, show)) : result;
}

function shownPart(part: WordPart, show: (text: string) => string): WordPart {
  if (part.kind === 'text') return { ...part, value: show(part.value) };
  return 'text' in part ? { ...part, text: show(part.text) } : part;
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
    case 'ProcessSubstitution':
      return substitution(part, quoted, how);
    case 'Glob':
    case 'ExtendedGlob':
      return quoted
        ? { kind: 'text', value: part.text, quoted }
        : { kind: 'glob', text: part.text, ...scriptsIn(part, how) };
    case 'BraceExpansion':
      return { kind: 'brace', text: part.text, ...scriptsIn(part, how) };
    default:
      return otherPart(part, how);
  }
}

function otherPart(part: LibraryPart, how: Conversion): WordPart {
  const variable =
    part.type === 'ParameterExpansion' && part.parameter !== '' ? { variable: part.parameter } : {};
  return { kind: 'other', text: part.text, ...variable, ...scriptsIn(part, how) };
}

type Substitution = Extract<
  SyntaxNode,
  { type: 'CommandExpansion' | 'ProcessSubstitution' | 'ArithmeticCommandExpansion' }
>;

function substitution(
  part: Extract<LibraryPart, { type: 'CommandExpansion' | 'ProcessSubstitution' }>,
  quoted: boolean,
  how: Conversion,
): WordPart {
  const script = nested(part, how);
  if (!script) return { kind: 'other', text: part.text };
  return part.type === 'CommandExpansion'
    ? { kind: 'command', script, quoted }
    : { kind: 'process', operator: part.operator, script };
}

/** The script of a substitution; undefined where they stand too deep in each other. */
function nested(part: Substitution, how: Conversion): ShellScript | undefined {
  // The library parses a substitution when it is asked for; each level costs its whole length.
  if (how.depth >= DEEPEST || !part.script) return undefined;
  const { script } = part;
  return how.script(script, script.source === undefined ? how.place : ownPlace(part, how));
}

/** The place of a script in backticks with a backslash: it has a text of its own. */
function ownPlace(part: Substitution, { place, source }: Conversion): Place {
  const from = part.pos + 1;
  const whole = place(part.pos, part.end);
  // Where a backslash was taken off, all of the script stands where the word's part stands.
  if (place.fixed || source.slice(from, part.end - 1) !== part.script?.source)
    return Object.assign(() => whole, { fixed: true as const });
  return (start, end) => place(start + from, end + from);
}

/** Scripts of the substitutions somewhere in a node, not those inside of them. */
export function scriptsUnder(node: SyntaxNode, how: Conversion): readonly ShellScript[] {
  const scripts: ShellScript[] = [];
  const visit = (child: SyntaxNode): void => {
    if (
      child.type === 'CommandExpansion' ||
      child.type === 'ProcessSubstitution' ||
      child.type === 'ArithmeticCommandExpansion'
    ) {
      const script = nested(child, how);
      if (script) scripts.push(script);
    } else forEachChild(child, visit);
  };
  visit(node);
  return scripts;
}

function scriptsIn(
  part: LibraryPart,
  how: Conversion,
): { readonly scripts?: readonly ShellScript[] } {
  if (!SUBSTITUTION.test(part.text.slice(1))) return {};
  const scripts = scriptsUnder(part, how);
  return scripts.length > 0 ? { scripts } : {};
}

function convertParameter(
  part: Extract<LibraryPart, { type: 'ParameterExpansion' }>,
  quoted: boolean,
  how: Conversion,
): WordPart {
  const { operation } = part;
  if (part.prefix !== undefined || part.index !== undefined) return otherPart(part, how);
  if (operation === undefined) return { kind: 'variable', name: part.parameter, quoted };
  if (operation.type !== 'Default' && operation.type !== 'Remove') return otherPart(part, how);
  const operand = convertWord(operation.operand, how);
  return { kind: 'variable', name: part.parameter, operator: operation.operator, operand, quoted };
}

/** The value of a word with these parts; undefined when an expansion can change it. */
function valueOf(text: string, parts: readonly WordPart[]): string | undefined {
  let value = '';
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'text') return undefined;
    const first = index === 0 && !part.quoted && text.startsWith('~');
    if (first && /^~(\/|$)/.test(part.value)) return undefined;
    value += part.value;
  }
  return value;
}

/** The scripts inside a word that run when it is expanded, in the order they are written. */
export function scriptsOf(word: ShellWord): readonly ShellScript[] {
  return SUBSTITUTION.test(word.text) ? scriptsOfParts(word.parts) : [];
}

/** The same for the parts of a word or of a heredoc. */
export function scriptsOfParts(parts: readonly WordPart[]): readonly ShellScript[] {
  const found: ShellScript[] = [];
  for (const part of parts) {
    if (part.kind === 'command' || part.kind === 'process') found.push(part.script);
    else if (part.kind === 'variable') found.push(...(part.operand ? scriptsOf(part.operand) : []));
    else if (part.kind !== 'text') found.push(...(part.scripts ?? []));
  }
  return found;
}
