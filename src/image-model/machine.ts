import type { Bytes } from '../facts/bytes.ts';
import type { Leftover, Package } from '../facts/image.ts';
import { type Fact, unknown } from '../facts/origin.ts';
import type { Argument } from '../programs/types.ts';
import type { ShellNode } from '../shell/types.ts';
import { hull, joinFacts, joinTrees } from './tree/join.ts';
import type { Tree } from './tree/tree.ts';

/** What a shell knows while it runs. */
export interface ShellMemory {
  readonly cwd: Fact<string>;
  /** Variables set in the shell; undefined: unset there. What is not here comes from the image. */
  readonly variables: ReadonlyMap<string, Fact<string> | undefined>;
  readonly functions: ReadonlyMap<string, readonly ShellNode[]>;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** A script nobody has read was taken into the shell: it may have set any variable. */
  readonly open?: true;
  /** Words that the script or function was given; undefined: not known. */
  readonly positional?: readonly Argument[];
}

/** The state between two commands of a RUN. */
export interface Machine {
  readonly files: Tree;
  readonly packages: readonly Package[];
  readonly leftovers: readonly Leftover[];
  /** Bytes written that neither files nor packages carry. */
  readonly spread: Bytes;
  readonly shell: ShellMemory;
}

/** How a piece of a script can end: each machine is undefined when that end is impossible. */
export interface Ends {
  readonly ok?: Machine | undefined;
  readonly bad?: Machine | undefined;
  /** The shell itself ended, with success or without. */
  readonly exitOk?: Machine | undefined;
  readonly exitBad?: Machine | undefined;
}

/** Either of two machines, or the one there is. */
export function either(a: Machine | undefined, b: Machine | undefined): Machine | undefined {
  if (a === undefined || a === b) return b;
  return b === undefined ? a : new JoinedMachine(a, b);
}

/** Ends of two ways through a script. */
export function joinEnds(a: Ends, b: Ends): Ends {
  return ends(
    either(a.ok, b.ok),
    either(a.bad, b.bad),
    either(a.exitOk, b.exitOk),
    either(a.exitBad, b.exitBad),
  );
}

/** Ends, in one shape for all: thousands of them are made. */
export function ends(ok?: Machine, bad?: Machine, exitOk?: Machine, exitBad?: Machine): Ends {
  return { ok, bad, exitOk, exitBad };
}

/**
 * The machine of which either of two is true. Most joins describe a failure nobody asks about
 * (`a && b && c`), so each part is joined when it is looked at, and once.
 */
class JoinedMachine implements Machine {
  private readonly a: Machine;
  private readonly b: Machine;
  private joined: Partial<{ -readonly [part in keyof Machine]: Machine[part] }> = {};

  constructor(a: Machine, b: Machine) {
    this.a = a;
    this.b = b;
  }

  get files(): Tree {
    return (this.joined.files ??= joinTrees(this.a.files, this.b.files));
  }

  get packages(): readonly Package[] {
    return (this.joined.packages ??= union(this.a.packages, this.b.packages));
  }

  get leftovers(): readonly Leftover[] {
    return (this.joined.leftovers ??= union(this.a.leftovers, this.b.leftovers));
  }

  get spread(): Bytes {
    return (this.joined.spread ??= hull(this.a.spread, this.b.spread));
  }

  get shell(): ShellMemory {
    return (this.joined.shell ??= joinShells(this.a.shell, this.b.shell));
  }
}

/** A joined machine seen with another shell's memory. */
class OtherShell implements Machine {
  readonly machine: Machine;
  readonly shell: ShellMemory;

  constructor(machine: Machine, shell: ShellMemory) {
    this.machine = machine;
    this.shell = shell;
  }

  get files(): Tree {
    return this.machine.files;
  }

  get packages(): readonly Package[] {
    return this.machine.packages;
  }

  get leftovers(): readonly Leftover[] {
    return this.machine.leftovers;
  }

  get spread(): Bytes {
    return this.machine.spread;
  }
}

/** A machine with some parts replaced. */
export function withParts(machine: Machine, parts: Partial<Machine>): Machine {
  return {
    files: parts.files ?? machine.files,
    packages: parts.packages ?? machine.packages,
    leftovers: parts.leftovers ?? machine.leftovers,
    spread: parts.spread ?? machine.spread,
    shell: parts.shell ?? machine.shell,
  };
}

/** The same machine with another shell's memory: what a subshell leaves behind. Joins stay to be made. */
export function withShell(machine: Machine, shell: ShellMemory): Machine {
  if (machine instanceof OtherShell)
    return machine.shell === shell ? machine : new OtherShell(machine.machine, shell);
  if (machine instanceof JoinedMachine) return new OtherShell(machine, shell);
  return machine.shell === shell ? machine : withParts(machine, { shell });
}

/** Things of both branches; those of one branch only may be there, so their size starts at nothing. */
function union<T extends { readonly size: Bytes }>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a === b) return a;
  const [inA, inB] = [new Set(a), new Set(b)];
  const maybe = (one: T): T => ({ ...one, size: { ...one.size, low: 0 } });
  return [
    ...a.map((one) => (inB.has(one) ? one : maybe(one))),
    ...b.filter((one) => !inA.has(one)).map(maybe),
  ];
}

function joinShells(a: ShellMemory, b: ShellMemory): ShellMemory {
  if (a === b) return a;
  return {
    cwd: joinFacts(a.cwd, b.cwd),
    variables: joinVariables(a.variables, b.variables),
    functions:
      a.functions === b.functions ? a.functions : new Map([...a.functions, ...b.functions]),
    errexit: a.errexit && b.errexit,
    pipefail: a.pipefail && b.pipefail,
    ...(a.open === true || b.open === true ? { open: true as const } : {}),
    ...(a.positional && a.positional === b.positional ? { positional: a.positional } : {}),
  };
}

function joinVariables(
  a: ShellMemory['variables'],
  b: ShellMemory['variables'],
): ShellMemory['variables'] {
  if (a === b) return a;
  const variables = new Map(a);
  for (const [name, value] of b) {
    const other = variables.get(name);
    if (!variables.has(name) || other === undefined || value === undefined)
      variables.set(
        name,
        other === value && variables.has(name) ? value : unknown({ by: 'assumption', what: name }),
      );
    else variables.set(name, joinFacts(other, value));
  }
  return variables;
}
