import type { Bytes } from '../../facts/bytes.ts';
import type { Change, Entry } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { needRemovable } from '../access.ts';
import { effectBy, effectOf, needFile, originOf, putFile, underCwd } from '../effect.ts';
import { doubtsOf, has, optionSpec, splitOptions, valueOfOption } from '../options.ts';
import { expandGlob } from '../tree-view.ts';
import type { Argument, Command, Environment, Program } from '../types.ts';

const SED = optionSpec(
  '-n --quiet --silent --debug -e= --expression= -f= --file= --follow-symlinks -i? --in-place? -l= --line-length= --posix -E -r --regexp-extended -s --separate --sandbox -u --unbuffered -z --null-data --version --help',
);

/** sed: prints, unless it edits in place. What the script says does not matter: the text is unknown after it. */
export const sed: Program = {
  names: ['sed'],
  effect(command, env) {
    const options = splitOptions(command.args, SED);
    if (!has(options, '-i', '--in-place')) return effectBy(command, env, options.strange);
    const scripted = has(options, '-e', '--expression', '-f', '--file');
    const targets = scripted ? options.operands : options.operands.slice(1);
    return rewriting(command, env, targets, options.strange, { low: 0.5, high: 1.5 });
  },
};

/** Programs that write files anew in place, with how their size changes. */
const IN_PLACE: Readonly<Record<string, { readonly low: number; readonly high: number }>> = {
  dos2unix: { low: 0.9, high: 1 },
  unix2dos: { low: 1, high: 1.1 },
  strip: { low: 0.2, high: 1 },
  upx: { low: 0.2, high: 1 },
  patchelf: { low: 1, high: 1.2 },
  chrpath: { low: 1, high: 1 },
};
const IN_PLACE_OPTIONS = optionSpec(
  '-# -a -c= -d -D -f -g -i -k -K= -l -n -N= -o= -p -q -R= -r= -s -S -t -T -u -v -w -x --best --brute --ultra-brute --lzma --no-lzma --nrv2b --overlay= --strip-all --strip-debug --strip-unneeded --strip-dwo --discard-all --discard-locals --only-keep-debug --keep-debug --remove-section= --preserve-dates --keepdate --convmode= --set-rpath= --force-rpath --set-interpreter= --replace-needed --add-needed= --remove-needed= --print-rpath --shrink-rpath --version --verbose --quiet --force',
);

export const inPlace: Program = {
  names: Object.keys(IN_PLACE),
  effect(command, env) {
    const options = splitOptions(command.args, IN_PLACE_OPTIONS);
    const factor = IN_PLACE[command.name] ?? { low: 0, high: 1 };
    const output = valueOfOption(options, '-o');
    if (output === undefined)
      return rewriting(command, env, options.operands, options.strange, factor);
    const path = underCwd(env, output);
    const [source] = options.operands;
    const from = source?.value === undefined ? undefined : underCwd(env, source.value);
    const old = from === undefined ? undefined : env.files.get(from).entry;
    const size: Bytes = old ? scaled(old.size, factor) : { low: 0, high: 500e6, basis: 'unknown' };
    return effectBy(command, env, doubtsOf(options), {
      changes: path === undefined ? [] : [putFile(command, env, path, { size })],
      needs: source?.value === undefined ? [] : [needFile(command, env, source.value)],
    });
  },
};

function scaled(size: Bytes, factor: { readonly low: number; readonly high: number }): Bytes {
  return { low: size.low * factor.low, high: size.high * factor.high, basis: 'typical' };
}

/** Files that are written again: their text is unknown afterwards. */
function rewriting(
  command: Command,
  env: Environment,
  targets: readonly Argument[],
  strange: readonly Argument[],
  factor: { readonly low: number; readonly high: number },
): ReturnType<typeof effectOf> {
  const changes: Change[] = [];
  const needs: Need[] = [];
  for (const arg of targets) {
    const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
    if (path === undefined) continue;
    if (arg.glob !== true)
      needs.push(
        needFile({ ...command, at: arg.span }, env, path),
        ...needRemovable(env, path, arg.span),
      );
    for (const one of arg.glob === true ? expandGlob(env, path) : [path]) {
      const { entry } = env.files.get(one);
      if (entry) changes.push({ do: 'put', path: one, entry: again(command, env, entry, factor) });
    }
  }
  const unclear = targets.filter((one) => one.value === undefined && one.below === undefined);
  const doubts = [...strange, ...unclear];
  return effectOf({
    ...(strange.length > 0 ? {} : { changes, needs }),
    understood: doubts.length === 0,
    ...(doubts.length === 0 ? {} : { strange: doubts.map((one) => one.text) }),
  });
}

function again(
  command: Command,
  env: Environment,
  entry: Entry,
  factor: { readonly low: number; readonly high: number },
): Entry {
  const { content: _, ...rest } = entry;
  const size = scaled(entry.size, factor);
  return { ...rest, size, layer: env.layer, origin: originOf(command) };
}

const TRUNCATE = optionSpec('-c --no-create -o --io-blocks -r= --reference= -s= --size=');

/** truncate and dd: a file of a size that the command may say. */
export const sizedFiles: Program = {
  names: ['truncate', 'dd', 'fallocate', 'mkswap'],
  effect(command, env) {
    const written: Bytes = { low: 0, high: 1e9, basis: 'unknown' };
    if (command.name === 'dd') {
      const goal = command.args.find((arg) => arg.text.startsWith('of='));
      const path = goal?.value === undefined ? undefined : underCwd(env, goal.value.slice(3));
      const changes =
        path === undefined || path.startsWith('/dev/')
          ? []
          : [putFile(command, env, path, { size: written })];
      return effectBy(command, env, goal && path === undefined ? [goal] : [], { changes });
    }
    const options = splitOptions(command.args, TRUNCATE);
    const empties = valueOfOption(options, '-s', '--size') === '0';
    const size: Bytes = empties ? { low: 0, high: 0, basis: 'exact' } : written;
    const changes = options.operands.flatMap((arg) => {
      const path = arg.value === undefined || arg.glob ? undefined : underCwd(env, arg.value);
      return path === undefined ? [] : [putFile(command, env, path, { size })];
    });
    return effectBy(command, env, doubtsOf(options), { changes });
  },
};

/** patch: changes files below the working directory that its input names. */
export const patch: Program = {
  names: ['patch', 'quilt'],
  effect(command, env) {
    const because = originOf(command);
    const path = env.cwd ?? '/';
    return effectOf({
      havoc: [{ path, because }],
      spread: { low: 0, high: 50e6, basis: 'unknown' },
    });
  },
};
