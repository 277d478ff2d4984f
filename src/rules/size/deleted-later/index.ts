import { type Bytes, addBytes } from '../../../facts/bytes.ts';
import type { FileTree, StepTrace } from '../../../facts/image.ts';
import type { Span } from '../../../text/span.ts';
import { defineRule } from '../../define-rule.ts';
import {
  contains,
  isCertain,
  inFileOrder,
  leftBehind,
  placeOf,
  placesIn,
  shippedStages,
  stageName,
} from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { listed } from '../../words.ts';

/** Bytes below which a deleted file is not worth a word. */
const WORTH = 100_000;
/** Most entries of a deleted directory that are added up. */
const MOST = 5000;

interface Deleted {
  /** What wrote it. */
  readonly span: Span;
  readonly path: string;
  readonly size: Bytes;
}

interface Sight {
  readonly span: Span;
  readonly stage: string;
  readonly paths: readonly string[];
  readonly size: Bytes;
}

/** Files that a later layer deletes: they ship all the same. */
export const rule: Rule = defineRule<Sight>({
  id: 'size/deleted-later',
  aliases: [],
  severity: 'warning',
  summary: 'Files are deleted in a later layer, so they ship all the same.',
  find: (input) => find(input),
  say: ({ paths }) =>
    `${listed(paths)} ${paths.length === 1 ? 'is' : 'are'} written here and deleted by a later layer, which hides the bytes and frees none. Delete in the RUN that writes, or write in a build stage.`,
  cost: ({ size }) => ({ bytes: size }),
});

function find(input: RuleInput): Sight[] {
  const places = inFileOrder(placesIn(shippedStages(input.trace)));
  const groups = new Map<number, Deleted[]>();
  for (const one of [...byPrograms(input), ...places.flatMap(({ step }) => byCommands(step))]) {
    const group = groups.get(one.span.start) ?? [];
    if (group.every(({ path }) => path !== one.path)) group.push(one);
    groups.set(one.span.start, group);
  }
  return [...groups.values()].flatMap((group) => {
    const span = group[0]?.span;
    const size = addBytes(...group.map((one) => one.size));
    const place = span === undefined ? undefined : placeOf(places, span);
    if (span === undefined || place === undefined || size.high < WORTH) return [];
    return [
      { span, stage: stageName(place.stage.stage), paths: group.map(({ path }) => path), size },
    ];
  });
}

/** What programs were known to leave, such as package lists. */
function byPrograms(input: RuleInput): Deleted[] {
  return leftBehind(input, 'deleted-later').flatMap(({ span, left }) =>
    left
      .filter((one) => isCertain(one) && one.path !== '/usr')
      .map(({ path, size }) => ({ span, path: path.replace(/^package:/, ''), size })),
  );
}

/** Files of earlier instructions that a command of this one removes. */
function byCommands(step: StepTrace): Deleted[] {
  return step.commands.flatMap(({ effect }) =>
    effect.changes.flatMap(({ do: change, path }) => {
      if (change === 'put' || change === 'doubt') return [];
      const found = step.before.files.get(path);
      const span = found.entry?.origin.at;
      if (found.is !== 'yes' || found.entry === undefined || span === undefined) return [];
      // Of the same instruction: nothing was stored yet. Of packages: their manager takes them away.
      const foreign = ['base', 'stage', 'package'].includes(found.entry.origin.by);
      if (foreign || contains(step.instruction.span, span)) return [];
      return [{ span, path, size: addBytes(found.entry.size, below(step.before.files, path)) }];
    }),
  );
}

function below(files: FileTree, dir: string): Bytes {
  const sizes: Bytes[] = [];
  const todo = [dir];
  for (let next = todo.pop(); next !== undefined && sizes.length < MOST; next = todo.pop()) {
    for (const entry of files.list(next).entries) {
      sizes.push(entry.size);
      if (entry.kind === 'dir') todo.push(entry.path);
    }
  }
  return addBytes(...sizes);
}
