import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** COPY --from of a path that nothing made in that stage or image. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-stage-path',
  aliases: [],
  severity: 'error',
  summary: 'A path is copied from a stage or image that does not have it.',
  find: (input) => buildFailures(input, 'stage-path'),
  say: ({ need, place }, input) =>
    `Nothing makes \`${need.arg}\` in ${sourceOf(place.step.instruction.flags)} (${causeOf(need.origin, input)}): the build fails here. ${advice(need.arg, input)}`,
});

function sourceOf(
  flags: readonly { readonly name: string; readonly value?: string | undefined }[],
): string {
  const from = flags.find(({ name }) => name === 'from')?.value;
  return from === undefined ? 'the other stage' : `\`${from}\``;
}

function advice(path: string, input: RuleInput): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const stage of input.trace.stages) {
    const workdir = stage?.end.config.workdir;
    if (stage === undefined || workdir?.known !== true) continue;
    const there = `${workdir.value === '/' ? '' : workdir.value}/${name}`;
    if (there !== path && name !== '' && stage.end.files.get(there).is === 'yes')
      return `There is \`${there}\`: copy that, or make it where it is looked for.`;
  }
  return 'Copy what that stage does make, or make it there first.';
}
