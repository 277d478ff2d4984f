import type { Change, Entry } from '../../facts/image.ts';
import { effectBy, needFile, originOf, underCwd } from '../effect.ts';
import { entriesBelow, matches } from '../tree-view.ts';
import { lastPart } from '../paths.ts';
import type { Argument, Command, Environment, Program, Started } from '../types.ts';

/** Tests and actions of which nothing new comes; those with a value take the next word. */
const PLAIN = new Set(
  '-depth -d -xdev -mount -follow -noleaf -daystart -print -print0 -ls -prune -quit -empty -readable -writable -executable -nouser -nogroup -not -a -and -o -or -true -false -delete -H -L -P -E -warn -nowarn -ignore_readdir_race'.split(
    ' ',
  ),
);
const WITH_VALUE = new Set(
  '-name -iname -path -ipath -wholename -iwholename -regex -iregex -regextype -type -xtype -perm -user -group -uid -gid -size -newer -anewer -cnewer -mtime -atime -ctime -mmin -amin -cmin -maxdepth -mindepth -links -inum -samefile -lname -ilname -fstype -printf -used -D'.split(
    ' ',
  ),
);
const EXECUTES = new Set(['-exec', '-execdir', '-ok', '-okdir']);

/** What a find expression says, as far as it is followed. */
interface Expression {
  readonly roots: readonly Argument[];
  readonly commands: readonly (readonly Argument[])[];
  readonly strange: readonly Argument[];
  readonly deletes: boolean;
  /** The tests are a name, a type or nothing: then it is known which of the listed files they select. */
  readonly simple: boolean;
  readonly name?: string;
  readonly type?: string;
}

/** find: looks only, unless told to delete or to run something. */
export const find: Program = {
  names: ['find'],
  effect(command, env) {
    const read = expressionOf(command.args);
    const computed = read.roots.filter((one) => one.value === undefined);
    const acts = read.deletes || read.commands.length > 0;
    // A search that only prints does nothing wherever it looks.
    const doubts = acts ? [...read.strange, ...computed] : read.strange;
    const found = acts ? selected(env, read) : [];
    const needs = read.roots.flatMap((one) =>
      one.value === undefined || one.glob === true || one.value === ''
        ? []
        : [needFile({ ...command, at: one.span }, env, one.value)],
    );
    return effectBy(command, env, doubts, {
      needs,
      changes: read.deletes ? found.map((one) => removal(command, one)) : [],
      starts: read.commands.map((words) => startOf(read, found, words)),
    });
  },
};

function removal(command: Command, entry: { readonly path: string }): Change {
  return { do: 'remove', path: entry.path, origin: originOf(command) };
}

function expressionOf(args: readonly Argument[]): Expression {
  let at = args.findIndex((arg) => /^[-(!\\]/.test(arg.value ?? arg.text));
  if (at < 0) at = args.length;
  const roots = args.slice(0, at);
  const commands: Argument[][] = [];
  const strange: Argument[] = [];
  let [deletes, simple] = [false, true];
  let own: { name?: string; type?: string } = {};
  for (; at < args.length; at++) {
    const arg = args[at];
    const text = arg?.value ?? '';
    if (arg === undefined || ['(', ')', '!', ','].includes(text))
      simple &&= text === '(' || text === ')';
    else if (EXECUTES.has(text)) {
      const rest = args.slice(at + 1);
      const end = rest.findIndex((one) => [';', '+', '\\;'].includes(one.value ?? ''));
      const words = end < 0 ? rest : rest.slice(0, end);
      if (words.length > 0) commands.push(words);
      at += words.length + 1;
    } else if (WITH_VALUE.has(text)) {
      const value = args[++at]?.value;
      if (text === '-name' && value !== undefined && own.name === undefined)
        own = { ...own, name: value };
      else if (text === '-type' && value !== undefined && own.type === undefined)
        own = { ...own, type: value };
      else simple = false;
    } else if (PLAIN.has(text)) {
      deletes ||= text === '-delete';
      simple &&= ['-depth', '-d', '-xdev', '-print', '-print0', '-delete', '-H', '-L'].includes(
        text,
      );
    } else strange.push(arg);
  }
  return { roots, commands, strange, deletes, simple, ...own };
}

/** The listed files that the expression selects. */
function selected(env: Environment, read: Expression): (Entry & { readonly path: string })[] {
  if (!read.simple) return [];
  return read.roots.flatMap((root) => {
    const path = root.value === undefined || root.glob ? undefined : underCwd(env, root.value);
    if (path === undefined || path === '/') return [];
    return entriesBelow(env, path).entries.filter(
      (one) =>
        (read.name === undefined || matches(read.name, lastPart(one.path))) &&
        (read.type === undefined || (read.type === 'd') === (one.kind === 'dir')),
    );
  });
}

/** Listed files passed to one command by name. */
const MOST_NAMED = 200;

/** The command that find runs: once for the listed files, and for those that nobody has listed. */
function startOf(
  read: Expression,
  found: readonly { readonly path: string }[],
  words: readonly Argument[],
): Started {
  const below = read.roots.find((one) => one.value !== undefined)?.value ?? '.';
  const named = found.slice(0, MOST_NAMED);
  const expanded = words.flatMap((arg): Argument[] =>
    arg.value === '{}'
      ? [
          ...named.map(({ path }) => ({ text: path, value: path, span: arg.span })),
          { text: '{}', span: arg.span, below },
        ]
      : [arg],
  );
  return { kind: 'command', words: expanded };
}
