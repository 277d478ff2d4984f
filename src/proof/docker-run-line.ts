import type { ProofRequest, RunMeasures } from './types.ts';

/** Stands for the name the user gives the image. */
export const IMAGE_PLACEHOLDER = 'your-image';

/**
 * The `docker run` line with the flags the new version was proved with, to be
 * pasted into a shell. A value that holds a secret is left to the caller's
 * environment (`-e NAME`).
 */
export function dockerRunLine(
  request: ProofRequest,
  port: number | undefined,
  run: RunMeasures | undefined,
  mask: (text: string) => string,
): string {
  const words = ['docker', 'run', '--rm'];
  if (port !== undefined) words.push('-p', `127.0.0.1:${port}:${port}`);
  for (const [name, value] of Object.entries(request.env)) {
    words.push('-e', mask(value) === value ? `${name}=${value}` : name);
  }
  if (request.envFile !== undefined) words.push('--env-file', request.envFile);
  if (run?.readOnly?.works === true) {
    words.push('--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges');
    if (run.readOnly.wants.includes('/tmp')) words.push('--tmpfs', '/tmp');
  }
  if (request.wantsInit) words.push('--init');
  words.push(IMAGE_PLACEHOLDER);
  return words.map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
