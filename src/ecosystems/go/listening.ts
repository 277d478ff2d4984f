import type { Found } from '../../facts/project.ts';
import { GO_FRAMEWORKS } from '../../knowledge/go-modules.ts';
import { distinct, evidence, firstOf, found } from '../../project/evidence.ts';
import { type GoFile, callsOf } from './packages.ts';
import { belongsTo } from './manifest.ts';

/** Where the program listens. */
export interface Listening {
  readonly port?: Found<number>;
  readonly portVariable?: Found<string>;
  readonly bind?: Found<string>;
  /** Some call starts a server, whatever its address. */
  readonly serves: boolean;
}

interface Address {
  readonly port?: number;
  readonly variable?: string;
  readonly host?: string;
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
      const bare = call.args.length === 0 && /\.Run$/.test(call.callee);
      const written = /^net\.Listen/.test(call.callee)
        ? call.args[1]
        : (call.args.find((one) => !/^(?:ctx|context\b)/.test(one.text)) ?? call.args[0]);
      const address = written && addressOf(files, file, written.text, constants);
      serves ||= address !== undefined || bare || /ListenAndServe/.test(call.callee);
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
      const address = addressOf(files, file, text, constants);
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
  if (/^net\.Listen/.test(callee)) return file.imports.get('net') === 'net';
  return (
    web &&
    /^\w+(?:\.\w+)*\.(?:Run|RunTLS|Start|StartTLS|Listen|ListenTLS)$/.test(callee) &&
    !/^(?:cmd|exec|t|b|suite)\./.test(callee)
  );
}

const WEB = GO_FRAMEWORKS.filter((one) => one.workload === 'web' && one.name !== 'grpc');

function importsFramework(file: GoFile): boolean {
  return [...file.imports.values()].some((path) => WEB.some((one) => belongsTo(path, one.path)));
}

function ginDefault(file: GoFile): readonly Address[] {
  const gin = [...file.imports.values()].some((path) =>
    belongsTo(path, 'github.com/gin-gonic/gin'),
  );
  return gin ? [{ port: 8080, variable: 'PORT' }] : [];
}

/** Name → expression it is set to, when one place sets it: constants, variables, flags with a default. */
type Constants = ReadonlyMap<string, { readonly file: GoFile; readonly text: string }>;

/** Defaults of flags that a library keeps under their name: `fs.Int("port", 9898, …)`, `viper.SetDefault("port", 8080)`. */
function flagsOf(file: GoFile): readonly (readonly [string, string])[] {
  const pattern =
    /\.(?:Int|String|Uint|Uint16|SetDefault)(?:P|Var|VarP)?\(\s*(?:&[\w.]+\s*,\s*)?"([\w.-]*(?:port|addr|address|listen|bind))"\s*,\s*(?:"\w?"\s*,\s*)?("[\w.[\]-]*:?\d{2,5}"|\d{2,5})/gi;
  return [...file.source.text.matchAll(pattern)].map((match) => [
    flagKey(match[1] ?? ''),
    match[2] ?? '',
  ]);
}

function flagKey(name: string): string {
  return `flag:${name.split('.').at(-1)?.replace(/[-_]/g, '').toLowerCase() ?? ''}`;
}

function constantsOf(files: readonly GoFile[]): Constants {
  const all = new Map<string, { file: GoFile; text: string }>();
  const pattern =
    /(?:^|[\n;{(,])[ \t]*(?:(?:const|var)[ \t]+)?((?:\w+\.)*\w+)(?:[ \t]*,[ \t]*\w+)?(?:[ \t]+[\w.*]+)?[ \t]*(?::=|=|:(?!=))[ \t]*(?=\S)/g;
  for (const file of files) {
    for (const [name, text] of flagsOf(file)) if (!all.has(name)) all.set(name, { file, text });
    let count = 0;
    for (const match of file.source.code.matchAll(pattern)) {
      if (++count > 5000) break;
      const name = (match[1] ?? '').split('.').at(-1) ?? '';
      if (!/port|addr|listen|bind|host/i.test(name)) continue;
      const text = expressionAt(file, match.index + match[0].length);
      const before = all.get(name);
      // Several values (a default in an `if`): one that reads the environment or holds a number is kept.
      if (before === undefined || (!/\d{2}/.test(before.text) && /\d{2}/.test(text)))
        all.set(name, {
          file,
          text: before && /getenv/i.test(before.text) ? `${before.text} ${text}` : text,
        });
    }
  }
  return all;
}

/** Up to the end of the expression: a comma, closing bracket or line end at its own level. */
function expressionAt(file: GoFile, start: number): string {
  const { code, text } = file.source;
  let level = 0;
  let end = start;
  for (; end < Math.min(code.length, start + 400); end++) {
    const unit = code[end] ?? '';
    if ('([{'.includes(unit)) level++;
    else if (')]}'.includes(unit) && --level < 0) break;
    else if (level === 0 && (unit === '\n' || unit === ',' || unit === ';')) break;
  }
  return text.slice(start, end).trim();
}

function addressOf(
  files: readonly GoFile[],
  file: GoFile,
  written: string,
  constants: Constants,
  hops = 4,
): Address | undefined {
  const text = written.trim();
  const whole = /^["`]([\w.[\]:*-]*):(\d{2,5})["`]$/.exec(text);
  if (whole) return { port: Number(whole[2]), ...hostOf(whole[1] ?? '') };
  const bare = /^["`]:?(\d{2,5})["`]$|^(\d{2,5})$/.exec(text);
  if (bare) return { port: Number(bare[1] ?? bare[2]) };
  const read =
    /(?:os\.Getenv|os\.LookupEnv|\b[\w.]*[eE]nv\w*)\(\s*["`](\w+)["`](?:\s*,\s*["`]?[\w.]*:?(\d{2,5})["`]?)?/.exec(
      text,
    );
  if (read) {
    const port =
      read[2] ??
      /["`](?:[^"`:]*:)?(\d{2,5})["`]/.exec(text.slice(read.index + read[0].length))?.[1] ??
      defaultNear(file, read[1] ?? '');
    return {
      variable: read[1] ?? '',
      ...(port !== undefined && { port: Number(port) }),
      ...hostOf(/^["`]([\w.[\]-]+):["`]/.exec(text)?.[1] ?? ''),
    };
  }
  const flagged =
    /^flag\.(?:String|Int|Uint)(?:Var)?\(.*?["`]?([\w.[\]-]*):?(?<!\d)(\d{2,5})["`]?\s*,/s.exec(
      text,
    ) ??
    /^\w*flag\w*\.(?:String|Int)P?\(.*?["`]?([\w.[\]-]*):?(?<!\d)(\d{2,5})["`]?\s*,/s.exec(text);
  if (flagged) return { port: Number(flagged[2]), ...hostOf(flagged[1] ?? '') };
  const printed = /^fmt\.Sprintf\(\s*["`]([\w.[\]-]*|%[sv]):%[dsv]["`]\s*,(.*)\)$/s.exec(text);
  if (printed && hops > 0) {
    const last = (printed[2] ?? '').split(',').at(-1) ?? '';
    const port = addressOf(files, file, last, constants, hops - 1);
    return port && { ...port, ...(printed[1]?.startsWith('%') ? {} : hostOf(printed[1] ?? '')) };
  }
  const fixed = /^fmt\.Sprintf\(\s*["`]([\w.[\]-]*|%[sv]):(\d{2,5})["`]/.exec(text);
  if (fixed) return { port: Number(fixed[2]) };
  const joined = /^net\.JoinHostPort\(\s*(.+?)\s*,\s*(.+)\)$/s.exec(text);
  if (joined && hops > 0) return addressOf(files, file, joined[2] ?? '', constants, hops - 1);
  const plus =
    /^["`]([\w.[\]-]*):["`]\s*\+\s*(.+)$/s.exec(text) ??
    /^(.*?)\+\s*["`]:["`]\s*\+\s*(.+)$/s.exec(text);
  if (plus && hops > 0) {
    const rest = addressOf(files, file, plus[2] ?? '', constants, hops - 1);
    return (
      rest && {
        ...rest,
        ...(/^[\w.[\]-]*$/.test(plus[1] ?? '') && text.startsWith('"')
          ? hostOf(plus[1] ?? '')
          : {}),
      }
    );
  }
  const wrapped =
    /^(?:strconv\.(?:Itoa|FormatInt|Quote)|string|int|\w+\.Sprint|fmt\.Sprint)\((.*)\)$/s.exec(
      text,
    );
  if (wrapped && hops > 0) return addressOf(files, file, wrapped[1] ?? '', constants, hops - 1);
  const name = /^[*&]?(?:\w+(?:\(\))?\.)*(\w+)$/.exec(text)?.[1];
  const constant =
    name === undefined ? undefined : (constants.get(flagKey(name)) ?? constants.get(name));
  if (constant === undefined || hops === 0) return undefined;
  const found = addressOf(files, constant.file, constant.text, constants, hops - 1);
  if (found === undefined || found.port !== undefined || found.variable === undefined) return found;
  const other = /["`]:?(\d{2,5})["`]|(?<![\w.])(\d{4,5})(?!\w)/.exec(constant.text);
  return other ? { ...found, port: Number(other[1] ?? other[2]) } : found;
}

/** The default that stands near a variable that is read: `if port == "" { port = "8080" }`. */
function defaultNear(file: GoFile, name: string): string | undefined {
  const at = file.source.text.indexOf(`"${name}"`);
  const near = at < 0 ? '' : file.source.text.slice(at, at + 400);
  return /=\s*["`]:?(\d{2,5})["`]|=\s*(\d{4,5})\b|return\s+["`]:?(\d{2,5})["`]/
    .exec(near)
    ?.slice(1)
    .find((one) => one !== undefined);
}

function hostOf(host: string): Pick<Address, 'host'> {
  if (host === '' || host === '*') return {};
  return /^(?:localhost|0\.0\.0\.0|[\d.]+|\[[\w:]*\])$/.test(host) ? { host } : {};
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
