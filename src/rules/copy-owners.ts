import type { Need } from '../facts/need.ts';
import { usersOf } from '../image-model/queries.ts';
import type { Sight } from './define-rule.ts';
import { failures } from './failing.ts';
import { builtStages, placesIn, stageName } from './shipped.ts';
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
  const found: OwnerSight[] = [];
  for (const { stage, step } of placesIn(builtStages(input.trace))) {
    const { instruction, before } = step;
    if (instruction.name !== 'COPY' && instruction.name !== 'ADD') continue;
    const flag = instruction.flags.find(({ name }) => name === 'chown');
    if (flag?.value === undefined || flag.value.includes('$')) continue;
    const { users, groups, complete } = usersOf(before);
    // An image without /etc/passwd refuses, which the step itself says.
    if (!complete || users.length === 0) continue;
    const [user = '', group = ''] = flag.value.split(':');
    const what = lacks(user, users) ? 'user' : lacks(group, groups) ? 'group' : undefined;
    const arg = what === 'group' ? group : user;
    if (what === undefined || failing.has(arg) || seen.has(`${stage.stage.index} ${arg}`)) continue;
    seen.add(`${stage.stage.index} ${arg}`);
    const { origin } = before.files.get(what === 'group' ? '/etc/group' : '/etc/passwd');
    const need: Need = { what, arg, at: flag.span, met: 'no', origin, by: 'COPY' };
    found.push({ span: flag.span, stage: stageName(stage.stage), need, ignored: true });
  }
  return found;
}

/** Whether a name is nobody's; numbers need nobody. */
function lacks(name: string, all: readonly { readonly name: string }[]): boolean {
  return name !== '' && !/^\d+$/.test(name) && !all.some((one) => one.name === name);
}
