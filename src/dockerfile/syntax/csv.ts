import type { Span } from '../../text/span.ts';
import { byteLength } from './cursor.ts';

/** A field of a comma separated value, with its range in it (quotes included). */
export interface CsvField extends Span {
  readonly text: string;
}

/** The fields, or the message of Go's CSV reader. */
export interface CsvFields {
  readonly fields: readonly CsvField[];
  readonly error?: string;
}

function fail(text: string, at: number, what: string): CsvFields {
  return {
    fields: [],
    error: `parse error on line 1, column ${byteLength(text, 0, at) + 1}: ${what}`,
  };
}

/** Offset of the quote that closes the field opened at `start`; without one, where the search for it began last. */
function closingQuote(
  text: string,
  start: number,
): { readonly at: number; readonly closed: boolean } {
  let from = start + 1;
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', from)) {
    if (text[at + 1] !== '"') return { at, closed: true };
    from = at + 2;
  }
  return { at: from, closed: false };
}

/** Splits the value of `--mount` and `--device`. */
export function csvFields(value: string): CsvFields {
  const text = value.replace(/\r?\n$/, '');
  if (text === '') return { fields: [], error: 'EOF' };
  const fields: CsvField[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const { at: close, closed } = closingQuote(text, at);
      if (!closed) return fail(text, close, 'extraneous or missing " in quoted-field');
      end = close + 1;
      if (end < text.length && text[end] !== ',')
        return fail(text, close, 'extraneous or missing " in quoted-field');
      fields.push({ text: text.slice(at + 1, close).replaceAll('""', '"'), start: at, end });
    } else {
      const comma = text.indexOf(',', at);
      end = comma < 0 ? text.length : comma;
      const quote = text.slice(at, end).indexOf('"');
      if (quote >= 0) return fail(text, at + quote, 'bare " in non-quoted-field');
      fields.push({ text: text.slice(at, end), start: at, end });
    }
    if (end >= text.length) return { fields };
    at = end + 1;
  }
}
