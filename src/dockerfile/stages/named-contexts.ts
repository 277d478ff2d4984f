import { parseImageName, shortName } from '../build/image-name.ts';
import type { NamedContext, ResolveOptions } from '../types.ts';

/** An image or what else a named context stands for. */
export type ContextSource = { readonly kind: 'image'; readonly ref: string } | NamedContext;

const tables = new WeakMap<ResolveOptions, ReadonlyMap<string, string>>();

/** A name as contexts are looked up: `alpine:latest` and `docker.io/library/alpine` are `alpine`. */
function keyOf(name: string): string {
  const parsed = parseImageName(name);
  return 'name' in parsed ? shortName(parsed.name) : name;
}

function tableOf(options: ResolveOptions): ReadonlyMap<string, string> {
  let table = tables.get(options);
  if (table === undefined) {
    const given = Object.entries(options.contexts ?? {});
    table = new Map(given.map(([name, value]) => [keyOf(name), value]));
    tables.set(options, table);
  }
  return table;
}

/** What the named context of that name, given beside the file, stands for; undefined when there is none. */
export function contextNamed(options: ResolveOptions, name: string): ContextSource | undefined {
  if (options.contexts === undefined) return undefined;
  const table = tableOf(options);
  const key = table.size === 0 ? name : keyOf(name);
  const value = table.get(key);
  if (value === undefined) return undefined;
  const image = /^docker-image:(?:\/\/)?(.*)$/s.exec(value)?.[1];
  return image === undefined ? { kind: 'named', name: key, value } : { kind: 'image', ref: image };
}
