import type { Bytes } from '../../../facts/bytes.ts';
import type { Span } from '../../../text/span.ts';
import { defineRule } from '../../define-rule.ts';
import { insert } from '../../edits.ts';
import { type Install, installOf } from '../../installs.ts';
import {
  isForDevelopment,
  leftBehind,
  runCommands,
  shippedStages,
  stageName,
} from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { hasOption } from '../../words.ts';

const OPTION = '--no-install-recommends';

/** apt installing what packages merely recommend, in the image that ships. */
export const rule: Rule = defineRule({
  id: 'size/recommended-packages',
  aliases: ['DL3015'],
  severity: 'info',
  summary: 'Recommended packages are installed too.',
  find: (input) => [...find(input)],
  say: () =>
    `Without \`${OPTION}\` apt also installs what the packages only recommend: more bytes, more to patch. Add it, and name what the image really needs (often ca-certificates).`,
  cost: ({ size }) => (size === undefined ? undefined : { bytes: size }),
  fix: ({ install }, input) => ({
    title: `Add ${OPTION}`,
    safety: 'unsafe',
    edits: [insert(input, install.verbSpan.end, ` ${OPTION}`)],
  }),
});

interface Sight {
  readonly span: Span;
  readonly stage: string;
  readonly install: Install;
  readonly size?: Bytes;
}

function* find(input: RuleInput): Generator<Sight> {
  if (isForDevelopment(input)) return;
  const sizes = new Map(
    leftBehind(input, 'recommended').map(({ span, size }) => [span.start, size]),
  );
  // Written to apt's configuration before, it holds for all that follows.
  const configured = input.file.text.search(WISH);
  for (const { stage, command } of runCommands(shippedStages(input.trace))) {
    const install = installOf(command);
    if (install?.manager !== 'apt' || install.verb !== 'install') continue;
    if (isOff(install) || (configured >= 0 && configured < command.at.start)) continue;
    const size = sizes.get(command.at.start);
    yield {
      span: command.at,
      stage: stageName(stage.stage),
      install,
      ...(size === undefined ? {} : { size }),
    };
  }
}

const WISH = /APT::Install-Recommends["\s=]+["']?(?:false|0|no)\b/i;

/** The same wish as an option of apt itself. */
function isOff(install: Install): boolean {
  return hasOption(install.options, OPTION) || install.options.some((option) => WISH.test(option));
}
