import type { Change } from '../../facts/image.ts';
import type { Tri } from '../../facts/tri.ts';
import { bringsNoTool, toolsOfPackage } from '../../knowledge/node-tools.ts';
import { childPath, originOf, putFile } from '../effect.ts';
import { type Options, has, valueOfOption } from '../options.ts';
import type { Command, Environment } from '../types.ts';
import { npmPrograms, tellsPrograms } from './node-lock.ts';
import { type NodePackage, fromContext } from './node-project.ts';

/** Whether an install leaves development dependencies out; what only settings nobody has read decide is unknown. */
export function leavesDevOut(
  command: Command,
  env: Environment,
  options: Options,
  project: NodePackage,
): Tri {
  const { name } = command;
  if (has(options, '--include', '--also', '--dev', '-D', '--save-dev')) return 'unknown';
  const given = valueOfOption(options, '--production');
  if (given === 'false') return 'no';
  const omit = valueOfOption(options, '--omit', '--only');
  if (['dev', 'prod', 'production'].includes(omit ?? '')) return 'yes';
  if (has(options, '--production', '--prod') || (name === 'pnpm' && has(options, '-P')))
    return given === undefined || given === '' || given === 'true' ? 'yes' : 'unknown';
  if (omit !== undefined || has(options, '--no-dev')) return 'unknown';
  if (hasSettings(env, project, name)) return 'unknown';
  if (name === 'bun') return 'no';
  const berry = name === 'yarn' ? isBerry(env, project) : 'no';
  if (berry !== 'no') return berry === 'yes' ? 'no' : 'unknown';
  return byVariables(env, name);
}

function byVariables(env: Environment, manager: string): Tri {
  for (const variable of [
    'npm_config_omit',
    'NPM_CONFIG_OMIT',
    'npm_config_include',
    'NPM_CONFIG_INCLUDE',
  ])
    if (env.variable(variable) !== undefined) return manager === 'npm' ? 'unknown' : 'no';
  for (const variable of ['npm_config_production', 'NPM_CONFIG_PRODUCTION', 'YARN_PRODUCTION'])
    if (env.variable(variable) !== undefined) return 'unknown';
  const mode = env.variable('NODE_ENV');
  if (mode?.known === false) return 'unknown';
  return mode?.value === 'production' ? 'yes' : 'no';
}

/** Settings of the project that decide what is installed. */
function hasSettings(env: Environment, project: NodePackage, manager: string): boolean {
  const files = manager === 'yarn' ? ['.npmrc', '.yarnrc'] : ['.npmrc'];
  return files.some((file) => {
    const path = childPath(project.dir, file);
    if (env.files.get(path).is === 'no' || fromContext(env, path)) return false;
    const text = env.readText(path);
    return (
      text === undefined ||
      text.partial ||
      /omit|include|production|dev|hoist|linker/.test(text.text)
    );
  });
}

/** Yarn 2 and later: by `packageManager`, or its own settings file. */
export function isBerry(env: Environment, project: NodePackage): Tri {
  if (/^yarn@([2-9]|\d\d)/.test(project.manager ?? '')) return 'yes';
  const path = childPath(project.dir, '.yarnrc.yml');
  if (/^\s*yarnPath:/m.test(env.readText(path)?.text ?? '')) return 'yes';
  return env.files.get(path).is === 'no' ? 'no' : 'unknown';
}

/** Programs of development dependencies that are certainly not there after an install without these. */
function absentTools(command: Command, project: NodePackage, lock: string | undefined): string[] {
  const dev = Object.keys(project.devDependencies).filter((name) => !isWanted(project, name));
  const known = dev.flatMap(toolsOfPackage);
  if (command.name === 'npm' && lock !== undefined && tellsPrograms(lock)) {
    const { dev: gone, kept } = npmPrograms(lock);
    return [...new Set([...gone, ...known])].filter((tool) => !kept.has(tool));
  }
  const direct = [
    ...Object.keys(project.dependencies),
    ...Object.keys(project.optionalDependencies),
  ];
  const brought = new Set(direct.flatMap(toolsOfPackage));
  const absent = known.filter((tool) => !brought.has(tool));
  // pnpm links the programs of direct dependencies alone.
  const sure = command.name === 'pnpm' || direct.every(bringsNoTool);
  return sure && project.workspaces.length === 0 ? absent : [];
}

function isWanted(project: NodePackage, name: string): boolean {
  return [project.dependencies, project.optionalDependencies, project.peerDependencies].some(
    (all) => Object.hasOwn(all, name),
  );
}

/** What an install does to `node_modules/.bin`. `out`: whether development dependencies are left out. */
export function programChanges(
  command: Command,
  env: Environment,
  project: NodePackage,
  lock: string | undefined,
  out: Tri,
): Change[] {
  const bin = childPath(project.dir, 'node_modules/.bin');
  const origin = originOf(command);
  if (out === 'yes')
    return absentTools(command, project, lock).map((tool) => ({
      do: 'remove',
      path: childPath(bin, tool),
      origin,
    }));
  const asked = [
    ...Object.keys(project.dependencies),
    ...(out === 'no' ? Object.keys(project.devDependencies) : []),
  ];
  const mode = { mode: { known: true as const, value: 0o755, origin } };
  return asked
    .flatMap(toolsOfPackage)
    .map((tool) => putFile(command, env, childPath(bin, tool), mode));
}
