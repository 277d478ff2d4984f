import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import { parseShellText } from '../../shell/parse.ts';
import { placeAt } from '../../shell/spans.ts';
import type { ShellNode, SimpleCommand } from '../../shell/types.ts';
import { outputsOf, readBuildWords } from './build-words.ts';

interface Rule {
  readonly needs: readonly string[];
  readonly recipe: string[];
}

interface Makefile {
  readonly variables: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly first?: string;
}

/** What only a linker for C can do, or what calls one. */
const LINKED =
  /\bCGO_ENABLED\s*:?=\s*[^0\s]|(?:^|\s)--?(?:race|msan|asan|buildmode)\b|-linkmode[\s=]+external/;

/** What is asked of a make file. */
export interface MakeCall {
  /** Named targets; none: the file's first. */
  readonly targets: readonly string[];
  /** Variables given on the command line, as they stand. */
  readonly variables: ReadonlyMap<string, string>;
  /** Whether the environment may give a variable a value. */
  readonly fromOutside: (name: string) => boolean;
}

/** Stands for what only make or a shell could work out; no path has it. */
const UNKNOWN = '\u0001';

/** Parts of the language that decide only when make runs. */
const BEYOND =
  /^(?:ifn?eq|ifn?def|else|endif|define|-?include|sinclude|override|vpath|\.(?:ONESHELL|RECIPEPREFIX))\b/;

const ASSIGNMENT = /^(?:export\s+)?([\w.-]+)\s*(::?:?|\?|\+|!)?=\s*(.*)$/;
const RULE = /^([^\s:=#][^:=#]*?)\s*::?\s*([^=;]*)$/;

/** Rules and variables; undefined when the file decides more than can be read from it. */
function parse(text: string, call: MakeCall): Makefile | undefined {
  if (text.length > LONGEST_FILE) return undefined;
  const variables = new Map([
    ['CURDIR', '.'],
    ['MAKE', 'make'],
  ]);
  for (const [name, value] of call.variables)
    variables.set(name, /[$`]/.test(value) ? UNKNOWN : value);
  const rules = new Map<string, Rule>();
  let open: readonly Rule[] = [];
  let first: string | undefined;
  for (const line of text.replaceAll(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      for (const rule of open) rule.recipe.push(line.trim());
      continue;
    }
    const plain = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (plain === '') continue;
    if (plain.length > LONGEST_LINE || BEYOND.test(plain)) return undefined;
    const [, name, sort, value = ''] = ASSIGNMENT.exec(plain) ?? [];
    if (name !== undefined) {
      if (call.variables.has(name)) continue;
      // Twice, appended, run by a shell, or left to the environment: no one value.
      const many = variables.has(name) || sort === '+' || sort === '!';
      const outside = sort === '?' && call.fromOutside(name);
      variables.set(name, many || outside ? UNKNOWN : value);
      continue;
    }
    if (/^(?:un)?export\b[\w\s.-]*$/.test(plain)) continue;
    const [, names, needs = ''] = RULE.exec(plain) ?? [];
    // Variables of one target, recipes on the same line, calls of functions.
    if (names === undefined) return undefined;
    const targets = expand(names, '', variables)
      .split(/\s+/)
      .filter((one) => one !== '');
    open = targets.map((target) => {
      const known = rules.get(target);
      const more = needs.split(/[\s|]+/).filter((one) => one !== '');
      const rule = { needs: [...(known?.needs ?? []), ...more], recipe: known?.recipe ?? [] };
      rules.set(target, rule);
      return rule;
    });
    first ??= targets.find((one) => !one.startsWith('.'));
  }
  first = variables.get('.DEFAULT_GOAL') ?? first;
  return { variables, rules, ...(first !== undefined && { first }) };
}

/** Targets that are followed, and letters of a line and of a file that are read. */
const MOST = 500;
const LONGEST_LINE = 10_000;
const LONGEST_FILE = 200_000;

/** Replaces variables from the inside out; functions and unknown names become unknown. */
function expand(text: string, target: string, variables: Makefile['variables']): string {
  let now = text.replaceAll('$$', UNKNOWN).replaceAll('$@', target);
  for (let pass = 0; pass < 32 && now.length < 20_000; pass++) {
    const next = now.replaceAll(
      /\$(?:\(([^(){}$]*)\)|\{([^(){}$]*)\})/g,
      (_, round?: string, curly?: string) => variables.get(round ?? curly ?? '') ?? UNKNOWN,
    );
    if (next === now) break;
    now = next;
  }
  return now.replaceAll('$', UNKNOWN);
}

/** The recipe lines of targets and of all they need, with the variables put in. */
function linesOf(file: Makefile, targets: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (target: string): void => {
    if (seen.has(target) || seen.size > MOST) return;
    seen.add(target);
    const rule = file.rules.get(target);
    if (!rule) return;
    for (const need of rule.needs)
      for (const one of expand(need, target, file.variables).split(/\s+/)) visit(one);
    for (const line of rule.recipe)
      found.push(expand(line, target, file.variables).replace(/^[@+\s-]+/, ''));
  };
  for (const target of targets) visit(target);
  return found;
}

function commandsOf(nodes: readonly ShellNode[]): readonly SimpleCommand[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'command') return [node];
    if (node.kind !== 'logic' || node.rest.some((one) => one.operator !== '&&')) return [];
    return commandsOf([node.first, ...node.rest.map((one) => one.node)]);
  });
}

/**
 * Paths of the programs that a make target compiles with `go build`, relative to the directory
 * make runs in. Only those whose path is certain; none when a part links C code on purpose, or
 * works with `absolute`, the directory the sources lay in before. Source: GNU make's manual.
 */
export function programsOfMake(
  text: string,
  call: MakeCall,
  details: GoDetails,
  absolute: string,
): readonly string[] {
  const file = parse(text, call);
  const targets = call.targets.length > 0 ? call.targets : file?.first ? [file.first] : [];
  if (!file || targets.some((one) => !file.rules.has(one))) return [];
  const all = [...file.variables.values(), ...linesOf(file, targets)];
  const before = new RegExp(`(?<![\\w.-])${absolute.replaceAll(/[^\w/]/g, '\\$&')}(?![\\w.-])`);
  const bound = (line: string): boolean => absolute !== '/' && before.test(line);
  if (all.some((line) => LINKED.test(line) || bound(line))) return [];
  const cgo = file.variables.get('CGO_ENABLED');
  if (cgo !== undefined && cgo !== '0') return [];
  return linesOf(file, targets).flatMap((line) => {
    const commands = commandsOf(parseShellText(line, placeAt({ start: 0, end: 0 })).nodes);
    const words = commands.map((one) => one.words.map((word) => word.value ?? UNKNOWN));
    // What runs elsewhere leaves its program elsewhere.
    if (words.some(([name]) => name === 'cd')) return [];
    return words
      .filter(([name, verb]) => name === 'go' && verb === 'build')
      .flatMap((build) => {
        const { flags, packages } = readBuildWords(build.slice(2));
        const own = flags.find(([flag]) => flag === '-o')?.[1];
        const named = own === undefined || own.endsWith('/') ? packages : [own];
        if (own?.startsWith('/') || flags.some(([flag]) => flag === '-C')) return [];
        if (named.some((word) => word.includes(UNKNOWN))) return [];
        // Without `-o` unknown words may hide one.
        if (own === undefined && build.some((word) => word.includes(UNKNOWN))) return [];
        return outputsOf(build, { workdir: '/m', cwd: '.' }, details).map((one) =>
          posix.relative('/m', one.output),
        );
      });
  });
}
