import { posix } from 'node:path';
import { copyParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';
import type { Scope } from './keep-values.ts';

/** What a COPY or ADD brings. */
export type ReadCopy =
  /** Everything of the context. */
  | { readonly is: 'all' }
  | { readonly is: 'manifests' }
  /** A selection of the sources into the working directory. */
  | { readonly is: 'sources'; readonly text: string }
  /** Into another place, from an address or another image: it stays. */
  | { readonly is: 'other'; readonly text: string }
  | {
      readonly is: 'stage';
      readonly from: string;
      readonly sources: readonly string[];
      readonly to: string;
    };

const MANIFEST_NAMES =
  /^(package(-lock)?\.json|package\*\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-(lock|workspace)\.yaml|\.npmrc|\.yarnrc(\.yml)?|requirements[\w.-]*\.txt|requirements\*\.txt|\*requirements\*\.txt|pyproject\.toml|poetry\.lock|Pipfile(\.lock)?|setup\.(py|cfg)|constraints\.txt|go\.(mod|sum|work)|go\.\*)$/;

/** The instruction without the flags that name accounts the new image does not have. */
function withoutOwner(file: string, instruction: Instruction): string {
  let text = file.slice(instruction.span.start, instruction.span.end);
  for (const flag of instruction.flags.toReversed()) {
    if (flag.name !== 'chown') continue;
    const from = flag.span.start - instruction.span.start;
    const to = flag.span.end - instruction.span.start;
    text = text.slice(0, from) + text.slice(to).replace(/^[ \t]+/, '');
  }
  return text;
}

/** Tells what a COPY or ADD is for. `stages` are the names and numbers of the file's own stages. */
export function readCopy(
  file: string,
  instruction: Instruction,
  scope: Scope,
  workdir: { readonly now: string; readonly final: string },
  stages: ReadonlySet<string>,
  application: Application,
): ReadCopy {
  const parts = copyParts(instruction);
  const sources = parts.sources.map((word) => scope.expand(word.text));
  const destination = scope.expand(parts.destination?.text ?? '.');
  const to = posix.resolve(workdir.now, destination);
  const text = withoutOwner(file, instruction);
  const from = parts.from?.value;
  if (from !== undefined) {
    const name = scope.expand(from).toLowerCase();
    return stages.has(name) ? { is: 'stage', from: name, sources, to } : { is: 'other', text };
  }
  const remote = sources.some((source) => /^(https?|git):|^git@/.test(source));
  if (remote || parts.heredocs.length > 0) return { is: 'other', text };
  if (
    instruction.name === 'ADD' &&
    sources.some((source) => /\.(tar(\.\w+)?|tgz|tbz2|txz)$/.test(source))
  ) {
    return { is: 'other', text };
  }
  const inside = [workdir.now, workdir.final].some(
    (dir) => to === dir || (dir !== '/' && to.startsWith(`${dir}/`)),
  );
  // Without any WORKDIR, what is copied to a relative place follows the new one.
  const follows = workdir.now === '/' && workdir.final === '/' && !destination.startsWith('/');
  const target = to === workdir.final || (workdir.final === '/' && to === workdir.now);
  const all = sources.some((source) => /^(\.|\.\/|\/|\*)$/.test(source)) && target;
  if (all) return { is: 'all' };
  const named = sources.map((source) => source.replace(/^\.?\//, ''));
  const manifest = named.every(
    (source) =>
      MANIFEST_NAMES.test(source.split('/').at(-1) ?? '') || application.manifests.includes(source),
  );
  if (manifest) return { is: 'manifests' };
  return inside || follows ? { is: 'sources', text } : { is: 'other', text };
}
