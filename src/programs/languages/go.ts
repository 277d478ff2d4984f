import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Leftover, Need } from '../../facts/image.ts';
import {
  childPath,
  effectBy,
  effectOf,
  needFile,
  nothing,
  originOf,
  putDirectory,
  putFile,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import {
  type Options,
  doubtsOf,
  optionSpec,
  splitOptions,
  valueOfOption,
  valuesOf,
} from '../options.ts';
import { lastPart, underCwd } from '../paths.ts';
import { binarySize } from './go-sizes.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Of all commands of Go 1.26 that build. */
const OPTIONS = optionSpec(
  `-a -n -v -x -i -u -t -d -json -race -msan -asan -cover -covermode= -coverpkg= -coverprofile= -work -trimpath -linkshared -modcacherw -asmflags= -buildmode= -buildvcs -compiler= -gccgoflags= -gcflags= -installsuffix= -ldflags= -mod= -modfile= -overlay= -p= -pgo= -pkgdir= -tags= -toolexec= -o= -C=
  -run= -count= -timeout= -short -failfast -bench= -benchtime= -benchmem -parallel= -cpu= -list= -skip= -vet= -c -exec= -args -fuzz= -fuzztime= -cpuprofile= -memprofile= -outputdir= -shuffle= -fix -insecure -f= -m -e -deps -find -compiled -export -test -retracted -versions -cache -modcache -testcache -fuzzcache -r -w -changed -go= -compat= -diff -reuse= -tool -require= -replace= -dropreplace= -droprequire= -print -h -help`,
  { single: true },
);
/** A module's sources: most lie between 100 kB and 8 MB; the archive is kept beside them. */
const ONE_MODULE: Bytes = { low: 100_000, high: 10e6, basis: 'typical' };
/** The compiled standard library and the dependencies: 60 MB for a small service. */
const BUILD_CACHE: Bytes = { low: 30e6, high: 500e6, basis: 'typical' };

/** The go command. */
export const go: Program = {
  names: ['go', 'xx-go'],
  effect(command, env) {
    const [action, ...rest] = command.args;
    const options = splitOptions(dashes(rest), OPTIONS);
    switch (action?.value) {
      case 'build':
        return build(command, env, options);
      case 'install':
        return installed(command, env, options);
      case 'mod':
        return modules(command, env, rest[0]?.value);
      case 'get':
        return fetched(command, env);
      case 'test':
      case 'vet':
      case 'run':
      case 'generate':
        return action.value === 'generate'
          ? unreadCode(command, env)
          : action.value === 'run'
            ? unreadCode(command, env, caches(command, env, true))
            : effectBy(command, env, options.strange, caches(command, env, true));
      case 'clean':
        return nothing({
          changes: [
            ...(rest.some((arg) => arg.value === '-cache')
              ? [{ do: 'empty' as const, path: buildCache(env), origin: originOf(command) }]
              : []),
            ...(rest.some((arg) => arg.value === '-modcache')
              ? [{ do: 'remove' as const, path: moduleCache(env), origin: originOf(command) }]
              : []),
          ],
        });
      case 'env':
        return effectOf({
          changes: rest.some((arg) => arg.value === '-w' || arg.value === '-u')
            ? [putFile(command, env, `${env.home}/.config/go/env`)]
            : [],
        });
      case 'list':
        return effectOf({ ...caches(command, env, false), network: 'unknown' });
      case 'version':
      case 'fmt':
      case 'help':
      case 'doc':
      case 'fix':
        return effectOf();
      case 'tool':
      case 'work':
      case 'telemetry':
        return unreadCode(command, env);
      default:
        return unknownEffect(command, env, {}, action ? [action] : []);
    }
  },
};

/** Go takes two dashes for one; what stands behind the program of `go run` is that program's. */
function dashes(args: readonly Argument[]): Argument[] {
  return args.map((arg) =>
    arg.value?.startsWith('--') === true && arg.value.length > 2
      ? { ...arg, value: arg.value.slice(1) }
      : arg,
  );
}

function text(env: Environment, name: string): string | undefined {
  const value = env.variable(name);
  return value?.known === true && value.value !== '' ? value.value : undefined;
}

function moduleCache(env: Environment): string {
  return text(env, 'GOMODCACHE') ?? `${text(env, 'GOPATH') ?? `${env.home}/go`}/pkg/mod`;
}

function buildCache(env: Environment): string {
  return text(env, 'GOCACHE') ?? `${env.home}/.cache/go-build`;
}

/** What a go command leaves in its two caches. */
function caches(
  command: Command,
  env: Environment,
  builds: boolean,
): Pick<ProgramEffect, 'changes' | 'leftovers' | 'reads' | 'network'> {
  const origin = originOf(command);
  const details = env.application?.details;
  const count =
    env.application?.language.value === 'go' ? env.application.dependencies.length : undefined;
  const vendored = details?.language === 'go' && details.vendored;
  const there = env.files.get(moduleCache(env)).entry;
  const size: Bytes =
    vendored || there !== undefined || count === 0
      ? NO_BYTES
      : count === undefined
        ? { low: 0, high: 1e9, basis: 'unknown' }
        : { low: ONE_MODULE.low * count, high: ONE_MODULE.high * count, basis: 'typical' };
  const parts = [
    { path: moduleCache(env), size },
    { path: buildCache(env), size: builds ? BUILD_CACHE : NO_BYTES },
  ].filter((one) => one.size.high > 0);
  return {
    changes: parts.map((one) => putDirectory(command, env, one.path, one.size)),
    leftovers: parts.map((one): Leftover => ({ kind: 'cache', ...one, origin })),
    reads: size.high > 0 ? [{ kind: 'network', what: 'go' }] : [],
    network: size.high > 0 ? 'yes' : 'unknown',
  };
}

function modules(command: Command, env: Environment, action: string | undefined): ProgramEffect {
  if (action === 'init' || action === 'edit')
    return effectOf({
      changes: env.cwd === undefined ? [] : [putFile(command, env, childPath(env.cwd, 'go.mod'))],
    });
  return effectOf({ ...caches(command, env, false), needs: [needFile(command, env, 'go.mod')] });
}

/** `go get`: inside a module it adds to it, before Go 1.22 outside of one it built into GOPATH. */
function fetched(command: Command, env: Environment): ProgramEffect {
  const because = originOf(command);
  return effectOf({
    ...caches(command, env, true),
    havoc: [{ path: text(env, 'GOPATH') ?? `${env.home}/go`, because }],
    network: 'yes',
  });
}

function build(command: Command, env: Environment, options: Options): ProgramEffect {
  const inside = valueOfOption(options, '-C');
  const cwd = inside === undefined ? env.cwd : underCwd(env, inside);
  const targets = valuesOf(options.operands);
  const out = outputOf(env, options, targets, cwd);
  const kept = caches(command, env, true);
  if (cwd === undefined && inside !== undefined)
    return unknownEffect(command, env, { leftovers: kept.leftovers }, rawDoubts(options));
  if (out === undefined || cwd === undefined) return buildSomewhere(command, env, options, kept);
  const origin = originOf(command);
  const stripped = /(^|\s|')-s\b|-w\b/.test(valueOfOption(options, '-ldflags') ?? '');
  const size = binarySize(env.application, stripped);
  const mode = { mode: { known: true as const, value: 0o755, origin } };
  return effectBy(command, env, doubtsOf(options), {
    ...kept,
    needs: [...needModule(command, env, cwd), ...needTargets(command, env, targets, cwd)],
    changes: [...kept.changes, putFile(command, env, out, { ...mode, size })],
  });
}

function rawDoubts(options: Options): Argument[] {
  const inside = options.flags.get('-C');
  return [...doubtsOf(options), ...(inside ? [inside] : [])];
}

/** A build whose result has no name that can be told: it lies below the working directory, or below `-o`. */
function buildSomewhere(
  command: Command,
  env: Environment,
  options: Options,
  kept: ReturnType<typeof caches>,
): ProgramEffect {
  const to = options.flags.get('-o');
  const out = to?.value;
  const dir = out === undefined ? undefined : underCwd(env, out);
  const path = to ? dir : env.cwd;
  const unclear = to && dir === undefined ? [to] : [];
  return effectBy(command, env, [...doubtsOf(options), ...unclear], {
    ...kept,
    havoc: [{ path: path ?? '/', because: originOf(command) }],
    spread: binarySize(env.application, false),
  });
}

/** The path of the binary; undefined when it cannot be told. */
function outputOf(
  env: Environment,
  options: Options,
  targets: readonly string[],
  cwd: string | undefined,
): string | undefined {
  if (cwd === undefined) return undefined;
  const name = nameOf(env, targets, cwd);
  const wanted = valueOfOption(options, '-o');
  if (wanted === undefined)
    return targets.length > 1 || name === undefined ? undefined : childPath(cwd, name);
  const path = wanted.startsWith('/') ? wanted : `${cwd}/${wanted}`;
  const isDirectory = wanted.endsWith('/') || env.files.get(path).entry?.kind === 'dir';
  if (!isDirectory) return childPath(path, '');
  return name === undefined ? undefined : childPath(path, name);
}

function nameOf(env: Environment, targets: readonly string[], cwd: string): string | undefined {
  const [target = '.'] = targets;
  if (target.endsWith('.go')) return lastPart(target).replace(/\.go$/, '');
  if (target.includes('...')) return undefined;
  if (target !== '.' && target !== './') return lastPart(target);
  const module = /^\s*module\s+"?([^\s"]+)/m.exec(
    env.readText(childPath(cwd, 'go.mod'))?.text ?? '',
  )?.[1];
  const details = env.application?.details;
  const path = module ?? (details?.language === 'go' ? details.module : undefined);
  return path === undefined ? undefined : lastPart(path.replace(/\/v\d+$/, ''));
}

/** Modules are looked for in the directory and above. */
function needModule(command: Command, env: Environment, cwd: string): Need[] {
  const parts = cwd.split('/').filter((one) => one !== '');
  const places = parts.map(
    (_, index) => `/${parts.slice(0, parts.length - index).join('/')}/go.mod`,
  );
  const all = places.map((path) => needFile(command, env, path));
  const best =
    all.find((one) => one.met === 'yes') ?? all.find((one) => one.met === 'unknown') ?? all[0];
  // GOPATH mode and files given by name need no module.
  return best && best.met !== 'no'
    ? [best]
    : best
      ? [
          {
            ...best,
            met: command.args.some((arg) => arg.value?.endsWith('.go')) ? 'unknown' : 'no',
          },
        ]
      : [];
}

function needTargets(
  command: Command,
  env: Environment,
  targets: readonly string[],
  cwd: string,
): Need[] {
  return targets
    .filter((one) => /^\.{0,2}\//.test(one) && !one.includes('...'))
    .map((one) => needFile(command, env, childPath(one.startsWith('/') ? '/' : cwd, one)));
}

function installed(command: Command, env: Environment, options: Options): ProgramEffect {
  const bin = text(env, 'GOBIN') ?? `${text(env, 'GOPATH') ?? `${env.home}/go`}/bin`;
  const origin = originOf(command);
  const kept = caches(command, env, true);
  const names = options.operands.flatMap((one) => {
    const path = packageOf(one);
    return path === undefined || path.includes('...')
      ? []
      : [lastPart(path.replace(/\/v\d+$/, ''))];
  });
  const size: Bytes = { low: 1_500_000, high: 60e6, basis: 'typical' };
  // `go install pkg@$VERSION`: where its version alone is computed, its name is known all the same.
  const unnamed = options.operands.filter(
    (one) => one.value === undefined && packageOf(one) === undefined,
  );
  return effectBy(command, env, [...options.strange, ...unnamed], {
    ...kept,
    network: 'yes',
    changes: [
      ...kept.changes,
      ...names.map((name) =>
        putFile(command, env, childPath(bin, name), {
          size,
          mode: { known: true, value: 0o755, origin },
        }),
      ),
    ],
    havoc: [{ path: bin, because: origin }],
  });
}

/** The package of an operand without its version. */
function packageOf(one: Argument): string | undefined {
  return one.value === undefined
    ? /^"?([\w./-]+)@/.exec(one.text)?.[1]
    : one.value.replace(/@.*$/, '');
}
