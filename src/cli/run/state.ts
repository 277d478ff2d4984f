import { stateJson } from '../../reports/state/json.ts';
import { stateTerminal } from '../../reports/state/terminal.ts';
import { stateReport } from '../../workflow/state.ts';
import { type BuildFlags, baseSources, buildArgs, pairs } from '../options.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

export interface StateFlags extends BuildFlags {
  readonly format: 'text' | 'json';
  readonly path: readonly string[];
}

/** `plimsoll state FILE[:LINE]`: 0, whatever is known. */
export async function runState(
  place: string,
  flags: StateFlags,
  global: GlobalFlags,
): Promise<number> {
  const host = hostFor(global);
  // A name may hold colons: only digits behind the last one are a line.
  const [, file = place, line] = /^(.+?)(?::(\d+))?$/s.exec(place) ?? [];
  const report = await stateReport(host, file, {
    buildArgs: buildArgs(flags.buildArg, host.env),
    contexts: pairs(flags.buildContext, '--build-context'),
    date: host.clock.now(),
    paths: flags.path,
    ...(line === undefined ? {} : { line: Number(line) }),
    ...baseSources(flags),
    ...(flags.target === undefined ? {} : { target: flags.target }),
    ...(flags.platform === undefined ? {} : { platform: flags.platform }),
    ...(flags.root === undefined ? {} : { root: flags.root }),
  });
  const how = display(process.stdout, global, host.env);
  await print(flags.format === 'json' ? stateJson(report) : stateTerminal(report, how));
  return 0;
}
