import type { Evidence, Found } from '../../facts/project.ts';
import { NODE_FRAMEWORKS } from '../../knowledge/node-frameworks.ts';
import { evidence, found } from '../../project/evidence.ts';
import { splitLines } from '../../formats/lines.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { BuildFacts } from './detect-build.ts';
import { type EntryFile, findEntry } from './entry.ts';
import type { LockedPackage } from './lockfile.ts';
import { type Manifest, dependencyKind } from './manifest.ts';
import type { Context, Started } from './start-context.ts';
import { guessStart } from './start-guesses.ts';
import { type ScriptCommand, scriptCommands, scriptsRun } from './script-line.ts';

export interface StartFacts {
  readonly start?: Found<{ readonly argv: readonly string[]; readonly entry?: string }>;
  /** Source the program begins in, relative to the root. */
  readonly source?: string;
  readonly env: readonly (readonly [string, string])[];
  readonly notes: readonly string[];
}

/** Scripts that start for production, in order of precedence. */
const NAMES: readonly string[] = [
  'start:prod',
  'start:production',
  'start',
  'prod',
  'production',
  'serve:prod',
  'start:server',
  'server',
  'serve',
  'run',
];
/** Programs that restart, compile on the fly or serve sources: never in an image. */
const DEV =
  /^(?:nodemon|ts-node|ts-node-dev|tsnd|ts-node-esm|tsx|babel-node|node-dev|supervisor|vite-node|esno|esr|tsm|swc-node|live-server|browser-sync|vite|webpack-dev-server|wait-on|@swc-node\/register)$/;
/** The real program behind `npm start`, and the source it begins in. */
export function detectStart(
  view: ProjectView,
  manifest: Manifest,
  build: BuildFacts,
  packages: readonly LockedPackage[],
): StartFacts {
  const context: Context = { view, manifest, build, packages, notes: [] };
  const started = fromScripts(context) ?? fromProcfile(context) ?? guessStart(context);
  if (started === undefined) return { env: [], notes: context.notes };
  const { argv, entry, env, at, confidence } = started;
  const file: EntryFile | undefined =
    entry === undefined ? undefined : findEntry(view, manifest.dir, entry, build);
  const source = file?.source ?? context.hint?.file;
  return {
    start: found({ argv, ...(entry !== undefined && { entry }) }, confidence, at),
    ...(source !== undefined && { source }),
    env,
    notes: context.notes,
  };
}

/** Scripts for developing: only the source they name counts. */
const DEV_NAMES: readonly string[] = [
  'dev',
  'start:dev',
  'develop',
  'watch',
  'dev:server',
  'server:dev',
];

function fromScripts(context: Context): Started | undefined {
  const { scripts } = context.manifest;
  for (const name of NAMES) {
    const line = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    if (line === undefined) continue;
    const started = fromScript(context, name, 0);
    if (started === undefined) continue;
    if (name === 'start' && Object.hasOwn(scripts, 'prestart'))
      context.notes.push(
        `«npm start» first runs the script «prestart» (${scripts['prestart']?.slice(0, 80)}); the image starts the program itself, without it.`,
      );
    if (name === 'start' && Object.hasOwn(scripts, 'poststart'))
      context.notes.push('The script «poststart» does not run in the image.');
    return started;
  }
  for (const name of DEV_NAMES) fromScript(context, name, 0);
  return undefined;
}

function fromScript(context: Context, name: string, depth: number): Started | undefined {
  const { manifest } = context;
  const line = Object.hasOwn(manifest.scripts, name) ? manifest.scripts[name] : undefined;
  if (line === undefined || depth > 6) return undefined;
  return fromLine(context, line, manifest.where('scripts', name), depth);
}

/** The last command of a line is the one that stays; what stands before it is build or preparation. */
function fromLine(
  context: Context,
  line: string,
  at: Evidence,
  depth: number,
): Started | undefined {
  const commands = scriptCommands(line);
  const last = commands.at(-1);
  if (last === undefined) return undefined;
  const before = commands.slice(0, -1);
  if (before.some(({ joint }) => joint === '&'))
    context.notes.push(`${at.key} starts several programs at once: an image runs one.`);
  const preparing = before.filter(({ words }) =>
    /migrat|seed|db:|prisma|deploy/.test(words.join(' ')),
  );
  const result = fromCommand(context, last, at, depth);
  if (result !== undefined && preparing.length > 0) {
    context.notes.push(
      `${at.key} first runs «${preparing
        .map(({ words }) => words.join(' '))
        .join(' && ')
        .slice(0, 120)}»: the image starts the program without it.`,
    );
  }
  return result;
}

function fromCommand(
  context: Context,
  { words, env }: ScriptCommand,
  at: Evidence,
  depth: number,
): Started | undefined {
  const { manifest } = context;
  const [program = ''] = words;
  const inner =
    program === 'concurrently' || program === 'run-p' ? [] : scriptsRun(words, manifest.scripts);
  if (inner.length > 0) {
    const started = fromScript(context, inner.at(-1) ?? '', depth + 1);
    return started && { ...started, env: [...env, ...started.env] };
  }
  const base = { env, at };
  if (program === 'node' || program === 'nodejs') return fromNode(context, words, base);
  if (DEV.test(program) || program === 'concurrently') return development(context, words, at);
  if (/^(?:pm2|pm2-runtime|forever)$/.test(program)) return fromSupervisor(context, words, base);
  return fromTool(context, words, base);
}

type Base = Pick<Started, 'env' | 'at'>;
/** Options of node that take the next word. */
const WITH_VALUE =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--title)$/;
const COMPILES =
  /ts-node|tsx|tsconfig-paths|@babel\/register|@swc-node|esbuild-register|esm-loader|sucrase/;

function fromNode(context: Context, words: readonly string[], base: Base): Started | undefined {
  let index = 1;
  for (; index < words.length && (words[index] ?? '').startsWith('-'); index++) {
    if (WITH_VALUE.test(words[index] ?? '')) index++;
  }
  const options = words.slice(1, index);
  const file = words[index];
  if (file === undefined || /[$`]/.test(file)) return undefined;
  if (
    options.some((one) => /^(?:--watch|-e|--eval|-p|--test|--check)/.test(one)) ||
    options.some((one) => COMPILES.test(one))
  )
    return development(context, words, base.at);
  if (options.some((one) => one.startsWith('--inspect')))
    context.notes.push(`${base.at.key} opens the debugger (--inspect).`);
  if (options.some((one) => one.startsWith('--env-file=')))
    context.notes.push(
      `${base.at.key} reads an .env file, which does not belong in an image: give the variables to the container.`,
    );
  // Output of a build is not there yet; anything else must be.
  const entry = nodeEntry(context, file);
  const kept = options.filter(
    (one) => !one.startsWith('--inspect') && !one.startsWith('--env-file='),
  );
  const isTypescript = /\.[cm]?ts$/.test(file) || (entry.known && /\.[cm]?ts$/.test(entry.path));
  if (isTypescript)
    context.notes.push(
      `${base.at.key} runs TypeScript directly, which only Node.js 22.18 and newer can.`,
    );
  return {
    ...base,
    argv: ['node', ...kept, file, ...words.slice(index + 1)],
    entry: entry.path,
    confidence: entry.known ? 'certain' : 'guess',
  };
}

/** The file node begins in: of the package's own directory (`node .`) what `main` names, else its index. */
function nodeEntry({ view, manifest, build }: Context, file: string): EntryFile {
  const { dir, main } = manifest;
  const named =
    joinPath(file) === '.' && main !== undefined ? findEntry(view, dir, main, build) : undefined;
  return named?.known ? named : findEntry(view, dir, file, build);
}

/** A start for developing: remembered for the source it names, never used as it is. */
function development(context: Context, words: readonly string[], at: Evidence): undefined {
  const named = words.findLast((word) => /\.[cm]?[jt]sx?$/.test(word) && !word.startsWith('-'));
  if (at.key === 'scripts.start')
    context.notes.push(
      `The script «start» is for developing (${words[0]}): the image starts the program itself.`,
    );
  const file = named === undefined ? undefined : joinPath(context.manifest.dir, named);
  if (file !== undefined && context.hint === undefined && context.view.exists(file))
    context.hint = { file, at };
  return undefined;
}

function fromSupervisor(
  context: Context,
  words: readonly string[],
  base: Base,
): Started | undefined {
  const file =
    words.slice(1).find((word) => /\.[cm]?js$/.test(word) && !/config|ecosystem/.test(word)) ??
    supervisedFile(context, words);
  if (file === undefined) return undefined;
  context.notes.push(
    `${base.at.key} uses ${words[0]}; in a container the engine restarts the program, so it is started by itself.`,
  );
  return fromNode(context, ['node', file], base);
}

/** `script` of pm2's ecosystem file, when it is about one program. */
function supervisedFile(context: Context, words: readonly string[]): string | undefined {
  const config = words
    .slice(1)
    .find((word) => /(?:config|ecosystem|pm2|process).*\.(?:c?js|json)$/.test(word));
  const text =
    config === undefined ? undefined : context.view.text(joinPath(context.manifest.dir, config));
  const scripts = [
    ...(text ?? '').matchAll(/["']?\bscript["']?\s*:\s*["']([\w./-]+\.[cm]?js)["']/g),
  ];
  return scripts.length === 1 ? scripts[0]?.[1] : undefined;
}

/** A framework's own start, a file with a `#!`, or a program of a dependency. */
function fromTool(context: Context, words: readonly string[], base: Base): Started | undefined {
  const { view, manifest } = context;
  const [program = ''] = words;
  const line = words.join(' ');
  for (const framework of NODE_FRAMEWORKS) {
    if (dependencyKind(manifest, framework.key) === undefined) continue;
    if ((framework.dev ?? []).some((one) => line === one || line.startsWith(`${one} `)))
      return development(context, words, base.at);
    for (const [command, argv] of Object.entries(framework.starts ?? {})) {
      if (line !== command && !line.startsWith(`${command} `)) continue;
      const rest = words.slice(command.split(' ').length);
      return { ...base, argv: [...argv, ...rest], confidence: 'likely' };
    }
  }
  const file = joinPath(manifest.dir, program);
  if (/[/.]/.test(program) && view.exists(file) && !view.isDir(file)) {
    const isNode =
      /^#!.*\bnode\b/.test(view.text(file)?.slice(0, 100) ?? '') || /\.[cm]?js$/.test(program);
    return isNode
      ? { ...base, argv: ['node', ...words], entry: joinPath(program), confidence: 'certain' }
      : undefined;
  }
  const owner = context.packages.find(
    (one) =>
      !one.dev && Object.hasOwn(one.bin, program) && one.place === `node_modules/${one.name}`,
  );
  if (owner === undefined || isBuilder(program)) return undefined;
  return {
    ...base,
    argv: ['node', joinPath(owner.place, owner.bin[program] ?? ''), ...words.slice(1)],
    confidence: 'likely',
  };
}

function isBuilder(program: string): boolean {
  return /^(?:tsc|webpack|rollup|esbuild|gulp|grunt|eslint|jest|react-scripts|ng|vue-cli-service|gatsby|nest|serve|http-server|cross-env|storybook|start-storybook|docusaurus|electron|expo|nx|turbo|lerna|sst|serverless|firebase|wrangler|netlify|vercel)$/.test(
    program,
  );
}

function fromProcfile(context: Context): Started | undefined {
  const file = joinPath(context.manifest.dir, 'Procfile');
  for (const [index, line] of splitLines(context.view.text(file) ?? '').entries()) {
    const command = /^(?:web|worker):\s*(.+)$/.exec(line)?.[1];
    if (command === undefined || /npm (?:run )?start/.test(command)) continue;
    const started = fromLine(context, command, evidence(file, index + 1, 'Procfile'), 0);
    if (started !== undefined) return started;
  }
  return undefined;
}
