import { masker } from '../proof/mask.ts';
import type { Finding } from '../rules/types.ts';

/** The findings with secrets taken out of their messages; a fix that would repeat one is left out. */
export function maskFindings(findings: readonly Finding[], secrets: readonly string[]): Finding[] {
  const mask = masker(secrets);
  return findings.map(({ fix, ...finding }) => ({
    ...finding,
    message: mask(finding.message),
    ...(fix === undefined || fix.edits.some(({ text }) => mask(text) !== text) ? {} : { fix }),
  }));
}

/** For code frames: each secret under as many dots as it has characters. */
export function maskKeepingColumns(text: string, secrets: readonly string[]): string {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce(
    (masked, secret) => masked.replaceAll(secret, secret.replace(/[^\r\n]/g, '•')),
    text,
  );
}
