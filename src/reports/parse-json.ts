import type { ParseReport } from './parse-report.ts';

/**
 * The contract `plimsoll/parse/1`, piece by piece: of a long file it is longer than a text can be.
 * Bytes that are not UTF-8 stand in it as lone surrogates, `\udc80` for the byte 0x80 to `\udcff`.
 */
export function* parseJson(report: ParseReport): Generator<string> {
  const { file, escape, directives, stages, errors } = report;
  yield `{\n  "schema": "plimsoll/parse/1",\n${field('file', file)},\n${field('escape', escape)},\n`;
  yield `${field('directives', directives)},\n  "instructions": [`;
  let separator = '\n';
  for (const instruction of report.instructions) {
    yield `${separator}    ${indented(instruction, '    ')}`;
    separator = ',\n';
  }
  yield `${separator === '\n' ? '' : '\n  '}],\n${field('stages', stages)},\n${field('errors', errors)}\n}\n`;
}

function field(name: string, value: unknown): string {
  return `  "${name}": ${indented(value, '  ')}`;
}

/** Line ends inside of strings are escaped in JSON, so those that are left are its own. */
function indented(value: unknown, by: string): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${by}`);
}
