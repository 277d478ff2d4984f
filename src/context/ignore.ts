import type { IgnoreDecision } from '../facts/context.ts';
import { cleanPath } from './go-path.ts';
import { type IgnoreLine, type IgnoreProblem, readIgnoreLines } from './ignore-lines.ts';
import { type SkipRule, skipRule } from './ignore-skip.ts';
import { compilePattern } from './moby-pattern.ts';
import { PatternGraph } from './pattern-graph.ts';
import { type PatternState, PatternStates, TooManySteps } from './pattern-states.ts';

export type { IgnoreProblem } from './ignore-lines.ts';

/** An ignore file, ready to be asked about paths. */
export interface IgnorePatterns {
  /** In the order of the file; those that every build refuses are left out. */
  readonly patterns: readonly IgnoreLine[];
  readonly problems: readonly IgnoreProblem[];
  /** True once the patterns took too long: from then on nothing counts as ignored. */
  readonly exhausted: boolean;
}

/** What is known of a path: which patterns matched it or a directory above it, and what follows. */
interface Verdict {
  readonly decision: IgnoreDecision;
  /** Indices of patterns, in order. */
  readonly matched: readonly number[];
  /** The pattern that makes the build fail when it is asked about the path. */
  readonly failing?: IgnoreLine;
  /** Verdicts below, by what matches there; so that equal ones are found out once. */
  readonly below: Map<readonly number[], Verdict>;
}

/** A path in the context as the patterns see it. */
export interface IgnorePlace {
  /** Empty for the context itself. */
  readonly path: string;
  readonly decision: IgnoreDecision;
  /** The pattern that makes the build fail when it comes here. */
  readonly failing?: IgnoreLine;
}

interface Place extends IgnorePlace {
  readonly verdict: Verdict;
  /** After the path, and, once it was asked for, after the slash that follows. */
  readonly state: PatternState;
  inside?: PatternState;
}

const SENT: Verdict = { decision: { ignored: false }, matched: [], below: new Map() };
/** Verdicts that are kept below one. */
const MOST_BELOW = 1000;

class Ignore implements IgnorePatterns {
  readonly patterns: readonly IgnoreLine[];
  readonly problems: readonly IgnoreProblem[];
  exhausted = false;
  private readonly top: Place;
  private readonly states: PatternStates;
  private readonly skip: SkipRule;
  /** Patterns whose expression Go refuses when they are asked, by index. */
  private readonly broken: readonly number[];

  constructor(text: string) {
    const { lines, problems } = readIgnoreLines(text);
    const graph = new PatternGraph();
    const broken: number[] = [];
    for (const [index, { cleaned, exception, line }] of lines.entries()) {
      const compiled = compilePattern(cleaned);
      if (typeof compiled === 'string') {
        broken.push(index);
        const message = `${compiled}: the build fails when it asks this pattern`;
        problems.push({ line, message, fails: 'when-asked' });
      } else if (!graph.add(compiled, index, exception)) {
        problems.push({ line, message: 'the patterns are too large to be used', fails: 'never' });
      }
    }
    this.patterns = lines;
    this.problems = problems.toSorted((a, b) => a.line - b.line);
    this.broken = broken;
    this.skip = skipRule(lines);
    this.states = new PatternStates(graph);
    const state = this.states.start;
    const verdict = { ...SENT, below: new Map<readonly number[], Verdict>() };
    this.top = { path: '', decision: SENT.decision, verdict, state, inside: state };
  }

  topPlace(): Place {
    return this.top;
  }

  /** What the patterns say about an entry of a directory. */
  below(dir: Place, name: string): Place {
    const path = dir.path === '' ? name : `${dir.path}/${name}`;
    if (this.exhausted) return { ...this.top, path };
    try {
      const state = this.states.read(this.inside(dir), name);
      const verdict = this.verdict(dir.verdict, this.states.accepted(state));
      const { decision, failing } = verdict;
      return { path, decision, verdict, state, ...(failing && { failing }) };
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.exhausted = true;
      return { ...this.top, path };
    }
  }

  /** Whether a build looks into a directory; what it does not look into is not sent, whatever the patterns say. */
  isWalked({ path, decision }: Place): boolean {
    return !decision.ignored || !this.skip(path);
  }

  /** Whether something in a directory may be sent. */
  mayHoldSent(dir: Place): boolean {
    if (!dir.decision.ignored) return true;
    if (!this.isWalked(dir)) return false;
    try {
      return this.broken.length > 0 || this.states.mayReachException(this.inside(dir));
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.exhausted = true;
      return false;
    }
  }

  private inside(dir: Place): PatternState {
    dir.inside ??= this.states.read(dir.state, '/');
    return dir.inside;
  }

  private verdict(parent: Verdict, accepted: readonly number[]): Verdict {
    if (accepted.length === 0 && this.broken.length === 0) return parent;
    const known = parent.below.get(accepted);
    if (known !== undefined) return known;
    const made = this.judge(parent, accepted);
    if (parent.below.size < MOST_BELOW) parent.below.set(accepted, made);
    return made;
  }

  /**
   * The rule of `MatchesUsingParentResults`: what matched the directory holds below; else only
   * a pattern that would change something is asked, and only its match is handed down.
   */
  private judge(parent: Verdict, accepted: readonly number[]): Verdict {
    const matching = new Set(accepted);
    const inherited = new Set(parent.matched);
    const candidates = [...new Set([...accepted, ...parent.matched, ...this.broken])];
    this.states.spend(candidates.length * 4);
    const matched: number[] = [];
    let by: IgnoreLine | undefined;
    let failing: IgnoreLine | undefined;
    let ignored = false;
    for (const index of candidates.toSorted((a, b) => a - b)) {
      const pattern = this.patterns[index];
      if (pattern === undefined) continue;
      if (!inherited.has(index)) {
        if (pattern.exception !== ignored) continue;
        if (!matching.has(index)) {
          failing ??= pattern;
          continue;
        }
      }
      matched.push(index);
      if (ignored === pattern.exception || by === undefined) by = pattern;
      ignored = !pattern.exception;
    }
    const decision =
      by === undefined ? SENT.decision : { ignored, pattern: by.written, line: by.line };
    return { decision, matched, ...(failing && { failing }), below: new Map() };
  }
}

/**
 * Reads an ignore file as BuildKit does. Never throws; lines that cannot be used are named in
 * `problems`. Text is as `decodeText` gives it, so that bytes which are not UTF-8 stay what they are.
 */
export function parseIgnore(text: string): IgnorePatterns {
  return new Ignore(text);
}

/** The context itself, where every walk begins. */
export function topPlace(patterns: IgnorePatterns): IgnorePlace {
  return own(patterns).topPlace();
}

/** An entry of a directory, from what is known of the directory. */
export function placeBelow(patterns: IgnorePatterns, dir: IgnorePlace, name: string): IgnorePlace {
  return own(patterns).below(dir as Place, name);
}

/** Whether something in a directory may be sent, so that it must be looked into. */
export function mayHoldSent(patterns: IgnorePatterns, dir: IgnorePlace): boolean {
  return own(patterns).mayHoldSent(dir as Place);
}

/**
 * What becomes of a path relative to the context, by way of every directory above it: a build never
 * looks into some ignored directories, and their decision holds for all that is in them.
 */
export function placeOf(patterns: IgnorePatterns, path: string): IgnorePlace {
  const ignore = own(patterns);
  const cleaned = cleanPath(path).replace(/^\/+/, '');
  let place = ignore.topPlace();
  if (cleaned === '.' || cleaned === '') return place;
  for (const name of cleaned.split('/')) {
    if (!ignore.isWalked(place)) return place;
    place = ignore.below(place, name);
  }
  return place;
}

/** Decides about a path relative to the context: ignored or not, and by which pattern. */
export function decide(patterns: IgnorePatterns, path: string): IgnoreDecision {
  return placeOf(patterns, path).decision;
}

function own(patterns: IgnorePatterns): Ignore {
  if (patterns instanceof Ignore) return patterns;
  throw new TypeError('these patterns were not made by parseIgnore');
}
