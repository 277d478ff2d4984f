import { detectTerminal } from '../../reports/detect-terminal.ts';
import { detectJson } from '../../reports/detect-json.ts';
import { detect } from '../../workflow/analyse.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

export interface DetectFlags {
  readonly root?: string;
  readonly format: 'text' | 'json';
}

/** `plimsoll detect`: 0 when an application was found, 1 when none was. */
export async function runDetect(
  directory: string,
  flags: DetectFlags,
  global: GlobalFlags,
): Promise<number> {
  const host = hostFor(global);
  const project = detect(host, directory, flags.root);
  await print(
    flags.format === 'json'
      ? detectJson(project)
      : detectTerminal(project, display(process.stdout, global, host.env)),
  );
  return project.applications.length > 0 ? 0 : 1;
}
