import { defineRule } from '../../define-rule.ts';
import { type Install, installOf, isOfTheManager } from '../../installs.ts';
import { builtStages, runCommands, stageName } from '../../shipped.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';
import { hasOption, listed } from '../../words.ts';

interface Sight {
  readonly span: { start: number; end: number };
  readonly stage: string;
  readonly install: Install;
  /** Lockfile that lies there and is not held to; undefined: names without versions. */
  readonly lockfile?: string;
  readonly loose: readonly string[];
}

interface Lock {
  readonly files: readonly string[];
  readonly verbs: readonly string[];
  /** Options that make the install hold to the lockfile. */
  readonly strict: readonly string[];
  readonly write: string;
}

const LOCKS: Readonly<Record<string, Lock>> = {
  npm: {
    files: ['package-lock.json', 'npm-shrinkwrap.json'],
    verbs: ['install', 'i'],
    strict: [],
    write: 'npm ci',
  },
  yarn: {
    files: ['yarn.lock'],
    verbs: ['', 'install'],
    strict: ['--frozen-lockfile', '--immutable', '--pure-lockfile'],
    write: 'yarn install --frozen-lockfile',
  },
  pnpm: {
    files: ['pnpm-lock.yaml'],
    verbs: ['install', 'i'],
    strict: ['--frozen-lockfile'],
    write: 'pnpm install --frozen-lockfile',
  },
  bun: {
    files: ['bun.lock', 'bun.lockb'],
    verbs: ['install', 'i'],
    strict: ['--frozen-lockfile'],
    write: 'bun install --frozen-lockfile',
  },
};

/** An install that may bring other versions tomorrow than today. */
export const rule: Rule = defineRule<Sight>({
  id: 'reproducibility/unlocked-install',
  aliases: ['DL3013', 'DL3016'],
  severity: 'warning',
  summary: 'An install does not hold to exact versions.',
  find: (input) => [...find(input)],
  say: ({ install, lockfile, loose }) => {
    if (lockfile !== undefined) {
      return `\`${install.manager}${install.verb === '' ? '' : ` ${install.verb}`}\` may move away from ${lockfile}, so two builds can differ. \`${LOCKS[install.manager]?.write}\` installs exactly what was tested and fails when the two disagree.`;
    }
    return `${listed(loose)} ${loose.length === 1 ? 'has' : 'have'} no version: each build takes the newest, and one day a breaking one. Write the exact version, or install from a lockfile.`;
  },
  also: ({ install }) => CODES[install.manager] ?? [],
  fix: ({ install, lockfile }, input) => toCi(install, lockfile, input),
});

function* find(input: RuleInput): Generator<Sight> {
  for (const { stage, command } of runCommands(builtStages(input.trace))) {
    const install = installOf(command);
    if (install === undefined) continue;
    const lockfile = ignoredLock(install, input);
    const loose = looseNames(install);
    if (lockfile === undefined && loose.length === 0) continue;
    yield {
      span: command.at,
      stage: stageName(stage.stage),
      install,
      ...(lockfile === undefined ? {} : { lockfile }),
      loose,
    };
  }
}

/** hadolint has a code for each manager. */
const CODES: Readonly<Record<string, readonly string[]>> = { pip: ['DL3013'], npm: ['DL3016'] };

/** A lockfile that is sent to the builder and that this install does not hold to. */
function ignoredLock(install: Install, { context }: RuleInput): string | undefined {
  const lock = LOCKS[install.manager];
  if (install.kind !== 'project' || lock === undefined || !lock.verbs.includes(install.verb))
    return undefined;
  if (hasOption(install.options, ...lock.strict, '--no-lockfile', '--no-package-lock'))
    return undefined;
  return lock.files.find((file) => context?.get(file)?.kind === 'file');
}

const EXACT: Readonly<Record<string, RegExp>> = {
  pip: /[=<>~!@]|^\.{0,2}\/|^[a-z+]+:\/\/|\.(whl|tar\.gz|zip)$/,
  npm: /.@|^[./]|^(file|git|https?|github):|\.tgz$/,
  gem: /:/,
};

function looseNames({ kind, manager, names, options }: Install): string[] {
  const exact = EXACT[manager];
  if (
    kind !== 'packages' ||
    exact === undefined ||
    hasOption(options, '-c', '--constraint', '-v', '--version')
  )
    return [];
  return names.filter((name) => !exact.test(name) && !isOfTheManager(name));
}

/** `npm ci` refuses what only `npm install` accepts: package names and saving options. */
function toCi(install: Install, lockfile: string | undefined, input: RuleInput): Fix | undefined {
  if (install.manager !== 'npm' || lockfile === undefined) return undefined;
  const { start, end } = install.verbSpan;
  return {
    title: 'Use npm ci',
    safety: 'unsafe',
    edits: [{ file: input.path, start, end, text: 'ci' }],
  };
}
