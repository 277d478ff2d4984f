import { namesOf } from '../findings/suppress.ts';
import { catalogue } from '../rules/catalogue.gen.ts';
import type { Rule } from '../rules/types.ts';
import {
  type Colors,
  type ReportOptions,
  colors,
  displayWidth,
  escapeControl,
  wrap,
} from './style.ts';

/** The page of a rule, or the list of all; `found` is false for a name that is none, with what was perhaps meant. */
export async function explain(
  name: string | undefined,
  options: ReportOptions,
): Promise<{ readonly found: boolean; readonly text: string }> {
  if (name === undefined) return { found: true, text: ruleList(catalogue, options) };
  const answer = findRule(catalogue, name);
  if (!('rule' in answer)) return { found: false, text: unknownRule(name, answer.suggestions) };
  // Prose is loaded only here: a check must not pay for it.
  const { docs } = await import('../rules/docs.gen.ts');
  return { found: true, text: explainTerminal(answer.rule, docs[answer.rule.id] ?? '', options) };
}

export type Explained =
  | { readonly rule: Rule }
  /** Names that are close, best first; empty when none is. */
  | { readonly suggestions: readonly string[] };

/** The rule a user means by its id, the last part of it, or another tool's code. */
export function findRule(rules: readonly Rule[], name: string): Explained {
  const wanted = name.trim().toLowerCase();
  const rule = rules.find((one) => namesOf(one).includes(wanted));
  return rule === undefined ? { suggestions: closest(rules, wanted) } : { rule };
}

function closest(rules: readonly Rule[], wanted: string): string[] {
  const scored = rules.flatMap((rule) => {
    const distance = Math.min(...namesOf(rule).map((name) => editDistance(name, wanted)));
    const partial = wanted.length > 2 && namesOf(rule).some((name) => name.includes(wanted));
    return distance <= Math.max(2, wanted.length / 3) || partial
      ? [{ id: rule.id, distance: partial ? 0 : distance }]
      : [];
  });
  return scored
    .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map(({ id }) => id);
}

/** Longest name that is compared letter by letter. */
const LONGEST = 64;

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  if (b.length > LONGEST) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** A rule's page (`doc`, Markdown) for the terminal. */
function explainTerminal(rule: Rule, doc: string, options: ReportOptions): string {
  const c = colors(options.color);
  const width = Math.max(40, Math.min(options.width, 100));
  const also = rule.aliases.length === 0 ? '' : ` · ${rule.aliases.join(', ')}`;
  const body = doc.split('\n').slice(1);
  return `${c.bold(rule.id)}${c.dim(` · ${rule.severity}${also}`)}\n${rule.summary}\n${render(body, width, c).join('\n')}\n`;
}

/** The one line for a name that is no rule. */
function unknownRule(name: string, suggestions: readonly string[]): string {
  const shown = escapeControl(name);
  if (suggestions.length === 0)
    return `There is no rule ${shown}. \`plimsoll explain\` lists all of them.`;
  return `There is no rule ${shown}. Did you mean ${suggestions.join(' or ')}?`;
}

/** All rules, one a line, by area. */
function ruleList(rules: readonly Rule[], options: ReportOptions): string {
  const c = colors(options.color);
  const widest = Math.max(0, ...rules.map(({ id }) => displayWidth(id)));
  const lines = rules.map(({ id, severity, summary, aliases }) => {
    const also = aliases.length === 0 ? '' : c.dim(` ${aliases.join(', ')}`);
    return `${c.bold(id.padEnd(widest))}  ${c.dim(severity.padEnd(7))}  ${summary}${also}`;
  });
  return `${lines.join('\n')}\n`;
}

function render(lines: readonly string[], width: number, c: Colors): string[] {
  const shown: string[] = [];
  let code = false;
  for (const line of lines) {
    if (line.startsWith('```')) code = !code;
    else if (code) shown.push(`    ${c.cyan(line)}`);
    else if (line.startsWith('## ')) shown.push(c.bold(line.slice(3)));
    else if (line.trim() === '') shown.push('');
    else shown.push(...prose(line, width));
  }
  return shown;
}

function prose(line: string, width: number): string[] {
  const bullet = /^\s*[-*] /.exec(line)?.[0] ?? '';
  const plain = line
    .slice(bullet.length)
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)')
    .replaceAll('**', '');
  return wrap(plain, width - bullet.length).map(
    (part, index) => `${index === 0 ? bullet : ' '.repeat(bullet.length)}${part}`,
  );
}
