import { type Bytes, addBytes } from '../facts/bytes.ts';
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
  readonly ok?: Machine;
  readonly bad?: Machine;
  /** The shell itself ended, with success or without. */
  readonly exitOk?: Machine;
  readonly exitBad?: Machine;
}

/** Either of two machines, or the one there is. */
export function either(a: Machine | undefined, b: Machine | undefined): Machine | undefined {
  if (a === undefined || a === b) return b;
  return b === undefined ? a : joinMachines(a, b);
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

/** Ends without the impossible ones. */
export function ends(ok?: Machine, bad?: Machine, exitOk?: Machine, exitBad?: Machine): Ends {
  return {
    ...(ok ? { ok } : {}),
    ...(bad ? { bad } : {}),
    ...(exitOk ? { exitOk } : {}),
    ...(exitBad ? { exitBad } : {}),
  };
}

/**
 * The machine of which either `a` or `b` is true. Most joins describe a failure nobody asks about
 * (`a && b && c`), so each part is joined when it is looked at, and once.
 */
function joinMachines(a: Machine, b: Machine): Machine {
  let files: Tree | undefined;
  let packages: readonly Package[] | undefined;
  let leftovers: readonly Leftover[] | undefined;
  let shell: ShellMemory | undefined;
  return {
    get files() {
      return (files ??= joinTrees(a.files, b.files));
    },
    get packages() {
      return (packages ??= union(a.packages, b.packages));
    },
    get leftovers() {
      return (leftovers ??= union(a.leftovers, b.leftovers));
    },
    get spread() {
      return hull(a.spread, b.spread);
    },
    get shell() {
      return (shell ??= joinShells(a.shell, b.shell));
    },
  };
}

/** The same machine with another shell's memory: what a subshell leaves behind. */
export function withShell(machine: Machine, shell: ShellMemory): Machine {
  return {
    get files() {
      return machine.files;
    },
    get packages() {
      return machine.packages;
    },
    get leftovers() {
      return machine.leftovers;
    },
    get spread() {
      return machine.spread;
    },
    shell,
  };
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
  const variables = new Map(a.variables);
  for (const [name, value] of b.variables) {
    const other = variables.get(name);
    if (!variables.has(name) || other === undefined || value === undefined)
      variables.set(
        name,
        other === value && variables.has(name) ? value : unknown({ by: 'assumption', what: name }),
      );
    else variables.set(name, joinFacts(other, value));
  }
  return {
    cwd: joinFacts(a.cwd, b.cwd),
    variables,
    functions: new Map([...a.functions, ...b.functions]),
    errexit: a.errexit && b.errexit,
    pipefail: a.pipefail && b.pipefail,
    ...(a.open === true || b.open === true ? { open: true as const } : {}),
    ...(a.positional && a.positional === b.positional ? { positional: a.positional } : {}),
  };
}

/** A machine with more bytes written. */
export function writing(machine: Machine, bytes: Bytes): Machine {
  return bytes.high === 0 ? machine : { ...machine, spread: addBytes(machine.spread, bytes) };
}
