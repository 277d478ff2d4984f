import { describe, expect, it } from 'vitest';
import { typically } from '../facts/bytes.ts';
import type { CheckResult } from '../findings/check-result.ts';
import type { Finding } from '../rules/types.ts';
import { checkJson } from './check-json.ts';
import { checkMarkdown } from './check-markdown.ts';
import { checkTerminal } from './check-terminal.ts';
import { displayWidth } from './style.ts';

const TEXT = 'FROM node\nENV API_KEY=hunter22\nRUN apt-get update\n';
const FINDING: Finding = {
  rule: 'size/apt-lists',
  aliases: ['DL3009'],
  category: 'size',
  severity: 'warning',
  file: 'Dockerfile',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 19,
  stage: '0',
  message: 'The lists stay | in this <b>layer</b> @team.',
  docs: 'docs/rules/size/apt-lists.md',
  fingerprint: '0123456789abcdef',
  cost: { bytes: typically(38e6) },
  fix: { title: 'Remove the lists', safety: 'safe', edits: [] },
};
const SECRET: Finding = {
  ...FINDING,
  rule: 'security/secret-in-env',
  category: 'security',
  aliases: [],
  line: 2,
  column: 5,
  endLine: 2,
  endColumn: 12,
  message: 'API_KEY=hunter22 looks like a secret.',
};
const RESULT: CheckResult = {
  files: [
    { path: 'Dockerfile', status: 'ok', text: TEXT },
    { path: 'odd\u001B[2J.Dockerfile', status: 'unreadable', message: 'permission denied' },
  ],
  suppressed: [],
  findings: [FINDING, SECRET],
  date: Date.UTC(2026, 10, 22),
};
const PLAIN = { color: false, width: 80 };

describe('check in the terminal', () => {
  const text = checkTerminal(RESULT, PLAIN);

  it('does not call a file clean that could not be read', () => {
    expect(text).toContain('1 file could not be read');
    const none = checkTerminal({ ...RESULT, files: RESULT.files.slice(1), findings: [] }, PLAIN);
    expect(none).not.toContain('nothing found');
  });

  it('shows the words, the cost and the way out', () => {
    expect(text).toContain('▲ size/apt-lists (DL3009) · stage 0\n  Dockerfile:3:5\n');
    expect(text).toContain('  3 │ RUN apt-get update\n    │     ──────────────\n');
    expect(text).toContain('~ 38 MB typical in the image');
    expect(text).toContain('fix Remove the lists');
  });

  it('masks secrets and escapes controls', () => {
    expect(text).not.toContain('hunter22');
    expect(text).toContain('ENV API_KEY=••••••');
    expect(text).not.toContain('\u001B');
  });

  it('keeps to the width and says so when nothing was found', () => {
    const widest = Math.max(
      ...checkTerminal(RESULT, { color: true, width: 60 }).split('\n').map(displayWidth),
    );
    expect(widest).toBeLessThanOrEqual(60);
    expect(
      checkTerminal({ ...RESULT, files: [{ path: 'a', status: 'ok' }], findings: [] }, PLAIN),
    ).toBe('✔ 1 file, nothing found\n');
  });
});

describe('check in other formats', () => {
  it('follows the contract plimsoll/check/1', () => {
    const report = JSON.parse(checkJson(RESULT)) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual(['schema', 'files', 'findings', 'summary', 'date']);
    expect(report).toMatchObject({
      schema: 'plimsoll/check/1',
      files: [
        { path: 'Dockerfile', status: 'ok' },
        { status: 'unreadable', message: 'permission denied' },
      ],
      findings: [FINDING, { rule: 'security/secret-in-env' }],
      summary: { files: 2, warnings: 2, safeFixes: 2 },
      date: '2026-11-22',
    });
    expect(JSON.stringify(report)).not.toContain('hunter22');
  });

  it('writes an open interval as null', () => {
    const bytes = { low: 5, high: Number.POSITIVE_INFINITY, basis: 'unknown' as const };
    const report = checkJson({ ...RESULT, findings: [{ ...FINDING, cost: { bytes } }] });
    expect(JSON.parse(report)).toMatchObject({
      findings: [{ cost: { bytes: { low: 5, high: null } } }],
    });
  });

  it('lets nothing of a file break out of a Markdown table', () => {
    const text = checkMarkdown(RESULT);
    expect(text).toContain('The lists stay \\| in this &lt;b>layer&lt;/b> &#64;team.');
    expect(text).not.toContain('hunter22');
    expect(text).not.toContain('\u001B');
  });
});
