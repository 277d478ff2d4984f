import type { Bytes } from '../../../facts/bytes.ts';
import type { Span } from '../../../text/span.ts';
import type { StepTrace } from '../../../facts/image.ts';
import { isStarted } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { type Install, installOf, valuesOf } from '../../installs.ts';
import {
  type CommandPlace,
  isForDevelopment,
  leftBehind,
  runCommands,
  shippedStages,
  stageName,
} from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { hasOption } from '../../words.ts';

/** How each manager is told to leave development dependencies out, and which options already do. */
const REMEDIES: Readonly<
  Record<string, { readonly write: string; readonly done: readonly string[] }>
> = {
  npm: {
    write: '--omit=dev',
    done: ['--omit=dev', '--production', '--prod', '--only=production', '--only=prod'],
  },
  yarn: {
    write: '--production',
    done: ['--production', '--prod', '--production=true'],
  },
  pnpm: { write: '--prod', done: ['--prod', '-P', '--production'] },
  bun: { write: '--production', done: ['--production', '-p'] },
  poetry: {
    write: '--only main',
    done: ['--no-dev', '--only', '--only=main', '--without', '--without=dev'],
  },
  composer: { write: '--no-dev', done: ['--no-dev'] },
};

/** Development dependencies in the image that ships. */
export const rule: Rule = defineRule({
  id: 'size/dev-dependencies',
  aliases: [],
  severity: 'warning',
  summary: 'Development dependencies ship with the program.',
  find: (input) => find(input),
  say: ({ install }) =>
    `\`${`${install.manager} ${install.verb}`.trim()}\` installs the development dependencies too, and they ship: test runners, compilers and their known flaws. Add \`${REMEDIES[install.manager]?.write}\` to what ships, and build in a stage of its own.`,
  cost: ({ size }) => (size === undefined ? undefined : { bytes: size }),
});

interface Sight {
  readonly span: Span;
  readonly stage: string;
  readonly install: Install;
  readonly size?: Bytes;
}

function find(input: RuleInput): Sight[] {
  if (isForDevelopment(input) || !isStarted(input) || hasNone(input)) return [];
  const sizes = new Map(
    leftBehind(input, 'dev-dependencies').map(({ span, size }) => [span.start, size]),
  );
  const places = [...runCommands(shippedStages(input.trace))];
  return places.flatMap((place) => {
    const install = installOf(place.command);
    if (install?.kind !== 'project' || !shipsDev(place, install) || pruned(place, places))
      return [];
    const size = sizes.get(place.command.at.start);
    const cost = size === undefined ? {} : { size };
    return [{ span: place.command.at, stage: stageName(place.stage.stage), install, ...cost }];
  });
}

/** The manifest is known and names no development dependencies. */
function hasNone({ application }: RuleInput): boolean {
  return (
    application !== undefined &&
    application.language.value === 'node' &&
    !application.dependencies.some(({ dev }) => dev)
  );
}

function shipsDev({ step }: CommandPlace, install: Install): boolean {
  const remedy = REMEDIES[install.manager];
  if (remedy === undefined || hasOption(install.options, ...remedy.done)) return false;
  if (
    valuesOf(install.options, '--omit', '--only').some((value) =>
      /^(dev|prod(uction)?)$/.test(value),
    )
  )
    return false;
  if (install.manager === 'poetry' || install.manager === 'composer') return true;
  const forced = hasOption(
    install.options,
    '--include=dev',
    '--production=false',
    '--prod=false',
    '--dev',
  );
  return forced || !isProduction(step);
}

/** NODE_ENV (or npm's own variable) says production, in the environment or in the RUN itself; unknown counts as yes. */
function isProduction(step: StepTrace): boolean {
  const set = /\b(NODE_ENV|npm_config_production)=["']?(production|true)\b/i;
  if (set.test(step.instruction.body?.text ?? '')) return true;
  const env = step.before.config.env.get('NODE_ENV');
  // A base nobody knows may set it.
  if (env === undefined) return step.before.base === undefined;
  return !env.known || env.value === 'production';
}

/** Taken out again in the same layer. */
function pruned({ step }: CommandPlace, places: readonly CommandPlace[]): boolean {
  return places.some(
    ({ step: other, command }) =>
      other.instruction.id === step.instruction.id &&
      (command.words.includes('prune') ||
        (command.program === 'rm' &&
          command.words.some((word) => word?.includes('node_modules') === true))),
  );
}
