import type { OptimizeResult } from './optimize-result.ts';
import { gainRows, headline, verdictSentence } from './optimize-rows.ts';
import { escapeControl } from './style.ts';

const MARKS = { yes: '✅', no: '❌', unknown: '❔' } as const;

/** The result of `optimize` as Markdown, for a pull request or a wiki. */
export function optimizeMarkdown(result: OptimizeResult): string {
  const size = headline(result);
  const parts = [
    `# plimsoll${result.application === undefined ? '' : `: ${text(result.application.name)}`}`,
    size === undefined ? '' : `**${size}**`,
    verdictSentence(result),
    gains(result),
    list('Why', result.reasons),
    failure(result),
    result.checklist.length === 0
      ? ''
      : `## Checklist\n\n${result.checklist.map((item) => `- ${MARKS[item.result]} ${text(item.text)}: ${text(item.evidence)}`).join('\n')}`,
    list('What is different', result.differences),
    list('Please look at', result.look),
    result.dockerRun === undefined
      ? ''
      : `## Run it as the proof did\n\n${fenced('sh', result.dockerRun)}`,
    result.orchestratorProbe === undefined
      ? ''
      : `## Probe for your orchestrator\n\n${fenced('yaml', result.orchestratorProbe)}`,
    result.diff === '' ? '' : `## Changes\n\n${fenced('diff', result.diff)}`,
    result.notWritten === undefined ? '' : text(result.notWritten),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function gains(result: OptimizeResult): string {
  const rows = gainRows(result);
  if (rows.length === 0) return '';
  const body = rows.map(
    (row) => `| ${row.name} | ${row.before} | ${row.after} | ${row.gain} | ${row.known} |`,
  );
  return [
    '| | before | after | gain | known |',
    '| --- | ---: | ---: | ---: | --- |',
    ...body,
  ].join('\n');
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ''
    : `## ${title}\n\n${lines.map((line) => `- ${text(line)}`).join('\n')}`;
}

function failure(result: OptimizeResult): string {
  const failed = result.proof?.failure;
  if (failed === undefined) return '';
  return `## The ${failed.version === 'before' ? 'old' : 'new'} version was not built\n\n${text(failed.message)}\n\n${fenced('', failed.log.join('\n'))}`;
}

/** A fence longer than any run of backticks inside. */
function fenced(language: string, body: string): string {
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const safe = body.trimEnd().split('\n').map(escapeControl).join('\n');
  return `${fence}${language}\n${safe}\n${fence}`;
}

/** Text in which nothing is markup. */
function text(value: string): string {
  return escapeControl(value).replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`);
}
