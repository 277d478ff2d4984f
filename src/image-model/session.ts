import type { Bytes } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type {
  BaseFacts,
  BaseLookup,
  CacheInput,
  CommandTrace,
  ImageConfig,
} from '../facts/image.ts';
import { type Fact, known, unknown } from '../facts/origin.ts';
import type { Application } from '../facts/project.ts';
import type { Argument, Environment } from '../programs/types.ts';
import type { ShellNode, WordPart } from '../shell/types.ts';
import { accountsIn, homeOf, uidOf } from './accounts.ts';
import { findProgram } from './find-program.ts';
import type { PlainShell } from './run-shell.ts';
import type { Ends, Machine } from './machine.ts';
import type { Tree } from './tree/tree.ts';

/** What the interpreter is given besides the stage graph. */
export interface InterpretInput {
  /** e.g. `linux/amd64`. */
  readonly platform: string;
  readonly bases: BaseLookup;
  readonly context?: ContextFacts;
  readonly application?: Application;
  /** Bytes an apt package brings with its dependencies, and the recommended packages, on a slim image. */
  readonly aptSize?: (name: string, recommended: boolean) => Bytes | undefined;
}

/** One command line that is being run: what stays the same in all its branches, and what it collects. */
export interface Session {
  readonly input: InterpretInput;
  readonly config: ImageConfig;
  readonly base: BaseFacts | undefined;
  readonly layer: number;
  /** ARGs and ENV as the command sees them. */
  readonly variables: { readonly get: (name: string) => Fact<string> | undefined };
  /** Nothing is known of variables that are not in `variables`. */
  readonly openEnvironment: boolean;
  /** The shell understands `{a,b}` and other things of bash. */
  readonly bash: boolean;
  readonly commands: CommandTrace[];
  readonly inputs: CacheInput[];
  /** Commands that may still be run; hostile scripts repeat themselves. */
  budget: number;
  /** What the last command printed, where it is known. */
  lastOutput: string | undefined;
  /** What the substitutions of the command at hand printed. */
  readonly substituted: Map<WordPart, string>;
  /** The platform the stage is built for. */
  readonly platform: string;
  /** Set in a RUN, where the builder has its own files in place of some of the image's. */
  readonly builds?: true;
  /** The shell of the RUN, where it is known to be one that lacks what bash adds. */
  plain?: PlainShell | undefined;
  /** Who ran the last command. */
  who?: Who | undefined;
  /** Runs statements: a command may be a function, a substitution or a script, with statements of its own. */
  readonly runList: RunList;
}

/** How a node stands: in a condition a failure does not end the shell (`set -e`). */
export interface Standing {
  readonly conditional: boolean;
  readonly depth: number;
  /** Text on standard input; `piped` when it is not known. */
  readonly input?: string;
  readonly piped?: boolean;
}

/** Runs statements one after the other. */
export type RunList = (
  session: Session,
  nodes: readonly ShellNode[],
  start: Machine,
  at: Standing,
) => Ends;

/** Files bigger than this are not read for the text in them. */
const LONGEST_TEXT = 1 << 20;

/** Value of a variable in a machine: the shell's, else the image's; undefined: unset. */
export function variableIn(
  session: Session,
  machine: Machine,
  name: string,
): Fact<string> | undefined {
  const { variables, cwd } = machine.shell;
  if (variables.has(name)) return variables.get(name);
  const own = session.variables.get(name);
  if (own) return own;
  if (name === 'PWD') return cwd;
  if (/^[1-9]$|^[@*#]$/.test(name)) return positional(machine.shell.positional, name);
  if (name === 'HOME') return known(homeIn(session, machine), { by: 'assumption', what: 'HOME' });
  if (
    /^(\d+|[@*#?$!_-]|RANDOM|HOSTNAME|USER|LOGNAME|SHELL|OLDPWD|UID|EUID|SECONDS|PPID|IFS|BASH.*|OSTYPE|HOSTTYPE)$/.test(
      name,
    )
  )
    return unknown({ by: 'assumption', what: `$${name}` });
  if (machine.shell.open === true) return unknown({ by: 'assumption', what: name });
  return session.openEnvironment ? unknown({ by: 'base', what: name }) : undefined;
}

/** What a script or function was given. */
function positional(
  given: readonly Argument[] | undefined,
  name: string,
): Fact<string> | undefined {
  const origin = { by: 'assumption' as const, what: `$${name}` };
  if (given === undefined) return unknown(origin);
  if (name === '#') return known(String(given.length), origin);
  const [one, ...more] =
    name === '@' || name === '*' ? given : given.slice(Number(name) - 1, Number(name));
  if (one === undefined) return undefined;
  return one.value === undefined || more.length > 0 ? unknown(origin) : known(one.value, origin);
}

function homeIn(session: Session, machine: Machine): string {
  return homeOf(session.config, machine.files, uidOf(session.config, machine.files));
}

/** Who runs a command, and where his home is. */
interface Who {
  readonly files: Tree;
  readonly config: ImageConfig;
  readonly variables: Machine['shell']['variables'];
  readonly uid: Fact<number>;
  readonly home: string;
}

/** Looked up once for all commands that find the same files and variables. */
function whoIn(
  session: Session,
  machine: Machine,
  extra: ReadonlyMap<string, Fact<string>> | undefined,
  variable: (name: string) => Fact<string> | undefined,
): Pick<Who, 'uid' | 'home'> {
  const { config } = session;
  const { files, shell } = machine;
  const { who } = session;
  const isOwn = extra?.has('HOME') === true;
  if (!isOwn && who?.files === files && who.variables === shell.variables && who.config === config)
    return who;
  const uid = uidOf(config, files);
  const set = variable('HOME');
  const home = set?.known === true ? set.value : homeOf(config, files, uid);
  if (!isOwn) session.who = { files, config, variables: shell.variables, uid, home };
  return { uid, home };
}

/** The view of a machine that programs get. `extra`: assignments before the command. */
export function environmentOf(
  session: Session,
  machine: Machine,
  extra?: ReadonlyMap<string, Fact<string>>,
): Environment {
  const { input, config, base, layer } = session;
  const { files, shell } = machine;
  const variable = (name: string): Fact<string> | undefined =>
    extra?.get(name) ?? variableIn(session, machine, name);
  const cwd = shell.cwd.known ? shell.cwd.value : undefined;
  const { uid, home } = whoIn(session, machine, extra, variable);
  // Made for every command, so without copies of parts that may be missing.
  const env: { -readonly [part in keyof Environment]: Environment[part] } = {
    files,
    config,
    packages: machine.packages,
    layer,
    platform: session.platform,
    uid,
    home,
    variable,
    find: (program) => findProgram(files, program, variable('PATH'), cwd),
    accounts: () => accountsIn(files),
    readText: (path) => textAt(input, machine, path),
    aptSize: (name, recommended = false) => input.aptSize?.(name, recommended),
  };
  if (base) env.base = base;
  if (cwd !== undefined) env.cwd = cwd;
  if (input.application) env.application = input.application;
  if (input.context) env.context = input.context;
  return env;
}

function textAt(
  input: InterpretInput,
  machine: Machine,
  path: string,
): { readonly text: string; readonly partial: boolean } | undefined {
  const found = machine.files.get(path);
  const content = found.entry?.content;
  if (content === undefined || found.is !== 'yes') return undefined;
  if ('text' in content) return { text: content.text, partial: content.partial === true };
  if ((found.entry?.size.high ?? 0) > LONGEST_TEXT) return undefined;
  const bytes = input.context?.read(content.context);
  return bytes && { text: new TextDecoder().decode(bytes), partial: false };
}
