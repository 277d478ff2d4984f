import type { Span } from '../text/span.ts';
import { baseSpan, builtStages, stageName } from './shipped.ts';
import { maskSecrets } from './secrets.ts';
import type { RuleInput } from './types.ts';

/** An image of a registry that the build takes. */
export interface ImageUse {
  /** Variables expanded. */
  readonly ref: string;
  readonly span: Span;
  readonly stage: string;
}

/** Images named by FROM of the stages that are built; those an unset ARG names are left out. */
export function imagesUsed(input: RuleInput): ImageUse[] {
  return builtStages(input.trace).flatMap(({ stage }) => {
    if (stage.base.kind !== 'image' || stage.base.ref === undefined || stage.base.ref === '')
      return [];
    return [{ ref: stage.base.ref, span: baseSpan(stage.from), stage: stageName(stage) }];
  });
}

/** Tag of a reference; `@` when a digest pins it; undefined when neither is there. */
export function tagOf(ref: string): string | undefined {
  if (ref.includes('@')) return '@';
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  return colon < 0 ? undefined : name.slice(colon + 1);
}

/** Reference without its tag. */
export function nameOf(ref: string): string {
  const bare = ref.split('@')[0] ?? ref;
  const tag = tagOf(bare);
  return tag === undefined ? bare : bare.slice(0, -tag.length - 1);
}

/** As messages show it. */
export function shownRef(ref: string): string {
  return maskSecrets(ref);
}
