import { insertInstructionAfter } from '../../../dockerfile/edit.ts';
import { type OutOfScope, outOfScope } from '../../../image-model/out-of-scope.ts';
import { lineStarts, positionAt } from '../../../text/lines.ts';
import { defineRule } from '../../define-rule.ts';
import { stageName } from '../../shipped.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';
import { listed } from '../../words.ts';

/** A variable of the file is used where it has no value. */
export const rule: Rule = defineRule({
  id: 'correctness/variable-out-of-scope',
  aliases: [],
  severity: 'error',
  summary: 'A variable that the file sets is used where it is empty.',
  find: ({ trace }) =>
    together(outOfScope(trace)).map(([use, ...more]) => ({
      span: use.span,
      stage: stageName(use.stage.stage),
      use,
      names: [use, ...more].map(({ name }) => name),
    })),
  say: ({ use, names }, input) =>
    `${listed(
      names.map((name) => `$${name}`),
      names.length,
    )} ${names.length > 1 ? 'are' : 'is'} empty here: ${whyOf(use, names, input)}`,
  fix: ({ use, names }, input) => fix(use, names, input),
});

/** Those of one instruction that the same line brings in are one defect. */
function together(all: readonly OutOfScope[]): [OutOfScope, ...OutOfScope[]][] {
  const groups = new Map<string, [OutOfScope, ...OutOfScope[]]>();
  for (const use of all) {
    const { why, name, instruction } = use;
    const kind = why === 'global' || why === 'platform' ? 'asked' : `${why} ${name}`;
    const key = `${use.stage.stage.index} ${instruction.span.start} ${kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [use]);
    else group.push(use);
  }
  return [...groups.values()];
}

function whyOf(
  { name, why, set, instruction }: OutOfScope,
  names: readonly string[],
  { file }: RuleInput,
): string {
  const line = set === undefined ? 0 : positionAt(lineStarts(file.text), set.start).line;
  switch (why) {
    case 'global':
      return `the ARG on line ${line} stands before FROM and holds for FROM lines alone. Write \`ARG ${names.join(' ')}\` (without a value) in this stage.`;
    case 'platform':
      return `BuildKit gives such values to stages that ask for them. Write \`ARG ${names.join(' ')}\` in this stage.`;
    case 'stage':
      return `it is set in another stage (line ${line}), which this one is not FROM. Set it in this stage, too, or declare it before the first FROM and write \`ARG ${name}\` in both.`;
    case 'later':
      return `it is set further down (line ${line}). Move that line up.`;
    case 'same':
      return `one ENV replaces the variables of all its values before it sets any. Set ${name} in an ENV of its own before this one.`;
    case 'shell':
      return `shells set it, the builder does not, so that what ${instruction.name} writes begins at \`/\`. Write the path itself${name === 'HOME' ? ', e.g. `/root`' : ''}.`;
    case 'container':
      return `the ARG on line ${line} ends with the build, and the container knows ENV alone. Write \`ENV ${name}=$${name}\` below the ARG.`;
  }
}

/** The line that brings the variable in. */
function fix(
  { name, why, stage, set }: OutOfScope,
  names: readonly string[],
  input: RuleInput,
): Fix | undefined {
  const { file, path } = input;
  if (why === 'global' || why === 'platform') {
    const edit = insertInstructionAfter(path, file, stage.stage.from, `ARG ${names.join(' ')}`);
    return { title: `Declare ${listed(names)} in this stage`, safety: 'unsafe', edits: [edit] };
  }
  const declaring = stage.stage.instructions.find(
    (one) => one.name === 'ARG' && one.pairs.some(({ nameSpan }) => nameSpan.start === set?.start),
  );
  if (why !== 'container' || declaring === undefined) return undefined;
  const edit = insertInstructionAfter(path, file, declaring, `ENV ${name}=$${name}`);
  return { title: `Keep ${name} for the container`, safety: 'unsafe', edits: [edit] };
}
