import { known } from '../../facts/origin.ts';
import { effectBy, effectOf, newEntry, nothing, originOf, putFile, underCwd } from '../effect.ts';
import { has, optionSpec, splitOptions, valueOfOption } from '../options.ts';
import { lastPart } from '../paths.ts';
import type { Command, Environment, Program } from '../types.ts';

/** Commands whose output can be told: others use it in `$(…)`. */
export const printing: Program = {
  names: ['pwd', 'basename', 'dirname'],
  effect(command, env) {
    const text = printed(command, env);
    return nothing(text === undefined ? {} : { output: `${text}\n` });
  },
};

function printed(command: Command, env: Environment): string | undefined {
  if (command.name === 'pwd') return env.cwd;
  const [path, suffix, more] = command.args.map((arg) => arg.value);
  if (path === undefined || path.startsWith('-') || more !== undefined) return undefined;
  if (command.args.length > 1 && suffix === undefined) return undefined;
  if (command.name === 'dirname') {
    if (command.args.length > 1) return undefined;
    const dir = path
      .replace(/\/+$/, '')
      .replace(/[^/]*$/, '')
      .replace(/\/+$/, '');
    return dir === '' ? (path.startsWith('/') ? '/' : '.') : dir;
  }
  const name =
    lastPart(path.replaceAll(/[?#]/g, '_')) && path.replace(/\/+$/, '').replace(/^.*\//, '');
  return suffix !== undefined && name.endsWith(suffix) && name !== suffix
    ? name.slice(0, -suffix.length)
    : name;
}

const MKTEMP = optionSpec('-d --directory -u --dry-run -q --quiet -p= --tmpdir? --suffix= -t');

/**
 * mktemp: a file or directory of a new name. Which name does not matter to anything that follows, only that
 * it is new; so its place in the Dockerfile stands for the random letters.
 */
export const mktemp: Program = {
  names: ['mktemp', 'tempfile'],
  effect(command, env) {
    const options = splitOptions(command.args, MKTEMP);
    const [template] = options.operands;
    if (template && template.value === undefined) return effectBy(command, env, [template]);
    const letters = command.at.start.toString(36).padStart(8, '0');
    const name = (template?.value ?? 'tmp.XXXXXXXXXX').replace(/X{3,}/, letters);
    const below = has(options, '-t', '-p', '--tmpdir') || template === undefined;
    const given = valueOfOption(options, '-p', '--tmpdir');
    const temporary = env.variable('TMPDIR');
    const directory =
      given !== undefined && given !== ''
        ? given
        : temporary?.known === true && temporary.value !== ''
          ? temporary.value
          : '/tmp';
    const path = underCwd(env, below ? `${directory}/${name}` : name);
    if (path === undefined) return effectOf();
    const full = path + (valueOfOption(options, '--suffix') ?? '');
    const origin = originOf(command);
    const isDirectory = has(options, '-d', '--directory');
    const change = isDirectory
      ? {
          do: 'put' as const,
          path: full,
          entry: newEntry(command, env, 'dir', 0o700),
        }
      : putFile(command, env, full, { mode: known(0o600, origin), content: { text: '' } });
    return effectBy(command, env, options.strange, {
      changes: has(options, '-u', '--dry-run') ? [] : [change],
      output: `${full}\n`,
    });
  },
};
