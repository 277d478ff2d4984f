import type { Found } from '../../facts/project.ts';
import { NODE_PROGRAMS } from '../../knowledge/node-services.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { argumentsAt } from '../../project/source-scan.ts';
import { evaluate } from './evaluate.ts';
import { type Module, type Program, packageName } from './modules.ts';

/** Functions that start programs, by package: `shell` ones take a command line. */
const STARTERS: Readonly<Record<string, { readonly shell: RegExp; readonly direct: RegExp }>> = {
  child_process: {
    shell: /^(?:exec|execSync)$/,
    direct: /^(?:spawn|spawnSync|execFile|execFileSync)$/,
  },
  'cross-spawn': { shell: /^$/, direct: /^(?:default|\*|sync|spawn)$/ },
  execa: {
    shell: /^$/,
    direct: /^(?:default|\*|execa|execaSync|execaCommand|execaCommandSync|sync|command)$/,
  },
  shelljs: { shell: /^exec$/, direct: /^$/ },
};
const CALL = /(?<![\w$])([A-Za-z_$][\w$]*)(?:\s*\.\s*(\w+))?\s*\(/g;

/** Programs the code starts, `sh` where it goes through a shell. */
export function detectPrograms(program: Program): readonly Found<string>[] {
  const all = program.modules.flatMap((module) => [...startedIn(program, module)]);
  for (const module of program.modules) {
    for (const specifier of module.imports.specifiers) {
      const name = NODE_PROGRAMS[packageName(specifier) ?? ''];
      if (name !== undefined)
        all.push(
          found(name, 'likely', evidence(module.file, undefined, `started by ${specifier}`)),
        );
    }
  }
  return distinct(all);
}

function* startedIn(program: Program, module: Module): Generator<Found<string>> {
  const names = starterNames(module);
  if (names.size === 0) return;
  const { source } = module;
  for (const match of source.code.matchAll(CALL)) {
    const starter = names.get(match[1] ?? '');
    if (
      starter === undefined ||
      (starter.name === '*' && match[2] === undefined && starter.from === 'child_process')
    )
      continue;
    const called =
      starter.name === '*' || starter.name === 'default' ? (match[2] ?? '*') : starter.name;
    const kind = STARTERS[starter.from];
    const isShell = kind?.shell.test(called) === true;
    if (!isShell && kind?.direct.test(called) !== true) continue;
    const open = match.index + match[0].length - 1;
    const args = argumentsAt(source, open)?.list ?? [];
    const [first] = args;
    if (first === undefined) continue;
    const where = evidence(
      module.file,
      source.line(match.index),
      called === '*' ? starter.from : called,
    );
    const usesShell = isShell || args.some((one) => /\bshell\s*:\s*(?!false)/.test(one.text));
    if (usesShell) yield found('sh', 'certain', where);
    const value = evaluate(program, { module, start: first.start, end: first.end })?.literal;
    const text = typeof value === 'string' ? value : (source.stringAt(first.start)?.value ?? '');
    const lineTaken = usesShell || /[cC]ommand/.test(called) || starter.from === 'execa';
    for (const name of lineTaken ? commandsOf(text) : [text]) {
      if (/^[\w./+-]+$/.test(name)) yield found(name, 'certain', where);
    }
  }
}

interface Starter {
  readonly from: string;
  readonly name: string;
}

/** Local names that stand for a starter, `promisify(exec)` included. */
function starterNames(module: Module): ReadonlyMap<string, Starter> {
  const names = new Map<string, Starter>();
  for (const [local, { specifier, name }] of module.imports.bindings) {
    const from = specifier.replace(/^node:/, '');
    if (Object.hasOwn(STARTERS, from)) names.set(local, { from, name });
  }
  const promised =
    /\b(?:const|let|var)\s+([\w$]+)\s*=\s*(?:[\w$]+\.)?promisify\s*\(\s*(?:([\w$]+)\.)?([\w$]+)\s*\)/g;
  for (const [, local = '', owner, original = ''] of module.source.code.matchAll(promised)) {
    const known = names.get(owner ?? original);
    if (known !== undefined)
      names.set(local, { from: known.from, name: owner === undefined ? known.name : original });
    else if (/child_process/.test(module.source.text) && /^exec(?:File)?$/.test(original))
      names.set(local, { from: 'child_process', name: original });
  }
  return names;
}

/** First words of the simple commands of a command line; words with expansions are left out. */
function commandsOf(line: string): readonly string[] {
  return line
    .slice(0, 2000)
    .split(/&&|\|\||[|;\n]/)
    .map(
      (part) =>
        part
          .trim()
          .replace(/^(?:[A-Za-z_]\w*=\S*\s+)+/, '')
          .split(/\s+/)[0] ?? '',
    )
    .filter((word) => word !== '' && !/^(?:cd|export|set|exit|echo|test|\[)$/.test(word));
}
