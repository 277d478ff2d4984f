import type { Evidence, Found, Workload } from '../../facts/project.ts';
import { splitLines } from '../../formats/lines.ts';
import { PYTHON_SERVERS, type PythonServer } from '../../knowledge/python-frameworks.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { baseName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { AppObject } from './app-object.ts';
import type { DjangoProject } from './django.ts';
import { type Written, addressIn } from './hints.ts';
import type { Listening } from './listening.ts';
import type { PythonManifest } from './manifest.ts';
import type { Wanted } from './wanted.ts';
import { type Served, serveCommand, servedBy } from './serve.ts';
import type { PyProject } from './project.ts';

/** Everything that speaks about how the program starts. */
export interface StartInput {
  readonly view: ProjectView;
  readonly manifest: PythonManifest;
  readonly project: PyProject;
  readonly apps: readonly AppObject[];
  readonly django: DjangoProject | undefined;
  readonly listening: readonly Listening[];
  readonly written: readonly Written[];
  readonly framework: string | undefined;
}

export type Start = NonNullable<
  Found<{ readonly argv: readonly string[]; readonly entry?: string }>
>;

export interface Started {
  readonly start?: Start;
  readonly port?: Found<number>;
  readonly portVariable?: Found<string>;
  readonly bind?: Found<string>;
  readonly served?: Served;
  readonly server?: PythonServer;
  readonly handlesSigterm?: Found<boolean>;
  readonly workload?: Workload;
  readonly notes: readonly string[];
}

/** The server among the production dependencies that speaks an interface. */
export function serverFor(
  wanted: readonly Wanted[],
  kind: 'asgi' | 'wsgi',
): { readonly server: PythonServer; readonly from: Evidence } | undefined {
  for (const server of PYTHON_SERVERS) {
    if (!server.interfaces.includes(kind)) continue;
    const brought = wanted.find(
      (one) =>
        !one.dev &&
        (server.packages.includes(one.name) ||
          (server.name === 'uvicorn' &&
            one.name === 'fastapi' &&
            one.extras.some((extra) => extra === 'standard' || extra === 'all'))),
    );
    if (brought) return { server, from: brought.from };
  }
  return undefined;
}

/** What a server serves: the best application object, or Django's. */
export function servedOf(
  input: StartInput,
): { readonly served: Served; readonly from: Evidence; readonly entry: string } | undefined {
  const { django, apps, project, manifest } = input;
  if (django) {
    const asgiOnly =
      serverFor(manifest.wanted, 'wsgi') === undefined &&
      serverFor(manifest.wanted, 'asgi') !== undefined;
    const target = asgiOnly && django.asgi !== undefined ? django.asgi : django.wsgi;
    if (target === undefined) return undefined;
    const kind = target === django.asgi ? 'asgi' : 'wsgi';
    const file = joinPath(
      project.dir,
      django.root,
      `${target.split(':')[0]?.split('.').join('/') ?? ''}.py`,
    );
    const entry = relativeTo(project.dir, file) ?? file;
    return {
      served: { target, factory: false, interface: kind, root: django.root },
      from: evidence(django.manage),
      entry,
    };
  }
  const app = apps[0];
  if (app === undefined) return undefined;
  return {
    served: servedBy(app),
    from: app.from,
    entry: relativeTo(project.dir, app.module.file) ?? app.module.file,
  };
}

/** How a web application starts with a server of its dependencies; undefined when it has none. */
export function startServed(input: StartInput): Started | undefined {
  const what = servedOf(input);
  if (what === undefined) return undefined;
  const { served, from, entry } = what;
  const choice = serverFor(input.manifest.wanted, served.interface);
  if (choice === undefined) return { served, notes: [missingServer(input, served)] };
  const { server } = choice;
  const port = servedPort(input, server, choice.from);
  const configured =
    server.name === 'gunicorn' ? gunicornConfig(input.view, input.project.dir) : undefined;
  const argv = serveCommand(server, served, configured?.value ?? port.value);
  if (argv === undefined)
    return {
      served,
      server,
      port,
      notes: [
        `The application is ${served.target} below ${served.root}/, which ${server.name} cannot be told by an option; set PYTHONPATH and start it by hand.`,
      ],
    };
  const own = procfileCommand(input, configured?.value ?? port.value);
  return {
    start: own ?? found({ argv, entry }, 'likely', [from, choice.from]),
    port: configured ?? port,
    bind: found('0.0.0.0', 'certain', choice.from),
    served,
    server,
    workload: 'web',
    handlesSigterm: found(
      server.handlesSigterm,
      'certain',
      evidence(
        choice.from.file,
        choice.from.line,
        `${server.name} ${server.handlesSigterm ? 'stops on' : 'does not handle'} SIGTERM`,
      ),
    ),
    notes: bindNotes(input, server),
  };
}

/** The Procfile's `web` when it starts the same kind of server: its author chose its options. */
function procfileCommand(input: StartInput, port: number): Start | undefined {
  const written = input.written.find((one) => one.kind === 'Procfile');
  const program = baseName(written?.words[0] ?? '');
  if (
    written === undefined ||
    !/^(?:uvicorn|gunicorn|hypercorn|granian|daphne|waitress-serve|python3?|streamlit|fastapi|celery)$/.test(
      program,
    )
  )
    return undefined;
  const words = written.words.map((word) => word.replace(/\$\{?PORT(?::-\d+)?\}?/g, String(port)));
  if (words.some((word) => word.includes('$'))) return undefined;
  const address = addressIn(words);
  const known = address.host !== undefined || address.port !== undefined;
  const rest = words.slice(1);
  const bound =
    known &&
    !/^(?:localhost|127\.|$)/.test(address.host ?? (program === 'uvicorn' ? '' : '0.0.0.0'))
      ? rest
      : program === 'gunicorn' && !known
        ? ['--bind', `0.0.0.0:${port}`, ...rest]
        : program === 'uvicorn'
          ? [
              ...withoutOptions(rest, ['--host', '--port']),
              '--host',
              '0.0.0.0',
              '--port',
              String(port),
            ]
          : rest;
  return found(
    { argv: [program === 'python3' ? 'python' : program, ...bound] },
    'certain',
    written.from,
  );
}

function withoutOptions(words: readonly string[], names: readonly string[]): readonly string[] {
  return words.filter(
    (word, index) =>
      !names.includes(word) &&
      !names.includes(words[index - 1] ?? '') &&
      !names.some((name) => word.startsWith(`${name}=`)),
  );
}

function servedPort(input: StartInput, server: PythonServer, from: Evidence): Found<number> {
  const candidates = [
    ...writtenPorts(input),
    ...input.listening.flatMap((one) =>
      one.port ? [{ ...one.port, confidence: 'likely' as const }] : [],
    ),
  ];
  const fallback = found(
    server.port,
    'likely' as const,
    evidence(from.file, from.line, `default of ${server.name}`),
  );
  return firstOf(candidates) ?? fallback;
}

/** Ports that Procfile, CMD and EXPOSE name. */
export function writtenPorts(
  input: Pick<StartInput, 'written' | 'view' | 'project'>,
): readonly Found<number>[] {
  const commands = input.written.flatMap((one) => {
    const { port } = addressIn(one.words);
    return port === undefined ? [] : [found(port, 'certain' as const, one.from)];
  });
  const file = joinPath(input.project.dir, 'Dockerfile');
  const exposed = splitLines(input.view.text(file) ?? '').flatMap((line, index) => {
    const port = /^\s*EXPOSE\s+(\d{1,5})(?:\/tcp)?\s*$/i.exec(line)?.[1];
    return port === undefined
      ? []
      : [found(Number(port), 'likely' as const, evidence(file, index + 1, 'EXPOSE'))];
  });
  return [...commands, ...exposed.slice(-1)];
}

/** `bind = "0.0.0.0:9000"` in gunicorn's own file, which it loads from the working directory. */
function gunicornConfig(view: ProjectView, dir: string): Found<number> | undefined {
  const file = joinPath(dir, 'gunicorn.conf.py');
  for (const [index, line] of splitLines(view.text(file) ?? '').entries()) {
    const port = /^bind\s*=\s*\[?\s*f?["'][^"']*?:(\d{2,5})["']/.exec(line)?.[1];
    if (port !== undefined)
      return found(Number(port), 'certain', evidence(file, index + 1, 'bind'));
  }
  return undefined;
}

function bindNotes(input: StartInput, server: PythonServer): readonly string[] {
  const trap = input.written.find((one) =>
    /^(?:localhost|127\.)/.test(addressIn(one.words).host ?? ''),
  );
  return trap
    ? [
        `${trap.from.file}:${trap.from.line ?? 1} binds ${server.name} to the loopback address, which a published port does not reach; it must bind 0.0.0.0.`,
      ]
    : [];
}

function missingServer(input: StartInput, served: Served): string {
  const name = served.interface === 'asgi' ? 'uvicorn' : 'gunicorn';
  const dev = input.manifest.wanted.find((one) => one.dev && one.name === name);
  const where = input.manifest.requirements?.files[0] ?? input.manifest.files[0] ?? 'the manifest';
  return dev
    ? `${name} is only a development dependency (${dev.from.file}): move it to the production dependencies to serve ${served.target} with it.`
    : `No ${served.interface.toUpperCase()} server is among the production dependencies: add ${name} to ${where} to serve ${served.target} with it.`;
}
