import { goLower } from '../chars.ts';
import { csvFields } from '../syntax/csv.ts';

/** The stage or image that a mount names, as it stands in the file; BuildKit takes no variables there. */
export function mountFrom(value: string): string {
  let from = '';
  for (const { text } of csvFields(value).fields) {
    const equals = text.indexOf('=');
    if (equals >= 0 && goLower(text.slice(0, equals)) === 'from') from = text.slice(equals + 1);
  }
  return from;
}
