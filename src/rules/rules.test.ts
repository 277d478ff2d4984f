import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../context/memory-context.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { runRules } from '../findings/run-rules.ts';
import { interpret } from '../image-model/interpret.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import { applyEdits } from '../text/edits.ts';
import { lineStarts, offsetAt } from '../text/lines.ts';
import type { ExampleFiles, Examples } from './example.ts';
import type { Finding, Rule, RuleInput } from './types.ts';

const DATE = Date.UTC(2026, 10, 22);
const AREAS = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((one) =>
  one.isDirectory(),
);
const IDS = AREAS.flatMap(({ name }) =>
  readdirSync(join(import.meta.dirname, name)).map((rule) => `${name}/${rule}`),
);

function inputFor(text: string, files: ExampleFiles | undefined): RuleInput {
  const placed = Object.entries(files ?? {}).map(([path, content]) => [
    path,
    typeof content === 'number' ? 'x'.repeat(content) : content,
  ]);
  const context =
    files === undefined
      ? undefined
      : memoryContext(Object.fromEntries(placed) as Record<string, string>);
  const file = parseDockerfile(text);
  const platform = 'linux/amd64';
  const graph = resolveStages(file, { platform });
  const given = context === undefined ? {} : { context };
  const trace = interpret(graph, { platform, bases: lookupBase, ...given });
  return { path: 'Dockerfile', file, graph, trace, date: DATE, ...given };
}

function check(rule: Rule, text: string, files?: ExampleFiles): Finding[] {
  const found = runRules([rule], inputFor(text, files), { all: true });
  return found.filter(({ suppressed }) => suppressed === undefined);
}

function wordsAt(text: string, finding: Finding): string {
  const starts = lineStarts(text);
  const from = offsetAt(starts, { line: finding.line, column: finding.column });
  return text.slice(from, offsetAt(starts, { line: finding.endLine, column: finding.endColumn }));
}

/** What the fix makes of the text; undefined when there is none. Edits of other files are left out. */
function fixed(text: string, finding: Finding): string | undefined {
  const edits = finding.fix?.edits.filter(({ file }) => file === 'Dockerfile');
  return edits === undefined ? undefined : applyEdits(text, edits);
}

describe.each(IDS)('%s', async (id) => {
  const { rule } = (await import(join(import.meta.dirname, id, 'index.ts'))) as { rule: Rule };
  const { examples } = (await import(join(import.meta.dirname, id, 'examples.ts'))) as {
    examples: Examples;
  };

  it('bears the name of its folder and explains itself', () => {
    expect(rule.id).toBe(id);
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
    expect(examples.examples.length).toBeGreaterThan(0);
    expect(examples.silent.length).toBeGreaterThan(0);
  });

  it.each(examples.examples)('finds $title', ({ before, after, at, files, fixed: expected }) => {
    const findings = check(rule, before, files);
    expect(findings.map((finding) => wordsAt(before, finding))).toEqual([at]);
    const [finding] = findings;
    expect(finding?.message).toMatch(/^\S.*[.)]$/);
    expect(check(rule, after, files)).toEqual([]);
    const result = finding === undefined ? undefined : fixed(before, finding);
    expect(result).toBe(expected);
    // Mended is mended: a second run finds nothing to change.
    const again = result === undefined || result === before ? [] : check(rule, result, files);
    expect(again).toEqual([]);
  });

  it.each(examples.silent)('says nothing: $title', ({ text, files }) => {
    expect(check(rule, text, files)).toEqual([]);
  });
});
