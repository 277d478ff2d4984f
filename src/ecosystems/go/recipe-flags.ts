import type { BuildWords } from './build-words.ts';

/** `-s -w` drop the symbol table and the debugger's data: 20 to 30 % of a program. */
function linkerFlags(own: string | undefined): string {
  const words = (own ?? '')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '-s' && word !== '-w');
  return ['-s', '-w', ...words].join(' ');
}

const DROPPED: ReadonlySet<string> = new Set([
  '-o',
  '-ldflags',
  '-trimpath',
  '-a',
  '-v',
  '-x',
  '-installsuffix',
  '-C',
]);

/** The flags to compile with: the user's own as they stand, what only shaped the output left out. */
export function flagsOf(own: BuildWords | undefined): readonly string[] {
  const kept = (own?.flags ?? []).filter(([name]) => !DROPPED.has(name));
  const linker = linkerFlags(own?.flags.find(([name]) => name === '-ldflags')?.[1]);
  const words = kept.map(([name, value]) =>
    value === undefined ? name : `${name}=${shellWord(value)}`,
  );
  return ['-trimpath', ...words, `-ldflags="${linker.replaceAll('"', '\\"')}"`];
}

function shellWord(word: string): string {
  return /^[\w./:=@+,-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}
