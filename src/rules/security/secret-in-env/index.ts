import type { CheckHit } from '../../../dockerfile/checks/types.ts';
import type { Instruction, Pair } from '../../../dockerfile/types.ts';
import type { Span } from '../../../text/span.ts';
import { hitsOf, isRefused } from '../../checks.ts';
import { defineRule } from '../../define-rule.ts';
import { isReference, isSecretName, secretShapes } from '../../secrets.ts';
import { builtStages, placesIn, stageName } from '../../shipped.ts';
import type { Rule, RuleInput, Severity } from '../../types.ts';

const CHECK = 'SecretsUsedInArgOrEnv';

interface Sight {
  readonly span: Span;
  readonly stage?: string;
  readonly name: string;
  readonly instruction: string;
  /** What the value looks like; undefined: only its name gives it away. */
  readonly shape?: string;
  /** BuildKit says so, too. */
  readonly checked?: true;
  readonly severity?: Severity;
}

/** A secret in ENV or ARG: it stays in the image's configuration or history. */
export const rule: Rule = defineRule<Sight>({
  id: 'security/secret-in-env',
  aliases: [CHECK],
  severity: 'warning',
  summary: 'ENV or ARG carries a secret.',
  textOnly: true,
  find: (input) => find(input),
  also: ({ checked }) => (checked === true ? [CHECK] : []),
  say: ({ name, instruction, shape, severity }) => {
    if (severity === 'info')
      return `${name} is named like a secret, but nothing shows that it holds one. BuildKit warns of the name; another one would not be mistaken.`;
    const what =
      shape === undefined
        ? `${name} looks like a secret`
        : `The value of ${name} looks like ${shape}`;
    const where =
      instruction === 'ENV'
        ? 'ENV is stored in the image, for everyone who can pull it'
        : 'ARG values stay in the image’s history and in provenance records';
    const then =
      shape === undefined ? '' : ' Replace it at its issuer too: what was in a file is known.';
    return `${what}, and ${where}. Give it to the one RUN that needs it with \`--mount=type=secret,id=…,env=${name}\`, or to the container when it starts.${then}`;
  },
});

/** What looks like a secret, and what BuildKit takes for one by its name alone. */
function find(input: RuleInput): Sight[] {
  const hits = hitsOf(input, CHECK);
  const ends = new Set(hits.map(({ span }) => span.end));
  const own = isRefused(input) ? [] : ownSights(input);
  return [...hits.map(checkedSight), ...own.filter(({ span }) => !ends.has(span.end))];
}

/** It stands where BuildKit has it: at the line on which the instruction begins. */
function checkedSight({ instruction, span, subject, other, stage }: CheckHit): Sight {
  const same = sights(instruction).find((one) => one.span.end === span.end);
  return {
    name: subject,
    instruction: other ?? instruction.name,
    ...same,
    ...(same === undefined ? { severity: 'info' } : {}),
    ...(stage === undefined ? {} : { stage }),
    span,
    checked: true,
  };
}

function ownSights(input: RuleInput): Sight[] {
  const inStages = [...placesIn(builtStages(input.trace))].flatMap(({ stage, step }) =>
    sights(step.instruction).map((sight) => ({ ...sight, stage: stageName(stage.stage) })),
  );
  const first = input.graph.stages[0]?.from.id ?? input.file.instructions.length;
  const global = input.file.instructions.filter(({ id }) => id < first).flatMap(sights);
  return [...global, ...inStages];
}

function sights(instruction: Instruction): Sight[] {
  if (instruction.name !== 'ENV' && instruction.name !== 'ARG') return [];
  return instruction.pairs.flatMap((pair) => {
    const shape = shapeOf(pair);
    const named = isSecretName(pair.name) && holdsValue(pair, instruction.name);
    if (!named && shape === undefined) return [];
    return [
      {
        span: pair.nameSpan,
        name: pair.name,
        instruction: instruction.name,
        ...(shape === undefined ? {} : { shape }),
      },
    ];
  });
}

function shapeOf({ value }: Pair): string | undefined {
  return value === undefined ? undefined : secretShapes(value)[0]?.what;
}

/** `ARG TOKEN` is there to be given one; `ENV TOKEN=` and settings like `true` or a path hold none. */
function holdsValue({ value }: Pair, instruction: string): boolean {
  if (value === undefined) return instruction === 'ARG';
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  if (bare === '') return false;
  // A build argument handed on to ENV is stored like any other value.
  if (instruction === 'ENV' && isReference(value)) return true;
  return !SETTING.test(bare) && !PLACEHOLDER.test(bare.replaceAll('-', ''));
}

const SETTING = /^(true|false|yes|no|on|off|none|null|\d{1,5}|\/.*|\.{1,2}\/.*)$/i;
/** Zeros and crosses hold a place. */
const PLACEHOLDER = /^([0x*])\1*$/i;
