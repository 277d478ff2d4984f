import type { Found } from '../../facts/project.ts';
import { GO_FRAMEWORKS } from '../../knowledge/go-modules.ts';
import { distinct, evidence, firstOf, found } from '../../project/evidence.ts';
import { type GoFile, callsOf } from './packages.ts';
import { type Address, addressOf, constantsOf, defaultNear, expressionAt } from './address.ts';
import { belongsTo } from './manifest.ts';

/** Where the program listens. */
export interface Listening {
  readonly port?: Found<number>;
  readonly portVariable?: Found<string>;
  readonly bind?: Found<string>;
  /** Some call starts a server, whatever its address. */
  readonly serves: boolean;
}

const STARTS =
  /(?:^|\.)(?:ListenAndServe|ListenAndServeTLS|Run|RunTLS|Start|StartTLS|Listen|ListenTLS|ListenPacket)$/;

/** Ports from the calls that start a server, with the variables and constants they are made of. */
export function listeningOf(files: readonly GoFile[]): Listening {
  const constants = constantsOf(files);
  const addresses: { address: Address; from: ReturnType<typeof evidence>; sure: boolean }[] = [];
  const web = files.some(importsFramework);
  let serves = false;
  for (const file of files) {
    for (const call of callsOf(file, STARTS)) {
      if (!isServer(file, call.callee, web)) continue;
      const bare = call.args.length === 0 && call.callee.endsWith('.Run');
      const written = call.callee.startsWith('net.Listen')
        ? call.args[1]
        : (call.args.find((one) => !/^(?:ctx|context\b)/.test(one.text)) ?? call.args[0]);
      const address = written && addressOf(file, written.text, constants);
      serves ||= address !== undefined || bare || /ListenAndServe|^net\.Listen$/.test(call.callee);
      const from = evidence(file.file, file.source.line(call.start), call.callee);
      if (address) addresses.push({ address, from, sure: true });
      else if (bare)
        addresses.push(...ginDefault(file).map((one) => ({ address: one, from, sure: true })));
    }
    for (const match of file.source.code.matchAll(/(?<![\w.])Addr[ \t]*:[ \t]*/g)) {
      // `&http.Server{Addr: …}`; other structures with such a field (redis.Options) are clients.
      if (
        !/\b(?:http|h2c|fasthttp)\.Server\{[^{}]*$/.test(
          file.source.code
            .slice(Math.max(0, match.index - 600), match.index)
            .replace(/\{[^{}]*\}/g, ''),
        )
      )
        continue;
      const start = match.index + match[0].length;
      const text = expressionAt(file, start);
      const address = addressOf(file, text, constants);
      if (address)
        addresses.push({
          address,
          from: evidence(file.file, file.source.line(match.index), 'Addr'),
          sure: true,
        });
    }
  }
  const fallback = variableDefaults(files);
  const ports = addresses.flatMap(({ address, from }) =>
    address.port === undefined ? [] : [found(address.port, 'certain' as const, from)],
  );
  const variables = addresses.flatMap(({ address, from }) =>
    address.variable === undefined ? [] : [found(address.variable, 'certain' as const, from)],
  );
  const hosts = addresses.flatMap(({ address, from }) =>
    address.host === undefined ? [] : [found(address.host, 'certain' as const, from)],
  );
  const port = firstOf(distinct(mainPorts(ports))) ?? (serves ? fallback?.port : undefined);
  const portVariable =
    variables[0] ??
    (serves && (ports.length === 0 || port === fallback?.port) ? fallback?.variable : undefined);
  return {
    serves,
    ...(port && { port }),
    ...(portVariable && { portVariable }),
    ...(hosts[0] && { bind: hosts[0] }),
  };
}

/** Metrics and profiling listen on ports of their own. */
function mainPorts(ports: readonly Found<number>[]): readonly Found<number>[] {
  const aside = new Set([6060, 9090, 9091, 2112]);
  const others = ports.filter((one) => !aside.has(one.value));
  return others.length > 0 ? [...others, ...ports.filter((one) => aside.has(one.value))] : ports;
}

/** `Run`, `Start` and `Listen` are common names: they count in programs with a web framework, on what is no command. */
function isServer(file: GoFile, callee: string, web: boolean): boolean {
  if (/ListenAndServe/.test(callee)) return true;
  if (callee.startsWith('net.Listen')) return file.imports.get('net') === 'net';
  return (
    web &&
    /^\w+(?:\.\w+)*\.(?:Run|RunTLS|Start|StartTLS|Listen|ListenTLS)$/.test(callee) &&
    !/^(?:cmd|exec|t|b|suite)\./.test(callee)
  );
}

const WEB = GO_FRAMEWORKS.filter((one) => one.workload === 'web' && one.name !== 'gRPC');

function importsFramework(file: GoFile): boolean {
  return [...file.imports.values()].some((path) => WEB.some((one) => belongsTo(path, one.path)));
}

function ginDefault(file: GoFile): readonly Address[] {
  const gin = [...file.imports.values()].some((path) =>
    belongsTo(path, 'github.com/gin-gonic/gin'),
  );
  return gin ? [{ port: 8080, variable: 'PORT' }] : [];
}

/** A structure tag `env:"PORT" envDefault:"8080"`, or a PORT that is read somewhere with a default. */
function variableDefaults(
  files: readonly GoFile[],
): { readonly port?: Found<number>; readonly variable?: Found<string> } | undefined {
  for (const file of files) {
    const tag =
      /(?:env|envconfig|mapstructure):"((?:\w+_)?PORT)(?:,[^"]*)?"[^`\n]*?(?:envDefault|default|env-default):"(\d{2,5})"/i.exec(
        file.source.text,
      );
    const call =
      /(?:\w*env\w*|Getenv|SetDefault)\(\s*"((?:\w+[_.])?PORT)"(?:\s*,\s*"?(\d{2,5})"?)?/i.exec(
        file.source.text,
      );
    const match = tag ?? call;
    if (match === null) continue;
    const from = evidence(file.file, file.source.line(match.index), match[1]);
    const port = match[2] ?? defaultNear(file, match[1] ?? '');
    return {
      ...(port !== undefined && { port: found(Number(port), 'likely' as const, from) }),
      variable: found((match[1] ?? '').replace('.', '_').toUpperCase(), 'likely' as const, from),
    };
  }
  return undefined;
}
