import type { Evidence } from '../../facts/project.ts';
import { evidence } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { parseRequirement } from './requirement.ts';
import type { Wanted } from './wanted.ts';

/** What the Dockerfile beside an application says about it, when there is no manifest. */
export interface DockerfileInstalls {
  /** The line that says that it is Python: `FROM python` or the first `pip install`. */
  readonly from: Evidence;
  /** Packages that are installed by name. */
  readonly wanted: readonly Wanted[];
}

const LONGEST = 200_000;
/** Options of pip whose next word is a value. */
const WITH_VALUE =
  /^(?:-r|-c|-i|-f|-t|-e|--requirement|--constraint|--index-url|--extra-index-url|--find-links|--trusted-host|--target|--prefix|--timeout|--retries|--cache-dir|--no-binary|--only-binary|--platform|--src|--root-user-action|--progress-bar)$/;
const ITSELF = /^(?:pip|setuptools|wheel|build|pip-tools|virtualenv|poetry|pipenv|uv|pdm|hatch)$/;

/** Reads a Dockerfile beside the application; undefined when there is none or it is not about Python. */
export function dockerfileInstalls(view: ProjectView, dir: string): DockerfileInstalls | undefined {
  const file = joinPath(dir, 'Dockerfile');
  const text = view.text(file);
  if (text === undefined || text.length > LONGEST) return undefined;
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  // Continued lines count as one; the offsets stay right.
  const joined = text.replace(/\\[ \t]*\r?\n/g, (found) => ' '.repeat(found.length));
  const base = /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(?:\S+\/)?python(?:[:@ \t\r\n]|$)/im.exec(joined);
  const installs = [...joined.matchAll(/\bpip[\d.]*[ \t]+install[ \t]+([^\n&|;]+)/g)];
  const first = base ?? installs[0];
  if (!first) return undefined;
  const wanted = installs.flatMap((match) =>
    packagesIn(match[1] ?? '', evidence(file, lineAt(match.index), 'pip install')),
  );
  return { from: evidence(file, lineAt(first.index), first[0].trim().slice(0, 60)), wanted };
}

function packagesIn(written: string, from: Evidence): readonly Wanted[] {
  const words = [...written.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].map(
    (match) => match[1] ?? match[2] ?? match[0],
  );
  const found: Wanted[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (WITH_VALUE.test(word)) index++;
    else if (!/^[-./$]|[*/]/.test(word)) {
      const one = parseRequirement(word);
      if (!one || ITSELF.test(one.name)) continue;
      const { name, extras, specifier } = one;
      found.push({
        name,
        extras,
        ...(specifier !== undefined && { version: specifier }),
        dev: false,
        direct: true,
        from,
      });
    }
  }
  return found;
}
