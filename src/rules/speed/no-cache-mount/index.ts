import { defineRule } from '../../define-rule.ts';
import { type Install, installOf } from '../../installs.ts';
import { builtStages, runCommands, stageName } from '../../shipped.ts';
import { hasOption } from '../../words.ts';
import { valueOf } from '../../../facts/origin.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** Where each manager keeps downloads for root; documentation of the managers and official images. */
const CACHES: Readonly<Record<string, string>> = {
  npm: '/root/.npm',
  yarn: '/usr/local/share/.cache/yarn',
  pnpm: '/root/.local/share/pnpm/store',
  bun: '/root/.bun/install/cache',
  pip: '/root/.cache/pip',
  poetry: '/root/.cache/pypoetry',
  pipenv: '/root/.cache/pipenv',
  go: '/go/pkg/mod',
  cargo: '/usr/local/cargo/registry',
  composer: '/root/.composer/cache',
  dotnet: '/root/.nuget/packages',
};

/** A dependency install that downloads everything anew after each change. */
export const rule: Rule = defineRule({
  id: 'speed/no-cache-mount',
  aliases: [],
  severity: 'info',
  summary: 'An install downloads everything anew after each change of its manifests.',
  find: (input) => [...find(input)],
  say: ({ install, cache }) =>
    `When ${what(install)} changes, ${install.manager} downloads every package again. \`RUN --mount=type=cache,target=${cache}\` keeps the downloads between builds and out of the image${hasOption(install.options, '--no-cache-dir', '--no-cache') ? '; take the option that switches the cache off away then' : ''}.`,
});

function* find(input: RuleInput): Generator<{
  span: { start: number; end: number };
  stage: string;
  install: Install;
  cache: string;
}> {
  for (const { stage, step, command } of runCommands(builtStages(input.trace))) {
    const install = installOf(command);
    const cache = install === undefined ? undefined : CACHES[install.manager];
    if (install?.kind !== 'project' || cache === undefined) continue;
    if (
      step.instruction.flags.some(
        ({ name, value }) => name === 'mount' && /type=cache/.test(value ?? ''),
      )
    )
      continue;
    const user = valueOf(step.before.config.user);
    const isRoot = user === undefined || /^(root|0|)(:|$)/.test(user);
    // Another user has another home, whose name is not certain.
    yield { span: command.at, stage: stageName(stage.stage), install, cache: isRoot ? cache : '…' };
  }
}

function what({ manifests }: Install): string {
  return manifests[0] ?? 'the list of packages';
}
