import type { Need } from '../../facts/need.ts';
import { needManifest } from '../effect.ts';
import { type Options, has } from '../options.ts';
import { underCwd } from '../paths.ts';
import { hashNeeds, pipNeeds } from './python-needs.ts';
import { normalName, productionNames } from './python-sizes.ts';
import type { Argument, Command, Environment } from '../types.ts';

/** What an install of Python distributions asks for. */
export interface Wanted {
  readonly names: readonly string[];
  readonly needs: readonly Need[];
  /** Everything wanted is known by name. */
  readonly whole: boolean;
  /** Operands that are computed, and of which not even the name is known. */
  readonly doubts: readonly Argument[];
  /** Dependencies are among the names. */
  readonly listed: boolean;
}

/** What an install command asks for, its requirements files read. */
export function wanted(command: Command, env: Environment, options: Options): Wanted {
  const specs = options.operands.map(specOf);
  const direct = specs.flatMap((one) =>
    one === undefined || /^[./]|:\/\//.test(one) ? [] : [nameOf(one)],
  );
  const files = requirementFiles(command.args);
  const needs = files
    .filter((one) => !one.value.includes('://'))
    .map((one) => needManifest({ ...command, at: one.span }, env, one.value));
  const names = [...direct];
  const doubts = options.operands.filter((one) => specOf(one) === undefined);
  const local = options.operands.length - direct.length - doubts.length;
  const python = env.application?.language.value === 'python';
  let whole = doubts.length === 0 && (local === 0 || python);
  for (const { value: file } of files) {
    const text = env.readText(underCwd(env, file) ?? file);
    if (text && !text.partial) names.push(...requirementNames(text.text));
    else if (env.application?.language.value === 'python')
      names.push(...productionNames(env.application.dependencies));
    else whole = false;
  }
  if (local > 0 && env.application?.language.value === 'python')
    names.push(...productionNames(env.application.dependencies));
  if (command.name.startsWith('pip')) needs.push(...pipProjectNeeds(command, env, options, files));
  return { names: [...new Set(names)], needs, whole, doubts, listed: names.length > 25 };
}

/** What pip needs of the projects and requirements files it is given. */
function pipProjectNeeds(
  command: Command,
  env: Environment,
  options: Options,
  files: readonly RequirementFile[],
): Need[] {
  const editable = ['-e', '--editable'].flatMap((name) => options.flags.get(name) ?? []);
  const required = has(options, '--require-hashes');
  return [
    ...pipNeeds(command, env, [...options.operands, ...editable]),
    ...hashNeeds(
      command,
      env,
      files.map(({ value }) => value),
      required,
    ),
  ];
}

/** What an operand asks for; of `flask==$VERSION` the name is known all the same. */
function specOf({ value, text }: Argument): string | undefined {
  return value ?? /^["']?([A-Za-z][\w.-]*)(?:\[[\w,]+\])?(?:[<>=!~]=|[<>])/.exec(text)?.[1];
}

interface RequirementFile {
  readonly value: string;
  readonly span: Argument['span'];
}

function requirementFiles(args: readonly Argument[]): RequirementFile[] {
  return args.flatMap((arg, index) => {
    const next = args[index + 1];
    if (['-r', '--requirement', '--requirements'].includes(arg.value ?? ''))
      return next?.value === undefined ? [] : [{ value: next.value, span: next.span }];
    const value = /^(?:-r|--requirements?=)(.+)$/.exec(arg.value ?? '')?.[1];
    return value === undefined ? [] : [{ value, span: arg.span }];
  });
}

function nameOf(requirement: string): string {
  return normalName(/^[\w.-]+/.exec(requirement)?.[0] ?? requirement);
}

/** Names in a requirements file; options, comments and URLs are not looked at. */
function requirementNames(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const plain = line.replace(/(^|\s)#.*$/, '').trim();
    return plain === '' || plain.startsWith('-') || /^[./]/.test(plain) ? [] : [nameOf(plain)];
  });
}
