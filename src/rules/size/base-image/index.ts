import type { Bytes } from '../../../facts/bytes.ts';
import type { BaseFacts } from '../../../facts/image.ts';
import { lookupBase } from '../../../knowledge/bases/index.ts';
import { isStarted } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { nameOf, shownRef, tagOf } from '../../images.ts';
import { baseSpan, isForDevelopment, shippedStages, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { megabytes } from '../../words.ts';

/** The image that ships stands on a full image where a slim one has the same runtime. */
export const rule: Rule = defineRule({
  id: 'size/base-image',
  aliases: [],
  severity: 'warning',
  summary: 'The image that ships stands on a full base where a slim one would do.',
  find: (input) => find(input) ?? [],
  say: ({ base, slim }) =>
    `\`${shownRef(base.ref)}\` takes about ${megabytes(base.size)} unpacked; \`${shownRef(slim.ref)}\` has the same ${runtimeOf(base)} in about ${megabytes(slim.size)}. Build where the tools are, and ship on the small one.`,
  cost: ({ base, slim }) => ({ bytes: difference(base.size, slim.size) }),
});

function find(
  input: RuleInput,
):
  | { span: { start: number; end: number }; stage: string; base: BaseFacts; slim: BaseFacts }[]
  | undefined {
  const base = input.trace.result?.base;
  const first = shippedStages(input.trace)[0];
  if (
    base?.flavour !== 'full' ||
    first === undefined ||
    isForDevelopment(input) ||
    !isStarted(input)
  )
    return undefined;
  const slim = slimmer(base, first.stage.platform ?? 'linux/amd64');
  if (slim === undefined) return undefined;
  return [{ span: baseSpan(first.stage.from), stage: stageName(first.stage), base, slim }];
}

/** The smallest known tag of the same image with the same runtime. */
function slimmer(base: BaseFacts, platform: string): BaseFacts | undefined {
  const name = nameOf(base.ref);
  const tag = tagOf(base.ref) ?? 'latest';
  if (tag === '@') return undefined;
  const untagged = base.family === 'debian' ? ['stable-slim'] : ['slim'];
  const tags = tag === 'latest' ? untagged : [`${tag}-slim`, tag.replace(/-jdk\b/, '-jre')];
  return tags
    .filter((one) => one !== tag)
    .map((one) => lookupBase(`${name}:${one}`, platform))
    .find((facts) => facts !== undefined && isSmaller(facts, base));
}

function isSmaller(slim: BaseFacts, base: BaseFacts): boolean {
  return (
    slim.flavour !== 'full' &&
    slim.runtime?.language === base.runtime?.language &&
    slim.size.high < base.size.low * 0.8
  );
}

function runtimeOf({ runtime }: BaseFacts): string {
  return runtime === undefined ? 'system' : `${runtime.language} ${runtime.version}`;
}

function difference(large: Bytes, small: Bytes): Bytes {
  return {
    low: large.low - small.high,
    high: large.high - small.low,
    basis: large.basis === small.basis ? large.basis : 'typical',
  };
}
