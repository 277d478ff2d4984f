import { REPLACEMENT } from './go-regexp.ts';
import type { Assertion, PatternGraph } from './pattern-graph.ts';

/** Where all patterns stand after some text. Equal places are one object while they are remembered. */
export interface PatternState {
  readonly nodes: Int32Array;
  /** Whether the text ends in a letter, digit or `_`; always false where no pattern asks. */
  readonly afterWord: boolean;
  /** What has been asked before: the next state by character. */
  next: Map<number, PatternState>;
  /** The memory that `next` belongs to. */
  era: number;
  accepted?: readonly number[];
  mayReachException?: boolean;
}

/** The patterns of an ignore file took more steps than are allowed. */
export class TooManySteps extends Error {}

/**
 * Steps (nodes looked at for a state that is not remembered) that one ignore file may take: some
 * seconds. Each character that is read allows a few more, so that it is the patterns that are
 * bounded, not the number of files.
 */
const MOST_STEPS = 10_000_000;
const STEPS_A_CHARACTER = 10;
/** Nodes in all remembered states; then the memory begins anew. */
const MOST_REMEMBERED = 4_000_000;
/** A state's own cost beside its nodes, in nodes. */
const STATE_COST = 40;

const NONE: readonly number[] = [];

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

/** Go sees one and the same character wherever bytes are not UTF-8. */
function asGoReads(code: number): number {
  return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
}

/**
 * Reads texts through a graph of patterns, all ways at once: the time is steps × nodes, never more.
 * What a character leads to is remembered, so that a path of known names costs one look-up a character.
 */
export class PatternStates {
  readonly start: PatternState;
  private readonly graph: PatternGraph;
  private readonly seen: Uint32Array;
  private round = 0;
  private era = 1;
  private known = new Map<number, PatternState[]>();
  private remembered = 0;
  private left: number;

  constructor(graph: PatternGraph, steps: number = MOST_STEPS) {
    this.graph = graph;
    this.left = steps;
    this.seen = new Uint32Array(graph.size);
    const nodes = this.closure([0], (on) => on === 'start');
    this.start = this.state(nodes, false);
  }

  /** The state after more text. @throws TooManySteps */
  read(from: PatternState, text: string): PatternState {
    let state = from;
    this.left += STEPS_A_CHARACTER * text.length;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at += 1;
      const known = state.era === this.era ? state.next.get(code) : undefined;
      state = known ?? this.step(state, code);
    }
    return state;
  }

  /** The patterns that match the text read so far, in order. */
  accepted(state: PatternState): readonly number[] {
    state.accepted ??= this.findAccepted(state);
    return state.accepted;
  }

  /** Whether an exception may match something that begins with the text read so far and is longer. */
  mayReachException(state: PatternState): boolean {
    if (state.mayReachException === undefined) {
      this.spend(state.nodes.length);
      state.mayReachException = state.nodes.some((node) => this.graph.isOnWayToException(node));
    }
    return state.mayReachException;
  }

  /** Counts work that is done elsewhere for the same patterns. @throws TooManySteps */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooManySteps();
  }

  private step(state: PatternState, code: number): PatternState {
    const word = this.graph.hasBoundaries && isWord(code);
    const nodes = this.atBorder(state, word);
    const rune = asGoReads(code);
    const reached: number[] = [];
    for (const node of nodes) {
      const to = this.graph.afterChar(node, code);
      if (to !== undefined) reached.push(to);
      for (const edge of this.graph.classes.get(node) ?? NO_EDGES) {
        if (edge.on(rune)) reached.push(edge.to);
      }
    }
    this.spend(nodes.length + 1);
    const next = this.state(this.closure(reached), word);
    if (state.era !== this.era) {
      state.next = new Map();
      state.era = this.era;
    }
    state.next.set(code, next);
    this.remembered += 4;
    return next;
  }

  /** The nodes with those that are reached when the next character is one of a word, or is not. */
  private atBorder(state: PatternState, nextIsWord: boolean): ArrayLike<number> & Iterable<number> {
    if (!this.graph.hasBoundaries) return state.nodes;
    const wanted = state.afterWord === nextIsWord ? 'no-boundary' : 'boundary';
    return this.closure(state.nodes, (on) => on === wanted);
  }

  private findAccepted(state: PatternState): readonly number[] {
    let { nodes } = state as { nodes: Iterable<number> };
    if (this.graph.assertions.size > 0) {
      const border = state.afterWord ? 'boundary' : 'no-boundary';
      nodes = this.closure(state.nodes, (on) => on === 'end' || on === border);
    }
    const found = new Set<number>();
    for (const node of nodes) {
      for (const pattern of this.graph.accepting.get(node) ?? NONE) found.add(pattern);
    }
    this.spend(state.nodes.length + found.size);
    return found.size === 0 ? NONE : [...found].toSorted((a, b) => a - b);
  }

  /** All nodes that are reached without a character. */
  private closure(first: Iterable<number>, holds?: (on: Assertion) => boolean): number[] {
    this.round += 1;
    const out: number[] = [];
    const add = (node: number): void => {
      if (this.seen[node] === this.round) return;
      this.seen[node] = this.round;
      out.push(node);
    };
    for (const node of first) add(node);
    for (let at = 0; at < out.length; at += 1) {
      const node = out[at] ?? 0;
      for (const to of this.graph.free.get(node) ?? NONE) add(to);
      if (holds === undefined) continue;
      for (const { on, to } of this.graph.assertions.get(node) ?? NO_EDGES) if (holds(on)) add(to);
    }
    this.spend(out.length);
    return out;
  }

  private state(reached: readonly number[], afterWord: boolean): PatternState {
    const nodes = Int32Array.from(reached).toSorted();
    let hash = afterWord ? 1 : 0;
    for (const node of nodes) hash = (Math.imul(hash, 31) + node) | 0;
    if (this.remembered > MOST_REMEMBERED) this.forget();
    const same = this.known.get(hash) ?? [];
    for (const state of same) {
      if (state.afterWord === afterWord && areEqual(state.nodes, nodes)) return state;
    }
    const made: PatternState = { nodes, afterWord, next: new Map(), era: this.era };
    same.push(made);
    this.known.set(hash, same);
    this.remembered += nodes.length + STATE_COST;
    return made;
  }

  private forget(): void {
    this.known = new Map();
    this.remembered = 0;
    this.era += 1;
  }
}

const NO_EDGES: readonly never[] = [];

function areEqual(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
