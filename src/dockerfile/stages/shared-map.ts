// A stage FROM another begins with all that one has set. Were it copied, a chain of stages would cost the
// square of its length; here versions of a map share what they have in common.

/** A value with its place in the order. */
interface Entry<V> {
  readonly name: string;
  readonly value: V;
  readonly place: number;
}

/** 32 entries, or 32 nodes of the level below. */
type Node<V> = readonly (Entry<V> | Node<V> | undefined)[];

const BITS = 5;
const WIDTH = 1 << BITS;

function isEntry<V>(slot: Entry<V> | Node<V>): slot is Entry<V> {
  return 'place' in slot;
}

/** The node with an entry put in, at a number of levels above the entries. */
function put<V>(node: Node<V> | undefined, level: number, id: number, entry: Entry<V>): Node<V> {
  const copy = node === undefined ? [] : node.slice();
  const at = (id >>> (level * BITS)) % WIDTH;
  if (level === 0) copy[at] = entry;
  else {
    const below = copy[at];
    const inner = below === undefined || isEntry(below) ? undefined : below;
    copy[at] = put(inner, level - 1, id, entry);
  }
  return copy;
}

function collect<V>(node: Node<V>, into: Entry<V>[]): void {
  for (const slot of node) {
    if (slot === undefined) continue;
    if (isEntry(slot)) into.push(slot);
    else collect(slot, into);
  }
}

/**
 * A map that is never changed: `with` gives another one, in logarithmic time and memory. Entries stand in the
 * order in which they were first set, or with `withLast` last set.
 */
export class SharedMap<V> implements ReadonlyMap<string, V> {
  /** Numbers of names, common to all versions. */
  #ids: Map<string, number> = new Map();
  #root: Node<V> | undefined;
  #levels = 0;
  #count = 0;
  #places = 0;

  /** The map with these entries. */
  static of<V>(given: ReadonlyMap<string, V>): SharedMap<V> {
    if (given instanceof SharedMap) return given as SharedMap<V>;
    let map = new SharedMap<V>();
    for (const [name, value] of given) map = map.with(name, value);
    return map;
  }

  get size(): number {
    return this.#count;
  }

  get(name: string): V | undefined {
    return this.#entry(name)?.value;
  }

  has(name: string): boolean {
    return this.#entry(name) !== undefined;
  }

  /** With a value, at the place the name had before. */
  with(name: string, value: V): SharedMap<V> {
    const before = this.#entry(name);
    const place = before?.place ?? this.#places;
    return this.#put({ name, value, place }, before === undefined);
  }

  /** With a value, at the end. */
  withLast(name: string, value: V): SharedMap<V> {
    return this.#put({ name, value, place: this.#places }, !this.has(name));
  }

  forEach(call: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    for (const { name, value } of this.#inOrder()) call(value, name, this);
  }

  *entries(): MapIterator<[string, V]> {
    for (const { name, value } of this.#inOrder()) yield [name, value];
  }

  *keys(): MapIterator<string> {
    for (const { name } of this.#inOrder()) yield name;
  }

  *values(): MapIterator<V> {
    for (const { value } of this.#inOrder()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  #entry(name: string): Entry<V> | undefined {
    const id = this.#ids.get(name);
    if (id === undefined || id >= WIDTH ** (this.#levels + 1)) return undefined;
    let node = this.#root;
    for (let level = this.#levels; node !== undefined; level--) {
      const slot = node[(id >>> (level * BITS)) % WIDTH];
      if (slot === undefined || isEntry(slot)) return slot;
      node = slot;
    }
    return undefined;
  }

  #put(entry: Entry<V>, isNew: boolean): SharedMap<V> {
    let id = this.#ids.get(entry.name);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(entry.name, id);
    }
    const next = new SharedMap<V>();
    next.#ids = this.#ids;
    next.#levels = this.#levels;
    next.#root = this.#root;
    while (id >= WIDTH ** (next.#levels + 1)) {
      if (next.#root !== undefined) next.#root = [next.#root];
      next.#levels += 1;
    }
    next.#root = put(next.#root, next.#levels, id, entry);
    next.#count = this.#count + (isNew ? 1 : 0);
    next.#places = Math.max(this.#places, entry.place + 1);
    return next;
  }

  #inOrder(): Entry<V>[] {
    const all: Entry<V>[] = [];
    if (this.#root !== undefined) collect(this.#root, all);
    return all.toSorted((a, b) => a.place - b.place);
  }
}
