import type { Need } from '../../facts/need.ts';
import { childPath, effectBy, needFile, originOf, putFile, unknownEffect } from '../effect.ts';
import { type Options, doubtsOf, valueOfOption, valuesOf } from '../options.ts';
import { lastPart, underCwd } from '../paths.ts';
import type { Argument, Command, Environment, ProgramEffect } from '../types.ts';
import { goBinary } from './go-binary.ts';
import { caches } from './go-caches.ts';
import { needGo } from './go-version.ts';
import { binarySize } from './go-sizes.ts';

/** `go build`: one binary whose place and bytes are known, or something below a directory. */
export function build(command: Command, env: Environment, options: Options): ProgramEffect {
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
  // xx-go sets what cgo and the linker are to do for the platform it is asked for.
  const binary =
    command.name === 'go' ? goBinary(env, options, directoriesOf(targets, cwd), origin) : undefined;
  return effectBy(command, env, doubtsOf(options), {
    ...kept,
    needs: [
      ...needModule(command, env, cwd),
      ...needGo(command, env, cwd),
      ...needTargets(command, env, targets, cwd),
    ],
    changes: [
      ...kept.changes,
      putFile(command, env, out, { ...mode, size, ...(binary ? { binary } : {}) }),
    ],
  });
}

/** Where the packages that are built lie. */
function directoriesOf(targets: readonly string[], cwd: string): string[] {
  const [target = '.'] = targets;
  // Files given by name are a package, too, with what lies beside them left out.
  if (target.endsWith('.go')) return [childPath(cwd, target.replace(/[^/]*$/, ''))];
  return targets.length === 0
    ? [cwd]
    : targets
        .filter((one) => /^\.{0,2}(\/|$)|^\.$/.test(one))
        .map((one) => childPath(one.startsWith('/') ? '/' : cwd, one));
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
  const [, minor] = /^1\.(\d+)/.exec(env.base?.runtime?.version ?? '') ?? [];
  const mode = env.variable('GO111MODULE');
  // Before Go 1.16 what has no module lay in GOPATH.
  if (minor === undefined || Number(minor) < 16 || (mode && (!mode.known || mode.value !== 'on')))
    return best ? [best.met === 'no' ? { ...best, met: 'unknown' } : best] : [];
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
