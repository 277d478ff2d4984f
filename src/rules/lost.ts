import { type Loss, lossOf } from '../image-model/lost.ts';
import type { Sight } from './define-rule.ts';
import { type Place, builtStages, placesIn, stageName } from './shipped.ts';
import type { Fix, RuleInput } from './types.ts';

/** A RUN of which nothing is left. */
export interface LossSight extends Sight {
  readonly loss: Loss;
  readonly place: Place;
}

const found = new WeakMap<RuleInput['trace'], readonly LossSight[]>();

/** The RUNs whose only doing ended with their shell, of one kind. */
export function losses(input: RuleInput, kind: Loss['kind']): LossSight[] {
  let all = found.get(input.trace);
  if (all === undefined) {
    const places = [...placesIn(builtStages(input.trace))];
    found.set(input.trace, (all = places.flatMap((place) => sightOf(place))));
  }
  return all.filter(({ loss }) => loss.kind === kind);
}

function sightOf(place: Place): LossSight[] {
  const loss = lossOf(place.step);
  if (loss === undefined) return [];
  const { span } = place.step.instruction;
  const stage = stageName(place.stage.stage);
  return [{ span: { start: span.start, end: loss.at.end }, stage, loss, place }];
}

/** The command as it is written. */
export function written({ loss }: LossSight, { file }: RuleInput): string {
  const text = file.text.slice(loss.at.start, loss.at.end).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Another instruction in place of the RUN, when the RUN is this one command on a line of its own. */
export function insteadOf(
  { loss, place }: LossSight,
  input: RuleInput,
  title: string,
  text: string,
): Fix | undefined {
  const { instruction } = place.step;
  const { start, end } = instruction.span;
  const whole = input.file.text.slice(start, end);
  const plain = /^RUN[ \t]+/i.exec(whole)?.[0].length;
  const only = loss.alone && plain !== undefined && loss.at.start === start + plain;
  if (!only || loss.at.end !== end || whole.includes('\n')) return undefined;
  return { title, safety: 'unsafe', edits: [{ file: input.path, start, end, text }] };
}
