import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { withSharedStart } from '../dockerfile/reuse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { type Modelled, assessFix } from '../fixes/safety.ts';
import { interpret } from '../image-model/interpret.ts';
import { aptSize } from '../knowledge/apt-sizes.ts';
import { catalogue } from '../rules/catalogue.gen.ts';
import type { Finding, RuleInput } from '../rules/types.ts';
import { DEFAULT_PLATFORM } from './read-dockerfile.ts';
import type { ReadDockerfile } from './types.ts';

/**
 * Most instructions that are interpreted again for the fixes of one file, all fixes together. A
 * hostile file could ask for any number; its remaining fixes are not offered.
 */
const MOST_INSTRUCTIONS = 100_000;

/**
 * Keeps of each finding's fix only what the model confirms: applied, it builds, changes no more
 * than it says, and its rule finds less than before.
 */
export function withAssessedFixes(
  findings: readonly Finding[],
  read: ReadDockerfile,
  input: RuleInput,
  platform: string | undefined,
): Finding[] {
  const { application } = input;
  const model = (text: string): Modelled => {
    const file = withSharedStart(parseDockerfile(text), read.file);
    const graph = resolveStages(file, read.graph.options);
    const given = {
      platform: platform ?? DEFAULT_PLATFORM,
      bases: read.bases,
      context: read.context,
      aptSize,
      ...(application === undefined ? {} : { application }),
    };
    return { file, graph, trace: interpret(graph, given, read.trace) };
  };
  const counts = new Map<string, number>();
  const mends = (finding: Finding, after: Modelled): boolean => {
    const rule = catalogue.find((one) => one.id === finding.rule);
    // What lies in other files is not seen here.
    if (rule === undefined || finding.fix?.edits.some(({ file }) => file !== finding.file))
      return true;
    const count = (of: Modelled): number =>
      [...rule.check({ ...input, file: of.file, graph: of.graph, trace: of.trace })].length;
    const before = counts.get(rule.id) ?? count(read);
    counts.set(rule.id, before);
    return count(after) < before;
  };
  let budget = MOST_INSTRUCTIONS;
  return findings.map((finding) => {
    if (finding.fix === undefined) return finding;
    budget -= read.file.instructions.length;
    const outcome = budget < 0 ? undefined : assessFix(finding.file, read, finding.fix, model);
    if (outcome !== undefined && 'fix' in outcome && mends(finding, outcome.after)) return finding;
    const { fix: _withdrawn, ...rest } = finding;
    return rest;
  });
}
