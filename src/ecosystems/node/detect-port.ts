import type { Found } from '../../facts/project.ts';
import { distinct, evidence, firstOf, found } from '../../project/evidence.ts';
import { type Argument, type Source, argumentsAt } from '../../project/source-scan.ts';
import { type Expression, expressionEnd } from './constants.ts';
import { evaluate } from './evaluate.ts';
import type { Module, Program } from './modules.ts';
import { propertyOf } from './properties.ts';
import type { Value } from './value.ts';

export interface Listening {
  readonly port?: Found<number>;
  readonly portVariable?: Found<string>;
  readonly bind?: Found<string>;
  readonly bindVariable?: Found<string>;
  /** Something is told to listen, whatever the port. */
  readonly listens: boolean;
}

/** Calls that make a server listen: at the port as first argument, or with an object that has it. */
const LISTEN =
  /(?:\.\s*(?:listen|bindAsync)|(?<![\w$.])(?:Bun\.serve|serve|startStandaloneServer|createHyperServer)|\bnew\s+(?:[\w$]+\.)?(?:WebSocketServer|WebSocket\.Server|Hapi\.Server|Server)|\b(?:Hapi|hapi)\.server)\s*(?:<[^<>()]{0,80}>)?\s*\(/g;

interface Listener {
  readonly port?: Value;
  readonly host?: Value;
  readonly module: Module;
  readonly at: number;
  readonly options: boolean;
}

/** The port the program listens on, the variable that sets it, and the address. */
export function detectListening(program: Program, isFastify: boolean): Listening {
  const listeners = program.modules.flatMap((module) => listenersIn(program, module));
  const called = listeners.filter((one) => isPort(one.port));
  const ports = called.length > 0 ? called : fallback(program, listeners);
  const port = firstOf(distinct(ports.flatMap(portOf)));
  const variable = firstOf(distinct(ports.flatMap((one) => variableOf(one.port, 'likely'))));
  const main = called[0] ?? listeners[0];
  const bind = main === undefined ? undefined : bindOf(main, isFastify);
  const bindVariable =
    main?.host?.env === undefined ? undefined : variableOf(main.host, 'certain')[0];
  return {
    ...(port && { port }),
    ...(variable && { portVariable: variable }),
    ...(bind && { bind }),
    ...(bindVariable && { bindVariable }),
    listens: called.length > 0 || listeners.some((one) => one.options),
  };
}

function listenersIn(program: Program, module: Module): readonly Listener[] {
  const all: Listener[] = [];
  for (const match of module.source.code.matchAll(LISTEN)) {
    const open = match.index + match[0].length - 1;
    const args = argumentsAt(module.source, open)?.list;
    if (args === undefined) continue;
    const one = readListener(program, module, args, match[0]);
    if (one !== undefined) all.push({ ...one, module, at: match.index });
  }
  return all;
}

function readListener(
  program: Program,
  module: Module,
  args: readonly Argument[],
  callee: string,
): Pick<Listener, 'port' | 'host' | 'options'> | undefined {
  const spans = args.map((one): Expression => ({ module, start: one.start, end: one.end }));
  const objects = spans.filter((one) => module.source.code[one.start] === '{');
  for (const object of objects) {
    const nested = propertyOf(object, 'listen') ?? object;
    const port = valueOf(program, propertyOf(nested, 'port'));
    const host = valueOf(program, propertyOf(nested, 'host') ?? propertyOf(nested, 'hostname'));
    if (port !== undefined) return { port, ...(host && { host }), options: true };
  }
  if (!/listen|bindAsync|Server/.test(callee)) return undefined;
  const [address, second] = spans.map((one) => valueOf(program, one));
  const first = address ?? (spans[0] && templateAddress(program, spans[0]));
  const listens =
    callee.includes('listen') &&
    spans.length > 0 &&
    !/=>|^(?:async\s+)?function\b/.test(args[0]?.text ?? '');
  const written = typeof first?.literal === 'string' ? /^(.*):(\d+)$/.exec(first.literal) : null;
  if (written !== null && first !== undefined) {
    return {
      port: { ...first, literal: Number(written[2]) },
      host: { ...first, literal: written[1] ?? '' },
      options: true,
    };
  }
  const isHost = typeof second?.literal === 'string' || second?.env !== undefined;
  if (first === undefined) return listens ? { options: true } : undefined;
  return { port: first, ...(isHost && second && { host: second }), options: listens };
}

/** `0.0.0.0:${PORT}`: the port of an address. */
function templateAddress(program: Program, { module, start, end }: Expression): Value | undefined {
  const shape = /^`[\w.[\]:]{0,60}:\$\{/.exec(module.source.text.slice(start, end))?.[0];
  const isWhole = module.source.text.slice(end - 2, end) === '}`';
  return shape === undefined || !isWhole
    ? undefined
    : evaluate(program, { module, start: start + shape.length, end: end - 2 });
}

function valueOf(program: Program, expression: Expression | undefined): Value | undefined {
  return expression && evaluate(program, expression);
}

/** A port by its number, or by a variable named like one. */
function isPort(value: Value | undefined): boolean {
  return value !== undefined && (portNumber(value) !== undefined || value.env !== undefined);
}

function portNumber(value: Value | undefined): number | undefined {
  const number = Number(value?.literal ?? Number.NaN);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

function portOf({ port }: Listener): readonly Found<number>[] {
  const number = portNumber(port);
  if (port === undefined || number === undefined) return [];
  const key = port.env === undefined ? 'listen' : `default of ${port.env}`;
  return [
    found(number, 'certain', evidence(port.module.file, port.module.source.line(port.at), key)),
  ];
}

function variableOf(
  value: Value | undefined,
  confidence: 'certain' | 'likely',
): readonly Found<string>[] {
  if (value?.env === undefined) return [];
  const place = evidence(
    value.module.file,
    value.module.source.line(value.at),
    `process.env.${value.env}`,
  );
  return [found(value.env, confidence === 'likely' ? 'certain' : confidence, place)];
}

/** `port: process.env.…` of a configuration. */
const PROPERTY = /(?<![\w$.])(?:port|PORT)\s*:\s*(?=process\.|Number\b|parseInt\b|\+|get\b|env\b)/g;
const ENV_PORT = /\bprocess\.env\.(?:[A-Z]+_)?PORT\b|\bprocess\.env\[/g;

/**
 * The port is handed to `listen` in a way that was not followed (a parameter, a configuration
 * service): a property called port that comes from the environment is it, or else the default of
 * a variable called PORT.
 */
function fallback(program: Program, listeners: readonly Listener[]): readonly Listener[] {
  if (listeners.length === 0) return [];
  const properties = program.modules.flatMap((module) =>
    candidates(program, module, PROPERTY, expressionEnd),
  );
  const numbered = properties.filter((one) => portNumber(one.port) !== undefined);
  if (numbered.length > 0) return numbered;
  return program.modules.flatMap((module) =>
    candidates(program, module, ENV_PORT, endOfAlternative),
  );
}

const PORT_NAME = /^(?:HTTP_|SERVER_|APP_|API_|LISTEN_|NODE_|WEB_)?PORT$/;

function candidates(
  program: Program,
  module: Module,
  pattern: RegExp,
  endOf: (source: Source, from: number) => number,
): readonly Listener[] {
  return [...module.source.code.matchAll(pattern)].flatMap((match): Listener[] => {
    const start = pattern === PROPERTY ? match.index + match[0].length : match.index;
    const port = evaluate(program, { module, start, end: endOf(module.source, start) });
    const isNamed = port?.env !== undefined && PORT_NAME.test(port.env);
    return isNamed ? [{ port, module, at: start, options: false }] : [];
  });
}

/** To the end of `process.env.PORT || 3000` when it stands inside something else. */
function endOfAlternative({ code }: Source, start: number): number {
  const rest = code.slice(start, start + 200);
  const match = /^[\w.[\]"' ]+(?:\s*(?:\|\||\?\?)\s*[\w."'][\w.]*["']?)*/.exec(rest);
  return start + (match?.[0].trimEnd().length ?? 0);
}

function bindOf(listener: Listener, isFastify: boolean): Found<string> | undefined {
  const { host, module, at } = listener;
  if (typeof host?.literal === 'string' && host.literal !== '') {
    return found(
      host.literal,
      'certain',
      evidence(host.module.file, host.module.source.line(host.at), 'listen host'),
    );
  }
  if (!isFastify || host !== undefined) return undefined;
  return found(
    'localhost',
    'certain',
    evidence(module.file, module.source.line(at), 'Fastify’s default address'),
  );
}
