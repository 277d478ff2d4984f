import { buildOf } from '../../src/dockerfile/build/build.ts';
import { isCheckName } from '../../src/dockerfile/checks/types.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import type { StageGraph } from '../../src/dockerfile/types.ts';
import { catalogue } from '../../src/rules/catalogue.gen.ts';
import type { Rule, RuleInput } from '../../src/rules/types.ts';
import { applyEdits } from '../../src/text/edits.ts';

// What the fixes of the checks' rules make of a file: the same build, without the finding.

function inputOf(text: string): RuleInput {
  const file = parseDockerfile(text);
  const graph = resolveStages(file);
  return { path: 'Dockerfile', file, graph, trace: { graph, stages: [] }, date: 0 };
}

/** Places in the file, and what only says how something was written. */
const WRITTEN = new Set(['span', 'stage', 'line', 'column', 'instruction', 'location']);

/** A build as text: steps and settings of every stage, ports in order. */
function builtFrom(graph: StageGraph): string {
  return JSON.stringify(buildOf(graph, { bases: () => undefined }), (key, value: unknown) => {
    if (WRITTEN.has(key)) return undefined;
    if (value instanceof Set) return [...value].toSorted();
    return value instanceof Map ? [...value] : value;
  });
}

/** Rules of BuildKit's checks whose fixes claim to change nothing. */
const SAFE: readonly Rule[] = catalogue.filter(
  ({ textOnly, aliases }) => textOnly === true && aliases.some(isCheckName),
);

/** The rules of which the safe fixes of this file change the build or leave something to fix; and how many there were. */
export function fixTrouble(text: string): { fixed: number; trouble: string[] } {
  const input = inputOf(text);
  if (input.file.errors.length + input.graph.errors.length > 0) return { fixed: 0, trouble: [] };
  let fixed = 0;
  const trouble = SAFE.flatMap((rule) => {
    const edits = [...rule.check(input)].flatMap(({ fix }) =>
      fix?.safety === 'safe' ? fix.edits : [],
    );
    const unique = new Map(edits.map((edit) => [JSON.stringify(edit), edit]));
    if (unique.size === 0) return [];
    fixed += unique.size;
    const after = inputOf(applyEdits(text, [...unique.values()]));
    const left = [...rule.check(after)].some(({ fix }) => fix !== undefined);
    const same = builtFrom(input.graph) === builtFrom(after.graph);
    return left || !same ? [`${rule.id}: ${left ? 'left' : 'changed'}`] : [];
  });
  return { fixed, trouble };
}
