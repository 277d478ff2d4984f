import { defineRule } from '../../define-rule.ts';
import { commandAt, followWith, insert } from '../../edits.ts';
import { installOf, pipCommand } from '../../installs.ts';
import { type LeftBehind, leftBehind, stageName } from '../../shipped.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';
import { listed } from '../../words.ts';

/** How each manager is kept from leaving its cache: an option after the verb, or a command behind it. */
const REMEDIES: Readonly<Record<string, { readonly option?: string; readonly command?: string }>> =
  {
    pip: { option: '--no-cache-dir' },
    apk: { option: '--no-cache' },
    npm: { command: 'npm cache clean --force' },
    yarn: { command: 'yarn cache clean' },
    dnf: { command: 'dnf clean all' },
    zypper: { command: 'zypper clean --all' },
    go: { command: 'go clean -cache -modcache' },
  };

/** Caches of package managers that stay in a layer of the image that ships. */
export const rule: Rule = defineRule({
  id: 'size/package-cache',
  aliases: ['DL3019', 'DL3032', 'DL3036', 'DL3040', 'DL3042', 'DL3060'],
  severity: 'warning',
  summary: 'A package manager leaves its download cache in a layer of the image.',
  find: (input) =>
    [...leftBehind(input, 'cache'), ...indexes(input)].map((found) => ({
      span: found.span,
      stage: stageName(found.stage.stage),
      found,
    })),
  say: ({ found }) =>
    `The cache in ${listed([...new Set(found.left.map(({ path }) => path))])} stays in this layer; the running image never reads it. ${advice(found)}`,
  also: ({ found }) => CODES[nameOf(found) ?? ''] ?? [],
  cost: ({ found }) => ({ bytes: found.size }),
  fix: ({ found }, input) => remedy(found, input),
});

/** Lists of other managers than apt, which has a rule of its own. */
function indexes(input: RuleInput): LeftBehind[] {
  return leftBehind(input, 'package-lists', (path) => !path.startsWith('/var/lib/apt'));
}

function advice(found: LeftBehind): string {
  const mount =
    'Put it on a cache mount (`RUN --mount=type=cache,target=…`), which also makes the next build faster';
  const { option, command } = REMEDIES[managerOf(found) ?? ''] ?? {};
  if (option !== undefined) return `${mount}, or add \`${option}\`.`;
  return command === undefined ? `${mount}.` : `${mount}, or add \`&& ${command}\`.`;
}

/** hadolint has a code for each manager. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  apk: ['DL3019'],
  yum: ['DL3032'],
  zypper: ['DL3036'],
  dnf: ['DL3040'],
  microdnf: ['DL3040'],
  pip: ['DL3042'],
  yarn: ['DL3060'],
};

function nameOf({ step, span }: LeftBehind): string | undefined {
  const command = commandAt(step, span);
  if (command === undefined) return undefined;
  return pipCommand(command) === undefined ? command.program : 'pip';
}

function managerOf({ step, span }: LeftBehind): string | undefined {
  const command = commandAt(step, span);
  return command === undefined ? undefined : (installOf(command)?.manager ?? command.program);
}

function remedy(found: LeftBehind, input: RuleInput): Fix | undefined {
  const command = commandAt(found.step, found.span);
  const install = command === undefined ? undefined : installOf(command);
  const known = install === undefined ? undefined : REMEDIES[install.manager];
  if (command === undefined || install === undefined || known === undefined) return undefined;
  // dnf's family shares a verb but not a name: clean with the program that was used.
  const clean = install.manager === 'dnf' ? `${command.program ?? 'dnf'} clean all` : known.command;
  const edits =
    known.option === undefined
      ? followWith(input, found.step, command, clean ?? '')
      : [insert(input, install.verbSpan.end, ` ${known.option}`)];
  return { title: `Leave no ${install.manager} cache behind`, safety: 'safe', edits };
}
