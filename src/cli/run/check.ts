import { checkJson } from '../../reports/check-json.ts';
import { checkMarkdown } from '../../reports/check-markdown.ts';
import { checkTerminal } from '../../reports/check-terminal.ts';
import { check } from '../../workflow/check.ts';
import { type BuildFlags, baseSources, buildArgs, pairs } from '../options.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

export interface CheckFlags extends BuildFlags {
  readonly format: 'text' | 'json' | 'markdown';
  readonly all?: true;
  readonly context?: string;
  readonly fail: boolean;
}

/** `plimsoll check`: 0 clean, 1 findings at warning or above, 2 when nothing could be read. */
export async function runCheck(
  paths: readonly string[],
  flags: CheckFlags,
  global: GlobalFlags,
): Promise<number> {
  const host = hostFor(global);
  const result = await check(host, flags.file === undefined ? paths : [flags.file], {
    buildArgs: buildArgs(flags.buildArg, host.env),
    contexts: pairs(flags.buildContext, '--build-context'),
    date: flags.date ?? host.clock.now(),
    all: flags.all === true,
    ...baseSources(flags),
    ...(flags.target === undefined ? {} : { target: flags.target }),
    ...(flags.platform === undefined ? {} : { platform: flags.platform }),
    ...(flags.root === undefined ? {} : { root: flags.root }),
    ...(flags.context === undefined ? {} : { context: flags.context }),
  });
  const how = display(process.stdout, global, host.env);
  const report = { json: checkJson, markdown: checkMarkdown, text: checkTerminal }[flags.format];
  await print(report(result, how));
  if (!flags.fail) return 0;
  if (result.files.some((file) => file.status === 'unreadable')) return 2;
  return result.findings.some((finding) => finding.severity !== 'info') ? 1 : 0;
}
