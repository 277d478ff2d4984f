import type { GoFile } from './packages.ts';

/** What an expression says about an address. */
export interface Address {
  readonly port?: number;
  /** Environment variable that the port or address comes from. */
  readonly variable?: string;
  readonly host?: string;
}

/** Name → expression it is set to, when one place sets it: constants, variables, flags with a default. */
export type Constants = ReadonlyMap<string, { readonly file: GoFile; readonly text: string }>;

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

/** The expressions that names about ports and addresses are set to. */
export function constantsOf(files: readonly GoFile[]): Constants {
  const all = new Map<string, { file: GoFile; text: string }>();
  const pattern =
    /(?:^|[\n;{(,])[ \t]*(?:(?:const|var)[ \t]+)?((?:\w+\.)*\w+)(?:[ \t]*,[ \t]*\w+)?(?:[ \t]+[\w.*]+)?[ \t]*(?::=|=|:(?!=))[ \t]*(?=\S)/g;
  for (const file of files) {
    for (const [name, text] of flagsOf(file)) if (!all.has(name)) all.set(name, { file, text });
    // `mustMapEnv(&port, "QUAY_PORT")`: set through a pointer.
    for (const match of file.source.text.matchAll(
      /&(\w*(?:port|addr)\w*)\s*,\s*("[A-Z_][A-Z0-9_]*")/gi,
    )) {
      const name = match[1] ?? '';
      if (!all.has(name)) all.set(name, { file, text: `os.Getenv(${match[2] ?? ''})` });
    }
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
export function expressionAt(file: GoFile, start: number): string {
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

/** What is known while an expression is read. */
interface Reading {
  readonly file: GoFile;
  readonly constants: Constants;
  /** Names and wrappings that may still be followed. */
  readonly hops: number;
}

type Form = (text: string, reading: Reading) => Address | undefined;

/** Ways in which people write an address, tried in order. */
const FORMS: readonly Form[] = [literal, environment, flag, printed, joined, added, wrapped, named];

/** The address an expression stands for, through constants, variables, flags and the environment. */
export function addressOf(
  file: GoFile,
  written: string,
  constants: Constants,
  hops = 4,
): Address | undefined {
  if (hops < 0) return undefined;
  const text = written.trim();
  for (const form of FORMS) {
    const address = form(text, { file, constants, hops });
    if (address) return address;
  }
  return undefined;
}

function follow(text: string, { file, constants, hops }: Reading): Address | undefined {
  return addressOf(file, text, constants, hops - 1);
}

/** `":8080"`, `"127.0.0.1:8080"`, `8080`. */
function literal(text: string): Address | undefined {
  const whole = /^["`]([\w.[\]:*-]*):(\d{2,5})["`]$/.exec(text);
  if (whole) return { port: Number(whole[2]), ...hostOf(whole[1] ?? '') };
  const bare = /^["`]:?(\d{2,5})["`]$|^(\d{2,5})$/.exec(text);
  return bare ? { port: Number(bare[1] ?? bare[2]) } : undefined;
}

/** `os.Getenv("PORT")` with a default near it, `getEnv("PORT", "8080")`, `":" + os.Getenv("PORT")`. */
function environment(text: string, { file }: Reading): Address | undefined {
  const read =
    /(?:os\.Getenv|os\.LookupEnv|\b[\w.]*[eE]nv\w*)\(\s*["`](\w+)["`](?:\s*,\s*["`]?[\w.]*:?(?<!\d)(\d{2,5})["`]?)?/.exec(
      text,
    );
  if (read === null) return undefined;
  const [all, variable = '', given] = read;
  const after = /["`](?:[^"`:]*:)?(\d{2,5})["`]/.exec(text.slice(read.index + all.length))?.[1];
  const port = given ?? after ?? defaultNear(file, variable);
  const host = hostOf(/^["`]([\w.[\]-]+):["`]/.exec(text)?.[1] ?? '');
  return { variable, ...(port !== undefined && { port: Number(port) }), ...host };
}

/** `flag.String("addr", ":8080", "…")`. */
function flag(text: string): Address | undefined {
  const read =
    /^\w*[fF]lag\w*\.(?:String|Int|Uint)(?:P|Var)?\(.*?["`]?([\w.[\]-]*):?(?<!\d)(\d{2,5})["`]?\s*,/s.exec(
      text,
    );
  return read ? { port: Number(read[2]), ...hostOf(read[1] ?? '') } : undefined;
}

/** `fmt.Sprintf(":%d", port)`, `fmt.Sprintf("%s:8080", host)`. */
function printed(text: string, reading: Reading): Address | undefined {
  const fixed = /^fmt\.Sprintf\(\s*["`](?:[\w.[\]-]*|%[sv]):(\d{2,5})["`]/.exec(text);
  if (fixed) return { port: Number(fixed[1]) };
  const read = /^fmt\.Sprintf\(\s*["`]([\w.[\]-]*|%[sv]):%[dsv]["`]\s*,(.*)\)$/s.exec(text);
  const port = read && follow((read[2] ?? '').split(',').at(-1) ?? '', reading);
  return port ? { ...port, ...hostOf(read?.[1] ?? '') } : undefined;
}

function joined(text: string, reading: Reading): Address | undefined {
  const read = /^net\.JoinHostPort\(\s*(.+?)\s*,\s*(.+)\)$/s.exec(text);
  return read ? follow(read[2] ?? '', reading) : undefined;
}

/** `":" + port`, `host + ":" + port`. */
function added(text: string, reading: Reading): Address | undefined {
  const fixed = /^["`]([\w.[\]-]*):["`]\s*\+\s*(.+)$/s.exec(text);
  const free = fixed ? undefined : /^.*?\+\s*["`]:["`]\s*\+\s*(.+)$/s.exec(text);
  const rest = follow(fixed?.[2] ?? free?.[1] ?? '', reading);
  return rest && { ...rest, ...hostOf(fixed?.[1] ?? '') };
}

function wrapped(text: string, reading: Reading): Address | undefined {
  const read = /^(?:strconv\.(?:Itoa|FormatInt|Quote)|string|int|\w+\.Sprint)\((.*)\)$/s.exec(text);
  return read ? follow(read[1] ?? '', reading) : undefined;
}

/** A name: a flag's default under it, or what it is set to. */
function named(text: string, reading: Reading): Address | undefined {
  const name = /^[*&]?(?:\w+(?:\(\))?\.)*(\w+)$/.exec(text)?.[1];
  if (name === undefined || /^\d/.test(name)) return undefined;
  const constant = reading.constants.get(flagKey(name)) ?? reading.constants.get(name);
  if (constant === undefined) return undefined;
  const address = follow(constant.text, { ...reading, file: constant.file });
  if (address === undefined || address.port !== undefined || address.variable === undefined)
    return address;
  const other = /["`]:?(\d{2,5})["`]|(?<![\w.])(\d{4,5})(?!\w)/.exec(constant.text);
  return other ? { ...address, port: Number(other[1] ?? other[2]) } : address;
}

/** The default that stands near a variable that is read: `if port == "" { port = "8080" }`. */
export function defaultNear(file: GoFile, name: string): string | undefined {
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
