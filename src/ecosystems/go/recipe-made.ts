import type { GoDetails } from '../../facts/project.ts';
import type { RecipeInput } from '../../plan/types.ts';
import { programsOfMake } from './makefile.ts';

/** Names GNU make looks for, in its order. */
const NAMES = ['GNUmakefile', 'makefile', 'Makefile'];

/** Why a program that the image takes from make's stage is not known to lie there, in whole sentences. */
export function unmade(input: RecipeInput, details: GoDetails): readonly string[] {
  const { kept } = input;
  const all = kept?.made ?? [];
  if (!kept || all.length === 0) return [];
  const text = NAMES.map((name) => input.text?.(name)).find((one) => one !== undefined) ?? '';
  const settings = kept.steps.filter((one) => one.kind === 'config').map((one) => one.text);
  const fromOutside = (name: string): boolean =>
    kept.args.some((one) => one.name === name) ||
    kept.env.some(([own]) => own === name) ||
    settings.some((one) => one.includes(name));
  const [first] = kept.command?.entrypoint ?? kept.command?.cmd ?? [];
  const seen = all.every((one) => {
    const call = { targets: one.targets, variables: new Map(one.variables), fromOutside };
    return programsOfMake(text, call, details, one.workdir).includes(one.from);
  });
  // Several, a selection of the sources, C parts, or a start that does not name it: not followed.
  const plain =
    all.length === 1 && kept.sources === undefined && !details.cgo && first !== undefined;
  const other = (kept.programs ?? []).length > 0 || kept.command?.shell !== undefined;
  return seen && plain && !other ? [] : all.map((one) => one.otherwise);
}
