import { type GoFile, callsOf } from './packages.ts';

/** A router that a function takes: what it is called there and where the function's body lies. */
export interface RouterParameter {
  readonly function: string;
  readonly variable: string;
  readonly index: number;
  /** A group has a prefix of its own that only the caller knows; an engine has none. */
  readonly group: boolean;
  /** Nothing but a group can be given. */
  readonly strict: boolean;
  readonly start: number;
  readonly end: number;
}

const GROUPS =
  /(?:gin\.(?:RouterGroup|IRouter|IRoutes)|echo\.Group|fiber\.Router|chi\.Router|mux\.Router|route\.RouterGroup)$/;
/** Types that an engine is not, so that what is given must have been made by `Group`. */
const STRICT = /(?:gin\.RouterGroup|echo\.Group|route\.RouterGroup)$/;
const ENGINES =
  /(?:gin\.Engine|echo\.Echo|fiber\.App|chi\.Mux|http\.ServeMux|httprouter\.Router|server\.Hertz)$/;

/** Parameters of functions that are routers. */
export function routerParameters(file: GoFile): readonly RouterParameter[] {
  const { code } = file.source;
  const found: RouterParameter[] = [];
  for (const match of code.matchAll(/^func[ \t]+(?:\([^)]*\)[ \t]*)?(\w+)\(([^)]*)\)[^\n{]*\{/gm)) {
    if (found.length >= 500) break;
    const end = code.indexOf('\n}', match.index);
    let type = '';
    const parameters = (match[2] ?? '').split(',').map((one) => one.trim().split(/\s+/));
    // `a, b *gin.RouterGroup`: a name without a type has the next one's.
    for (const [index, [variable = '', written = '']] of [...parameters.entries()].toReversed()) {
      if (written !== '') type = written;
      const group = GROUPS.test(type);
      if (!group && !ENGINES.test(type)) continue;
      const start = match.index + match[0].length;
      found.push({
        function: match[1] ?? '',
        variable,
        index,
        group,
        strict: STRICT.test(type),
        start,
        end: end < 0 ? code.length : end,
      });
    }
  }
  return found;
}

/** Where a function is called with a router, and what it is given there. */
export function callersOf(
  files: readonly GoFile[],
  parameter: RouterParameter,
): readonly { readonly file: GoFile; readonly start: number; readonly given: string }[] {
  const name = new RegExp(`(?:^|\\.)${parameter.function}$`);
  return files.flatMap((file) =>
    callsOf(file, name).flatMap((call) => {
      const given = call.args[parameter.index];
      const declared = /func[ \t]+(?:\([^)]*\)[ \t]*)?$/.test(
        file.source.code.slice(Math.max(0, call.start - 60), call.start),
      );
      return given === undefined || declared
        ? []
        : [{ file, start: given.start, given: given.text }];
    }),
  );
}
