import type { RecipeInput } from '../../plan/types.ts';

/** How the container starts. */
export interface Launch {
  /** Arguments for node; undefined when something else is started. */
  readonly node?: readonly string[];
  /** The words as they are, for an image with a shell. */
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly line?: number;
}

/** Programs that belong to development and never start a container. */
const DEVELOPMENT: ReadonlySet<string> = new Set([
  'nodemon',
  'ts-node',
  'ts-node-dev',
  'tsx',
  'vite',
  'webpack',
  'nest',
  'concurrently',
]);

function isNode(word: string | undefined): boolean {
  return word === 'node' || word === 'nodejs' || word?.endsWith('/bin/node') === true;
}

/** The program that starts, behind `npx` too. */
function programOf(words: readonly string[]): string {
  const at = words[0] === 'npx' ? words.findIndex((word, i) => i > 0 && !word.startsWith('-')) : 0;
  return words[at]?.split('/').at(-1) ?? '';
}

/** `exec` before a simple command line, so that the shell is not left waiting between Docker and the program. */
function execLine(line: string): string {
  return /[;&|<>(){}\n]/.test(line) || /^\s*exec\b/.test(line) ? line : `exec ${line.trim()}`;
}

/** What starts the container: the user's own command when it is for production, else the detected one. */
export function launchOf(input: RecipeInput): Launch | undefined {
  const own = input.kept?.command;
  const detected = input.application.start?.value.argv;
  if (own?.shell !== undefined) {
    return { cmd: ['sh', '-c', execLine(own.shell)], line: own.line };
  }
  const words = [...(own?.entrypoint ?? []), ...(own?.cmd ?? [])];
  const usable = words.length > 0 && !DEVELOPMENT.has(programOf(words));
  const argv = usable ? words : detected;
  if (argv === undefined || argv.length === 0) return undefined;
  const node = isNode(argv[0]) ? { node: argv.slice(1) } : {};
  if (!usable) return { ...node, cmd: argv };
  return {
    ...node,
    ...(own?.entrypoint && { entrypoint: own.entrypoint }),
    ...(own?.cmd && { cmd: own.cmd }),
    ...(own && { line: own.line }),
  };
}

/** Entry point and command in an image whose only program is node. */
export function forDistroless(launch: Launch): Pick<Launch, 'entrypoint' | 'cmd'> {
  const node = launch.node ?? [];
  if (launch.entrypoint === undefined) return { cmd: node };
  const after = launch.entrypoint.slice(1);
  return {
    ...(after.length > 0 && { entrypoint: ['/nodejs/bin/node', ...after] }),
    ...(launch.cmd && { cmd: launch.cmd }),
  };
}
