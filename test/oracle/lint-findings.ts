import { fullName, parseImageName } from '../../src/dockerfile/build/image-name.ts';
import { isCheckName } from '../../src/dockerfile/checks/types.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import { runRules } from '../../src/findings/run-rules.ts';
import { interpret } from '../../src/image-model/interpret.ts';
import { lookupBase } from '../../src/knowledge/bases/index.ts';
import { catalogue } from '../../src/rules/catalogue.gen.ts';
import { isTrouble, type Trouble } from './client.ts';
import type { Case } from './comparer.ts';
import { type LintAnswer, type LintCase, lintRequest } from './lint-compare.ts';

/** Check and line of every finding that bears the name of a check; `all`: also of those nobody is shown. */
function reported({ text, options = {} }: LintCase, all: boolean): string[] {
  const file = parseDockerfile(text);
  const graph = resolveStages(file, options);
  const platform = options.platform ?? 'linux/amd64';
  const trace = interpret(graph, { platform, bases: lookupBase });
  const findings = runRules(catalogue, { path: 'Dockerfile', file, graph, trace, date: 0 });
  const counted = findings.filter(
    ({ suppressed }) =>
      all ||
      suppressed === undefined ||
      // Shown all the same, under the name of the rule that proves it.
      suppressed === 'correctness/variable-out-of-scope says it.',
  );
  const said = counted.flatMap(({ aliases, line }) =>
    aliases.filter(isCheckName).map((alias) => `${alias} ${line}`),
  );
  return [...new Set(said)].toSorted();
}

/** What plimsoll knows of the base images of a file, for BuildKit to know it, too. */
function imagesOf({ text, options = {} }: LintCase): Record<string, string[]> {
  const { stages } = resolveStages(parseDockerfile(text), options);
  const images: Record<string, string[]> = {};
  for (const { base } of stages) {
    if (base.kind !== 'image' || base.ref === undefined) continue;
    const parsed = parseImageName(base.ref);
    const known = lookupBase(base.ref, options.platform ?? 'linux/amd64');
    if (known === undefined || 'error' in parsed) continue;
    images[fullName(parsed.name)] = Object.entries(known.env).map((pair) => pair.join('='));
  }
  return images;
}

/**
 * Holds the findings of all rules against BuildKit's linter: which checks speak on which lines. It knows
 * what plimsoll knows of base images (`informed`), or nothing: then the suppressed ones count, too.
 */
export function findingsCase(given: LintCase, informed: boolean): Case {
  return {
    request: lintRequest(informed ? { ...given, images: imagesOf(given) } : given),
    shown: given.text,
    judge: (given_, held) => {
      const answer = given_ as LintAnswer | Trouble;
      if (isTrouble(answer)) {
        held.same('answer', 'checks', answer.error);
        return;
      }
      const theirs = answer.warnings.map(({ rule, lines }) => `${rule} ${lines[0]?.[0] ?? 0}`);
      held.same('findings', reported(given, !informed), [...new Set(theirs)].toSorted());
    },
  };
}
