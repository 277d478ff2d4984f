import { explain } from '../../reports/explain.ts';
import { UserError } from '../../workflow/user-error.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

/** `plimsoll explain [rule]`: the page of a rule, or the list of all. */
export async function runExplain(name: string | undefined, global: GlobalFlags): Promise<number> {
  const answer = await explain(name, display(process.stdout, global, hostFor(global).env));
  if (!answer.found) throw new UserError(answer.text);
  await print(answer.text);
  return 0;
}
