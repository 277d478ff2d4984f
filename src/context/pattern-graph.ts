import type { CharTest } from './go-classes.ts';
import type { Piece } from './go-regexp.ts';

/** A condition on the place between two characters. */
export type Assertion = 'start' | 'end' | 'boundary' | 'no-boundary';

interface Edge<Label> {
  readonly on: Label;
  readonly to: number;
}

/** Most nodes of one graph. The longest ignore file without counts in braces stays below. */
const MOST_NODES = 1_500_000;
const CODES = 0x110000;
const NO_CODE = -1;

/** Nodes that a piece takes. */
function sizeOf(piece: Piece): number {
  if (piece.do === 'group') return piece.ways.reduce((sum, way) => sum + sizeOfAll(way), 1);
  if (piece.do !== 'repeat') return 1;
  const copies = piece.max === Infinity ? piece.min + 1 : piece.max;
  return copies * sizeOf(piece.of) + 1;
}

function sizeOfAll(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + sizeOf(piece), 0);
}

/**
 * All patterns of an ignore file as one graph, in which patterns that begin alike share their way:
 * node 0 is the start, a character or a class leads on, free edges cost nothing. Reading a path
 * through it asks every pattern at once. What two patterns share is entered under the same
 * conditions in both, so that sharing changes no answer.
 */
export class PatternGraph {
  size = 1;
  readonly classes: Map<number, Edge<CharTest>[]> = new Map();
  readonly free: Map<number, number[]> = new Map();
  readonly assertions: Map<number, Edge<Assertion>[]> = new Map();
  /** Patterns that match a path which ends in the node. */
  readonly accepting: Map<number, number[]> = new Map();
  /** Whether any pattern asks about the borders of words. */
  hasBoundaries = false;
  /** Of each node: its first character, where that leads, and whether an exception may match more. */
  private codes = new Int32Array(1024).fill(NO_CODE);
  private targets = new Int32Array(1024);
  private marks = new Uint8Array(1024);
  /** Where the other characters of a node lead. */
  private readonly chars: Map<number, number> = new Map();
  private readonly shared: Map<string, number> = new Map();
  private isException = false;

  /** Adds a pattern's alternatives. False: it is too large to be added. */
  add(ways: readonly (readonly Piece[])[], pattern: number, isException: boolean): boolean {
    const size = ways.reduce((sum, way) => sum + sizeOfAll(way), 0);
    if (this.size + size > MOST_NODES) return false;
    this.isException = isException;
    for (const way of ways) {
      const end = this.follow(0, way);
      const accepted = this.accepting.get(end);
      if (accepted === undefined) this.accepting.set(end, [pattern]);
      else if (accepted.at(-1) !== pattern) accepted.push(pattern);
    }
    return true;
  }

  /** The node that a character leads to. */
  afterChar(node: number, code: number): number | undefined {
    return this.codes[node] === code ? this.targets[node] : this.chars.get(node * CODES + code);
  }

  /** Whether an exception may match something longer than what leads to the node. */
  isOnWayToException(node: number): boolean {
    return this.marks[node] === 1;
  }

  private follow(from: number, pieces: readonly Piece[]): number {
    let node = from;
    for (const piece of pieces) node = this.append(node, piece);
    return node;
  }

  private append(from: number, piece: Piece): number {
    if (this.isException) this.marks[from] = 1;
    if (piece.do === 'char') return this.appendChar(from, piece.code);
    const key = `${from} ${piece.key}`;
    const known = this.shared.get(key);
    // What is shared is walked again where an exception has to leave its mark.
    if (known !== undefined && !this.isException) return known;
    const to = known ?? this.newNode();
    this.shared.set(key, to);
    this.link(from, piece, to, known === undefined);
    return to;
  }

  private appendChar(from: number, code: number): number {
    const known = this.afterChar(from, code);
    if (known !== undefined) return known;
    const to = this.newNode();
    if (this.codes[from] === NO_CODE) {
      this.codes[from] = code;
      this.targets[from] = to;
    } else {
      this.chars.set(from * CODES + code, to);
    }
    return to;
  }

  private newNode(): number {
    if (this.size === this.codes.length) this.grow();
    this.size += 1;
    return this.size - 1;
  }

  private grow(): void {
    const { codes, targets, marks } = this;
    const length = codes.length * 2;
    this.codes = new Int32Array(length).fill(NO_CODE);
    this.codes.set(codes);
    this.targets = new Int32Array(length);
    this.targets.set(targets);
    this.marks = new Uint8Array(length);
    this.marks.set(marks);
  }

  private link(
    from: number,
    piece: Exclude<Piece, { do: 'char' }>,
    to: number,
    isNew: boolean,
  ): void {
    if (piece.do === 'group') {
      for (const way of piece.ways) this.addFree(this.follow(from, way), to, isNew);
    } else if (piece.do === 'repeat') {
      this.repeat(from, piece, to, isNew);
    } else if (isNew && piece.do === 'class') {
      put(this.classes, from, { on: piece.test, to });
    } else if (isNew && piece.do !== 'class') {
      if (piece.do === 'boundary' || piece.do === 'no-boundary') this.hasBoundaries = true;
      put(this.assertions, from, { on: piece.do, to });
    }
  }

  private repeat(
    from: number,
    { of, min, max }: Extract<Piece, { do: 'repeat' }>,
    to: number,
    isNew: boolean,
  ): void {
    let node = from;
    for (let count = 0; count < min; count += 1) node = this.append(node, of);
    const most = max === Infinity ? min : max;
    for (let count = min; count < most; count += 1) {
      this.addFree(node, to, isNew);
      node = this.append(node, of);
    }
    this.addFree(node, to, isNew);
    if (max !== Infinity) return;
    // The node after the repetition is the one that is come back to.
    if (this.isException) this.marks[to] = 1;
    if (of.do !== 'class') this.addFree(this.append(to, of), to, isNew);
    else if (isNew) put(this.classes, to, { on: of.test, to });
  }

  private addFree(from: number, to: number, isNew: boolean): void {
    if (isNew && from !== to) put(this.free, from, to);
  }
}

function put<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
