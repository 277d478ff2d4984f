/**
 * Just enough of Go's regular expressions for what Moby makes of an ignore pattern:
 * characters, classes, `[^/]*`, `(.*\/)?` and the like. Matching walks all ways at once,
 * so that no pattern takes more than pattern × path steps.
 */
type Test = (code: number) => boolean;

type Op =
  | { readonly do: 'one' | 'many'; readonly test: Test; readonly literal?: string }
  /** May skip the next `over` operations. */
  | { readonly do: 'skip'; readonly over: number }
  | { readonly do: 'start' };

/** A compiled expression, anchored at both ends. */
export interface SmallRegexp {
  test(text: string): boolean;
  /** Whether some text that begins so could match. */
  couldBegin(text: string): boolean;
  /** Number of `/` in every match, where that is one number. */
  readonly slashes: number | undefined;
}

export class UnsupportedExpression extends Error {}

const SLASH = 47;
const NEWLINE = 10;

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** ASCII classes by name, as ranges. */
const NAMED: Readonly<Record<string, string>> = {
  alnum: '09AZaz',
  alpha: 'AZaz',
  ascii: '\u0000\u007f',
  blank: '\t\t  ',
  cntrl: '\u0000\u001f\u007f\u007f',
  digit: '09',
  graph: '!~',
  lower: 'az',
  print: ' ~',
  punct: '!/:@[`{~',
  space: '\t\r  ',
  upper: 'AZ',
  word: '09AZaz__',
  xdigit: '09AFaf',
};
const PERL: Readonly<Record<string, string>> = { d: '09', s: '\t\n\f\r  ', w: '09AZaz__' };

function inRanges(ranges: string): Test {
  const codes = Array.from(ranges, (char) => char.codePointAt(0) ?? 0);
  return (code) => {
    for (let at = 0; at < codes.length; at += 2) {
      if (code >= (codes[at] ?? 0) && code <= (codes[at + 1] ?? 0)) return true;
    }
    return false;
  };
}

function notIn(test: Test): Test {
  return (code) => !test(code);
}

function anyOf(tests: readonly Test[]): Test {
  return (code) => tests.some((test) => test(code));
}

class Reader {
  readonly chars: readonly string[];
  at = 0;

  constructor(source: string) {
    this.chars = Array.from(source);
  }

  get next(): string | undefined {
    return this.chars[this.at];
  }

  take(): string {
    const char = this.chars[this.at];
    if (char === undefined) throw new UnsupportedExpression('it ends too early');
    this.at += 1;
    return char;
  }

  takeIf(text: string): boolean {
    if (
      !this.chars
        .slice(this.at, this.at + text.length)
        .join('')
        .startsWith(text)
    )
      return false;
    this.at += text.length;
    return true;
  }
}

/** What stands after a backslash: one character or a Perl class. */
function readEscape(reader: Reader): { test: Test; literal?: string } {
  const char = reader.take();
  const lower = char.toLowerCase();
  const perl = PERL[lower];
  if (perl !== undefined) {
    const test = inRanges(perl);
    return { test: char === lower ? test : notIn(test) };
  }
  const control = CONTROL[char];
  if (control !== undefined) return { test: (code) => code === control };
  if (/^[A-Za-z0-9]$/.test(char)) throw new UnsupportedExpression(`\\${char} is not supported`);
  if ((char.codePointAt(0) ?? 0) >= 128) throw new UnsupportedExpression(`\\${char} is no escape`);
  return exactly(char);
}

function exactly(char: string): { test: Test; literal: string } {
  const wanted = char.codePointAt(0);
  return { test: (code) => code === wanted, literal: char };
}

/** `[:alpha:]` inside a class, after its `[`. */
function readNamed(reader: Reader): Test | undefined {
  const rest = reader.chars.slice(reader.at, reader.at + 12).join('');
  const name = /^:(\^?)([a-z]+):\]/.exec(rest);
  if (name === null) return undefined;
  const ranges = NAMED[name[2] ?? ''];
  if (ranges === undefined) throw new UnsupportedExpression(`there is no class ${name[0]}`);
  reader.at += name[0].length;
  return name[1] === '' ? inRanges(ranges) : notIn(inRanges(ranges));
}

/** One end of a range. */
function readClassCharacter(reader: Reader): number {
  const char = reader.take();
  if (char !== '\\') return char.codePointAt(0) ?? 0;
  const escaped = reader.take();
  const control = CONTROL[escaped];
  if (control !== undefined) return control;
  if (/^[A-Za-z0-9]$/.test(escaped)) {
    throw new UnsupportedExpression(`\\${escaped} is not supported in a class`);
  }
  return escaped.codePointAt(0) ?? 0;
}

function readClassPart(reader: Reader): Test {
  if (reader.next === '[') {
    reader.at += 1;
    const named = readNamed(reader);
    if (named !== undefined) return named;
    reader.at -= 1;
  }
  if (reader.next === '\\' && /^[dswDSW]$/.test(reader.chars[reader.at + 1] ?? '')) {
    reader.at += 1;
    return readEscape(reader).test;
  }
  const low = readClassCharacter(reader);
  let high = low;
  if (reader.next === '-' && (reader.chars[reader.at + 1] ?? ']') !== ']') {
    reader.at += 1;
    high = readClassCharacter(reader);
  }
  if (high < low) throw new UnsupportedExpression('a range runs backwards');
  return (code) => code >= low && code <= high;
}

/** A class, after its `[`. */
function readClass(reader: Reader): Test {
  const negated = reader.takeIf('^');
  const parts: Test[] = [];
  while (parts.length === 0 || reader.next !== ']') parts.push(readClassPart(reader));
  reader.at += 1;
  const test = anyOf(parts);
  return negated ? notIn(test) : test;
}

function readAtom(reader: Reader): Op[] {
  const char = reader.take();
  if (char === '^') return [{ do: 'start' }];
  if (char === '[') return [{ do: 'one', test: readClass(reader) }];
  if (char === '.') return [{ do: 'one', test: (code) => code !== NEWLINE }];
  if (char === '\\') return [{ do: 'one', ...readEscape(reader) }];
  if (char !== '(') return [{ do: 'one', ...exactly(char) }];
  const inner: Op[] = [];
  while (!reader.takeIf(')')) inner.push(...readRepeated(reader));
  // What stands in a group may be left out: it is no literal text of every match.
  return inner.map((op) => (op.do === 'one' ? { do: op.do, test: op.test } : op));
}

function readRepeated(reader: Reader): Op[] {
  const atom = readAtom(reader);
  const [first] = atom;
  const rest = reader.chars.slice(reader.at, reader.at + 12).join('');
  if (/^\{\d+(,\d*)?\}/.test(rest)) {
    throw new UnsupportedExpression('a count in braces is not supported');
  }
  if (reader.takeIf('?')) return [{ do: 'skip', over: atom.length }, ...atom];
  if (!reader.takeIf('*')) return atom;
  if (atom.length !== 1 || first?.do !== 'one') throw new UnsupportedExpression('cannot repeat');
  return [{ do: 'many', test: first.test }];
}

function tailOf(ops: readonly Op[]): string {
  let tail = '';
  for (const op of ops.toReversed()) {
    if (op.do !== 'one' || op.literal === undefined) break;
    tail = op.literal + tail;
  }
  return tail;
}

function slashesOf(ops: readonly Op[]): number | undefined {
  let count = 0;
  for (const op of ops) {
    if (op.do === 'skip') return undefined;
    if (op.do === 'start') continue;
    if (op.literal === '/') count += 1;
    else if (op.test(SLASH)) return undefined;
  }
  return count;
}

/** Adds an operation and all that can be reached from it without a character. */
function activate(ops: readonly Op[], active: Uint8Array, first: number, atStart: boolean): void {
  for (let at = first; ; at += 1) {
    if (active[at] === 1) return;
    active[at] = 1;
    const op = ops[at];
    if (op === undefined || op.do === 'one') return;
    if (op.do === 'start' && !atStart) return;
    if (op.do === 'skip') activate(ops, active, at + 1 + op.over, atStart);
  }
}

/** Where all ways stand after reading a text; the place after the last operation means a match. */
function walk(ops: readonly Op[], text: string): Uint8Array {
  let active = new Uint8Array(ops.length + 1);
  let next = new Uint8Array(ops.length + 1);
  activate(ops, active, 0, true);
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    next.fill(0);
    for (let at = 0; at < ops.length; at += 1) {
      const op = ops[at];
      if (active[at] === 0 || op === undefined || op.do === 'skip' || op.do === 'start') continue;
      if (op.test(code)) activate(ops, next, op.do === 'one' ? at + 1 : at, false);
    }
    [active, next] = [next, active];
  }
  return active;
}

const ANYTHING: Op = { do: 'many', test: () => true };

/** Reads to the end; each top-level alternative by itself. */
function readAlternatives(reader: Reader): Op[][] {
  const all: Op[][] = [[]];
  while (reader.next !== undefined) {
    if (reader.takeIf('|')) all.push([]);
    else all.at(-1)?.push(...readRepeated(reader));
  }
  // The anchors of `^a|b$` belong to the outer alternatives only.
  const last = all.length - 1;
  return all.map((ops, at) => [
    ...(at === 0 ? [] : [ANYTHING]),
    ...ops,
    ...(at === last ? [] : [ANYTHING]),
  ]);
}

/**
 * Compiles an expression that begins with `^` and ends with `$` (which are not written here).
 * Throws `UnsupportedExpression`.
 */
export function compileSmall(source: string): SmallRegexp {
  const all = readAlternatives(new Reader(source));
  const [only] = all.length === 1 ? all : [];
  const tail = only === undefined ? '' : tailOf(only);
  return {
    test: (text) => text.endsWith(tail) && all.some((ops) => walk(ops, text)[ops.length] === 1),
    couldBegin: (text) => all.some((ops) => staysAlive(ops, text)),
    slashes: only && slashesOf(only),
  };
}

/** Whether some way is left that can still take characters. */
function staysAlive(ops: readonly Op[], text: string): boolean {
  const active = walk(ops, text);
  return ops.some((op, at) => active[at] === 1 && op.do !== 'start');
}
