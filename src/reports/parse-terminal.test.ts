import { describe, expect, it } from 'vitest';
import type { ParseReport } from './parse-report.ts';
import { parseTerminal } from './parse-terminal.ts';

const place = { line: 2, column: 1, endLine: 2, endColumn: 9 };
const report: ParseReport = {
  file: 'Dockerfile',
  escape: '\\',
  directives: [],
  instructions: [
    {
      ...place,
      name: 'FROM',
      flags: [],
      args: ['a\u001b[31m'],
      attributes: {},
      original: '',
      heredocs: [],
      comments: [],
    },
    {
      ...place,
      line: 3,
      endLine: 9,
      name: 'RUN',
      flags: ['--network=none'],
      args: ['<<E'],
      attributes: {},
      shell: '/bin/bash',
      commands: [{ words: ['b', '"c d"'], line: 4, column: 3, endLine: 4, endColumn: 9 }],
      original: '',
      heredocs: [{ name: 'E', fd: 0, expand: false, chomp: false, content: '1\n2\n3\n4\n5\n6\n' }],
      comments: [],
    },
    {
      ...place,
      line: 10,
      name: 'CMD',
      flags: [],
      args: ['x y', ''],
      attributes: { json: true },
      original: '',
      heredocs: [],
      comments: [],
    },
  ],
  stages: [{ index: 0, base: { kind: 'image', ref: 'a' }, reached: true, line: 2 }],
  errors: [{ message: 'no\u0007', line: 10, column: 5 }],
};

describe('parseTerminal', () => {
  it('shows stages, lines, words and the commands’ places', () => {
    const shown = [...parseTerminal(report, { color: false, width: 80 })].join('');
    expect(shown).toContain('stage 0 · from a\n    2  FROM  a\\x1b[31m\n');
    expect(shown).toContain('    3  RUN [/bin/bash] … 9  --network=none\n    4    b "c d" :3\n');
    expect(shown).toContain('document E (as it stands)');
    expect(shown).toContain('… 2 more lines');
    expect(shown).toContain('   10  CMD [JSON]  "x y"  ""\n');
    expect(shown.endsWith('1 error\n   10  no\\x07 (column 5)\n')).toBe(true);
  });

  it('writes colours only when asked to, and no control character of the file', () => {
    // oxlint-disable-next-line no-control-regex
    const controls = /[\u0000-\u0009\u000b-\u001f]/;
    expect([...parseTerminal(report, { color: false, width: 80 })].join('')).not.toMatch(controls);
    const coloured = [...parseTerminal(report, { color: true, width: 80 })].join('');
    expect(coloured).toContain('\u001b[');
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).not.toMatch(controls);
  });

  it('cuts what is longer than a line', () => {
    const [first] = report.instructions;
    if (first === undefined) throw new Error('the report has instructions');
    const long = { ...report, instructions: [{ ...first, args: ['x'.repeat(500)] }], stages: [] };
    for (const line of [...parseTerminal(long, { color: false, width: 60 })].join('').split('\n'))
      expect(line.length).toBeLessThanOrEqual(60);
  });
});
