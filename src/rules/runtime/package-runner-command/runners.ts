import type { StartCommand } from '../../commands.ts';

export interface Runner {
  readonly kind: 'runner' | 'compiler' | 'server';
  /** As it reads, e.g. `npm start`. */
  readonly words: string;
  readonly command: StartCommand;
  /** What to start instead, as a sentence. */
  readonly instead?: string;
}

type Described = Omit<Runner, 'command' | 'words'> & { readonly words: number };
type Test = (args: readonly string[]) => Described | undefined;

const GUNICORN = 'Start it with gunicorn or another server made for production.';
const UVICORN = 'Leave the reload option out.';
const BUILT =
  'Build once, and serve the result with a static server or the framework’s own production server.';

const first =
  (verbs: readonly string[], kind: Runner['kind'], instead?: string): Test =>
  (args) =>
    verbs.includes(args[0] ?? '')
      ? { kind, words: 2, ...(instead === undefined ? {} : { instead }) }
      : undefined;
const always =
  (kind: Runner['kind'], instead: string): Test =>
  () => ({ kind, words: 1, instead });
const withOption =
  (options: readonly string[], instead: string): Test =>
  (args) =>
    args.some((arg) => options.includes(arg)) ? { kind: 'server', words: 1, instead } : undefined;

const SCRIPTS = ['start', 'run', 'run-script', 'dev', 'serve', 'develop', 'exec', 'test'];
const NODE_TOOLS: Readonly<Record<string, Test>> = {
  nodemon: always('server', 'Start the program with node.'),
  'ts-node': always('compiler', 'Compile to JavaScript in a build stage and start that with node.'),
  'ts-node-dev': always(
    'server',
    'Compile to JavaScript in a build stage and start that with node.',
  ),
  tsx: always('compiler', 'Compile to JavaScript in a build stage and start that with node.'),
  'babel-node': always(
    'compiler',
    'Compile to JavaScript in a build stage and start that with node.',
  ),
  'react-scripts': first(['start'], 'server', BUILT),
  'vue-cli-service': first(['serve'], 'server', BUILT),
  ng: first(['serve'], 'server', BUILT),
  next: first(
    ['dev'],
    'server',
    'Use `next build` in a build stage and `next start`, or the standalone server.',
  ),
  nuxt: first(['dev'], 'server', BUILT),
  'webpack-dev-server': always('server', BUILT),
  vite: (args) =>
    ['', 'dev', 'serve', 'preview'].includes(args.find((arg) => !arg.startsWith('-')) ?? '')
      ? { kind: 'server', words: 1, instead: BUILT }
      : undefined,
};

const TESTS: Readonly<Record<string, Test>> = {
  ...NODE_TOOLS,
  npm: first(SCRIPTS, 'runner'),
  pnpm: first(SCRIPTS, 'runner'),
  yarn: (args) =>
    args[0] === undefined || args[0].startsWith('-')
      ? undefined
      : { kind: 'runner', words: args[0] === 'run' ? 3 : 2 },
  bun: first(['run', 'start', 'dev'], 'runner'),
  npx: (args) => ({ kind: 'runner', words: args.length > 0 ? 2 : 1 }),
  pipenv: first(
    ['run'],
    'runner',
    'Install into the image’s own Python and start the program itself.',
  ),
  poetry: first(
    ['run'],
    'runner',
    'Put the virtual environment on PATH and start the program itself.',
  ),
  go: first(['run'], 'compiler'),
  cargo: first(['run', 'watch'], 'compiler'),
  dotnet: first(['run', 'watch'], 'compiler'),
  mvn: (args) => goal(args, /^(spring-boot:run|exec:java|jetty:run|quarkus:dev|tomcat7:run)$/),
  mvnw: (args) => goal(args, /^(spring-boot:run|exec:java|jetty:run|quarkus:dev)$/),
  gradle: (args) => goal(args, /^:?(\w+:)*(bootRun|run|quarkusDev)$/),
  gradlew: (args) => goal(args, /^:?(\w+:)*(bootRun|run|quarkusDev)$/),
  flask: (args) =>
    args.includes('run') ? { kind: 'server', words: 2, instead: GUNICORN } : undefined,
  uvicorn: withOption(['--reload', '--debug'], UVICORN),
  gunicorn: withOption(['--reload'], UVICORN),
  hypercorn: withOption(['--reload'], UVICORN),
  fastapi: first(['dev'], 'server', 'Use `fastapi run`, or uvicorn itself.'),
  streamlit: () => undefined,
  php: withOption(['-S'], 'Use php-fpm behind a web server, or FrankenPHP.'),
  air: always('server', 'Compile in a build stage and start the result.'),
};

function goal(args: readonly string[], wanted: RegExp): Described | undefined {
  return args.some((arg) => wanted.test(arg)) ? { kind: 'compiler', words: 1 } : undefined;
}

/** Whether a start command goes through a package manager, a compiler or a development server. */
export function runnerOf(command: StartCommand): Runner | undefined {
  const { program = '' } = command;
  const args = command.words.slice(1).filter((word) => word !== undefined);
  if (/^python[\d.]*$/.test(program)) return fromPython(command, args);
  const found = Object.hasOwn(TESTS, program) ? TESTS[program]?.(args) : undefined;
  if (found === undefined) return undefined;
  return { ...found, words: [program, ...args].slice(0, found.words).join(' '), command };
}

function fromPython(command: StartCommand, args: readonly string[]): Runner | undefined {
  if (
    /(^|\/)manage\.py$/.test(args.find((arg) => !arg.startsWith('-')) ?? '') &&
    args.includes('runserver')
  ) {
    return { kind: 'server', words: 'manage.py runserver', command, instead: GUNICORN };
  }
  const at = args.indexOf('-m');
  const module = args[at + 1];
  if (at < 0 || module === undefined || !Object.hasOwn(TESTS, module)) return undefined;
  const inner = TESTS[module]?.(args.slice(at + 2));
  if (inner === undefined) return undefined;
  return {
    ...inner,
    words: `python -m ${[module, ...args.slice(at + 2)].slice(0, inner.words).join(' ')}`,
    command,
  };
}
