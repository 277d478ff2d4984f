import { EngineError } from './engine-error.ts';
import type { Host, RunOptions, RunResult } from '../host/types.ts';

/** Milliseconds for commands that only ask the engine something. */
export const ASK: number = 30_000;

/** The docker program with the environment it is always started in. */
export interface DockerCli {
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Output of a command, trimmed; throws `EngineError` when it fails. */
  ask(args: readonly string[], options?: RunOptions): Promise<string>;
}

/** Wraps the docker program at an absolute path. */
export function dockerCli(host: Host, program: string, forbidden: string): DockerCli {
  const env = {
    PATH: safePath(host.env['PATH'] ?? '', forbidden),
    DOCKER_CLI_HINTS: 'false',
    // Attestations are files beside the image; they are not what is compared.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    BUILDKIT_COLORS: undefined,
  };
  const run = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
    host.processes.run(program, args, {
      timeout: ASK,
      ...options,
      env: { ...env, ...options.env },
    });
  const ask = async (args: readonly string[], options?: RunOptions): Promise<string> => {
    const result = await run(args, options);
    if (result.code === 0) return result.stdout.trim();
    throw new EngineError(problemOf(result, args));
  };
  return { run, ask };
}

/** Why a docker command failed, one line, never empty. */
export function problemOf(result: RunResult, args: readonly string[]): string {
  const command = `docker ${args.slice(0, 2).join(' ')}`;
  if (result.timedOut) return `${command} gave no answer in time`;
  const lines = result.stderr.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /error|denied|cannot|failed/i.test(line)) ?? lines.at(-1);
  return said?.replace(/^(?:ERROR: |Error response from daemon: )/, '') ?? `${command} failed`;
}

/** `--label a=b` for each. */
export function labelFlags(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

/**
 * docker starts credential helpers and plugins by name: what is searched for them
 * holds no relative directory, nothing inside the repository and no `node_modules/.bin`.
 */
export function safePath(path: string, forbidden: string): string {
  const separator = /^[A-Za-z]:\\|;/.test(path) ? ';' : ':';
  const root = forbidden.replace(/[/\\]+$/, '');
  const inside = (dir: string): boolean =>
    root !== '' && (dir === root || dir.startsWith(`${root}/`) || dir.startsWith(`${root}\\`));
  return path
    .split(separator)
    .filter((dir) => /^(?:\/|[A-Za-z]:[\\/])/.test(dir))
    .filter((dir) => !inside(dir) && !/[/\\]node_modules[/\\]\.bin[/\\]?$/.test(dir))
    .join(separator);
}
