import type { Instruction } from '../dockerfile/types.ts';
import type { ContextEntry } from '../facts/context.ts';
import type { RuleInput } from './types.ts';
import type { Word } from '../dockerfile/types.ts';

/** Sources of a COPY or ADD that come from the build context; none for `--from`, URLs and heredocs. */
export function contextSources(instruction: Instruction): readonly Word[] {
  if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return [];
  if (instruction.flags.some(({ name }) => name === 'from')) return [];
  return instruction.args
    .slice(0, -1)
    .filter(({ text }) => !text.startsWith('<<') && !/^(https?|git|ssh):\/\/|^git@/.test(text));
}

/** A source without quotes, leading `./` and trailing `/`; `.` for the whole context. */
export function plainSource(word: Word): string {
  const bare = word.text
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '');
  return bare === '' || bare === './*' || bare === '*' ? '.' : bare;
}

/** Files of the context that a source selects; undefined when the context is not known or a variable stands in it. */
export function selected(word: Word, input: RuleInput): readonly ContextEntry[] | undefined {
  const source = plainSource(word);
  if (input.context === undefined || source.includes('$')) return undefined;
  const found = source === '.' ? input.context.entries() : input.context.select(source);
  return found.filter(({ kind }) => kind === 'file');
}

const SOURCE = /\.(?:[cm]?[jt]sx?|py|go|rs|rb|php|java|kt|cs|ex|vue|svelte|html|css)$/;

/**
 * Whether a COPY takes the sources of the project: the whole context, or a directory
 * that holds a manifest together with sources.
 */
export function isBroadCopy(instruction: Instruction, input: RuleInput): boolean {
  return contextSources(instruction).some((word) => {
    if (plainSource(word) === '.') return instruction.flags.every(({ name }) => name !== 'exclude');
    const files = selected(word, input) ?? [];
    return (
      files.some(({ path }) => MANIFEST.test(path)) &&
      files.some(({ path }) => SOURCE.test(path) && !MANIFEST.test(path))
    );
  });
}

const MANIFEST =
  /(^|\/)(package\.json|requirements[\w.-]*\.txt|pyproject\.toml|Pipfile|go\.mod|Gemfile|composer\.json|Cargo\.toml|mix\.exs|[^/]+\.csproj)$/;
