/**
 * What stays the same when one question is asked several times. A template is
 * made of the old version's bodies; the new version's body has to fit it.
 * JSON is compared value by value (order of keys does not count), other text
 * token by token; where the old version differs from itself anything fits.
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Stands where the old version differs from itself. */
const ANYTHING: unique symbol = Symbol('anything');

type JsonTemplate =
  | typeof ANYTHING
  | { readonly value: string | number | boolean | null }
  | { readonly list: readonly JsonTemplate[] }
  | { readonly fields: ReadonlyMap<string, JsonTemplate>; readonly open: boolean };

export type Template =
  | { readonly kind: 'json'; readonly json: JsonTemplate }
  | { readonly kind: 'tokens'; readonly tokens: readonly (string | typeof ANYTHING)[] }
  /** Only the ends stay the same. */
  | { readonly kind: 'ends'; readonly head: readonly string[]; readonly tail: readonly string[] };

const TOKEN = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;

/** Makes the template of one or more bodies. */
export function templateOf(bodies: readonly string[]): Template {
  const parsed = bodies.map(parseJson);
  if (bodies.length > 0 && parsed.every((one) => one !== undefined)) {
    return { kind: 'json', json: mergeJson(parsed as Json[]) };
  }
  return mergeTokens(bodies.map(tokensOf));
}

/** Whether a body fits. */
export function fits(template: Template, body: string): boolean {
  if (template.kind === 'json') {
    const parsed = parseJson(body);
    return parsed !== undefined && fitsJson(template.json, parsed);
  }
  const tokens = tokensOf(body);
  if (template.kind === 'tokens') {
    return (
      tokens.length === template.tokens.length &&
      template.tokens.every((token, at) => token === ANYTHING || token === tokens[at])
    );
  }
  const { head, tail } = template;
  return (
    tokens.length >= head.length + tail.length &&
    head.every((token, at) => token === tokens[at]) &&
    tail.every((token, at) => token === tokens[tokens.length - tail.length + at])
  );
}

/** Whether some of it may be anything. */
export function hasNoise(template: Template): boolean {
  if (template.kind === 'json') return jsonHasNoise(template.json);
  return template.kind === 'ends' || template.tokens.includes(ANYTHING);
}

function parseJson(text: string): Json | undefined {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function mergeJson(values: readonly Json[]): JsonTemplate {
  const [first] = values;
  if (first === undefined) return ANYTHING;
  if (values.every((value) => Array.isArray(value))) return mergeLists(values as Json[][]);
  if (values.every(isObject)) return mergeObjects(values as Record<string, Json>[]);
  if (typeof first === 'object' && first !== null) return ANYTHING;
  return values.every((value) => value === first) ? { value: first } : ANYTHING;
}

function mergeLists(lists: readonly Json[][]): JsonTemplate {
  const length = lists[0]?.length ?? 0;
  if (lists.some((list) => list.length !== length)) return ANYTHING;
  const at = (index: number): JsonTemplate => mergeJson(lists.map((list) => list[index] ?? null));
  return { list: Array.from({ length }, (_, index) => at(index)) };
}

function mergeObjects(objects: readonly Record<string, Json>[]): JsonTemplate {
  const keys = new Set(objects.flatMap((object) => Object.keys(object)));
  const fields = new Map<string, JsonTemplate>();
  let open = false;
  for (const key of keys) {
    const present = objects.filter((object) => Object.hasOwn(object, key));
    if (present.length < objects.length) open = true;
    else fields.set(key, mergeJson(present.map((object) => object[key] ?? null)));
  }
  return { fields, open };
}

function fitsJson(template: JsonTemplate, value: Json): boolean {
  if (template === ANYTHING) return true;
  if ('list' in template) {
    if (!Array.isArray(value) || value.length !== template.list.length) return false;
    return template.list.every((one, at) => fitsJson(one, value[at] ?? null));
  }
  if ('value' in template) return value === template.value;
  if (!isObject(value)) return false;
  const object = value as Record<string, Json>;
  for (const [key, one] of template.fields) {
    if (!Object.hasOwn(object, key) || !fitsJson(one, object[key] ?? null)) return false;
  }
  return template.open || Object.keys(object).every((key) => template.fields.has(key));
}

function jsonHasNoise(template: JsonTemplate): boolean {
  if (template === ANYTHING) return true;
  if ('list' in template) return template.list.some(jsonHasNoise);
  return (
    'fields' in template && (template.open || [...template.fields.values()].some(jsonHasNoise))
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mergeTokens(all: readonly string[][]): Template {
  const [first = []] = all;
  if (all.every((tokens) => tokens.length === first.length)) {
    const same = (at: number): boolean => all.every((tokens) => tokens[at] === first[at]);
    return { kind: 'tokens', tokens: first.map((token, at) => (same(at) ? token : ANYTHING)) };
  }
  const shortest = Math.min(...all.map((tokens) => tokens.length));
  let head = 0;
  while (head < shortest && all.every((tokens) => tokens[head] === first[head])) head += 1;
  let tail = 0;
  const fromEnd = (tokens: readonly string[]): string | undefined =>
    tokens[tokens.length - 1 - tail];
  while (tail < shortest - head && all.every((tokens) => fromEnd(tokens) === fromEnd(first))) {
    tail += 1;
  }
  return { kind: 'ends', head: first.slice(0, head), tail: first.slice(first.length - tail) };
}
