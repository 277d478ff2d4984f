import type { Found } from '../../facts/project.ts';
import { evidence, found } from '../../project/evidence.ts';
import { type Call, type PyModule, type Value, atImport, callsOf, literal } from './module.ts';
import type { PyProject } from './project.ts';

/** A call in the code that starts a server by itself: `app.run(…)`, `uvicorn.run(…)`, `web.run_app(…)`. */
export interface Listening {
  readonly module: PyModule;
  readonly call: Call;
  /** Runs when the file is started as a program. */
  readonly asProgram: boolean;
  readonly port?: Found<number>;
  readonly portVariable?: Found<string>;
  readonly host?: Found<string>;
  readonly kind: 'uvicorn' | 'hypercorn' | 'waitress' | 'aiohttp' | 'own';
}

const STARTS =
  /^(?:uvicorn\.run|hypercorn\.run|(?:aiohttp\.)?web\.run_app|run_app|waitress\.serve|serve|run_simple|\w+\.(?:run|run_server|launch|listen)|(?:http\.server\.)?HTTPServer|(?:socketserver\.)?(?:Threading)?TCPServer|ThreadingHTTPServer)$/;

/** Servers that the code starts itself, those with a port first. */
export function listeningOf(
  project: PyProject,
  applications: ReadonlySet<string>,
): readonly Listening[] {
  const all = project.modules.flatMap((module) =>
    callsOf(module, STARTS).flatMap((call) => listening(module, call, applications)),
  );
  return all.toSorted(
    (a, b) =>
      Number(b.asProgram) - Number(a.asProgram) ||
      Number(b.port !== undefined) - Number(a.port !== undefined),
  );
}

function listening(
  module: PyModule,
  call: Call,
  applications: ReadonlySet<string>,
): readonly Listening[] {
  const receiver = call.callee.split('.')[0] ?? '';
  const imported = module.imports.get(receiver)?.module ?? '';
  const kind = kindOf(call.callee, imported);
  const isOwn = kind === 'own';
  const known =
    applications.has(receiver) ||
    /^(?:app|application|demo|server|socketio|bottle)$/.test(receiver);
  const isServer = call.callee.endsWith('Server');
  if (isOwn && !known && !isServer) return [];
  if (isOwn && imported === 'subprocess') return [];
  const [hostValue, portValue] = addressValues(module, call, isServer);
  const port = portValue && numberOf(module, portValue);
  const host = hostValue && textOf(module, hostValue);
  if (isOwn && isServer && port === undefined) return [];
  const at = evidence(module.file, module.source.line(call.start), call.callee);
  const asProgram =
    module.blocks.some((one) => one.kind === 'main') || atImport(module, call.start);
  return [
    {
      module,
      call,
      asProgram,
      kind,
      ...(port?.port !== undefined && { port: found(port.port, 'certain' as const, at) }),
      ...(port?.variable !== undefined && {
        portVariable: found(port.variable, 'certain' as const, at),
      }),
      ...(host !== undefined && { host: found(host, 'certain' as const, at) }),
    },
  ];
}

function kindOf(callee: string, imported: string): Listening['kind'] {
  if (callee === 'uvicorn.run') return 'uvicorn';
  if (callee === 'hypercorn.run') return 'hypercorn';
  if (callee === 'waitress.serve' || (callee === 'serve' && imported === 'waitress'))
    return 'waitress';
  if (callee.endsWith('run_app')) return 'aiohttp';
  return 'own';
}

function addressValues(
  module: PyModule,
  call: Call,
  isServer: boolean,
): readonly [Value | undefined, Value | undefined] {
  if (isServer) {
    const pair = /^\(\s*([^,]+?)\s*,\s*(.+?)\s*,?\s*\)$/s.exec(call.positional[0]?.text ?? '');
    const base = call.positional[0]?.start ?? 0;
    if (pair === null) return [undefined, undefined];
    const whole = module.source.text.slice(base, base + pair[0].length);
    const hostAt = base + whole.indexOf(pair[1] ?? '', 1);
    const portAt = base + whole.lastIndexOf(pair[2] ?? '');
    return [
      { start: hostAt, text: pair[1] ?? '' },
      { start: portAt, text: pair[2] ?? '' },
    ];
  }
  const host = call.named.get('host') ?? call.named.get('server_name') ?? call.named.get('address');
  const port = call.named.get('port') ?? call.named.get('server_port');
  if (call.callee.endsWith('.listen')) return [host, port ?? call.positional[0]];
  if (call.callee.endsWith('.run') && !/^uvicorn|^hypercorn/.test(call.callee))
    return [host ?? call.positional[0], port ?? call.positional[1]];
  return [host, port];
}

/** A number that is written, read from the environment with a default, or a constant of the module. */
export function numberOf(
  module: PyModule,
  value: Value,
  hops = 2,
): { readonly port?: number; readonly variable?: string } | undefined {
  const plain = /^(?:int\(\s*)?["']?(\d{2,5})["']?(?:\s*\))?$/.exec(value.text)?.[1];
  if (plain !== undefined) return { port: Number(plain) };
  const read =
    /(?:environ\.get|getenv|environ)\s*[([]\s*["'](\w+)["']\s*(?:,\s*(?:default\s*=\s*)?["']?(\d{2,5})["']?)?/.exec(
      value.text,
    );
  if (read) {
    const fallback = read[2] ?? /\bor\s+["']?(\d{2,5})\b/.exec(value.text)?.[1];
    return { variable: read[1] ?? '', ...(fallback !== undefined && { port: Number(fallback) }) };
  }
  const name = /^(?:int\(\s*)?([A-Za-z_]\w*)(?:\s*\))?$/.exec(value.text)?.[1];
  if (name === undefined || hops === 0) return undefined;
  const assigned = assignment(module, name);
  return assigned && numberOf(module, assigned, hops - 1);
}

function textOf(module: PyModule, value: Value): string | undefined {
  const direct = literal(module.source, value);
  if (direct !== undefined) return direct;
  const fallback = /(?:environ\.get|getenv)\s*\(\s*["']\w+["']\s*,\s*["']([^"']*)["']/.exec(
    value.text,
  )?.[1];
  if (fallback !== undefined) return fallback;
  const assigned = /^\w+$/.test(value.text) ? assignment(module, value.text) : undefined;
  return assigned && literal(module.source, assigned);
}

function assignment(module: PyModule, name: string): Value | undefined {
  const match = new RegExp(`^[ \\t]*${name}(?:[ \\t]*:[ \\t]*\\w+)?[ \\t]*=(?!=)[ \\t]*`, 'm').exec(
    module.source.code,
  );
  if (match === null) return undefined;
  const start = match.index + match[0].length;
  return {
    start,
    text: (module.source.text.slice(start, start + 300).split('\n')[0] ?? '').trim(),
  };
}
