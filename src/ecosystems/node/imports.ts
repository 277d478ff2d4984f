import { type Source, argumentsAt } from '../../project/source-scan.ts';

/** A name of a module and what it stands for in another one. */
export interface Binding {
  readonly specifier: string;
  /** `default`, `*` (the whole module) or an exported name. */
  readonly name: string;
}

export interface Imports {
  /** Every specifier, in order, types only left out. */
  readonly specifiers: readonly string[];
  /** Local name → where it comes from. */
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Something is loaded by a computed name. */
  readonly dynamic: boolean;
}

const FROM = /\b(?:from|import)\s*\(?\s*(?=["'`])/g;
const CALLED = /(?<![\w$.])(?:require|import)\s*\(|\brequire\.resolve\s*\(/g;
const CLAUSE_END = /\bfrom\s*(?=["'`])/g;
const CJS =
  /\b(?:const|let|var)\s+([\w$]+|\{[^{}]{0,2000}\})\s*(?::[^=;]{0,80})?=\s*(?:[\w$.]+\s*\(\s*)?(?:await\s+)?(?:require|import)\s*\(\s*(?=["'`])/g;
const TS_REQUIRE = /\bimport\s+([\w$]+)\s*=\s*require\s*\(\s*(?=["'`])/g;

/** What a module loads. */
export function readImports(source: Source): Imports {
  const specifiers = new Set<string>();
  for (const match of source.code.matchAll(FROM)) {
    if (isTypeOnly(source.code, match.index)) continue;
    add(specifiers, source.stringAt(match.index + match[0].length)?.value);
  }
  let dynamic = false;
  for (const match of source.code.matchAll(CALLED)) {
    const open = match.index + match[0].length - 1;
    const argument = argumentsAt(source, open)?.list[0];
    if (argument === undefined) continue;
    const literal = source.stringAt(argument.start);
    if (literal !== undefined && !literal.computed && literal.end === argument.end) {
      specifiers.add(literal.value);
    } else if (!match[0].includes('resolve')) dynamic = true;
  }
  return { specifiers: [...specifiers], bindings: bindingsOf(source), dynamic };
}

function add(all: Set<string>, value: string | undefined): void {
  if (value !== undefined) all.add(value);
}

/** `import type … from` and `export type … from` vanish when compiled. */
function isTypeOnly(code: string, from: number): boolean {
  const before = code.slice(Math.max(0, from - 2000), from);
  const start = Math.max(before.lastIndexOf('import'), before.lastIndexOf('export'));
  return start >= 0 && /^(?:import|export)\s+type\s+[\w${*]/.test(before.slice(start));
}

/** What stands between an `import` and its `from`. */
function clauseBefore(code: string, from: number): string | undefined {
  const before = code.slice(Math.max(0, from - 4000), from);
  const start = before.lastIndexOf('import');
  const clause = start < 0 ? '' : before.slice(start + 'import'.length);
  return /^[\s{*][^"'`;()=]*$/.test(clause) ? clause : undefined;
}

function bindingsOf(source: Source): ReadonlyMap<string, Binding> {
  const bindings = new Map<string, Binding>();
  for (const match of source.code.matchAll(CLAUSE_END)) {
    const specifier = source.stringAt(match.index + match[0].length)?.value;
    const clause = clauseBefore(source.code, match.index);
    if (specifier !== undefined && clause !== undefined) bindClause(bindings, clause, specifier);
  }
  for (const pattern of [CJS, TS_REQUIRE]) {
    for (const match of source.code.matchAll(pattern)) {
      const literal = source.stringAt(match.index + match[0].length);
      if (literal === undefined) continue;
      const member = /^\s*\)\s*\.\s*([\w$]+)/.exec(
        source.code.slice(literal.end, literal.end + 80),
      )?.[1];
      const target = match[1] ?? '';
      if (target.startsWith('{')) bindNames(bindings, target, literal.value);
      else bindings.set(target, { specifier: literal.value, name: member ?? '*' });
    }
  }
  return bindings;
}

/** `a, { b as c }`, `* as d`, `type X` … of an import declaration. */
function bindClause(bindings: Map<string, Binding>, clause: string, specifier: string): void {
  const brace = clause.indexOf('{');
  const plain = brace < 0 ? clause : clause.slice(0, brace);
  for (const part of plain.split(',')) {
    const star = /^\s*\*\s*as\s+([\w$]+)\s*$/.exec(part)?.[1];
    const single = /^\s*([\w$]+)\s*$/.exec(part)?.[1];
    if (star !== undefined) bindings.set(star, { specifier, name: '*' });
    else if (single !== undefined) bindings.set(single, { specifier, name: 'default' });
  }
  if (brace >= 0) bindNames(bindings, clause.slice(brace), specifier);
}

/** `{ a, b: c, d as e, f = 1 }`. */
function bindNames(bindings: Map<string, Binding>, braces: string, specifier: string): void {
  for (const part of braces.replace(/[{}]/g, '').split(',')) {
    const match = /^\s*(?:type\s+)?([\w$]+)\s*(?:(?::|\bas\b)\s*([\w$]+))?\s*(?:=.*)?$/s.exec(part);
    const name = match?.[1];
    if (name !== undefined) bindings.set(match?.[2] ?? name, { specifier, name });
  }
}
