import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BaseSources } from '../workflow/types.ts';
import { UserError } from '../workflow/user-error.ts';

/** Options that describe the build, the same for every command that reads a Dockerfile. */
export interface BuildFlags {
  readonly file?: string;
  readonly target?: string;
  readonly platform?: string;
  readonly buildArg: readonly string[];
  readonly buildContext: readonly string[];
  readonly root?: string;
  readonly engine?: true;
  readonly online?: true;
  readonly date?: number;
}

/** Adds `--file`, `--target`, `--platform`, `--build-arg`, `--build-context`, `--root`, `--date`. */
export function withBuildFlags(command: Command): Command {
  return withDescribedBuild(
    command.option('-f, --file <path>', 'the Dockerfile (default: Dockerfile in the directory)'),
  ).addOption(
    new Option(
      '--date <yyyy-mm-dd>',
      'date that end-of-life facts are judged by (default: today)',
    ).argParser(parseDate),
  );
}

/** Adds what describes a build of a Dockerfile that is named already. */
export function withDescribedBuild(command: Command): Command {
  return command
    .option('--target <stage>', 'stage to build')
    .option('--platform <os/arch>', 'platform the image is for')
    .addOption(
      new Option('--build-arg <name=value>', 'build argument (repeatable)')
        .default([], 'none')
        .argParser(collect),
    )
    .addOption(
      new Option(
        '--build-context <name=source>',
        'additional build context, as docker build takes it (repeatable)',
      )
        .default([], 'none')
        .argParser(collect),
    )
    .option('--root <dir>', 'root of the repository (default: the nearest .git)')
    .option(
      '--engine',
      'read base images that the local engine has: all their files are known then',
    )
    .option('--online', 'read base images from their registries (nothing is fetched without it)');
}

/** Where base images are read, as the flags say; what could not be read goes to standard error. */
export function baseSources(flags: BuildFlags): { readonly sources?: BaseSources } {
  if (flags.engine !== true && flags.online !== true) return {};
  return {
    sources: {
      engine: flags.engine === true,
      online: flags.online === true,
      onNote: (note) => process.stderr.write(`plimsoll: ${note}\n`),
    },
  };
}

/** Adds what describes the engine, the build's inputs and the container that is run. */
export function withEngineFlags(command: Command): Command {
  return command
    .option('--builder <name>', 'buildx builder to use')
    .addOption(
      new Option('--secret <spec>', 'build secret, as docker build takes it (repeatable)')
        .default([], 'none')
        .argParser(collect),
    )
    .option('--env-file <path>', 'environment of the container that is run')
    .addOption(
      new Option(
        '--env <name=value>',
        'environment variable of the container that is run (repeatable)',
      )
        .default([], 'none')
        .argParser(collect),
    )
    .addOption(
      new Option('--port <number>', 'port the application listens on').argParser(parsePort),
    )
    .addOption(
      new Option('--probe <path>', 'GET path to compare (repeatable)')
        .default([], 'none')
        .argParser(collect),
    )
    .option('--allow-network', 'let the application reach the network while it is run')
    .option('--allow-remote', 'build and run on a remote engine');
}

/** Gathers the values of an option that may be given again. */
export function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value];
}

function parseDate(value: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('Write it as 2026-01-31.');
  return time;
}

/** A whole number above 0. */
function parsePort(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (port < 1 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  return port;
}

/** A whole number of levels, 0 for none. */
export function parseLevels(value: string): number {
  if (!/^\d{1,3}$/.test(value)) throw new InvalidArgumentError('Levels are a whole number.');
  return Number(value);
}

/** Build arguments as a record; `NAME` alone takes its value from the environment, as docker does. */
export function buildArgs(
  flags: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const args: Record<string, string> = {};
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at === 0)
      throw new UserError(
        `--build-arg ${flag} has no name.`,
        'Write it as --build-arg NAME=value.',
      );
    const value = at < 0 ? env[flag] : flag.slice(at + 1);
    if (value !== undefined) args[at < 0 ? flag : flag.slice(0, at)] = value;
  }
  return args;
}

/** `NAME=value` options as a record. */
export function pairs(flags: readonly string[], option: string): Record<string, string> {
  const record: Record<string, string> = {};
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at < 1) throw new UserError(`${option} ${flag} is not NAME=value.`);
    record[flag.slice(0, at)] = flag.slice(at + 1);
  }
  return record;
}
