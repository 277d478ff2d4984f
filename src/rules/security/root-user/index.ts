import { valueOf } from '../../../facts/origin.ts';
import { isStarted } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { baseSpan, placesIn, runCommands, shippedStages, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import type { Span } from '../../../text/span.ts';

/** Images whose own entrypoint starts as root and then gives the rights up itself. */
const DROP_THEMSELVES = new Set([
  'postgres',
  'mysql',
  'mariadb',
  'mongo',
  'redis',
  'valkey',
  'rabbitmq',
  'memcached',
]);
/** Programs that an entrypoint uses to become another user. */
const DROPPERS = /(^|\/)(gosu|su-exec|setpriv|s6-setuidgid|chpst|tini-su|runuser)$/;

interface Sight {
  readonly span: Span;
  readonly stage: string;
  /** `explicit`: a USER says root. */
  readonly how: 'explicit' | 'base';
  readonly account?: string;
}

/** The container's program runs as root. */
export const rule: Rule = defineRule<Sight>({
  id: 'security/root-user',
  aliases: ['DL3002'],
  severity: 'warning',
  summary: 'The container runs as root.',
  find: (input) => find(input) ?? [],
  say: ({ how, account }) => {
    const who =
      how === 'explicit' ? 'The last USER is root' : 'No USER is set and the base runs as root';
    const what =
      account === undefined
        ? 'create an account and end with its numeric `USER`'
        : `end with \`USER ${account}\`, which this base brings`;
    return `${who}: a flaw in the program gives an attacker root in the container, and Kubernetes with runAsNonRoot refuses to start it. Before CMD, ${what}.`;
  },
});

function find(input: RuleInput): Sight[] | undefined {
  const { result } = input.trace;
  const stages = shippedStages(input.trace);
  const target = stages.at(-1);
  if (
    result === undefined ||
    target === undefined ||
    !isStarted(input) ||
    !isRoot(valueOf(result.config.user))
  )
    return undefined;
  if (DROP_THEMSELVES.has(result.base?.family ?? '') || dropsRights(input)) return undefined;
  const last = [...placesIn(stages)].findLast(({ step }) => step.instruction.name === 'USER');
  const account = result.base?.users.find(
    ({ name, uid }) => uid >= 1000 && name !== 'nobody',
  )?.name;
  const named = account === undefined ? {} : { account };
  if (last !== undefined) {
    return [
      {
        span: last.step.instruction.args[0]?.span ?? last.step.instruction.span,
        stage: stageName(last.stage.stage),
        how: 'explicit',
        ...named,
      },
    ];
  }
  return [
    { span: baseSpan(target.stage.from), stage: stageName(target.stage), how: 'base', ...named },
  ];
}

function isRoot(user: string | undefined): boolean {
  return user !== undefined && /^(root|0|)(:.*)?$/.test(user);
}

function dropsRights({ trace }: RuleInput): boolean {
  const start = [trace.result?.config.entrypoint, trace.result?.config.cmd].flatMap((line) =>
    (line?.words ?? []).flatMap((word) => word.split(/\s+/)),
  );
  if (start.some((word) => DROPPERS.test(word) || /s6-svscan|\/init$/.test(word))) return true;
  if (trace.result?.packages.some(({ name }) => DROPPERS.test(name)) === true) return true;
  for (const { command } of runCommands(shippedStages(trace))) {
    if (command.words.some((word) => word !== undefined && DROPPERS.test(word))) return true;
  }
  return false;
}
