import { exactly } from '../../../facts/bytes.ts';
import type { ContextEntry } from '../../../facts/context.ts';
import type { Span } from '../../../text/span.ts';
import { contextSources, plainSource } from '../../copies.ts';
import { defineRule } from '../../define-rule.ts';
import { builtStages, placesIn, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { listed, megabytes } from '../../words.ts';
import { SURPLUS } from './surplus.ts';

/** Bytes below which a directory is not worth a word. */
const WORTH = 100_000;

interface Surplus {
  readonly pattern: string;
  readonly bytes: number;
}

interface Sight {
  readonly span: Span;
  readonly stage: string;
  readonly surplus: readonly Surplus[];
}

/** The build context holds what no image needs. */
export const rule: Rule = defineRule<Sight>({
  id: 'size/weak-ignore-file',
  aliases: [],
  severity: 'warning',
  summary: 'The ignore file lets through what no image needs.',
  find: (input) => find(input),
  say: ({ surplus }, input) => {
    const what = surplus.map(
      ({ pattern, bytes }) => `${bare(pattern)} (${megabytes({ low: bytes, high: bytes })})`,
    );
    const file = input.context?.ignoreFile ?? '.dockerignore';
    const where =
      input.context?.ignoreFile === undefined
        ? 'There is no .dockerignore'
        : `${file} lets them through`;
    return `${where}: this copies ${listed(what, 4)} from the build context. They cost time, break the cache at every change and may ship. Add ${listed(
      surplus.map(({ pattern }) => `\`${pattern}\``),
      6,
    )} to ${file}.`;
  },
  cost: ({ surplus }) => ({ bytes: exactly(surplus.reduce((sum, { bytes }) => sum + bytes, 0)) }),
  fix: ({ surplus }, { context }) =>
    context === undefined || context.ignoreFile !== undefined
      ? undefined
      : {
          title: 'Write a .dockerignore',
          safety: 'unsafe',
          edits: [
            {
              file: '.dockerignore',
              start: 0,
              end: 0,
              text: `${surplus.map(({ pattern }) => pattern).join('\n')}\n`,
              create: true,
            },
          ],
        },
});

/** One finding a file, at the first COPY that takes the whole context. */
function find(input: RuleInput): Sight[] {
  const { context } = input;
  if (context === undefined) return [];
  for (const { stage, step } of placesIn(builtStages(input.trace))) {
    const word = contextSources(step.instruction).find((source) => plainSource(source) === '.');
    if (word === undefined || step.instruction.flags.some(({ name }) => name === 'exclude'))
      continue;
    const surplus = surplusOf(context.entries());
    return surplus.length === 0
      ? []
      : [{ span: word.span, stage: stageName(stage.stage), surplus }];
  }
  return [];
}

function surplusOf(entries: readonly ContextEntry[]): Surplus[] {
  const bytes = new Map<string, number>();
  for (const { path, size, kind } of entries) {
    if (kind !== 'file') continue;
    const pattern = patternFor(path);
    if (pattern !== undefined) bytes.set(pattern, (bytes.get(pattern) ?? 0) + size);
  }
  const all = [...bytes].map(([pattern, sum]) => ({ pattern, bytes: sum }));
  return all.filter((one) => one.bytes >= WORTH).toSorted((a, b) => b.bytes - a.bytes);
}

/** The ignore pattern that would keep a path out, when no image needs it. */
function patternFor(path: string): string | undefined {
  for (const part of path.split('/').slice(0, -1)) {
    const pattern = SURPLUS.get(part);
    if (pattern !== undefined && (pattern.startsWith('**/') || path.startsWith(`${part}/`)))
      return pattern;
  }
  return undefined;
}

function bare(pattern: string): string {
  return pattern.replace(/^\*\*\//, '');
}
