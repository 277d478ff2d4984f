import type { CommandTrace } from '../facts/image.ts';

/** Programs that compile a project, with the verbs that do; [] for any. */
const BUILDS: Readonly<Record<string, readonly string[]>> = {
  go: ['build'],
  cargo: ['build'],
  mvn: ['package', 'install', 'verify', 'compile'],
  mvnw: ['package', 'install', 'verify', 'compile'],
  gradle: ['build', 'assemble', 'bootJar', 'shadowJar', 'installDist', 'jar', 'war'],
  gradlew: ['build', 'assemble', 'bootJar', 'shadowJar', 'installDist', 'jar', 'war'],
  dotnet: ['publish', 'build'],
  sbt: ['assembly', 'stage', 'package'],
  lein: ['uberjar'],
  stack: ['build', 'install'],
  swift: ['build'],
  mix: ['release'],
  tsc: [],
  webpack: [],
  vite: ['build'],
  next: ['build'],
  nuxt: ['build', 'generate'],
  ng: ['build'],
  'react-scripts': ['build'],
  nest: ['build'],
  hugo: [],
};
const RUNNERS = new Set(['npm', 'yarn', 'pnpm', 'bun', 'npx', 'pnpx', 'bunx']);
const BUILD_SCRIPT = /^(build|compile|dist|bundle)([:_-][\w:.-]*)?$/;

/** How a command that compiles the project reads, e.g. `npm run build`; undefined when it compiles nothing. */
export function buildOf(command: CommandTrace): string | undefined {
  const { program, words } = command;
  if (program === undefined) return undefined;
  const bare = words.slice(1).filter((word) => word !== undefined && !word.startsWith('-'));
  if (RUNNERS.has(program)) return runnerBuild(program, bare);
  const verbs = BUILDS[program];
  if (verbs === undefined) return undefined;
  if (verbs.length === 0)
    return words.length > 0 && !words.includes('--version') ? program : undefined;
  const verb = bare.find((word) => verbs.includes(word?.replace(/^:?(?:[\w-]+:)*/, '') ?? ''));
  return verb === undefined ? undefined : `${program} ${verb}`;
}

function runnerBuild(program: string, bare: readonly (string | undefined)[]): string | undefined {
  const [first, second] = bare;
  if (first === 'run' || first === 'run-script') {
    return second !== undefined && BUILD_SCRIPT.test(second)
      ? `${program} run ${second}`
      : undefined;
  }
  if (first !== undefined && BUILD_SCRIPT.test(first) && program !== 'npm')
    return `${program} ${first}`;
  const tool = first === undefined ? undefined : BUILDS[first];
  if (first === undefined || tool === undefined || !program.endsWith('x')) return undefined;
  return tool.length === 0 || (second !== undefined && tool.includes(second))
    ? `${program} ${first}`
    : undefined;
}
