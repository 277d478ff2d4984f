import type { Instruction } from '../dockerfile/types.ts';
import { contextPathOf, type GoReading } from './keep-go.ts';
import type { Scope } from './keep-values.ts';
import { plainChain, scriptOf, writtenWords } from './keep-words.ts';

/** A call of make at the root of the module, after the sources came. */
export interface MakeRun {
  readonly targets: readonly string[];
  readonly variables: readonly (readonly [string, string])[];
  readonly workdir: string;
}

interface Place {
  readonly scope: Scope;
  readonly workdir: string;
  readonly place: string;
}

/** Remembers what make is asked for: what it leaves, another stage may take. */
export function noteMake(instruction: Instruction, at: Place, go: GoReading): void {
  if (instruction.heredocs.length > 0 || at.place !== 'after-sources') return;
  const chain = plainChain(scriptOf(instruction).nodes) ?? [];
  const calls = chain.filter((one) => one.words[0]?.value === 'make');
  if (calls.length === 0) return;
  const elsewhere = contextPathOf(at.workdir, go) !== '.' || go.dir !== '.';
  const moves = chain.some((one) => one.words[0]?.value === 'cd');
  for (const call of calls) {
    const words = writtenWords(call).slice(1);
    const cgo = [
      at.scope.get('CGO_ENABLED'),
      call.assignments.find((one) => one.name === 'CGO_ENABLED')?.value?.value,
    ];
    const linked = cgo.some((value) => value !== undefined && value !== '0');
    // Other flags lead to another file or directory.
    const odd = words.some((word) => word.startsWith('-') && !/^-(?:j\d*|s|B)$/.test(word));
    go.makes.push(
      elsewhere || moves || linked || odd
        ? undefined
        : {
            targets: words.filter((word) => !word.startsWith('-') && !word.includes('=')),
            variables: words.flatMap((word) => {
              const [, name, value] = /^([\w.-]+)=(.*)$/s.exec(word) ?? [];
              return name === undefined ? [] : [[name, value ?? ''] as const];
            }),
            workdir: at.workdir,
          },
    );
  }
}

/** The one call of make that may have left what nothing else explains. */
export function onlyMake(go: GoReading): MakeRun | undefined {
  return go.makes.length === 1 && go.programs.length === 0 ? go.makes[0] : undefined;
}
