import type { CheckResult } from '../findings/check-result.ts';
import { summarise } from '../findings/summarise.ts';
import { maskSecrets } from '../rules/secrets.ts';
import type { Finding } from '../rules/types.ts';
import { escapeControl, formatInterval } from './style.ts';

/** Findings as a Markdown table for pull requests and job summaries. */
export function checkMarkdown(result: CheckResult): string {
  const { errors, warnings, infos, bytes } = summarise(result.findings);
  const total =
    bytes === undefined || bytes.high === 0
      ? ''
      : ` Size findings come to ${formatInterval(bytes)}.`;
  const unread = result.files.filter(({ status }) => status === 'unreadable');
  return [
    '## plimsoll check',
    `${result.files.length} files: ${errors} errors, ${warnings} warnings, ${infos} hints.${total}`,
    ...(result.findings.length === 0 ? [] : [table(result.findings)]),
    ...unread.map(({ path, message }) => `- ${cell(path)}: ${cell(message ?? 'cannot be read')}`),
    `*As of ${new Date(result.date).toISOString().slice(0, 10)}.*\n`,
  ].join('\n\n');
}

function table(findings: readonly Finding[]): string {
  const rows = findings.map(({ severity, rule, aliases, file, line, message, cost }) => {
    const name = [rule, ...aliases].map((one) => `\`${one}\``).join(' ');
    const size = cost?.bytes === undefined ? '' : formatInterval(cost.bytes);
    return `| ${severity} | ${cell(`${file}:${line}`)} | ${name} | ${cell(message)} | ${size} |`;
  });
  return [
    '| severity | where | rule | what | cost |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Text from files in a table cell: no cell, tag, link, mention or heading can begin in it; our own code spans stay. */
function cell(text: string): string {
  const safe = escapeControl(maskSecrets(text));
  return safe
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replaceAll('|', '\\|') : escapeMarkdown(part)))
    .join('');
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[|*_[\]`\\~#!]/g, (mark) => `\\${mark}`)
    .replaceAll('@', '&#64;');
}
