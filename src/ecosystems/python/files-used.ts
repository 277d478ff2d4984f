import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { dirName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type Call, type PyModule, callsOf, literal } from './module.ts';
import type { PyProject } from './project.ts';

/** Files and directories the program reads, as written in the code. */
export function readsOf(view: ProjectView, project: PyProject): readonly Found<string>[] {
  const named = [...foldersOf(view, project), ...namedFiles(view, project)];
  return distinct([...project.modules.flatMap(readsIn), ...named]).slice(0, 100);
}

/** A path that could be a file of the project or of the machine: short, one line, no address. */
function isPath(text: string): boolean {
  return text !== '' && text.length < 200 && !/[\n:*?"<>|{}%]|^\s|\s$/.test(text) && text !== '-';
}

function usedAt(
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

function modeOf(module: PyModule, call: Call): string {
  return literal(module.source, call.named.get('mode') ?? call.positional[1]) ?? '';
}

/** `Path("x").mkdir()` and the like. */
function pathCalls(module: PyModule, then: RegExp): readonly Found<string>[] {
  return callsOf(module, /^(?:pathlib\.)?Path$/)
    .filter((call) => then.test(module.source.text.slice(call.end, call.end + 60)))
    .flatMap((call) => usedAt(module, call, literal(module.source, call.positional[0])));
}

const READS =
  /(?:^|\.)(?:StaticFiles|Jinja2Templates|FileSystemLoader|send_from_directory|send_file|FileResponse|read_csv|read_json|read_parquet|read_excel|np\.load|joblib\.load|load_dotenv|fileConfig|add_static)$/;
const READ_NAMES = ['directory', 'searchpath', 'path', 'filepath_or_buffer'];

function readsIn(module: PyModule): readonly Found<string>[] {
  const opened = callsOf(module, /^(?:open|io\.open|aiofiles\.open)$/)
    .filter(
      (call) =>
        !/[wax]/.test(modeOf(module, call)) &&
        (call.positional[1] === undefined || modeOf(module, call) !== ''),
    )
    .flatMap((call) =>
      usedAt(module, call, literal(module.source, call.positional[0]), 'open for reading'),
    );
  const named = callsOf(module, READS).flatMap((call) => {
    const value =
      READ_NAMES.map((name) => call.named.get(name)).find((one) => one) ??
      call.positional[call.callee.endsWith('add_static') ? 1 : 0];
    return usedAt(module, call, literal(module.source, value));
  });
  const flask = callsOf(module, /(?:^|\.)(?:Flask|Blueprint|Quart)$/).flatMap((call) =>
    ['static_folder', 'template_folder'].flatMap((name) =>
      usedAt(module, call, literal(module.source, call.named.get(name)), name),
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
