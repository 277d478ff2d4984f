import type { Span } from '../../text/span.ts';
import type { Instruction } from '../types.ts';
import { type CheckOptions, speaks } from './options.ts';
import type { CheckHit, CheckName } from './types.ts';

/** Where checks speak: an instruction, or for what an inherited ONBUILD brings the FROM that inherits it. */
export interface Site {
  readonly instruction: Instruction;
  readonly options: CheckOptions;
  readonly stage?: string;
  /** The site of words is not that of the instruction being walked: they have no place of their own. */
  readonly elsewhere?: true;
}

/** What a hit is about. */
export interface Subject {
  readonly subject: string;
  readonly other?: string;
  readonly span?: Span;
}

/** Collects hits; leaves out what is skipped. */
export class Report {
  readonly hits: CheckHit[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Notes a hit at words of an instruction; without words at its keyword. */
  add(check: CheckName, site: Site, { subject, other, span }: Subject): void {
    const { instruction, options, stage, elsewhere } = site;
    const said = speaks(options, check);
    if (said === 'no') return;
    const words =
      elsewhere === true || span === undefined ? headOf(instruction) : this.#fromLine(site, span);
    this.hits.push({
      check,
      instruction,
      span: words,
      subject,
      ...(other === undefined ? {} : { other }),
      ...(stage === undefined ? {} : { stage }),
      ...(said === 'dormant' ? { dormant: true as const } : {}),
    });
  }

  /** A hit at a place of its own. */
  addAt(check: CheckName, site: Site, span: Span): void {
    if (speaks(site.options, check) === 'no') return;
    this.hits.push({ check, instruction: site.instruction, span, subject: '' });
  }

  /** BuildKit names the line on which an instruction begins: words further down are pointed at from there. */
  #fromLine({ instruction: { keyword } }: Site, span: Span): Span {
    if (span.start < keyword.start) return keyword;
    const newline = this.#text.indexOf('\n', keyword.start);
    const below = newline >= 0 && newline < span.start;
    return below ? { start: keyword.start, end: span.end } : span;
  }
}

/** What stands for the whole instruction: the image of a FROM, else the keyword. */
function headOf(instruction: Instruction): Span {
  return instruction.keyword;
}
