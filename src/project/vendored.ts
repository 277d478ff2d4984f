/** Directories that never hold a project's own sources, whatever is beside them. */
const ALWAYS: ReadonlySet<string> = new Set(
  (
    'node_modules bower_components jspm_packages .git .hg .svn vendor .venv venv __pycache__ .next .nuxt .output ' +
    '.svelte-kit .turbo .angular .parcel-cache .yarn .pnpm-store .gradle .terraform .tox .nox .mypy_cache ' +
    '.pytest_cache .ruff_cache site-packages .eggs .idea .vscode .cache coverage .nyc_output'
  ).split(' '),
);

/** Directories that are build output only beside one of the files that make them. */
const BESIDE: Readonly<Record<string, RegExp>> = {
  env: /^(?:requirements.*\.txt|pyproject\.toml|setup\.py|manage\.py)$/,
  target: /^(?:Cargo\.toml|pom\.xml|build\.sbt|project\.clj)$/,
  dist: /^(?:package\.json|pyproject\.toml|setup\.py|tsconfig\.json)$/,
  build: /^(?:package\.json|pyproject\.toml|setup\.py|build\.gradle(?:\.kts)?|pubspec\.yaml)$/,
  out: /^(?:package\.json|build\.gradle(?:\.kts)?)$/,
  bin: /\.(?:cs|fs|vb)proj$/,
  obj: /\.(?:cs|fs|vb)proj$/,
  _build: /^(?:mix\.exs|dune-project|conf\.py)$/,
  deps: /^mix\.exs$/,
};

/** Whether a directory holds other people's code or build output, given the names beside it. */
export function isVendored(name: string, siblings: readonly string[]): boolean {
  if (ALWAYS.has(name)) return true;
  const maker = Object.hasOwn(BESIDE, name) ? BESIDE[name] : undefined;
  return maker !== undefined && siblings.some((sibling) => maker.test(sibling));
}
