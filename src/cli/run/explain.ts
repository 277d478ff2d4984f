import { explain } from '../../reports/explain.ts';
import { UserError } from '../../workflow/user-error.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

/** `plimsoll explain [rule]`. */
export async function runExplain(rule: string | undefined, global: GlobalFlags): Promise<number> {
  const host = hostFor(global);
  const answer = await explain(rule, display(process.stdout, global, host.env));
  if (!answer.found) throw new UserError(answer.text);
  await print(answer.text);
  return 0;
}
