import type { Evidence } from '../../facts/project.ts';
import { PYTHON_FRAMEWORKS, type PythonFramework } from '../../knowledge/python-frameworks.ts';
import { evidence } from '../../project/evidence.ts';
import { baseName, relativeTo } from '../../project/paths.ts';
import { type Block, type PyModule, atImport, functionAround, resolveName } from './module.ts';
import { type PyProject, definitionOf, importPath } from './project.ts';

/** Something a server can serve. */
export interface AppObject {
  readonly module: PyModule;
  readonly framework: PythonFramework;
  /** Variable, or the factory function's name. */
  readonly attribute: string;
  readonly factory: boolean;
  /** Directory that must be on the module path, relative to the application. */
  readonly root: string;
  readonly moduleName: string;
  readonly from: Evidence;
  readonly score: number;
}

/** What calls make an application: `module file#name` → framework. */
type Makers = Map<string, { readonly framework: PythonFramework; readonly factory: boolean }>;

/** Every application object and factory of the project, best first. `hints` are texts that may name one (`app.main:app`). */
export function findAppObjects(project: PyProject, hints: readonly string[]): readonly AppObject[] {
  const makers: Makers = new Map();
  for (let round = 0; round < 3; round++) {
    const before = makers.size;
    for (const module of project.modules) learn(project, module, makers);
    if (makers.size === before) break;
  }
  const objects = project.modules.flatMap((module) => [
    ...assigned(project, module, makers),
    ...factories(project, module, makers),
  ]);
  return objects
    .map((one) => ({ ...one, score: rank(project, one, hints) }))
    .toSorted((a, b) => b.score - a.score);
}

/** Subclasses of an application class, and functions that make one, are makers too. */
function learn(project: PyProject, module: PyModule, makers: Makers): void {
  for (const block of module.blocks) {
    const key = `${module.file}#${block.name}`;
    if (block.kind === 'main' || makers.has(key)) continue;
    if (block.kind === 'class') {
      const base = block.head
        .map((one) => makerOf(project, module, one, makers))
        .find((one) => one);
      if (base) makers.set(key, { framework: base.framework, factory: false });
    } else if (
      isTopLevel(module, block) &&
      /\breturn\b/.test(module.source.code.slice(block.body, block.end))
    ) {
      const made = callsIn(module, block)
        .map((call) => makerOf(project, module, call.callee, makers))
        .find((one) => one);
      const name = makesByName(block);
      if (made && (name || returnsMade(project, module, block, makers)))
        makers.set(key, { framework: made.framework, factory: true });
    }
  }
}

function isTopLevel(module: PyModule, block: Block): boolean {
  return !module.blocks.some(
    (other) => other !== block && other.body <= block.start && block.start < other.end,
  );
}

function callsIn(module: PyModule, block: Block): PyModule['heads'] {
  return module.heads.filter((call) => block.body <= call.start && call.start < block.end);
}

function makesByName(block: Block): boolean {
  return /^(?:create|make|build|get|init)_?(?:\w+_)?(?:app|application|server|api)$/i.test(
    block.name,
  );
}

/** `return FastAPI(…)`, or `return app` where `app` was made in the function. */
function returnsMade(project: PyProject, module: PyModule, block: Block, makers: Makers): boolean {
  const body = module.source.code.slice(block.body, block.end);
  const returned = new Set(
    [...body.matchAll(/\breturn[ \t]+([\w.]+)/g)].map((match) => match[1] ?? ''),
  );
  const made = [...body.matchAll(/\b(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*([\w.]+)\s*\(/g)];
  return (
    made.some(
      (match) => returned.has(match[1] ?? '') && makerOf(project, module, match[2] ?? '', makers),
    ) || [...returned].some((name) => makerOf(project, module, name, makers) !== undefined)
  );
}

function makerOf(
  project: PyProject,
  module: PyModule,
  callee: string,
  makers: Makers,
): { readonly framework: PythonFramework; readonly factory: boolean } | undefined {
  const resolved = resolveName(module, callee);
  if (resolved) {
    const top = resolved.module.split('.')[0] ?? '';
    const framework = PYTHON_FRAMEWORKS.find(
      (one) =>
        one.interface !== undefined &&
        one.modules.includes(top) &&
        one.constructors.includes(resolved.name),
    );
    if (framework) return { framework, factory: false };
  }
  const defined = definitionOf(project, module, callee);
  return defined && makers.get(`${defined.module.file}#${defined.name}`);
}

type Bare = Omit<AppObject, 'score'>;

/** `app = FastAPI(…)` at the top of a module, in an `if` or `try` too. */
function assigned(project: PyProject, module: PyModule, makers: Makers): readonly Bare[] {
  const found: Bare[] = [];
  const pattern = /^[ \t]*([A-Za-z_]\w*)(?:[ \t]*:[ \t]*[\w.[\]]+)?[ \t]*=[ \t]*([\w.]+)[ \t]*\(/gm;
  for (const match of module.source.code.matchAll(pattern)) {
    const inClass = module.blocks.some(
      (one) => one.kind === 'class' && one.body <= match.index && match.index < one.end,
    );
    if (inClass || !atImport(module, match.index)) continue;
    const maker = makerOf(project, module, match[2] ?? '', makers);
    if (maker)
      found.push(bare(project, module, maker.framework, match[1] ?? '', false, match.index));
  }
  return found;
}

/** Functions a server can call without arguments. */
function factories(project: PyProject, module: PyModule, makers: Makers): readonly Bare[] {
  return module.blocks
    .filter((block) => block.kind === 'def' && block.head.every((one) => /=|^\*/.test(one)))
    .flatMap((block) => {
      const maker = makers.get(`${module.file}#${block.name}`);
      if (!maker?.factory || functionAround(module, block.start) !== undefined) return [];
      return [bare(project, module, maker.framework, block.name, true, block.start)];
    });
}

function bare(
  project: PyProject,
  module: PyModule,
  framework: PythonFramework,
  attribute: string,
  factory: boolean,
  offset: number,
): Bare {
  const { root, name } = importPath(project, module);
  const from = evidence(
    module.file,
    module.source.line(offset),
    `${attribute} (${framework.name})`,
  );
  return { module, framework, attribute, factory, root, moduleName: name, from };
}

const GOOD_FILES = [
  'main.py',
  'app.py',
  'server.py',
  'asgi.py',
  'wsgi.py',
  'api.py',
  'application.py',
  '__init__.py',
];

function rank(project: PyProject, app: Bare, hints: readonly string[]): number {
  const file = relativeTo(project.dir, app.module.file) ?? app.module.file;
  const named = hints.some((hint) =>
    new RegExp(
      `(?<![\\w.])(?:[\\w.]+\\.)?${app.moduleName.split('.').at(-1) ?? ''}:${app.attribute}\\b`,
    ).test(hint),
  );
  const exact = hints.some((hint) =>
    new RegExp(`(?<![\\w.])${app.moduleName.replaceAll('.', '\\.')}:${app.attribute}\\b`).test(
      hint,
    ),
  );
  const place = GOOD_FILES.indexOf(baseName(file));
  return (
    (exact ? 1000 : named ? 500 : 0) +
    (app.factory ? 0 : 30) +
    (place < 0 ? 0 : 20 - place) +
    (/^(?:app|application|api|server|asgi|wsgi|create_app|make_app)$/.test(app.attribute)
      ? 15
      : 0) -
    3 * file.split('/').length -
    PYTHON_FRAMEWORKS.indexOf(app.framework) / 10 -
    (/(?:^|\/)(?:scripts?|tools?|cli|dev|mock|demo|lambda)/.test(file) ? 40 : 0)
  );
}
