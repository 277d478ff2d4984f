/**
 * Directories that no image needs from the build context, with the pattern that keeps them out.
 * Patterns are rooted at the context: what may lie deeper begins with two stars.
 */
export const SURPLUS: ReadonlyMap<string, string> = new Map([
  ['.git', '.git'],
  ['.hg', '.hg'],
  ['.svn', '.svn'],
  ['node_modules', '**/node_modules'],
  ['__pycache__', '**/__pycache__'],
  ['.venv', '**/.venv'],
  ['venv', '**/venv'],
  ['.tox', '**/.tox'],
  ['.nox', '**/.nox'],
  ['.mypy_cache', '**/.mypy_cache'],
  ['.pytest_cache', '**/.pytest_cache'],
  ['.ruff_cache', '**/.ruff_cache'],
  ['.idea', '**/.idea'],
  ['.vscode', '**/.vscode'],
  ['.terraform', '**/.terraform'],
  ['coverage', '**/coverage'],
  ['.nyc_output', '**/.nyc_output'],
  ['.next', '**/.next'],
  ['.nuxt', '**/.nuxt'],
  ['.gradle', '**/.gradle'],
  ['.cache', '**/.cache'],
  ['.parcel-cache', '**/.parcel-cache'],
  ['.turbo', '**/.turbo'],
  ['.yarn-cache', '**/.yarn-cache'],
  ['.github', '.github'],
]);
