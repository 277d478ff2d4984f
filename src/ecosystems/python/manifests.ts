/** Files whose presence makes a directory worth a look. */
export const PYTHON_MANIFESTS: readonly string[] = [
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'setup.py',
  'setup.cfg',
  'Dockerfile',
];

/**
 * Whether detection could find something where a `Dockerfile` is all there is: one that speaks of
 * Python, or beside it what a package manager left.
 */
export function isPerhapsPython(names: ReadonlySet<string>, dockerfile: string): boolean {
  return /python|pip/i.test(dockerfile) || [...names].some((name) => TRACE.test(name));
}

const TRACE = /^(?:requirements|.*\.(?:txt|toml|lock|py|cfg)|Pipfile)$/i;
