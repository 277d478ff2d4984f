/*
 * Where the keys of a TOML file stand. The library gives values without places, so this
 * walks the text a second time: headers, keys, and the elements of arrays; inline tables
 * are one place. It trusts that the file parsed and is merely useless when it did not.
 */
type Path = readonly (string | number)[];

/** Lines (from 1) by the JSON of a path, e.g. `["project","dependencies",0]`. */
export function tomlLines(text: string): ReadonlyMap<string, number> {
  const walk: Walk = { text, at: 0, line: 1, lines: new Map(), counts: new Map() };
  let table: Path = [];
  while (skipBlank(walk)) {
    if (text[walk.at] === '[') table = header(walk);
    else keyValue(walk, table);
  }
  return walk.lines;
}

interface Walk {
  readonly text: string;
  at: number;
  line: number;
  readonly lines: Map<string, number>;
  /** How many elements an array of tables has so far. */
  readonly counts: Map<string, number>;
}

function note(walk: Walk, path: Path): void {
  const key = JSON.stringify(path);
  if (!walk.lines.has(key)) walk.lines.set(key, walk.line);
}

/** Goes to the next unit that is neither space nor comment; false at the end. */
function skipBlank(walk: Walk): boolean {
  for (; walk.at < walk.text.length; walk.at++) {
    const unit = walk.text[walk.at];
    if (unit === '#') {
      while (walk.at < walk.text.length && walk.text[walk.at] !== '\n') walk.at++;
      walk.at--;
    } else if (unit === '\n') walk.line++;
    else if (unit !== ' ' && unit !== '\t' && unit !== '\r') return true;
  }
  return false;
}

function header(walk: Walk): Path {
  const many = walk.text.startsWith('[[', walk.at);
  walk.at += many ? 2 : 1;
  const path = throughArrays(walk, dottedKey(walk, ']'));
  const key = JSON.stringify(path);
  note(walk, path);
  walk.at += many ? 2 : 1;
  if (!many) return path;
  const count = walk.counts.get(key) ?? 0;
  walk.counts.set(key, count + 1);
  note(walk, [...path, count]);
  return [...path, count];
}

/** `[a.b]` under `[[a]]` means the newest element of `a`. */
function throughArrays(walk: Walk, parts: readonly string[]): Path {
  let path: Path = [];
  for (const [index, part] of parts.entries()) {
    path = [...path, part];
    const count = walk.counts.get(JSON.stringify(path));
    if (count !== undefined && index < parts.length - 1) path = [...path, count - 1];
  }
  return path;
}

function dottedKey(walk: Walk, end: string): readonly string[] {
  const parts: string[] = [''];
  for (; walk.at < walk.text.length; walk.at++) {
    const unit = walk.text[walk.at] ?? '';
    if (unit === end || unit === '\n') break;
    if (unit === '.') parts.push('');
    else if (unit === '"' || unit === "'") {
      const from = walk.at;
      skipString(walk);
      parts[parts.length - 1] = walk.text.slice(from + 1, walk.at);
    } else if (unit !== ' ' && unit !== '\t' && unit !== '\r') parts[parts.length - 1] += unit;
  }
  return parts;
}

function keyValue(walk: Walk, table: Path): void {
  const line = walk.line;
  const keys = dottedKey(walk, '=');
  const path = [...table, ...keys];
  for (let index = table.length + 1; index <= path.length; index++)
    note(walk, path.slice(0, index));
  if (walk.text[walk.at] === '\n' || walk.line !== line) return;
  walk.at++;
  value(walk, path);
}

/** Walks over a value to the end of its line, noting the elements of an array at the first level. */
function value(walk: Walk, path: Path): void {
  let depth = 0;
  let element = -1;
  let fresh = false;
  while (walk.at < walk.text.length) {
    const unit = walk.text[walk.at];
    if (unit === '\n' && depth === 0) return;
    if (depth > 0) {
      if (!skipBlank(walk)) return;
    } else if (unit === '#') {
      skipBlank(walk);
      return;
    }
    const here = walk.text[walk.at];
    if (fresh && depth === 1 && here !== ']') {
      note(walk, [...path, ++element]);
      fresh = false;
    }
    if (here === '"' || here === "'") skipString(walk);
    else if (here === '[' || here === '{') {
      depth++;
      if (depth === 1) fresh = here === '[';
    } else if (here === ']' || here === '}') depth--;
    else if (here === ',' && depth === 1) fresh = element >= 0;
    walk.at++;
  }
}

/** From the opening quote to the closing one (its last unit). */
function skipString(walk: Walk): void {
  const quote = walk.text[walk.at] ?? '"';
  const long = walk.text.startsWith(quote.repeat(3), walk.at);
  walk.at += long ? 3 : 1;
  for (; walk.at < walk.text.length; walk.at++) {
    const unit = walk.text[walk.at];
    if (unit === '\n') {
      if (!long) return;
      walk.line++;
    } else if (unit === '\\' && quote === '"') walk.at++;
    else if (long ? walk.text.startsWith(quote.repeat(3), walk.at) : unit === quote) {
      if (long) walk.at += 2;
      return;
    }
  }
}
