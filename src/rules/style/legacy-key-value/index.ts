import type { Pair } from '../../../dockerfile/types.ts';
import type { Edit } from '../../../text/span.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** ENV or LABEL in the form `NAME value`. */
export const rule: Rule = defineCheckRule({
  id: 'style/legacy-key-value',
  check: 'LegacyKeyValueFormat',
  severity: 'info',
  summary: 'ENV or LABEL is written in the old form without `=`.',
  say: ({ hit }) =>
    `The form of ${hit.subject} without an equals sign is deprecated: it takes one name, and what follows to the end of the line is the value. Write name=value.`,
  fix: ({ hit: { instruction } }, input) => ({
    title: 'Write name=value',
    safety: 'safe',
    edits: instruction.pairs.flatMap((pair) => withEquals(pair, input)),
  }),
});

/** A value that is one word in both forms. */
const PLAIN = /^[^\s"'\\`]+$/;
/** Quoted from end to end. */
const QUOTED = /^(?:"[^"\\`]*"|'[^']*')$/;
/** Blanks, but nothing that quotes would change. */
const SPACED = /^(?:[^"'\\`$]|\$\w+|\$\{\w+\})+$/;

function withEquals({ name, value, nameSpan, valueSpan }: Pair, { file, path }: RuleInput): Edit[] {
  if (value === undefined || valueSpan === undefined || !/^[\w.$\-/]+$/.test(name)) return [];
  // Where line ends were joined, the words of the file are not the value.
  if (file.text.slice(valueSpan.start, valueSpan.end) !== value) return [];
  if (file.text.slice(nameSpan.end, valueSpan.start).includes('\n')) return [];
  const text =
    PLAIN.test(value) || QUOTED.test(value) ? value : SPACED.test(value) ? `"${value}"` : '';
  if (text === '') return [];
  return [{ file: path, start: nameSpan.end, end: valueSpan.end, text: `=${text}` }];
}
