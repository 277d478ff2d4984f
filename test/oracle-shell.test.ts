import { expect, test } from 'vitest';
import { encodeText } from '../src/text/bytes.ts';
import { Bash, type BashAnswer, type BashRequest, hasBash } from './oracle/bash.ts';
import type { Answering } from './oracle/client.ts';
import { type Finding, onFiles, tallyOf } from './oracle/run.ts';
import { shellComparer } from './oracle/shell.ts';

/** Says the same of every script, and keeps what it was asked. */
function saying(refusal: string): Answering & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async <Answer extends object>(request: object): Promise<Answer> => {
      asked.push((request as BashRequest).text);
      return { refusal } as BashAnswer as Answer;
    },
    close: async () => {},
  };
}

async function compared(
  side: Answering,
  ...texts: string[]
): Promise<{ found: Finding[]; cases: number; note: string | undefined }> {
  async function* files(): AsyncGenerator<{ path: string; bytes: Uint8Array }> {
    for (const [i, text] of texts.entries()) yield { path: `file ${i}`, bytes: encodeText(text) };
  }
  const comparer = shellComparer();
  const tally = tallyOf(comparer.name);
  const found: Finding[] = [];
  for await (const finding of onFiles(side, comparer, tally, files())) found.push(finding);
  return { found, cases: tally.cases, note: comparer.note?.() };
}

test('every body is asked for once, in all instructions that a shell reads', async () => {
  const bash = saying('');
  const text = [
    'FROM a',
    'RUN one && \\',
    '  two',
    'CMD three',
    'CMD ["no", "shell"]',
    'HEALTHCHECK CMD four',
    'ONBUILD RUN five',
    'RUN <<E',
    'six "$(seven `eight "\\n"` `nine \\$x`)"',
    'E',
    'SHELL ["pwsh", "-c"]',
    'RUN if (',
  ].join('\n');
  const { found, cases, note } = await compared(bash, text, text, `${text}\nENTRYPOINT ten`);
  expect(found).toEqual([]);
  expect(bash.asked.map((one) => one.split(' ')[0])).toEqual([
    'one',
    'three',
    'four',
    'five',
    'six',
  ]);
  expect(cases).toBe(5);
  expect(note).toMatch(/slowest \d+\.\d\d ms \(file [01]: line \d+\), p99 \d+\.\d\d ms/);
});

test('what bash takes and plimsoll does not is a difference; what it refuses is counted', async () => {
  const text = 'FROM a\nRUN if a; then\n';
  const { found } = await compared(saying(''), text);
  expect(found).toMatchObject([
    { where: 'file 0: line 2', differences: [{ what: 'what a shell would refuse', theirs: '[]' }] },
  ]);
  const refused = await compared(saying('line 1: syntax error'), text, 'FROM a\nRUN fine');
  expect(refused.found).toEqual([]);
  expect(refused.note).toContain('bash refuses 2 bodies, plimsoll 1 of them');
});

test.skipIf(!hasBash())('bash says of scripts in their order whether it takes them', async () => {
  const bash = new Bash();
  const ask = (text: string): Promise<object> =>
    bash.ask<BashAnswer>({ do: 'bash -n', text } as BashRequest);
  const scripts = [
    'a && b',
    'if a; then',
    '',
    '-x',
    'cat <<E\nx',
    'a\nb | | c',
    'é "\uDCFF" \\',
    'x',
  ];
  const all = await Promise.all(scripts.map(ask));
  expect(all).toEqual([
    { refusal: '' },
    { refusal: expect.stringContaining('syntax error') },
    { refusal: '' },
    { refusal: '' },
    { refusal: '' },
    { refusal: expect.stringContaining('line 2: syntax error') },
    { refusal: '' },
    { refusal: '' },
  ]);
  await expect(ask('a\0b')).rejects.toThrow('zero byte');
  await bash.close();
});
