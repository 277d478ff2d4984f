import { lineStarts, positionAt } from '../text/lines.ts';
import type { Place } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** That a path comes with a later instruction of the stage, or is elsewhere in the image, as advice; undefined when neither. */
export function copiedLater(
  path: string,
  { stage, step }: Place,
  input: RuleInput,
): string | undefined {
  const at = stage.steps.indexOf(step);
  const later = stage.steps
    .slice(at + 1)
    .find(
      ({ instruction, after }) =>
        (instruction.name === 'COPY' || instruction.name === 'ADD') &&
        after.files.get(path).is === 'yes',
    );
  if (later !== undefined) {
    const { line } = positionAt(lineStarts(input.file.text), later.instruction.span.start);
    return `It comes with the ${later.instruction.name} on line ${line}: put that one before.`;
  }
  const nested = placeOfName(path, step.before.files.list(parentOf(path)).entries, step);
  return nested === undefined ? undefined : `There is \`${nested}\`: write that path.`;
}

/** A file of the same name one directory further down: the destination of a COPY was nested. */
function placeOfName(
  path: string,
  beside: readonly { readonly path: string; readonly kind: string }[],
  { before }: Place['step'],
): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return beside
    .filter(({ kind }) => kind === 'dir')
    .map((one) => `${one.path}/${name}`)
    .find((one) => before.files.get(one).is === 'yes');
}

function parentOf(path: string): string {
  return path.replace(/\/[^/]*$/, '') || '/';
}
