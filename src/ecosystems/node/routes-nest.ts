import type { Found } from '../../facts/project.ts';
import { evidence, found } from '../../project/evidence.ts';
import { argumentsAt } from '../../project/source-scan.ts';
import { joinRoute } from './join-route.ts';
import type { Module, Program } from './modules.ts';

const CONTROLLER = /@Controller\s*\(/g;
const GET = /@(?:Get|All)\s*\(/g;

/** Routes of Nest's controllers under the global prefix; versioned ones are left out. */
export function nestRoutes(program: Program): readonly Found<string>[] {
  const { prefix, except } = globalPrefix(program);
  const isVersioned = program.modules.some(({ source }) =>
    /\.enableVersioning\s*\(/.test(source.code),
  );
  if (isVersioned) return [];
  return program.modules.flatMap((module) => {
    const { source } = module;
    const controllers = [...source.code.matchAll(CONTROLLER)].map((match) => ({
      at: match.index,
      path: pathArgument(module, match.index + match[0].length - 1),
    }));
    return [...source.code.matchAll(GET)].flatMap((match) => {
      const controller = controllers.findLast((one) => one.at < match.index);
      const path = pathArgument(module, match.index + match[0].length - 1);
      if (controller?.path === undefined || path === undefined) return [];
      const route = joinRoute(controller.path, path);
      const full = except.includes(route.replace(/^\//, '')) ? route : joinRoute(prefix, route);
      return [found(full, 'certain', evidence(module.file, source.line(match.index), '@Get'))];
    });
  });
}

/** The path of a decorator: none is `''`, an object has `path`; undefined when it is computed. */
function pathArgument(module: Module, open: number): string | undefined {
  const { source } = module;
  const [first] = argumentsAt(source, open)?.list ?? [];
  if (first === undefined) return '';
  const literal = source.stringAt(first.start);
  if (literal !== undefined)
    return literal.end === first.end && !literal.computed ? literal.value : undefined;
  const path = /^\{[^{}]*?\bpath\s*:\s*/.exec(first.text.slice(0, 500))?.[0];
  return path === undefined ? undefined : source.stringAt(first.start + path.length)?.value;
}

function globalPrefix(program: Program): { prefix: string; except: readonly string[] } {
  for (const { source } of program.modules) {
    const match = /\.setGlobalPrefix\s*\(\s*(?=["'`])/.exec(source.code);
    if (match === null) continue;
    const start = match.index + match[0].length;
    const call = argumentsAt(source, source.code.indexOf('(', match.index));
    const except = source
      .strings()
      .filter((one) => one.start > start && one.start < (call?.end ?? start))
      .map((one) => one.value.replace(/^\//, ''));
    return { prefix: source.stringAt(start)?.value ?? '', except };
  }
  return { prefix: '', except: [] };
}
