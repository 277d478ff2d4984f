import type { Need, NeedKind } from '../facts/need.ts';
import { placeOfFile } from '../image-model/run-check/mounted.ts';
import { type Failure, failures } from './failing.ts';
import { causeOf } from './origins.ts';
import type { Sight } from './define-rule.ts';
import type { RuleInput } from './types.ts';

/** Something that keeps the container from starting, or its health check from working. */
export interface StartSight extends Sight {
  readonly need: Need;
}

/** What fails when the container starts, by kind of need. */
export function startFailures(input: RuleInput, ...kinds: readonly NeedKind[]): StartSight[] {
  return sights(input, 'start').filter(({ need }) => kinds.includes(need.what));
}

/** What fails in the health check, by kind of need. */
export function healthFailures(input: RuleInput, ...kinds: readonly NeedKind[]): StartSight[] {
  return sights(input, 'health').filter(({ need }) => kinds.includes(need.what));
}

function sights(input: RuleInput, when: Failure['when']): StartSight[] {
  // Images without any command are made to be copied from.
  return failures(input)
    .filter((one) => one.when === when && one.need.at.end > 0)
    .map(({ need }) => ({ span: need.at, need }));
}

/** What is wrong, for the beginning of a sentence: ``there is no `curl` in the image (the base image …)``. */
export function lackOf({ what, arg, by, origin }: Need, input: RuleInput): string {
  const cause = causeOf(origin, input);
  const name = printed(arg);
  switch (what) {
    case 'program':
      return `there is no \`${name}\` in the image (${elsewhere(name, input) ?? cause})`;
    case 'interpreter':
      return arg.endsWith('\r')
        ? `\`${by ?? 'the script'}\` has Windows line ends, so that its first line asks for a program called "${name}␍" (${cause})`
        : `the first line of \`${by ?? 'the script'}\` asks for \`${name}\`, which the image does not have (${cause})`;
    case 'format':
      return `\`${name}\` has no \`#!\` line, and without a shell nothing can start it (${cause})`;
    case 'executable':
      return `\`${name}\` is not executable for the user it is started by (${cause})`;
    case 'readable':
      return `the user who is to read \`${name}\` may not (${cause})`;
    case 'writable':
      return `the user who is to write \`${name}\` may not (${cause})`;
    case 'user':
    case 'group':
      return `there is no ${what} \`${name}\` in the image`;
    default:
      return `\`${name}\` is not in the image (${elsewhere(name, input) ?? cause})`;
  }
}

/** Where a file of that name lies instead. */
function elsewhere(path: string, { trace }: RuleInput): string | undefined {
  const name = path.split('/').at(-1) ?? '';
  const found =
    trace.result && path.includes('/') ? placeOfFile(trace.result.files, name) : undefined;
  return found === undefined ? undefined : `a file of that name lies at ${found}`;
}

function printed(text: string): string {
  return text.replace(/\r$/, '');
}

/** A sentence with a capital letter. */
export function sentence(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
