import type { Leftover, Region } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import {
  effectOf,
  needAbove,
  nothing,
  originOf,
  putDirectory,
  underCwd,
  unknownEffect,
  projectCode,
} from '../effect.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';
import { cargoNeeds } from './cargo-needs.ts';
import { mavenNeeds } from './maven-needs.ts';
import { poetryNeeds } from './python-needs.ts';
import { PROJECT_TOOLS, PROJECT_TOOL_ALIASES, type ProjectTool } from './project-tools-data.ts';

/** Tools that fetch and build projects, by the table above. */
export const projectTools: Program = {
  names: [...Object.keys(PROJECT_TOOLS), ...Object.keys(PROJECT_TOOL_ALIASES)],
  effect(command, env) {
    const tool = PROJECT_TOOLS[PROJECT_TOOL_ALIASES[command.name] ?? command.name];
    if (!tool) return unknownEffect(command, env);
    const at = actionAt(command, tool);
    const action = command.args[at];
    if (action === undefined && tool.installs !== '*')
      return tool.runs === '*' || command.args.length === 0 ? ran(command, env, tool) : effectOf();
    if (action && action.value === undefined)
      return tool.runs === '*'
        ? ran(command, env, tool)
        : unknownEffect(command, env, {}, [action]);
    return acted(command, env, tool, action?.value ?? '*');
  },
};

function acted(
  command: Command,
  env: Environment,
  tool: ProjectTool,
  action: string,
): ProgramEffect {
  const is = (list: string | undefined): boolean =>
    list === '*' || list?.split(' ').includes(action) === true;
  if (is(tool.quiet) || command.args.some((arg) => arg.value === '--version')) return effectOf();
  if (is(tool.clears))
    return nothing({
      changes: cachesOf(command, env, tool).map((path) => ({
        do: 'empty',
        path,
        origin: originOf(command),
      })),
    });
  if (is(tool.installs)) return installed(command, env, tool, is(tool.leaves));
  if (is(tool.settings))
    return effectOf({
      havoc: regions(command, env, ['.', '~', '/etc', ...tool.into]),
      spread: { low: 0, high: 1e6, basis: 'typical' },
      network: 'unknown',
    });
  if (is(tool.runs)) return ran(command, env, tool, is(tool.leaves));
  return unknownEffect(
    command,
    env,
    {},
    command.args.filter((arg) => arg.value === action),
  );
}

/** Index of the first word that is no option of the tool itself, or one that stands for an action. */
function actionAt(command: Command, tool: ProjectTool): number {
  const values = tool.values?.split(' ') ?? [];
  const own = `${tool.quiet} ${tool.clears ?? ''}`.split(' ');
  let at = 0;
  for (; at < command.args.length; at++) {
    const text = command.args[at]?.value ?? 'computed';
    // `cargo +nightly build`
    if ((!/^[-+]/.test(text) || own.includes(text)) && text !== '') break;
    if (values.includes(text)) at += 1;
  }
  return at;
}

function installed(
  command: Command,
  env: Environment,
  tool: ProjectTool,
  leaves: boolean,
): ProgramEffect {
  return effectOf({
    ...kept(command, env, tool, leaves),
    network: 'yes',
    reads: [{ kind: 'network', what: command.name }],
    needs: manifestNeeds(command, env, tool),
    havoc: regions(command, env, tool.into),
    spread: { low: 0, high: 3e9, basis: 'unknown' },
  });
}

/** Code of the project, or of what it depends on, is run: anything may come of it. */
function ran(
  command: Command,
  env: Environment,
  tool: ProjectTool,
  leaves: boolean = false,
): ProgramEffect {
  return projectCode(command, env, {
    ...kept(command, env, tool, leaves),
    needs: manifestNeeds(command, env, tool),
  });
}

/** What some tools need besides. */
const OWN_NEEDS: Readonly<Record<string, (command: Command, env: Environment) => Need[]>> = {
  cargo: cargoNeeds,
  mvn: mavenNeeds,
  poetry: poetryNeeds,
};

/** Options that name another project than the one in the working directory. */
const ELSEWHERE =
  /^(-C|--directory|-P|-p|--project|--manifest-path|--path|--git|-f|--file|--gemfile|--working-dir|-d|--help|-h|-V|--version)(=|$)/;
/** Actions that work without a project. */
const PROJECTLESS =
  /^(install|uninstall|binstall|new|init|self|cache|config|exec|chef|xwin|sqlx|leptos|zigbuild|auditable|nextest|global|env|shell|archetype:\S*|wrapper:\S*|\S*dependency-plugin\S*|\S*:get)$/;

/** Tools look for their project in the working directory, and nearly all of them above it. */
function manifestNeeds(command: Command, env: Environment, tool: ProjectTool): Need[] {
  const { manifest } = tool;
  const words = command.args.map((arg) => arg.value);
  const isOther = words.some(
    (word) => word === undefined || ELSEWHERE.test(word) || word.startsWith('-Dartifact'),
  );
  const action = words.find((word) => word !== undefined && !/^[-+]/.test(word));
  if (command.name === 'bundle' && env.variable('BUNDLE_GEMFILE') !== undefined) return [];
  if (manifest === undefined || isOther || action === undefined) return [];
  // Of cargo an `install` is for the machine, of the others it is for the project.
  if (PROJECTLESS.test(action) && (action !== 'install' || command.name === 'cargo')) return [];
  const own = OWN_NEEDS[PROJECT_TOOL_ALIASES[command.name] ?? command.name];
  return [needAbove(command, env, [manifest]), ...(own?.(command, env) ?? [])];
}

/** The downloads that stay; an option like `--no-cache` leaves none. */
function kept(
  command: Command,
  env: Environment,
  tool: ProjectTool,
  leaves: boolean,
): Pick<ProgramEffect, 'changes' | 'leftovers'> {
  const off = command.args.some((arg) => arg.value?.startsWith('--no-cache'));
  if (!leaves || off) return { changes: [], leftovers: [] };
  const origin = originOf(command);
  const size = tool.cached ?? { low: 0, high: 1e9, basis: 'unknown' as const };
  // Where a variable nobody knows leads is no place to speak of.
  const paths = cachesOf(command, env, tool).filter((path) => path !== '/');
  return {
    changes: paths.map((path) => putDirectory(command, env, path, size)),
    leftovers: paths.map((path): Leftover => ({ kind: 'cache', path, size, origin })),
  };
}

function cachesOf(command: Command, env: Environment, { cache }: ProjectTool): string[] {
  if (cache?.startsWith('@/') !== true) return cache === undefined ? [] : placesOf(env, cache);
  // Beside the program: `/opt/conda/bin/conda` keeps its packages in `/opt/conda/pkgs`.
  const prefix = /^(.+)\/bin\/[^/]+$/.exec(env.find(command.path).path ?? '')?.[1];
  return prefix === undefined ? [] : [underCwd(env, `${prefix}/${cache.slice(2)}`) ?? '/'];
}

function regions(command: Command, env: Environment, places: readonly string[]): Region[] {
  const because = originOf(command);
  return [...new Set(places.flatMap((one) => placesOf(env, one)))].map((path) => ({
    path,
    because,
  }));
}

/** The path that a place of the table means here. */
function placesOf(env: Environment, place: string): string[] {
  const [, name, otherwise] = /^\$(\w+):(.*)$/.exec(place) ?? [];
  if (name !== undefined) {
    const set = env.variable(name);
    // A variable nobody knows may lead anywhere.
    if (set?.known === false) return ['/'];
    // Of `$CARGO_HOME:~/.cargo/registry` the last part lies below the variable's directory, too.
    const below = /^~\/\.[\w-]+(\/(?:registry|cache))$/.exec(otherwise ?? '')?.[1] ?? '';
    if (set !== undefined && set.value !== '') return [underCwd(env, set.value + below) ?? '/'];
  }
  return [underCwd(env, otherwise ?? place) ?? '/'];
}
