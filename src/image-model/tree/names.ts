import type { Node } from './node.ts';

/** Names that are copied with a directory; when there are more of them, they become part of what is shared. */
const MOST_OWN = 32;

const NOTHING: ReadonlyMap<string, Node> = new Map();

/**
 * The names in a directory. Directories of programs have a thousand of them, and nearly every command
 * changes one or two: so copies share what they began with, and have what was set since for their own.
 */
export class Names {
  private shared: ReadonlyMap<string, Node>;
  private own: Map<string, Node>;

  constructor(shared: ReadonlyMap<string, Node> = NOTHING, own: Map<string, Node> = new Map()) {
    this.shared = shared;
    this.own = own;
  }

  get(name: string): Node | undefined {
    return this.own.get(name) ?? this.shared.get(name);
  }

  has(name: string): boolean {
    return this.own.has(name) || this.shared.has(name);
  }

  set(name: string, node: Node): void {
    this.own.set(name, node);
  }

  /** Names that can be changed without changing these. */
  copy(): Names {
    if (this.own.size > MOST_OWN) {
      this.shared = new Map(this.all());
      this.own = new Map();
    }
    return new Names(this.shared, new Map(this.own));
  }

  /** In the order in which they were first set. */
  [Symbol.iterator](): IterableIterator<readonly [string, Node]> {
    return this.all();
  }

  /** Names whose nodes may be others than in `before`: none that both share. */
  changedSince(before: Names | undefined): Iterable<readonly [string, Node]> {
    if (before === undefined || before.shared !== this.shared) return this;
    for (const name of before.own.keys()) if (!this.own.has(name)) return this;
    return this.own;
  }

  /**
   * What becomes of two directories either of which may be: `both` joins what both have, `alone` says what
   * becomes of a name that only one has, and of which one. What they share is not looked at.
   */
  joinedWith(
    other: Names,
    both: (mine: Node, others: Node) => Node,
    alone: (node: Node, isMine: boolean) => Node,
  ): Names {
    const isAlike = this.shared === other.shared;
    const joined = new Names(isAlike ? this.shared : NOTHING);
    for (const [name, mine] of isAlike ? this.own : this) {
      const others = other.get(name);
      joined.set(name, others === undefined ? alone(mine, true) : both(mine, others));
    }
    for (const [name, others] of isAlike ? other.own : other) {
      if (joined.own.has(name)) continue;
      const mine = this.get(name);
      joined.set(name, mine === undefined ? alone(others, false) : both(mine, others));
    }
    return joined;
  }

  private all(): IterableIterator<readonly [string, Node]> {
    if (this.own.size === 0) return this.shared.entries();
    return this.shared.size === 0 ? this.own.entries() : this.merged();
  }

  private *merged(): Generator<readonly [string, Node]> {
    for (const [name, node] of this.shared) yield [name, this.own.get(name) ?? node];
    for (const entry of this.own) if (!this.shared.has(entry[0])) yield entry;
  }
}
