import { posix } from 'node:path';
import { copyParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { addComment, commentsOf } from './keep-comments.ts';
import { type ReadCopy, readCopy } from './keep-copy.ts';
import { readGoStageCopy, strangeForBuild } from './keep-go-stages.ts';
import { type Position, type Reading, step } from './keep-reading.ts';

/** Paths the new file brings into the image by itself. */
function isBrought(path: string, into: Reading, to: string): boolean {
  const { application } = into;
  const name = posix.basename(path);
  const outputs = application.build?.value.outputs ?? [];
  if (
    /^(tini(-static)?|dumb-init|node_modules|package(-lock)?\.json|(site|dist)-packages|\.?venv|env|wheels?|\.local|install|bin)$/.test(
      name,
    )
  )
    return true;
  if (application.manifests.includes(name) || outputs.some((out) => posix.basename(out) === name))
    return true;
  return to === into.workdir;
}

/** `COPY . .` into a directory above the one the program runs in. */
function bringsAll(instruction: Instruction): boolean {
  return copyParts(instruction).sources.some((word) => /^(?:\.|\.\/|\/)$/.test(word.text));
}

type StageCopy = Extract<ReadCopy, { is: 'stage' }>;

/** Remembers where a directory of the context came to lie. */
function noteGoRoot(instruction: Instruction, copy: ReadCopy, at: Position, into: Reading): void {
  if (!into.go || copy.is === 'stage') return;
  if (copy.is === 'other') return;
  const parts = copyParts(instruction);
  const to = posix.resolve(at.workdir, at.scope.expand(parts.destination?.text ?? '.'));
  const sources = parts.sources.map((word) => at.scope.expand(word.text).replace(/^\//, '') || '.');
  const manifest = sources.find((source) => source.endsWith('go.mod'));
  const [only] = sources;
  if (manifest !== undefined) into.go.roots.push({ to, context: posix.dirname(manifest) });
  else if (only !== undefined && sources.length === 1 && !/[*?]/.test(only))
    into.go.roots.push({ to, context: posix.normalize(only).replace(/\/$/, '') });
}

function readGoCopy(instruction: Instruction, copy: StageCopy, at: Position, into: Reading): void {
  if (!into.go) return;
  if (at.stage === 'build') {
    sayStrange(instruction, copy, strangeForBuild(copy.sources, into.go), into);
    return;
  }
  const written = at.scope.expand(copyParts(instruction).destination?.text ?? '.');
  const place = { written, path: copy.to };
  const read = readGoStageCopy(copy.sources, place, at.workdir, into.go, into.inContext);
  for (const text of read.copies)
    into.steps.push({ ...step(instruction, at, 'copy', text), place: 'after-sources' });
  for (const one of read.made)
    into.go.made.push({ ...one, otherwise: strangeText(instruction, copy, [one.source]) });
  sayStrange(instruction, copy, read.strange, into);
}

function strangeText(
  instruction: Instruction,
  copy: StageCopy,
  strange: readonly string[],
): string {
  return `Line ${instruction.startLine} copies ${strange.join(', ')} from the stage ${copy.from}: what that is could not be established.`;
}

function sayStrange(
  instruction: Instruction,
  copy: StageCopy,
  strange: readonly string[],
  into: Reading,
): void {
  if (strange.length > 0) into.unplaced.push(strangeText(instruction, copy, strange));
}

/** What a COPY or ADD brings, and whether the new file brings it anyway. */
export function readCopyInstruction(instruction: Instruction, at: Position, into: Reading): void {
  const read = readCopy(
    into.file,
    instruction,
    at.scope,
    { now: at.workdir, final: at.stage === 'build' ? at.workdir : into.finalWorkdir },
    into.stageNames,
    into.application,
  );
  // `COPY . /app` above the WORKDIR, or into a directory above it.
  const whole = into.go !== undefined && read.is !== 'stage' && bringsAll(instruction);
  const copy: ReadCopy = whole ? { is: 'all' } : read;
  const line = instruction.startLine;
  noteGoRoot(instruction, copy, at, into);
  switch (copy.is) {
    case 'manifests':
      return;
    case 'all':
      addComment(into.comments, { above: 'sources', lines: commentsOf(instruction) });
      into.copiesAll = true;
      if (at.stage === 'runtime') into.imageCopies = true;
      else into.buildCopies = true;
      at.place = 'after-sources';
      return;
    case 'sources':
      (at.stage === 'runtime' ? into.sources.ofImage : into.sources.ofBuild).push(
        step(instruction, at, 'copy', copy.text),
      );
      at.place = 'after-sources';
      return;
    case 'other':
      into.steps.push(step(instruction, at, 'copy', copy.text));
      return;
    case 'stage': {
      if (at.place === 'before-install') at.place = 'after-install';
      if (copy.sources.every((path) => path.startsWith('/writable/'))) return;
      if (into.go) {
        readGoCopy(instruction, copy, at, into);
        return;
      }
      const strange = copy.sources.filter((path) => !isBrought(path, into, copy.to));
      if (at.stage === 'runtime' && strange.length > 0) {
        into.unplaced.push(
          `Line ${line} copies ${strange.join(', ')} from the stage ${copy.from}: what that is could not be established.`,
        );
      }
    }
  }
}
