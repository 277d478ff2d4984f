import { posix } from 'node:path';
import type { PythonDetails } from '../../facts/project.ts';
import type { RecipeInput } from '../../plan/types.ts';

/** Requirements files of an image, relative to the application. */
export interface RequirementFiles {
  /** What `pip install -r` is given. */
  readonly installed: readonly string[];
  /** These and what they include. */
  readonly read: readonly string[];
  readonly differences: readonly string[];
  /** Something is fetched from version control, so that an install needs its program. */
  readonly versionControl: boolean;
  /** Named by the user's file and nowhere to be found, in whole sentences. */
  readonly missing: readonly string[];
}

const DEVELOPMENT = /(?:^|[-_./])(?:dev|develop|development|tests?|testing|lint|docs)(?=[-_.]|$)/i;
const MOST_FILES = 50;

/** The file of the project behind a path of the image: `/code/requirements.txt` is `requirements.txt`. */
function inProject(input: RecipeInput, written: string): string | undefined {
  const parts = posix
    .normalize(written)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  for (let from = 0; from < parts.length; from++) {
    const path = parts.slice(from).join('/');
    if (!path.startsWith('..') && input.exists(path)) return path;
  }
  return undefined;
}

function lines(input: RecipeInput, file: string): readonly string[] {
  return (input.text?.(file) ?? '').split(/\r?\n/);
}

function fromRepository(requirement: string): boolean {
  return /^\s*(?:(?:-e|--editable)[\s=]+)?(?:[\w.-]+(?:\[[^\]]*\])?\s*@\s*)?(?:git|hg|svn|bzr)\+/.test(
    requirement,
  );
}

/** The files with everything they include by `-r` and `-c`, each once. */
function withIncludes(input: RecipeInput, files: readonly string[]): readonly string[] {
  const all = [...files];
  for (let at = 0; at < all.length && all.length < MOST_FILES; at++) {
    const file = all[at] ?? '';
    for (const line of lines(input, file)) {
      const name = /^\s*(?:-r|-c|--requirement|--constraint)[\s=]*([^\s#]+)/.exec(line)?.[1];
      if (name === undefined || /^[a-z]+:\/\//i.test(name)) continue;
      const path = posix.join(posix.dirname(file), name);
      if (!path.startsWith('..') && !all.includes(path)) all.push(path);
    }
  }
  return all;
}

/**
 * The requirements an image installs: what the user's own `pip install -r` lines name,
 * else what was detected. Files for development stay out when others remain.
 */
export function requirementFiles(input: RecipeInput, details: PythonDetails): RequirementFiles {
  const steps = (input.kept?.steps ?? []).filter((one) => one.kind === 'install');
  const named = steps.flatMap((step) =>
    (step.requirements ?? []).map((written) => ({ written, line: step.line })),
  );
  const found: string[] = [];
  const missing: string[] = [];
  for (const { written, line } of named) {
    const path = inProject(input, written);
    const known =
      path ?? details.requirements.find((one) => posix.basename(one) === posix.basename(written));
    if (known !== undefined) found.push(known);
    else if (/[$*]/.test(written) && details.requirements.length > 0) continue;
    else missing.push(`The file ${written} that line ${line} installs was not found.`);
  }
  const all = [...new Set(found.length > 0 ? found : details.requirements)];
  const production = all.filter((file) => !DEVELOPMENT.test(file));
  const installed = production.length > 0 ? production : all;
  const left = all.filter((file) => !installed.includes(file));
  const read = withIncludes(input, installed);
  const packages = steps.flatMap((one) => one.packages ?? []);
  return {
    installed,
    read,
    versionControl:
      packages.some(fromRepository) || read.some((file) => lines(input, file).some(fromRepository)),
    differences: left.map((file) => `${file} is for development: the image goes without it.`),
    missing,
  };
}
