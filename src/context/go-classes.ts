/** Whether a class of characters holds a code point. */
export type CharTest = (code: number) => boolean;

/** Pairs of first and last code points. */
export type Ranges = readonly number[];

/** The ASCII classes of `[:name:]` in Go's regular expressions. */
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
  word: '09AZ__az',
  xdigit: '09AFaf',
};

/** `\d`, `\s` and `\w`. */
const PERL: Readonly<Record<string, string>> = { d: '09', s: '\t\n\f\r  ', w: '09AZ__az' };

const LAST = 0x10ffff;

function rangesOf(pairs: string): Ranges {
  return Array.from(pairs, (char) => char.codePointAt(0) ?? 0);
}

/** The ranges of a class `[:name:]` or `[:^name:]`; undefined when there is none of that name. */
export function namedRanges(name: string): Ranges | undefined {
  const negated = name.startsWith('^');
  const pairs = NAMED[negated ? name.slice(1) : name];
  if (pairs === undefined) return undefined;
  return negated ? outside(rangesOf(pairs)) : rangesOf(pairs);
}

/** The ranges of `\d`, `\D` and so on; undefined for other letters. */
export function perlRanges(letter: string): Ranges | undefined {
  const pairs = PERL[letter.toLowerCase()];
  if (pairs === undefined) return undefined;
  return pairs !== undefined && letter === letter.toLowerCase()
    ? rangesOf(pairs)
    : outside(rangesOf(pairs));
}

/** Everything that sorted ranges leave out. */
function outside(ranges: Ranges): Ranges {
  const left: number[] = [];
  let next = 0;
  for (let at = 0; at < ranges.length; at += 2) {
    const low = ranges[at] ?? 0;
    if (low > next) left.push(next, low - 1);
    next = (ranges[at + 1] ?? 0) + 1;
  }
  if (next <= LAST) left.push(next, LAST);
  return left;
}

/** Sorts and joins ranges, so that one look-up is a search by halves. */
function joined(ranges: Ranges): number[] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < ranges.length; at += 2) pairs.push([ranges[at] ?? 0, ranges[at + 1] ?? 0]);
  pairs.sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [low, high] of pairs) {
    const last = out.at(-1);
    if (last !== undefined && low <= last + 1) out[out.length - 1] = Math.max(last, high);
    else out.push(low, high);
  }
  return out;
}

/** Tests for any of the ranges or of the other tests. */
export function anyOf(ranges: Ranges, others: readonly CharTest[], negated: boolean): CharTest {
  const sorted = joined(ranges);
  const inside = (code: number): boolean => {
    let [low, high] = [0, sorted.length / 2];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (code > (sorted[2 * middle + 1] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low * 2 < sorted.length && code >= (sorted[2 * low] ?? 0);
  };
  return (code) => (inside(code) || others.some((test) => test(code))) !== negated;
}

/** Of Unicode's scripts, those whose full name is as short as others' abbreviations. */
const SHORT_SCRIPTS = new Set(
  'Ahom Cham Kawi Lao Lisu Miao Modi Mro Newa Nko Thai Toto Vai Yi'.split(' '),
);
const CATEGORY = /^([CLMNPSZ]|C[cfnos]|L[lmotu]|M[cen]|N[dlo]|P[cdefios]|S[ckmo]|Z[lps])$/;

/**
 * The characters of `\p{name}`, as Go names them: categories by their letters, scripts of one word.
 * Undefined: there is none of that name.
 */
export function unicodeTest(name: string): CharTest | undefined {
  const plain = name.replace(/[_ -]/g, '').toLowerCase();
  const canonical = plain.charAt(0).toUpperCase() + plain.slice(1);
  if (canonical === 'Any') return () => true;
  if (canonical === 'Ascii') return (code) => code < 128;
  if (canonical === 'Assigned') return property('P{Cn}');
  if (canonical === 'Lc') return property('p{LC}');
  if (CATEGORY.test(canonical)) return property(`p{${canonical}}`);
  const isScript =
    /^[A-Z][a-z]+$/.test(canonical) && (canonical.length > 4 || SHORT_SCRIPTS.has(canonical));
  return isScript ? property(`p{Script=${canonical}}`) : undefined;
}

function property(written: string): CharTest | undefined {
  try {
    const expression = new RegExp(`^\\${written}$`, 'u');
    return (code) => expression.test(String.fromCodePoint(code));
  } catch {
    return undefined;
  }
}
