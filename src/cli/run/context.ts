import { contextJson } from '../../reports/context-json.ts';
import { contextTerminal } from '../../reports/context-terminal.ts';
import { contextReport } from '../../workflow/context.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

export interface ContextFlags {
  readonly file?: string;
  readonly format: 'text' | 'json';
  /** Levels of the tree that are shown. */
  readonly depth?: number;
}

/** `plimsoll context`: what is sent, what is kept out, and by which pattern. */
export async function runContext(
  directory: string,
  paths: readonly string[],
  flags: ContextFlags,
  global: GlobalFlags,
): Promise<number> {
  const host = hostFor(global);
  const report = contextReport(host, directory, paths, flags.file);
  await print(
    flags.format === 'json'
      ? contextJson(report)
      : contextTerminal(report, display(process.stdout, global, host.env), flags.depth),
  );
  return 0;
}
