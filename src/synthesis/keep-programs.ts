import { posix } from 'node:path';
import type { Application } from '../facts/project.ts';
import type { SimpleCommand } from '../shell/types.ts';
import { readPip } from './keep-pip.ts';
import { knownWords, programOf } from './keep-words.ts';

/** What a single command of a RUN means for the rewrite. */
export type CommandKind =
  /** Debian packages. */
  | { readonly is: 'apt'; readonly packages: readonly string[] }
  /** Installs what the manifests name; the recipe does that. */
  | { readonly is: 'manifest'; readonly requirements?: readonly string[] }
  /** Installs by name, or options an install needs. */
  | {
      readonly is: 'install';
      readonly packages: readonly string[];
      readonly requirements?: readonly string[];
    }
  | { readonly is: 'build' }
  | { readonly is: 'compile' }
  | { readonly is: 'directories'; readonly paths: readonly string[] }
  /** Leaves nothing that the new file would miss. */
  | { readonly is: 'nothing' }
  /** Tells the package manager of Node where to fetch from, and who asks. */
  | { readonly is: 'setting' }
  /** Works on the project's files. */
  | { readonly is: 'project' }
  | { readonly is: 'other' };

type Words = readonly string[];
const OTHER: CommandKind = { is: 'other' };
const NOTHING: CommandKind = { is: 'nothing' };
const MANIFEST: CommandKind = { is: 'manifest' };

const WITHOUT_TRACE: ReadonlySet<string> = new Set([
  'echo',
  'true',
  ':',
  'set',
  'ls',
  'pwd',
  'whoami',
  'useradd',
  'groupadd',
  'adduser',
  'addgroup',
  'usermod',
  'chown',
  'corepack',
  'date',
  'id',
  'which',
]);

/** The new image has an account of its own, whatever the old one was called. */
const ACCOUNTS: ReadonlySet<string> = new Set([
  'useradd',
  'groupadd',
  'adduser',
  'addgroup',
  'usermod',
  'groupmod',
  'chown',
]);

/** Tools that only a build of the project uses when they are installed for all. */
const BUILD_TOOLS =
  /^(typescript|ts-node|tsx|nodemon|@nestjs\/cli|@angular\/cli|webpack(-cli)?|rimraf|gulp(-cli)?|grunt(-cli)?|turbo|nx|vite)(@|$)/;
const MANAGERS_THEMSELVES = /^(npm|yarn|pnpm|corepack)(@|$)/;

function aptKind(words: Words): CommandKind {
  const verb = words.slice(1).find((word) => !word.startsWith('-'));
  if (verb !== 'install') return verb === undefined || /^[a-z-]+$/.test(verb) ? NOTHING : OTHER;
  if (words.some((word) => /^(-t|-o|-c|--target-release)/.test(word))) return OTHER;
  const packages = words
    .slice(words.indexOf('install') + 1)
    .filter((word) => !word.startsWith('-'));
  const plain = packages.every((name) => /^[a-z0-9][a-z0-9.+:=~-]*$/i.test(name));
  return plain ? { is: 'apt', packages } : OTHER;
}

function npmKind(words: Words, application: Application): CommandKind {
  const [verb, ...rest] = words
    .slice(1)
    .filter((word) => word !== '--silent' && word !== '--quiet');
  // A value after its option is no package.
  const named = rest.filter(
    (word, index) => !word.startsWith('-') && !NPM_VALUE.has(rest[index - 1] ?? ''),
  );
  const global = rest.some((word) => word === '-g' || word === '--global');
  // Another directory is another package.
  if (words.some((word) => /^(--prefix|-C|--cwd|--dir)(=|$)/.test(word))) return { is: 'project' };
  if (verb === undefined) return programOf(words) === 'yarn' ? MANIFEST : NOTHING;
  if (global || verb === 'global') return globalInstall(named.filter((word) => word !== 'add'));
  if (['ci', 'install', 'i', 'clean-install'].includes(verb))
    return named.length === 0 ? MANIFEST : OTHER;
  if (['cache', 'prune', 'audit', 'fund', '-v', '--version', 'fetch'].includes(verb))
    return NOTHING;
  const command = words.join(' ');
  const build = application.build?.value.command;
  if (build !== undefined && (command === build || scriptOf(command) === scriptOf(build)))
    return { is: 'build' };
  if (verb === 'config' || verb === 'set') return npmSetting(rest);
  if (verb === 'env' || (verb === 'run' && named[0] === 'env' && !hasScript(application, 'env')))
    return NOTHING;
  const { details } = application;
  // The recipe runs what npm runs after an install.
  if (details.language === 'node' && /^(pre|post)?install$/.test(named[0] ?? ''))
    return details.lifecycle.includes(named[0] ?? '') ? NOTHING : { is: 'project' };
  return ['test', 't', 'lint'].includes(verb) ? NOTHING : { is: 'project' };
}

const NPM_VALUE: ReadonlySet<string> = new Set([
  '--cache',
  '--loglevel',
  '--omit',
  '--include',
  '--fetch-retries',
  '--fetch-timeout',
  '--network-timeout',
  '--network-concurrency',
  '--maxsockets',
  '--logs-max',
]);

function hasScript(application: Application, name: string): boolean {
  const { details } = application;
  return details.language === 'node' && details.scripts[name] !== undefined;
}

/** Settings of the installation itself: how much it says, how often it tries. */
const NPM_COSMETIC =
  /^(set\s+)?-*(progress|loglevel|fund|audit|update-notifier|unsafe-perm|color|cache|cache-min|maxsockets|fetch-[a-z-]+|network-timeout|save-exact|package-lock)\b/;

function npmSetting(rest: Words): CommandKind {
  const text = rest.filter((word) => word !== '-g' && word !== '--global').join(' ');
  return NPM_COSMETIC.test(text) ? NOTHING : { is: 'setting' };
}

/** `yarn build`, `npm run build` and `pnpm run build` name the same script. */
function scriptOf(command: string): string | undefined {
  return /^(?:npm|yarn|pnpm) (?:run(?:-script)? )?([\w:.-]+)$/.exec(command)?.[1];
}

function globalInstall(names: Words): CommandKind {
  if (names.every((name) => MANAGERS_THEMSELVES.test(name))) return NOTHING;
  return names.every((name) => BUILD_TOOLS.test(name)) ? { is: 'nothing' } : OTHER;
}

function pipKind(words: Words, wheelsMade: boolean): CommandKind {
  const call = readPip(words);
  if (!call)
    return ['cache', 'check', 'list', 'freeze', 'debug', '--version', '-V', 'show'].some((verb) =>
      words.includes(verb),
    )
      ? NOTHING
      : OTHER;
  // Wheels that no command of the file makes are the user's own.
  if (!call.understood || (call.wheels && !wheelsMade)) return OTHER;
  const { packages, requirements } = call;
  if (packages.length > 0) return { is: 'install', packages, requirements };
  if (requirements.length > 0) return { is: 'manifest', requirements };
  return call.wheels ? MANIFEST : NOTHING;
}

function goKind(words: Words): CommandKind {
  const verb = words[1];
  if (verb === 'mod') return MANIFEST;
  if (verb === 'get')
    return words.slice(2).every((word) => word.startsWith('-') || word.startsWith('.'))
      ? MANIFEST
      : OTHER;
  if (verb === 'build') return { is: 'compile' };
  if (['version', 'env', 'vet', 'test', 'clean'].includes(verb ?? '')) return NOTHING;
  return { is: 'project' };
}

function removeKind(words: Words): CommandKind {
  const paths = words.slice(1).filter((word) => !word.startsWith('-'));
  const caches =
    /^(~|\/root|\$HOME)?\/?\.npmrc$|^(\/etc\/apt\/apt\.conf\.d|\/var\/lib\/apt|\/var\/cache|\/tmp|\/root\/\.(cache|npm)|~\/\.(cache|npm)|\/usr\/share\/(doc|man))|node_modules|dist-packages\/bin$|^\.?\/?\.git/;
  return paths.every((path) => caches.test(path)) ? NOTHING : { is: 'project' };
}

/** Packages of Alpine that the other bases bring or do not need. */
const EVERYWHERE = /^(ca-certificates|tzdata|libc6-compat|gcompat|tini|dumb-init)$/;

function apkKind(words: Words): CommandKind {
  const at = words.indexOf('add');
  if (at < 0) return NOTHING;
  const packages = words.slice(at + 1).filter((word) => !word.startsWith('-'));
  return packages.every((name) => EVERYWHERE.test(name)) ? NOTHING : OTHER;
}

function mkdirKind(words: Words, workdir: string): CommandKind {
  const paths = words.slice(1).filter((word) => !word.startsWith('-'));
  const made = paths.map((path) => posix.resolve(workdir, path)).filter((path) => path !== workdir);
  return { is: 'directories', paths: made };
}

/** `echo "//registry.example/:_authToken=$TOKEN" > ~/.npmrc` */
function writesNpmrc(command: SimpleCommand, application: Application): boolean {
  const program = command.words[0]?.value;
  return (
    application.details.language === 'node' &&
    (program === 'echo' || program === 'printf') &&
    command.redirects.some((one) => /(^|\/)\.npmrc["']?$/.test(one.target?.text ?? ''))
  );
}

/** `cp -a /tmp/node_modules /app`: the new file brings the dependencies where they belong. */
function isModulesMove(program: string, words: Words, workdir: string): boolean {
  if (program !== 'cp' && program !== 'mv' && program !== 'ln') return false;
  const paths = words.slice(1).filter((word) => !word.startsWith('-'));
  const [from = '', to = ''] = paths;
  const target = posix.resolve(workdir, to).replace(/\/node_modules$/, '');
  return (
    paths.length === 2 &&
    from.startsWith('/tmp/') &&
    /\/node_modules\/?$/.test(from) &&
    !target.startsWith('/tmp')
  );
}

/** Interpreters and tools that, given a relative path or a script's name, work on the project. */
const PROJECT_TOOLS =
  /^(node|npx|make|tsc|bun|sh|bash|python3?|django-admin|flask|alembic|sed|cp|mv|touch|gulp|grunt|webpack|vite|tailwindcss|esbuild|prisma)$/;

function projectKind(words: Words): CommandKind {
  const program = words[0] ?? '';
  if (
    words.slice(1).some((word) => /^[-]{0,2}v(ersion)?$|^--version$|^-V$/.test(word)) &&
    words.length === 2
  )
    return NOTHING;
  const outside = words.slice(1).some((word) => word.startsWith('/') || word.startsWith('~'));
  const local = program.startsWith('./') || program.startsWith('node_modules/');
  const tool = PROJECT_TOOLS.test(programOf(words) ?? '');
  return (local || tool) && !outside ? { is: 'project' } : OTHER;
}

const FETCHES =
  /nltk|spacy|huggingface|hf_hub|transformers|from_pretrained|SentenceTransformer|whisper|torch|easyocr|playwright|textblob|tiktoken|download/i;

function pythonKind(words: Words, wheelsMade: boolean): CommandKind {
  if (words[1] === '-m' && words[2] === 'pip') return pipKind(words.slice(2), wheelsMade);
  if (words[1] === '-m' && (words[2] === 'venv' || words[2] === 'virtualenv')) return NOTHING;
  if (words[1] === '-m' && words[2] === 'compileall') return NOTHING;
  // Importing leaves bytecode, or shows that something is there.
  if (words[1] === '-c' && /^\s*import [\w., ]+;?\s*$/.test(words[2] ?? '')) return NOTHING;
  // Data and models that libraries fetch land in the home directory of the account that runs this.
  if (words.some((word) => FETCHES.test(word))) return OTHER;
  return projectKind(words);
}

type Lookup = (name: string) => string | undefined;

/** A command with a variable among its words. */
function partlyKnown(command: SimpleCommand, workdir: string, lookup: Lookup): CommandKind {
  const program = programOf([command.words[0]?.value]);
  const words = knownWords(command, lookup) ?? [];
  if (program === 'mkdir' && words.length > 0) return mkdirKind(words, workdir);
  if (words[1] === '-m' && (words[2] === 'venv' || words[2] === 'virtualenv')) return NOTHING;
  if (program === 'go') return goKind(command.words.map((word) => word.text));
  return program !== undefined && ACCOUNTS.has(program) ? NOTHING : OTHER;
}

/** Sorts one command by what it means for the rewrite. */
export function readCommandKind(
  command: SimpleCommand,
  application: Application,
  workdir: string,
  wheelsMade = false,
  lookup: Lookup = () => undefined,
): CommandKind {
  const words = knownWords(command);
  if (writesNpmrc(command, application)) return { is: 'setting' };
  if (command.words.length === 0) return command.assignments.length > 0 ? OTHER : NOTHING;
  if (!words) return partlyKnown(command, workdir, lookup);
  const program = programOf(words) ?? '';
  if (
    command.redirects.some(
      (one) => one.operator.includes('>') && !one.target?.value?.startsWith('/dev/'),
    )
  )
    return OTHER;
  if (program === 'apt-get' || program === 'apt') return aptKind(words);
  if (program === 'apk') return apkKind(words);
  if (program === 'npm' || program === 'yarn' || program === 'pnpm')
    return npmKind(words, application);
  if (/^pip(3(\.\d+)?)?$/.test(program)) return pipKind(words, wheelsMade);
  if (/^python(3(\.\d+)?)?$/.test(program)) return pythonKind(words, wheelsMade);
  if (program === 'uv' && words[1] === 'pip') return pipKind(words.slice(1), wheelsMade);
  if (program === 'go') return goKind(words);
  if (isModulesMove(program, words, workdir)) return NOTHING;
  if (program === 'rm') return removeKind(words);
  if (program === 'mkdir') return mkdirKind(words, workdir);
  if (WITHOUT_TRACE.has(program) || program === '.' || program === 'source') return NOTHING;
  return projectKind(words);
}
