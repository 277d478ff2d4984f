import type { Span } from '../../text/span.ts';
import { expandWord, expandWords } from '../expansion/expand.ts';
import { flagOf } from '../instructions.ts';
import { nearest } from '../syntax/suggest.ts';
import type { Instruction, Word } from '../types.ts';
import { Refused } from './refused.ts';
import type { Report, Site } from './report.ts';
import type { Source } from './sources.ts';
import type { GlobalArgs } from './stage-checks.ts';
import type { StageState } from './stage-state.ts';
import type { CheckSurroundings } from './types.ts';

/** What the walk needs besides a stage's state. */
export interface WalkInput {
  readonly file: { readonly text: string; readonly escape: '\\' | '`' };
  readonly args: GlobalArgs;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly sources: ReadonlyMap<Instruction, readonly Source[]>;
  readonly surroundings: CheckSurroundings;
  readonly report: Report;
}

/** Arguments that are known to the build but are no variables in a stage. */
export const NOT_IN_ENVIRONMENT: ReadonlySet<string> = new Set([
  'BUILDKIT_SBOM_SCAN_CONTEXT',
  'BUILDKIT_SBOM_SCAN_STAGE',
]);

/** One instruction at its turn. */
export class Step {
  readonly input: WalkInput;
  readonly state: StageState;
  readonly instruction: Instruction;
  readonly site: Site;

  constructor(input: WalkInput, state: StageState, instruction: Instruction, site: Site) {
    this.input = input;
    this.state = state;
    this.instruction = instruction;
    this.site = site;
  }

  /** Notes variables that nothing has set. */
  #undefined(unset: readonly string[], span: Span): void {
    for (const subject of unset) {
      if (this.state.args.has(subject) || NOT_IN_ENVIRONMENT.has(subject)) continue;
      const other = nearest(subject, [...this.state.variables.names()]);
      this.input.report.add('UndefinedVar', this.site, {
        subject,
        span,
        ...(other === undefined ? {} : { other }),
      });
    }
  }

  #lookup = (name: string): string | undefined => this.state.variables.get(name);

  /** A word with the variables of the moment. @throws Refused when it cannot be expanded. */
  expand(text: string, span: Span): string {
    const expanded = expandWord(text, this.#lookup, { escape: this.input.file.escape });
    if (expanded.unset.length > 0) this.#undefined(expanded.unset, span);
    if (expanded.error !== undefined) throw new Refused(expanded.error);
    return expanded.text;
  }

  word({ text, span }: Word): string {
    return this.expand(text, span);
  }

  flag(name: string): string {
    const flag = flagOf(this.instruction, name);
    return flag === undefined ? '' : this.expand(flag.value ?? '', flag.span);
  }

  /** The content of a heredoc, in which quotes are ordinary and `\` escapes. */
  content(text: string, span: Span): void {
    const expanded = expandWord(text, this.#lookup, { escape: '\\', rawText: true });
    this.#undefined(expanded.unset, span);
    if (expanded.error !== undefined) throw new Refused(expanded.error);
  }

  /** Words after expansion, split; BuildKit does not complain about variables here. */
  split(text: string): readonly string[] {
    const { words, error } = expandWords(text, this.#lookup, { escape: this.input.file.escape });
    if (error !== undefined) throw new Refused(error);
    return words;
  }
}
