import type { Application, Found } from '../../facts/project.ts';
import { GO_SERVICES } from '../../knowledge/go-modules.ts';
import { SERVICE_SCHEMES } from '../../knowledge/python-services.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { mentionedPaths } from './mentions.ts';
import { type GoManifest, belongsTo } from './manifest.ts';
import { type GoCall, type GoFile, callsOf, literalAt } from './packages.ts';

/** What the program's code asks of the world around it. */
export type Surroundings = Pick<
  Application,
  'environment' | 'reads' | 'writes' | 'programs' | 'services'
>;

export function surroundingsOf(
  view: ProjectView,
  manifest: GoManifest,
  files: readonly GoFile[],
): Surroundings {
  return {
    environment: distinct(files.flatMap(environmentOf), (one) => one.name).slice(0, 200),
    reads: distinct([...files.flatMap(readsOf), ...mentionedPaths(view, manifest, files)]).slice(
      0,
      100,
    ),
    writes: distinct(files.flatMap(writesOf)).slice(0, 100),
    programs: distinct(files.flatMap(programsOf)).slice(0, 50),
    services: distinct([...servicesOf(manifest, files), ...files.flatMap(addressesOf)]),
  };
}

function at(file: GoFile, offset: number, key: string): ReturnType<typeof evidence> {
  return evidence(file.file, file.source.line(offset), key);
}

type Variable = Found<{ readonly name: string; readonly required: boolean }>;

const READERS =
  /^(?:os\.LookupEnv|syscall\.Getenv|(?:\w+\.)?(?:(?:must)?getenv|(?:get|must|mustget|require|lookup|read)env(?:or\w*|var|string|int|bool|default|duration|with\w*)?|env(?:or\w*|string|int|default)?))$/i;

/** `os.Getenv("X")`; required when the program ends without it a few lines on. */
function environmentOf(file: GoFile): readonly Variable[] {
  const called = callsOf(file, READERS).flatMap((call) => {
    const name = literalAt(file, call.args[0]);
    if (name === undefined || !/^[A-Z_][A-Z0-9_]*$/.test(name)) return [];
    const must = /[mM]ust|[rR]equire/.test(call.callee) && call.args.length === 1;
    return [
      found(
        { name, required: must || endsWithout(file, call) },
        'certain' as const,
        at(file, call.start, call.callee),
      ),
    ];
  });
  const tagged = [
    ...file.source.text.matchAll(/\b(?:env|envconfig):"([A-Z_][A-Z0-9_]*)((?:,[^"]*)?)"([^`\n]*)/g),
  ].map((match) => {
    const required =
      (/\b(?:required|notEmpty)\b/.test(match[2] ?? '') ||
        /(?:required|env-required):"true"/.test(match[3] ?? '')) &&
      !/[dD]efault:"/.test(match[3] ?? '');
    return found(
      { name: match[1] ?? '', required },
      'certain' as const,
      at(file, match.index, 'structure tag'),
    );
  });
  return [...called, ...tagged];
}

/** `x := os.Getenv("X"); if x == "" { log.Fatal(…) }`. */
function endsWithout(file: GoFile, call: GoCall): boolean {
  const variable = /(\w+)(?:[ \t]*,[ \t]*(\w+))?[ \t]*(?::=|=)[ \t]*$/.exec(
    file.source.code.slice(Math.max(0, call.start - 80), call.start),
  );
  if (variable === null) return false;
  const after = file.source.text.slice(call.end, call.end + 300);
  const [, name = '', ok = name] = variable;
  return new RegExp(
    `^\\s*;?\\s*(?:if\\s+)?(?:${name}\\s*==\\s*""|!${ok})\\s*\\{[^}]*?(?:log\\.(?:Fatal|Panic)|panic\\(|os\\.Exit|\\.Fatal\\w*\\()`,
  ).test(after);
}

function isPath(text: string): boolean {
  return (
    text !== '' &&
    text.length < 200 &&
    !/[\n:*?"<>|%]|^\s|\s$/.test(text) &&
    !/^\/(?:dev|proc|sys)\b/.test(text)
  );
}

function pathsOf(
  file: GoFile,
  callee: RegExp,
  index: number,
  only?: (call: GoCall) => boolean,
): readonly Found<string>[] {
  return callsOf(file, callee).flatMap((call) => {
    const path = literalAt(file, call.args[index]);
    if (path === undefined || !isPath(path) || only?.(call) === false) return [];
    return [found(path, 'likely' as const, at(file, call.start, call.callee))];
  });
}

function readsOf(file: GoFile): readonly Found<string>[] {
  const assembled = callsOf(
    file,
    /^(?:template|html\.template)\.ParseFiles$|\.ParseFiles$|\.LoadHTMLFiles$/,
  ).flatMap((call) =>
    call.args.flatMap((argument) => {
      const path = literalAt(file, argument);
      return path !== undefined && isPath(path)
        ? [found(path, 'likely' as const, at(file, call.start, call.callee))]
        : [];
    }),
  );
  const globs = callsOf(file, /\.(?:ParseGlob|LoadHTMLGlob)$/).flatMap((call) => {
    const pattern = literalAt(file, call.args[0]);
    const dir = pattern?.replace(/\/?[^/]*[*?[].*$/, '');
    return dir === undefined || dir === '' || !isPath(dir)
      ? []
      : [found(dir, 'likely' as const, at(file, call.start, call.callee))];
  });
  const migrations = file.source.strings().flatMap((string) => {
    const path = /^file:\/\/(?!\/)([\w./-]+)$/.exec(string.value)?.[1];
    return path === undefined
      ? []
      : [found(path, 'likely' as const, at(file, string.start, 'file://'))];
  });
  return [
    ...pathsOf(
      file,
      /^(?:os\.(?:ReadFile|Open|ReadDir|DirFS)|ioutil\.(?:ReadFile|ReadDir)|http\.Dir|godotenv\.Load|http\.ServeFile)$/,
      0,
    ),
    ...pathsOf(file, /^http\.ServeFile$|^tls\.LoadX509KeyPair$|\.(?:Static|StaticFile)$/, 1),
    ...pathsOf(file, /^http\.ServeFile$/, 2),
    ...assembled,
    ...globs,
    ...migrations,
  ];
}

function writesOf(file: GoFile): readonly Found<string>[] {
  return [
    ...pathsOf(file, /^(?:os\.(?:WriteFile|Create|Mkdir|MkdirAll)|ioutil\.WriteFile)$/, 0),
    ...pathsOf(file, /^os\.OpenFile$/, 0, (call) =>
      /O_(?:WRONLY|RDWR|CREATE|APPEND)/.test(call.args[1]?.text ?? ''),
    ),
    ...callsOf(file, /^(?:sql|sqlx)\.(?:Open|Connect|MustConnect)$|^sqlite\.Open$/).flatMap(
      (call) => {
        const sqlite = call.callee === 'sqlite.Open';
        const driver = literalAt(file, call.args[0]);
        const source = sqlite ? driver : literalAt(file, call.args[1]);
        const path = source?.replace(/^file:/, '').replace(/\?.*$/, '');
        if (
          (!sqlite && !/^sqlite3?$/.test(driver ?? '')) ||
          path === undefined ||
          path === '' ||
          path === ':memory:'
        )
          return [];
        return [found(path, 'likely' as const, at(file, call.start, 'SQLite database'))];
      },
    ),
  ];
}

function programsOf(file: GoFile): readonly Found<string>[] {
  if (![...file.imports.values()].includes('os/exec')) return [];
  return callsOf(file, /^exec\.(?:Command|CommandContext|LookPath)$/).flatMap((call) => {
    const name = literalAt(file, call.args[call.callee.endsWith('Context') ? 1 : 0])?.replace(
      /^.*\//,
      '',
    );
    if (name === undefined || !/^[\w.+-]+$/.test(name)) return [];
    const program = /^(?:ba|da)?sh$/.test(name) ? 'sh' : name;
    return [
      found(
        program,
        call.callee.endsWith('LookPath') ? ('guess' as const) : ('likely' as const),
        at(file, call.start, call.callee),
      ),
    ];
  });
}

/** Modules of clients, when a package that the program reaches imports them. */
function servicesOf(manifest: GoManifest, files: readonly GoFile[]): readonly Found<string>[] {
  return Object.entries(GO_SERVICES).flatMap(([module, service]) => {
    const user = files.find((file) =>
      [...file.imports.values()].some((path) => belongsTo(path, module)),
    );
    const required = manifest.requires.find((one) => belongsTo(one.path, module));
    if (user === undefined) return [];
    return [
      found(service, 'likely' as const, [
        ...(required ? [evidence(manifest.file, required.line, required.path)] : []),
        evidence(user.file, 1, module),
      ]),
    ];
  });
}

function addressesOf(file: GoFile): readonly Found<string>[] {
  return file.source.strings().flatMap((string) => {
    const scheme = /^([a-z]+)(?:\+\w+)?:\/\//.exec(string.value)?.[1];
    const service =
      scheme !== undefined && Object.hasOwn(SERVICE_SCHEMES, scheme)
        ? SERVICE_SCHEMES[scheme]
        : undefined;
    return service === undefined
      ? []
      : [found(service, 'likely' as const, at(file, string.start, `${scheme}://`))];
  });
}

/** Directories and files that `//go:embed` takes, relative to the module; a pattern's fixed part. */
export function embedsOf(manifest: GoManifest, files: readonly GoFile[]): readonly string[] {
  const all = files.flatMap((file) =>
    [...file.source.original.matchAll(/^\/\/go:embed[ \t]+(.+)$/gm)].flatMap((match) =>
      (match[1]?.match(/"[^"]*"|`[^`]*`|\S+/g) ?? []).map((pattern) => {
        const plain = pattern.replace(/^["`](.*)["`]$/, '$1').replace(/^all:/, '');
        const fixed = /[*?[]/.test(plain) ? plain.replace(/\/?[^/]*[*?[].*$/, '') : plain;
        const path = joinPath(file.dir, fixed === '' ? '.' : fixed);
        return relativeTo(manifest.dir, path) ?? path;
      }),
    ),
  );
  return [...new Set(all)].toSorted();
}
