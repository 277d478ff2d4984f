import type { StepTrace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { usersOf } from '../image-model/queries.ts';
import type { Sight } from './define-rule.ts';
import { failures } from './failing.ts';
import { builtStages, stageName } from './shipped.ts';
import type { RuleInput } from './types.ts';

export interface OwnerSight extends Sight {
  readonly need: Need;
  readonly ignored: true;
}

/**
 * Owners that `COPY --chown` names and the stage does not have. BuildKit then takes root without a word
 * (solver/llbsolver/file, readUser); where something fails because of that account, that is the defect.
 */
export function unknownOwners(input: RuleInput): OwnerSight[] {
  const failing = new Set(
    failures(input).flatMap(({ need }) =>
      need.what === 'user' || need.what === 'group' ? [need.arg] : [],
    ),
  );
  const seen = new Set<string>();
  const all: OwnerSight[] = [];
  const broken = new Set<number>();
  for (const stage of builtStages(input.trace)) {
    const { base, index } = stage.stage;
    if (base.kind === 'stage' && broken.has(base.index)) broken.add(index);
    // What comes after a failure was never to be seen.
    const end = stage.steps.findIndex(({ succeeds }) => succeeds === 'no');
    const steps = broken.has(index) ? [] : end < 0 ? stage.steps : stage.steps.slice(0, end);
    if (end >= 0) broken.add(index);
    for (const step of steps) {
      const found = unknownOwner(step);
      if (!found || failing.has(found.arg) || seen.has(`${index} ${found.arg}`)) continue;
      seen.add(`${index} ${found.arg}`);
      all.push({ span: found.at, stage: stageName(stage.stage), need: found, ignored: true });
    }
  }
  return all;
}

/** The owner that a COPY or ADD names and that is not there. */
function unknownOwner({ instruction, before }: StepTrace): Need | undefined {
  if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return undefined;
  const flag = instruction.flags.find(({ name }) => name === 'chown');
  if (flag?.value === undefined || flag.value.includes('$')) return undefined;
  const { users, groups, complete } = usersOf(before);
  // An image without /etc/passwd refuses, which is another matter.
  if (!complete || users.length === 0) return undefined;
  const [user = '', group = ''] = flag.value.split(':');
  const what = lacks(user, users) ? 'user' : lacks(group, groups) ? 'group' : undefined;
  if (what === undefined) return undefined;
  const { origin } = before.files.get(what === 'group' ? '/etc/group' : '/etc/passwd');
  const arg = what === 'group' ? group : user;
  return { what, arg, at: flag.span, met: 'no', origin, by: 'COPY' };
}

/** Whether a name is nobody's; numbers need nobody. */
function lacks(name: string, all: readonly { readonly name: string }[]): boolean {
  return name !== '' && !/^\d+$/.test(name) && !all.some((one) => one.name === name);
}
