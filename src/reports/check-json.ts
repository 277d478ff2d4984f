import type { CheckResult } from '../findings/check-result.ts';
import { summarise } from '../findings/summarise.ts';
import { maskSecrets } from '../rules/secrets.ts';
import type { Finding } from '../rules/types.ts';

/** The contract `plimsoll/check/1` as one JSON text. An open end of an interval is null. */
export function checkJson(result: CheckResult): string {
  const { bytes, ...counts } = summarise(result.findings);
  const report = {
    schema: 'plimsoll/check/1',
    files: result.files.map(({ path, status, message }) => ({
      path,
      status,
      ...(message === undefined ? {} : { message: maskSecrets(message) }),
    })),
    findings: [...result.findings, ...result.suppressed].map(inOrder),
    summary: { files: result.files.length, ...counts, bytes },
    date: new Date(result.date).toISOString().slice(0, 10),
  };
  return `${JSON.stringify(report, finite, 2)}\n`;
}

/** Keys in the order of the contract, whatever made the finding. */
function inOrder(finding: Finding): Finding {
  const { rule, aliases, category, severity, file, line, column, endLine, endColumn } = finding;
  const { stage, docs, fingerprint, suppressed, cost, fix } = finding;
  return {
    rule,
    aliases,
    category,
    severity,
    file,
    line,
    column,
    endLine,
    endColumn,
    ...(stage === undefined ? {} : { stage }),
    message: maskSecrets(finding.message),
    docs,
    fingerprint,
    ...(suppressed === undefined ? {} : { suppressed }),
    ...(cost === undefined ? {} : { cost }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function finite(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}
