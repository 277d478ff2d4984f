import { isCheckName } from '../dockerfile/checks/types.ts';
import { maskSecrets } from '../rules/secrets.ts';
import type { Area, Finding, Fix, Problem, Rule, RuleInput, Severity } from '../rules/types.ts';
import { lineStarts, positionAt } from '../text/lines.ts';
import { fingerprint } from './fingerprint.ts';
import { compareFindings } from './order.ts';
import { isSuppressed, makesErrors, namesOf, readSuppressions } from './suppress.ts';
import { SYNTAX, syntaxProblems } from './syntax.ts';

export interface RunRulesOptions {
  /** Also the rules that are off unless asked for. */
  readonly all?: boolean;
  /** Only these rules, by id, last part or alias. */
  readonly only?: readonly string[];
  /** Never these. */
  readonly ignore?: readonly string[];
}

type RuleHead = Omit<Rule, 'check'>;
type Raw = { readonly rule: RuleHead; readonly problem: Problem };

/**
 * Runs rules over one Dockerfile: what its comments switch off is left out, each finding
 * comes once, the worst first. Files the language refuses get its errors and what the text alone shows.
 */
export function runRules(
  rules: readonly Rule[],
  input: RuleInput,
  options: RunRulesOptions = {},
): Finding[] {
  const refused = syntaxProblems(input.file, input.graph);
  const readable = refused.length === 0 ? rules : rules.filter(({ textOnly }) => textOnly === true);
  const raw: Raw[] = [
    ...refused.map((problem) => ({ rule: SYNTAX, problem })),
    ...problemsOf(chosen(readable, options), input, options),
  ];
  return finish(raw, input).toSorted(compareFindings);
}

function isNamed(rule: Rule, names: readonly string[]): boolean {
  const own = namesOf(rule);
  return names.some((name) => own.includes(name.toLowerCase()));
}

/** The rules that options ask for; of opt-in rules also those that the file may switch on. */
function chosen(rules: readonly Rule[], options: RunRulesOptions): Rule[] {
  return rules.filter((rule) => {
    if (options.ignore !== undefined && isNamed(rule, options.ignore)) return false;
    if (options.only !== undefined) return isNamed(rule, options.only);
    return rule.optIn !== true || options.all === true || rule.textOnly === true;
  });
}

function* problemsOf(
  rules: readonly Rule[],
  input: RuleInput,
  { all, only }: RunRulesOptions,
): Generator<Raw> {
  const suppressions = readSuppressions(input.file, input.graph.options?.buildArgs);
  for (const rule of rules) {
    const wanted = rule.optIn !== true || all === true || only !== undefined;
    for (const problem of rule.check(input)) {
      if (!wanted && problem.asked !== true) continue;
      if (!isSuppressed(suppressions, rule, problem.span)) yield { rule, problem };
    }
  }
}

function finish(raw: readonly Raw[], input: RuleInput): Finding[] {
  const starts = lineStarts(input.file.text);
  const strict = makesErrors(input.file, input.graph.options?.buildArgs);
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { rule, problem } of raw) {
    const key = `${rule.id} ${problem.span.start} ${problem.span.end} ${problem.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const parts = fingerprintParts(rule, problem, input);
    const group = JSON.stringify(parts);
    const nth = counts.get(group) ?? 0;
    counts.set(group, nth + 1);
    const print = fingerprint({ ...parts, nth });
    const severity = severityOf(rule, problem, strict);
    findings.push({ ...finding(rule, problem, input.path, starts, print), severity });
  }
  return findings;
}

function fingerprintParts(
  rule: RuleHead,
  { span }: Problem,
  { file, path }: RuleInput,
): { rule: string; file: string; words: string; instruction: string } {
  const around = file.instructions.find(
    (one) => one.span.start <= span.start && span.start < one.span.end,
  );
  const text = (at: { start: number; end: number }): string =>
    maskSecrets(file.text.slice(at.start, Math.min(at.end, at.start + 2000)));
  const words = text(span);
  return {
    rule: rule.id,
    file: path,
    words,
    instruction: around === undefined ? '' : text(around.span),
  };
}

function finding(
  rule: RuleHead,
  problem: Problem,
  file: string,
  starts: readonly number[],
  print: string,
): Omit<Finding, 'severity'> {
  const from = positionAt(starts, problem.span.start);
  const to = positionAt(starts, problem.span.end);
  return {
    rule: rule.id,
    aliases: problem.aliases ?? rule.aliases,
    category: areaOf(rule.id),
    file,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    ...(problem.stage === undefined ? {} : { stage: problem.stage }),
    message: maskSecrets(problem.message),
    docs: `docs/rules/${rule.id}.md`,
    fingerprint: print,
    ...(problem.suppressed === undefined ? {} : { suppressed: problem.suppressed }),
    ...(problem.cost === undefined ? {} : { cost: problem.cost }),
    ...(problem.fix === undefined || carriesSecret(problem.fix) ? {} : { fix: problem.fix }),
  };
}

/** With `error=true` BuildKit fails the build for its checks. */
function severityOf(rule: RuleHead, { aliases, severity }: Problem, strict: boolean): Severity {
  if (strict && (aliases ?? rule.aliases).some(isCheckName)) return 'error';
  return severity ?? rule.severity;
}

/** Edits are shown and stored as they are: one that would repeat a secret is not offered. */
function carriesSecret({ edits }: Fix): boolean {
  return edits.some(({ text }) => maskSecrets(text) !== text);
}

function areaOf(id: `${Area}/${string}`): Area {
  return id.slice(0, id.indexOf('/')) as Area; // the type of `id` says that an area stands there
}
