import type { RecipeInput } from '../../plan/types.ts';

/** How the container starts. */
export interface Launch {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  /** Arguments for the interpreter that do the same, where only the interpreter exists. */
  readonly python?: readonly string[];
  readonly line?: number;
  readonly differences: readonly string[];
}

/** Console script → module that does the same with `python -m`. */
const MODULES: Readonly<Record<string, string>> = {
  uvicorn: 'uvicorn',
  gunicorn: 'gunicorn',
  hypercorn: 'hypercorn',
  daphne: 'daphne',
  granian: 'granian',
  flask: 'flask',
  celery: 'celery',
  streamlit: 'streamlit',
  fastapi: 'fastapi',
  'waitress-serve': 'waitress',
  'django-admin': 'django',
  alembic: 'alembic',
  dramatiq: 'dramatiq',
};

function isPython(word: string | undefined): boolean {
  return word !== undefined && /^(.*\/)?python(3(\.\d+)?)?$/.test(word);
}

function interpreterArguments(words: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = words;
  if (isPython(first)) return rest;
  const module = MODULES[first?.split('/').at(-1) ?? ''];
  return module === undefined ? undefined : ['-m', module, ...rest];
}

/** A server for development: its own authors say not to use it in production. */
function isDevelopmentServer(words: readonly string[]): boolean {
  return words.includes('runserver') || (words.includes('flask') && words.includes('run'));
}

/** Programs that start others, as root and for files outside of the application. */
const SUPERVISORS =
  /(?:^|[\s;&|/'"])(supervisord|circusd|nginx|apache2ctl|apachectl|httpd|s6-svscan|runsvdir|service|systemctl|cron|crond|sshd|redis-server|mysqld|postgres)(?=$|[\s;&|'"])/;

/** The program that runs beside or above the application in one container, where there is one. */
export function supervisorOf(input: RecipeInput): string | undefined {
  const own = input.kept?.command;
  const words = [...(own?.entrypoint ?? []), ...(own?.cmd ?? [])];
  const line = own?.shell ?? words.slice(0, 1).join(' ');
  return SUPERVISORS.exec(line)?.[1];
}

function execLine(line: string): string {
  const bare = line.replaceAll(/\$\{\w+(?::?[-+=][^{}$`()]*)?\}/g, '');
  return /[;&|<>(){}\n]/.test(bare) || /^\s*exec\b/.test(line) ? line : `exec ${line.trim()}`;
}

/** Django's own server also serves the static files; others need WhiteNoise for that. */
function servesStatic(input: RecipeInput, words: readonly string[]): boolean {
  const installed = input.application.dependencies.some((one) => one.name === 'whitenoise');
  return words.includes('runserver') && !installed;
}

function withoutReload(words: readonly string[]): readonly string[] {
  return words.filter((one) => one !== '--reload');
}

/** What starts the container: the user's own command, unless it is a development server and a better one is there. */
export function launchOf(input: RecipeInput): Launch | undefined {
  const own = input.kept?.command;
  const detected = input.application.start?.value.argv;
  if (own?.shell !== undefined) {
    return { cmd: ['sh', '-c', execLine(own.shell)], line: own.line, differences: [] };
  }
  const words = [...(own?.entrypoint ?? []), ...(own?.cmd ?? [])];
  const better =
    detected !== undefined &&
    // `python app.py` is Flask's server for development as well, and may bind another address.
    !isPython(detected[0]) &&
    !isDevelopmentServer(detected) &&
    !servesStatic(input, words);
  const replaced = words.length > 0 && isDevelopmentServer(words) && better;
  if (words.length === 0 || replaced) return fromDetected(detected, replaced ? words : undefined);
  const reload = words.includes('--reload');
  const python = interpreterArguments(withoutReload(words));
  return {
    ...(own?.entrypoint && { entrypoint: withoutReload(own.entrypoint) }),
    ...(own?.cmd && { cmd: withoutReload(own.cmd) }),
    ...(python && { python }),
    ...(own && { line: own.line }),
    differences: reload ? ['The server no longer watches the sources for changes (--reload).'] : [],
  };
}

function fromDetected(
  argv: readonly string[] | undefined,
  replaced: readonly string[] | undefined,
): Launch | undefined {
  if (argv === undefined || argv.length === 0) return undefined;
  const python = interpreterArguments(argv);
  return {
    cmd: argv,
    ...(python && { python }),
    differences: replaced
      ? [`The development server (${replaced.join(' ')}) gives way to ${argv.join(' ')}.`]
      : [],
  };
}
