import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Leftover, Need, Package } from '../../facts/image.ts';
import {
  childPath,
  effectBy,
  effectOf,
  exists,
  needFile,
  nothing,
  originOf,
  putDirectory,
  putFile,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import { DEV, PRODUCTION, isProduction, nodeModulesSize, scriptOutputs } from './node-sizes.ts';
import { type Options, doubtsOf, has, optionSpec, splitOptions, valuesOf } from '../options.ts';
import { NODE_MANAGERS, type NodeManager } from './node-managers.ts';
import { underCwd } from '../paths.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** From the manuals of npm 11, Yarn 1 and 4, pnpm 10 and Bun 1; npm takes any of its settings as an option. */
const OPTIONS = optionSpec(
  `-g --global -S --save --no-save -D --save-dev -O --save-optional -P --save-prod --save-peer -E --save-exact --save-bundle -B --omit= --include= --only= --also= --production --prod --dev --no-dev --legacy-peer-deps --strict-peer-deps --strict-peer-dependencies --no-strict-peer-dependencies --prefer-dedupe --package-lock --no-package-lock --package-lock-only --lockfile-only --foreground-scripts --ignore-scripts --no-ignore-scripts --ignore-optional --ignore-engines --ignore-platform --audit --no-audit --bin-links --no-bin-links --fund --no-fund --dry-run -w= --workspace= --workspaces -ws --include-workspace-root --install-links --install-strategy= --global-style --legacy-bundling --no-optional --optional --no-progress --progress --no-color --color --unsafe-perm --no-update-notifier --update-notifier --build-from-source -f --force --no-shrinkwrap --no-engine-strict --engine-strict --no-strict-ssl --strict-ssl --link --no-link
  --prefix= -C= --registry= --cache= --loglevel= -s -q -d -dd -ddd --silent --quiet --verbose --verbose-stack --userconfig= --globalconfig= --location= -l --fetch-timeout= --fetch-retries= --fetch-retry-mintimeout= --fetch-retry-maxtimeout= --network-concurrency= --network-timeout= --maxsockets= --prefer-offline --offline --prefer-online --cache-min= --tag= --arch= --platform= --cpu= --os= --libc= --target= --runtime= --disturl= --node-options= --script-shell= --if-present -y --yes --no --call= -c= --package= -p= -v --version --help -h --json --depth= --no-git-tag-version --allow-same-version --parseable --long --otp= --access= --before= --no-bin --scripts-prepend-node-path --no-scripts
  --frozen-lockfile --no-frozen-lockfile --pure-lockfile --no-lockfile --check-files --check-cache --skip-integrity-check --update-checksums --flat --har --cwd= --cache-folder= --modules-folder= --mutex= --non-interactive --no-default-rc --use-yarnrc= --link-folder= --global-folder= --preferred-cache-folder= --no-node-version-check --focus --link-duplicates --exact --tilde --peer --all -A --mirror --immutable --immutable-cache --inline-builds --mode= --json --refresh-lockfile -T --top-level -W --ignore-workspace-root-check --emoji --no-emoji --pattern= --version= --registry
  -r --recursive --filter= -F= --dir= --store-dir= --virtual-store-dir= --workspace-root --shamefully-hoist --hoist --no-hoist --side-effects-cache --reporter= --resolution-only --fix-lockfile --merge-git-branch-lockfiles --ignore-workspace --ignore-pnpmfile --aggregate-output --stream --parallel --sort --no-sort --no-bail --bail --child-concurrency= --legacy --use-node-version= --shared-workspace-lockfile --node-linker= --public-hoist-pattern= --package-import-method= --trust-lockfile --prod-only --config.shamefully-hoist --allow-build= --dangerously-allow-all-builds --use-stderr --loglevel
  --backend= --linker= --trust --no-cache --no-verify --no-summary --yarn -a -i --interactive --latest -L --minify --outfile= --outdir= --compile --target --sourcemap --bun -b --hot --watch --env-file= --production=`,
);

/** npm, yarn, pnpm, bun: the same work with other names for it. */
export const nodeManagers: Program = {
  names: ['npm', 'yarn', 'yarnpkg', 'pnpm', 'bun'],
  effect(command, env) {
    const manager = NODE_MANAGERS[command.name === 'yarnpkg' ? 'yarn' : command.name];
    const options = splitOptions(command.args, OPTIONS);
    const [first, ...rest] = options.operands;
    const action = first?.value ?? '';
    const own = { ...options, operands: rest };
    if (manager === undefined || (first !== undefined && first.value === undefined))
      return unknownEffect(command, env, {}, first ? [first] : []);
    if (action === 'global')
      return install(command, env, manager, { ...own, operands: rest.slice(1) }, true);
    if (
      manager.install.includes(action) &&
      !(action === '' && command.args.length > options.flags.size)
    ) {
      if (has(options, '--version', '-v')) return nothing();
      return install(command, env, manager, own, has(options, '-g', '--global'));
    }
    switch (action) {
      case 'prune':
        return prune(command, env);
      case 'cache':
        return nothing({
          changes: [{ do: 'empty', path: manager.cache(env), origin: originOf(command) }],
        });
      case 'start':
      case 'test':
      case 't':
      case 'restart':
        return runScript(command, env, action === 't' ? 'test' : action);
      case 'run':
      case 'run-script':
        return runScript(command, env, rest[0]?.value);
      default:
        return otherAction(command, env, action, own);
    }
  },
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Actions that only look. */
const QUIET = words(
  'store version audit fund ls list ll la root bin view info show outdated why explain prefix ping whoami doctor search help docs repo bugs home query licenses licences sbom completion pm versions check autoclean',
);
/** Actions that change settings, of the user or of the project. */
const SETTINGS = words(
  'config c set get login adduser logout token team owner access plugin policies',
);
/** Actions that work on what is installed, as the project or the network says. */
const REWORKS = words(
  'rebuild rb dedupe ddp link ln update up upgrade upgrade-interactive unlink import deploy pack publish pkg shrinkwrap init create innit patch patch-commit fetch unplug approve-builds workspaces setup self-update env',
);
/** Actions that run a program of the project, or one from the registry. */
const RUNS = words(
  'exec x dlx create workspace workspaces-foreach foreach node explore recursive multi m bunx',
);

function otherAction(
  command: Command,
  env: Environment,
  action: string,
  options: Options,
): ProgramEffect {
  if (has(options, '--version', '-v', '--help', '-h') || QUIET.has(action)) return effectOf();
  if (SETTINGS.has(action)) return settings(command, env, action);
  if (['uninstall', 'remove', 'rm', 'un', 'r'].includes(action))
    return removed(command, env, options);
  if (REWORKS.has(action) || RUNS.has(action)) return unreadCode(command, env);
  // `yarn build`, `pnpm build`: the name of a script; `bun index.ts`: a file.
  return command.name === 'npm'
    ? unknownEffect(command, env, {}, command.args.slice(0, 1))
    : runScript(command, env, action);
}

function settings(command: Command, env: Environment, action: string): ProgramEffect {
  const because = originOf(command);
  // Yarn 2 and later fetch themselves, or a plugin, into the project.
  const fetches = command.name === 'yarn' && ['set', 'policies', 'plugin'].includes(action);
  const places = [
    `${env.home}/.npmrc`,
    `${env.home}/.yarnrc`,
    `${env.home}/.yarnrc.yml`,
    `${env.home}/.config`,
    '/usr/local/etc',
  ];
  return effectOf({
    havoc: [...places, ...(env.cwd === undefined ? ['/'] : [env.cwd])].map((path) => ({
      path,
      because,
    })),
    network: fetches ? 'yes' : 'no',
    spread: { low: 0, high: fetches ? 20e6 : 10_000, basis: 'typical' },
  });
}

/** Packages that go, with their programs where they were global. */
function removed(command: Command, env: Environment, options: Options): ProgramEffect {
  const because = originOf(command);
  const global = has(options, '-g', '--global');
  const path = global ? '/usr/local/bin' : env.cwd;
  return effectBy(command, env, doubtsOf(options), {
    havoc: path === undefined || global ? [] : [{ path, because }],
    changes: global
      ? valuesOf(options.operands).map((name) => ({
          do: 'remove',
          path: `/usr/local/bin/${toolOf(name)}`,
          origin: because,
        }))
      : [],
  });
}

function prefixWords(options: Options): Argument[] {
  return ['--prefix', '-C', '--dir', '--cwd'].flatMap((name) => options.flags.get(name) ?? []);
}

function projectOf(env: Environment, options: Options): string | undefined {
  const [prefix] = prefixWords(options);
  if (!prefix) return env.cwd;
  return prefix.value === undefined ? undefined : underCwd(env, prefix.value);
}

function install(
  command: Command,
  env: Environment,
  manager: NodeManager,
  options: Options,
  global: boolean,
): ProgramEffect {
  const named = valuesOf(options.operands);
  const cache = manager.cache(env);
  const network = {
    network: 'yes' as const,
    reads: [{ kind: 'network' as const, what: command.name }],
  };
  if (global) return globalInstall(command, env, options, cache, network);
  const dir = projectOf(env, options);
  if (dir === undefined) return unknownEffect(command, env, network, prefixWords(options));
  const action =
    command.args.find((arg) => arg.value !== undefined && !arg.value.startsWith('-'))?.value ?? '';
  const production = isProduction(env, options);
  const size = nodeModulesSize(
    env,
    production ? PRODUCTION : [...PRODUCTION, ...DEV],
    named.length,
  );
  const dev = production ? NO_BYTES : nodeModulesSize(env, DEV, 0);
  const modules = childPath(dir, 'node_modules');
  const origin = originOf(command);
  const cached: Bytes = { low: size.low * 0.2, high: size.high * 0.9, basis: 'typical' };
  const leftovers: Leftover[] = [{ kind: 'cache', path: cache, size: cached, origin }];
  if (dev.high > 0) leftovers.push({ kind: 'dev-dependencies', path: modules, size: dev, origin });
  // Which version of a package does not matter here.
  const doubts = [
    ...options.strange,
    ...options.operands.filter((one) => specOf(one) === undefined),
  ];
  const lock = manager.lockfiles.map((name) => childPath(dir, name));
  const strict = manager.strict(action, options) ? [needAny(command, env, lock)] : [];
  const newLock =
    !manager.strict(action, options) && lock.every((path) => exists(env, path) === 'no');
  return effectBy(command, env, doubts, {
    needs: [
      ...(named.length > 0 ? [] : [needFile(command, env, childPath(dir, 'package.json'))]),
      ...strict,
    ],
    changes: [
      ...(newLock && lock[0] !== undefined
        ? [
            putFile(command, env, lock[0], {
              size: { low: 1_000, high: 1_000_000, basis: 'typical' },
            }),
          ]
        : []),
      putDirectory(command, env, modules, size),
      putDirectory(command, env, cache, cached),
    ],
    packages: packagesOf(env, production, origin),
    leftovers,
    ...network,
  });
}

function packagesOf(
  env: Environment,
  production: boolean,
  origin: ReturnType<typeof originOf>,
): Package[] {
  const all = env.application?.language.value === 'node' ? env.application.dependencies : [];
  return all
    .filter((one) => !(production && one.dev))
    .map((one) => ({
      manager: 'npm',
      name: one.name,
      ...(one.version === undefined ? {} : { version: one.version }),
      size: NO_BYTES,
      origin,
      ...(one.dev ? { extra: 'dev' as const } : {}),
    }));
}

/** One of several files must be there. */
function needAny(command: Command, env: Environment, paths: readonly string[]): Need {
  const found = paths.map((path) => env.files.get(path));
  const met = found.some((one) => one.is === 'yes')
    ? 'yes'
    : found.every((one) => one.is === 'no')
      ? 'no'
      : 'unknown';
  return {
    what: 'file',
    arg: paths[0] ?? '',
    at: command.at,
    met,
    origin: found[0]?.origin ?? originOf(command),
  };
}

function globalInstall(
  command: Command,
  env: Environment,
  options: Options,
  cache: string,
  network: Partial<ProgramEffect>,
): ProgramEffect {
  const origin = originOf(command);
  const named = options.operands.flatMap((one) => specOf(one) ?? []);
  const unnamed = options.operands.filter((one) => specOf(one) === undefined);
  // A tool with what it depends on: from a few hundred kB (serve, pm2) to 100 MB.
  const each: Bytes = { low: 100_000 * named.length, high: 60e6 * named.length, basis: 'typical' };
  const cached: Bytes = { low: each.low * 0.2, high: each.high * 0.6, basis: 'typical' };
  const programs = named.map((name): Change =>
    putFile(command, env, `/usr/local/bin/${toolOf(name)}`, {
      mode: { known: true, value: 0o755, origin },
    }),
  );
  return effectBy(command, env, [...options.strange, ...unnamed], {
    changes: [
      putDirectory(command, env, '/usr/local/lib/node_modules', each),
      ...programs,
      putDirectory(command, env, cache, cached),
    ],
    havoc: [{ path: '/usr/local/bin', because: origin }],
    leftovers: [{ kind: 'cache', path: cache, size: cached, origin }],
    packages: named.map((name) => ({ manager: 'npm', name, size: NO_BYTES, origin })),
    ...network,
  });
}

/** The package an operand names; its version may be computed. */
function specOf({ value, text }: Argument): string | undefined {
  return value ?? /^"?(@?[\w./-]+)@/.exec(text)?.[1];
}

/** `typescript@5` brings `tsc`, `@nestjs/cli` brings `nest`; else the program is named like the package. */
function toolOf(spec: string): string {
  const name = spec.replace(/(.)@.*$/, '$1');
  const known: Readonly<Record<string, string>> = {
    typescript: 'tsc',
    '@nestjs/cli': 'nest',
    '@angular/cli': 'ng',
    '@vue/cli': 'vue',
    vercel: 'vercel',
  };
  return known[name] ?? name.split('/').at(-1) ?? name;
}

/** `npm prune --omit=dev`: only what is installed for development goes. */
function prune(command: Command, env: Environment): ProgramEffect {
  const path = env.cwd === undefined ? undefined : childPath(env.cwd, 'node_modules');
  const entry = path === undefined ? undefined : env.files.get(path).entry;
  if (path === undefined) return effectOf();
  const size = nodeModulesSize(env, PRODUCTION, 0);
  // What stays keeps the layer it came with: pruning writes nothing.
  const changes: Change[] = entry
    ? [{ do: 'put', path, open: true, entry: { ...entry, size } }]
    : [];
  return effectOf({
    needs: [needFile(command, env, 'package.json')],
    changes,
    clears: [{ kind: 'dev-dependencies', path }],
    writes: NO_BYTES,
  });
}

function runScript(command: Command, env: Environment, name: string | undefined): ProgramEffect {
  const manifest = needFile(command, env, 'package.json');
  const details = env.application?.details;
  const scripts = details?.language === 'node' ? details.scripts : undefined;
  const text = name === undefined ? undefined : scripts?.[name];
  const atProject = env.cwd !== undefined && scripts !== undefined;
  const missing: Need[] =
    name === undefined
      ? []
      : [
          {
            what: 'script',
            arg: name,
            at: command.at,
            met: text === undefined ? 'unknown' : 'yes',
            origin: manifest.origin,
          },
        ];
  const outputs = atProject && name !== undefined ? scriptOutputs(command, env, name) : [];
  if (outputs.length === 0) return unreadCode(command, env, { needs: [manifest, ...missing] });
  return effectOf({
    needs: [manifest, ...missing],
    changes: outputs,
    havoc: env.cwd === undefined ? [] : [{ path: env.cwd, because: originOf(command) }],
    network: 'unknown',
  });
}
