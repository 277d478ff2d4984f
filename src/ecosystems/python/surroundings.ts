import type { Application, Found } from '../../facts/project.ts';
import { SERVICE_SCHEMES } from '../../knowledge/python-services.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { dirName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type Call, type PyModule, atImport, callsOf, literal } from './module.ts';
import { type PyProject, originOf } from './project.ts';

/** What the program's code asks of the world around it. */
export type Surroundings = Pick<Application, 'environment' | 'reads' | 'writes' | 'programs'> & {
  /** Services named by connection addresses in the code. */
  readonly services: readonly Found<string>[];
};

export function surroundingsOf(view: ProjectView, project: PyProject): Surroundings {
  const { modules } = project;
  return {
    environment: distinctNames(modules.flatMap((one) => environmentOf(project, one))),
    reads: distinct([
      ...modules.flatMap(readsOf),
      ...foldersOf(view, project),
      ...namedFiles(view, project),
    ]).slice(0, 100),
    writes: distinct(modules.flatMap(writesOf)).slice(0, 100),
    programs: distinct(modules.flatMap(programsOf)).slice(0, 50),
    services: distinct(modules.flatMap(servicesOf)),
  };
}

type Variable = Found<{ readonly name: string; readonly required: boolean }>;

/** One entry a name; required when one place requires it. */
export function distinctNames(all: readonly Variable[]): readonly Variable[] {
  const required = new Set(all.filter((one) => one.value.required).map((one) => one.value.name));
  const marked = all.map((one) => ({
    ...one,
    value: { name: one.value.name, required: required.has(one.value.name) },
  }));
  return distinct(marked, (one) => one.name).slice(0, 200);
}

const NAME = /^[A-Z_][A-Z0-9_]*$/i;

function environmentOf(project: PyProject, module: PyModule): readonly Variable[] {
  return [...subscripts(module), ...getters(module), ...settingsClasses(project, module)];
}

/** `os.environ["X"]`: without it the program stops, when it runs at import. */
function subscripts(module: PyModule): readonly Variable[] {
  const { source } = module;
  return [...source.code.matchAll(/(?<![\w.])(?:os\.)?environ[ \t]*\[[ \t]*(?=["'])/g)].flatMap(
    (match) => {
      const end = match.index + match[0].length;
      const name = source.stringAt(end);
      if (name === undefined || name.computed || !NAME.test(name.value)) return [];
      const after = source.code.slice(name.end, name.end + 40);
      if (/^[ \t]*\][ \t]*(?:=(?!=)|\+=)/.test(after)) return [];
      const guarded = new RegExp(
        `["']${name.value}["']\\s+(?:not\\s+)?in\\s+(?:os\\.)?environ`,
      ).test(source.text);
      return [variable(module, name.value, match.index, atImport(module, match.index) && !guarded)];
    },
  );
}

/** `os.getenv("X")`, `environ.get("X")`; decouple's and environs' `config("X")`, `env.str("X")`. */
function getters(module: PyModule): readonly Variable[] {
  const plain = callsOf(module, /^(?:os\.)?(?:getenv|environ\.get)$/).map((call) => ({
    call,
    strict: false,
  }));
  const strict = [...module.imports].flatMap(([name, imported]) => {
    const lenient = /^(?:decouple|environs|environ|starlette\.config|prettyconf)$/.test(
      imported.module,
    );
    return lenient ? [name] : [];
  });
  const made = [
    ...module.source.code.matchAll(
      /^(\w+)[ \t]*=[ \t]*(?:environ\.)?(?:Env|Config|AutoConfig)\(/gm,
    ),
  ].map((match) => match[1] ?? '');
  const names = [...strict, ...made].filter((name) => !/^(?:Env|Config|environ|Csv)$/.test(name));
  const typed =
    names.length === 0 ? [] : callsOf(module, new RegExp(`^(?:${names.join('|')})(?:\\.\\w+)?$`));
  const all = [...plain, ...typed.map((call) => ({ call, strict: true }))];
  return all.flatMap(({ call, strict: without }) => {
    const name = literal(module.source, call.positional[0]);
    if (
      name === undefined ||
      !NAME.test(name) ||
      /\.(?:read_env|read_envfile|prefixed)$/.test(call.callee)
    )
      return [];
    const defaulted = call.positional.length > 1 || call.named.has('default');
    return [
      variable(module, name, call.start, without && !defaulted && atImport(module, call.start)),
    ];
  });
}

/** Fields of pydantic's BaseSettings: without a default the program stops. */
function settingsClasses(project: PyProject, module: PyModule): readonly Variable[] {
  const isSettings = (base: string): boolean => isSettingsClass(project, module, base, 4);
  return module.blocks
    .filter((block) => block.kind === 'class' && block.head.some(isSettings))
    .flatMap((block) => {
      const text = module.source.text.slice(block.body, block.end);
      const prefix = /env_prefix["']?\s*[=:]\s*["']([^"']*)["']/.exec(text)?.[1] ?? '';
      const indent =
        /\n([ \t]+)\S/.exec(module.source.code.slice(block.body, block.end))?.[1] ?? '    ';
      const field = new RegExp(
        `^${indent}([A-Za-z]\\w*)[ \\t]*:[ \\t]*([^\\n=]+?)[ \\t]*(?:=[ \\t]*(.*))?$`,
        'gm',
      );
      const code = module.source.code.slice(block.body, block.end);
      return [...code.matchAll(field)].flatMap((match) => {
        const [, name = '', type = '', value] = match;
        if (name === 'model_config' || /ClassVar/.test(type) || /[({[]$/.test(type)) return [];
        const required =
          value === undefined
            ? !/=/.test(type)
            : /^Field\(\s*(?:\.\.\.|\)|alias|validation_alias|env\b|min_|max_|gt|ge|description)/.test(
                value,
              ) && !/default/.test(value);
        const offset = block.body + match.index + indent.length;
        const alias = /(?:validation_alias|alias|env)\s*=\s*["'](\w+)["']/.exec(
          module.source.text.slice(offset, offset + match[0].length + 200).split('\n')[0] ?? '',
        )?.[1];
        return [variable(module, alias ?? (prefix + name).toUpperCase(), offset, required)];
      });
    });
}

/** BaseSettings itself, or a class that descends from it in this or another module. */
function isSettingsClass(
  project: PyProject,
  module: PyModule,
  base: string,
  hops: number,
): boolean {
  if (/(?:^|\.)BaseSettings$/.test(base) && !definedHere(module, base)) return true;
  if (hops === 0 || !/^[\w.]+$/.test(base)) return false;
  const origin = originOf(project, module, base);
  const block = origin?.module.blocks.find(
    (one) => one.kind === 'class' && one.name === origin.name,
  );
  if (origin === undefined || block === undefined) return false;
  return block.head.some(
    (one) => one !== base && isSettingsClass(project, origin.module, one, hops - 1),
  );
}

function definedHere(module: PyModule, name: string): boolean {
  return module.blocks.some((one) => one.kind === 'class' && one.name === name);
}

function variable(module: PyModule, name: string, offset: number, required: boolean): Variable {
  return found({ name, required }, 'certain', evidence(module.file, module.source.line(offset)));
}

/** A path that could be a file of the project or of the machine: short, one line, no address. */
function isPath(text: string): boolean {
  return text !== '' && text.length < 200 && !/[\n:*?"<>|{}%]|^\s|\s$/.test(text) && text !== '-';
}

function at(
  module: PyModule,
  call: Call,
  path: string | undefined,
  key?: string,
): readonly Found<string>[] {
  if (path === undefined || !isPath(path)) return [];
  return [
    found(
      path,
      'likely',
      evidence(module.file, module.source.line(call.start), key ?? call.callee),
    ),
  ];
}

const WRITES =
  /(?:^|\.)(?:makedirs|mkdir|FileHandler|RotatingFileHandler|TimedRotatingFileHandler)$/;

function writesOf(module: PyModule): readonly Found<string>[] {
  const opened = callsOf(module, /^(?:open|io\.open|aiofiles\.open)$/)
    .filter((call) => /[wax+]/.test(modeOf(module, call)))
    .flatMap((call) =>
      at(module, call, literal(module.source, call.positional[0]), 'open for writing'),
    );
  const made = callsOf(module, WRITES)
    .filter(
      (call) =>
        /^(?:os|logging|handlers|logging\.handlers)\./.test(call.callee) ||
        module.imports.has(call.callee),
    )
    .flatMap((call) => at(module, call, literal(module.source, call.positional[0])));
  const paths = pathCalls(
    module,
    /^\s*\.(?:write_text|write_bytes|mkdir|touch|open\(\s*(?:mode\s*=\s*)?["'][wax])/,
  );
  const databases = module.source.strings().flatMap((string) => {
    const path = string.computed
      ? undefined
      : /^sqlite(?:\+\w+)?:\/\/\/([^?]+)/.exec(string.value)?.[1];
    if (path === undefined || !isPath(path)) return [];
    return [
      found(
        path,
        'likely' as const,
        evidence(module.file, module.source.line(string.start), 'SQLite database'),
      ),
    ];
  });
  const named = module.source.strings().flatMap((string) => {
    const isDatabase = !string.computed && /^(?!django\.)[\w./-]+\.sqlite3?$/.test(string.value);
    return isDatabase
      ? [
          found(
            string.value,
            'likely' as const,
            evidence(module.file, module.source.line(string.start), 'SQLite database'),
          ),
        ]
      : [];
  });
  const sqlite = callsOf(module, /^(?:sqlite3|aiosqlite)\.connect$/).flatMap((call) =>
    at(module, call, literal(module.source, call.positional[0]), 'SQLite database'),
  );
  return [...opened, ...made, ...paths, ...databases, ...named, ...sqlite];
}

function modeOf(module: PyModule, call: Call): string {
  return literal(module.source, call.named.get('mode') ?? call.positional[1]) ?? '';
}

/** `Path("x").mkdir()` and the like. */
function pathCalls(module: PyModule, then: RegExp): readonly Found<string>[] {
  return callsOf(module, /^(?:pathlib\.)?Path$/)
    .filter((call) => then.test(module.source.text.slice(call.end, call.end + 60)))
    .flatMap((call) => at(module, call, literal(module.source, call.positional[0])));
}

const READS =
  /(?:^|\.)(?:StaticFiles|Jinja2Templates|FileSystemLoader|send_from_directory|send_file|FileResponse|read_csv|read_json|read_parquet|read_excel|np\.load|joblib\.load|load_dotenv|fileConfig|add_static)$/;
const READ_NAMES = ['directory', 'searchpath', 'path', 'filepath_or_buffer'];

function readsOf(module: PyModule): readonly Found<string>[] {
  const opened = callsOf(module, /^(?:open|io\.open|aiofiles\.open)$/)
    .filter(
      (call) =>
        !/[wax]/.test(modeOf(module, call)) &&
        (call.positional[1] === undefined || modeOf(module, call) !== ''),
    )
    .flatMap((call) =>
      at(module, call, literal(module.source, call.positional[0]), 'open for reading'),
    );
  const named = callsOf(module, READS).flatMap((call) => {
    const value =
      READ_NAMES.map((name) => call.named.get(name)).find((one) => one) ??
      call.positional[call.callee.endsWith('add_static') ? 1 : 0];
    return at(module, call, literal(module.source, value));
  });
  const flask = callsOf(module, /(?:^|\.)(?:Flask|Blueprint|Quart)$/).flatMap((call) =>
    ['static_folder', 'template_folder'].flatMap((name) =>
      at(module, call, literal(module.source, call.named.get(name)), name),
    ),
  );
  return [
    ...opened,
    ...named,
    ...flask,
    ...pathCalls(
      module,
      /^\s*\.(?:read_text|read_bytes|iterdir|glob|open\(\s*(?:\)|["']r|newline|encoding))/,
    ),
  ];
}

/** Flask looks for `templates` and `static` beside the module that makes the application or blueprint. */
function foldersOf(view: ProjectView, project: PyProject): readonly Found<string>[] {
  return project.modules.flatMap((module) =>
    callsOf(module, /(?:^|\.)(?:Flask|Quart)$/).flatMap((call) =>
      ['templates', 'static'].flatMap((name) => {
        const dir = joinPath(dirName(module.file), name);
        if (!view.isDir(dir)) return [];
        return [
          found(
            relativeTo(project.dir, dir) ?? dir,
            'certain' as const,
            evidence(module.file, module.source.line(call.start), call.callee),
          ),
        ];
      }),
    ),
  );
}

/** A string that is the path of a data file of the project. */
function namedFiles(view: ProjectView, project: PyProject): readonly Found<string>[] {
  return project.modules.flatMap((module) =>
    module.source.strings().flatMap((string) => {
      const path = string.value;
      if (string.computed || !/^[\w][\w./-]*\/[\w.-]+\.\w{1,5}$/.test(path) || path.endsWith('.py'))
        return [];
      if (path.includes('..') || !view.exists(joinPath(project.dir, path))) return [];
      return [
        found(
          path,
          'guess' as const,
          evidence(module.file, module.source.line(string.start), 'names a file of the project'),
        ),
      ];
    }),
  );
}

const SHELLS =
  /^(?:os\.(?:system|popen)|asyncio\.create_subprocess_shell|subprocess\.(?:getoutput|getstatusoutput))$/;
const STARTERS =
  /^(?:subprocess\.(?:run|Popen|call|check_call|check_output)|asyncio\.create_subprocess_exec|os\.(?:execvp?|spawnvp?)|shutil\.which)$/;
const BARE = /^(?:run|Popen|call|check_call|check_output|which)$/;

function programsOf(module: PyModule): readonly Found<string>[] {
  const started = callsOf(module, STARTERS);
  const imported = callsOf(module, BARE).filter((call) =>
    /^(?:subprocess|shutil)$/.test(module.imports.get(call.callee)?.module ?? ''),
  );
  const shells = callsOf(module, SHELLS);
  return [
    ...[...started, ...imported].flatMap((call) => startedBy(module, call)),
    ...shells.flatMap((call) =>
      throughShell(module, call, literal(module.source, call.positional[0])),
    ),
  ];
}

function startedBy(module: PyModule, call: Call): readonly Found<string>[] {
  const first = call.positional[0] ?? call.named.get('args');
  if (first === undefined) return [];
  const whole = literal(module.source, first);
  if (/^True\b/.test(call.named.get('shell')?.text ?? '')) return throughShell(module, call, whole);
  if (whole !== undefined) return programAt(module, call, whole);
  const opening = /^\[\s*(?=["'])/.exec(first.text);
  const head = opening && module.source.stringAt(first.start + opening[0].length);
  return head && !head.computed ? programAt(module, call, head.value) : [];
}

function programAt(module: PyModule, call: Call, word: string): readonly Found<string>[] {
  const name = word.trim().split(/\s+/)[0]?.replace(/^.*\//, '') ?? '';
  if (!/^[\w.+-]+$/.test(name)) return [];
  const sure = call.callee.endsWith('which') ? 'guess' : 'likely';
  return [found(name, sure, evidence(module.file, module.source.line(call.start), call.callee))];
}

function throughShell(
  module: PyModule,
  call: Call,
  command: string | undefined,
): readonly Found<string>[] {
  const shell = found(
    'sh',
    'likely' as const,
    evidence(module.file, module.source.line(call.start), call.callee),
  );
  return command === undefined ? [shell] : [shell, ...programAt(module, call, command)];
}

function servicesOf(module: PyModule): readonly Found<string>[] {
  return module.source.strings().flatMap((string) => {
    const engine = /^django\.(?:contrib\.gis\.)?db\.backends\.(postgresql|postgis|mysql)/.exec(
      string.value,
    )?.[1];
    if (engine !== undefined) {
      const at = evidence(module.file, module.source.line(string.start), 'ENGINE');
      return [found(engine === 'mysql' ? 'mysql' : 'postgres', 'likely' as const, at)];
    }
    const scheme = /^([a-z]+)(?:\+\w+)?:\/\//.exec(string.value)?.[1];
    const service =
      scheme === undefined || !Object.hasOwn(SERVICE_SCHEMES, scheme)
        ? undefined
        : SERVICE_SCHEMES[scheme];
    if (service === undefined) return [];
    return [
      found(
        service,
        'likely' as const,
        evidence(module.file, module.source.line(string.start), `${scheme}://`),
      ),
    ];
  });
}
