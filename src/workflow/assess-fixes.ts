import { parseDockerfile } from '../dockerfile/parse.ts';
import { resolveStages } from '../dockerfile/stages.ts';
import type { Application } from '../facts/project.ts';
import { type Modelled, assessFix } from '../fixes/safety.ts';
import { interpret } from '../image-model/interpret.ts';
import { aptSize } from '../knowledge/apt-sizes.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import type { Finding } from '../rules/types.ts';
import { DEFAULT_PLATFORM } from './read-dockerfile.ts';
import type { ReadDockerfile } from './types.ts';

/**
 * Most instructions that are interpreted again for the fixes of one file, all fixes together. A
 * hostile file could ask for any number; its remaining fixes are not offered.
 */
const MOST_INSTRUCTIONS = 100_000;

/** Keeps of each finding's fix only what the model confirms: applied, it builds and changes no more than it says. */
export function withAssessedFixes(
  findings: readonly Finding[],
  read: ReadDockerfile,
  platform: string | undefined,
  application: Application | undefined,
): Finding[] {
  const model = (text: string): Modelled => {
    const file = parseDockerfile(text);
    const graph = resolveStages(file, read.graph.options);
    const trace = interpret(graph, {
      platform: platform ?? DEFAULT_PLATFORM,
      bases: lookupBase,
      context: read.context,
      aptSize,
      ...(application === undefined ? {} : { application }),
    });
    return { file, graph, trace };
  };
  let budget = MOST_INSTRUCTIONS;
  return findings.map((finding) => {
    if (finding.fix === undefined) return finding;
    budget -= read.file.instructions.length;
    const outcome = budget < 0 ? undefined : assessFix(finding.file, read, finding.fix, model);
    if (outcome !== undefined && 'fix' in outcome) return finding;
    const { fix: _withdrawn, ...rest } = finding;
    return rest;
  });
}
