import type { ShellDialect } from './types.ts';

/** Program name without its directory and `.exe`, lower case. */
export function programName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.toLowerCase().replace(/\.exe$/, '');
}

const DIALECTS: ReadonlyMap<string, ShellDialect> = new Map([
  ['', 'sh'],
  ['sh', 'sh'],
  ['ash', 'sh'],
  ['dash', 'sh'],
  ['busybox', 'sh'],
  ['bash', 'bash'],
  ['zsh', 'bash'],
  ['ksh', 'bash'],
  ['mksh', 'bash'],
  ['powershell', 'powershell'],
  ['pwsh', 'powershell'],
  ['cmd', 'cmd'],
]);

/** Tells which language the first word of a SHELL instruction, or of any command, speaks. */
export function dialectOf(shell: readonly string[]): ShellDialect {
  return DIALECTS.get(programName(shell[0] ?? '')) ?? 'other';
}

/**
 * The words of a script's `#!` line, `env` and its options taken off; undefined without such a line.
 * The kernel hands on all that follows the program as one word; here it is taken apart at blanks.
 */
export function shebangOf(text: string): readonly string[] | undefined {
  if (!text.startsWith('#!')) return undefined;
  const words = (/^#!([^\n]*)/.exec(text)?.[1] ?? '').split(/[ \t\r]+/).filter((one) => one !== '');
  if (programName(words[0] ?? '') !== 'env') return words;
  const at = words.findIndex((one, index) => index > 0 && !/^-|^[A-Za-z_]\w*=/.test(one));
  return at < 0 ? words : words.slice(at);
}
