import type { Application } from '../../facts/project.ts';

/** What a Python project's context does not need beyond the universal patterns, each with why. */
export function pythonIgnore(
  application: Application,
): readonly { readonly pattern: string; readonly why: string }[] {
  const patterns = [
    { pattern: '**/__pycache__', why: 'bytecode of this machine’s Python' },
    { pattern: '**/*.py[cod]', why: 'bytecode of this machine’s Python' },
    { pattern: '**/.venv', why: 'virtual environment of this machine' },
    { pattern: '**/venv', why: 'virtual environment of this machine' },
    { pattern: '**/.pytest_cache', why: 'cache of the tests' },
    { pattern: '**/.mypy_cache', why: 'cache of the type checker' },
    { pattern: '**/.ruff_cache', why: 'cache of the linter' },
    { pattern: '**/.tox', why: 'environments of the tests' },
    { pattern: '**/.nox', why: 'environments of the tests' },
    { pattern: '**/.coverage', why: 'report of the tests' },
    { pattern: '**/htmlcov', why: 'report of the tests' },
    { pattern: '**/*.egg-info', why: 'made by installing on this machine' },
    { pattern: '**/.ipynb_checkpoints', why: 'copies of notebooks' },
  ];
  const databases = application.writes.filter((one) =>
    /^(?!\/)[\w./-]+\.(?:db|sqlite3?)$/.test(one.value),
  );
  return [
    ...patterns,
    ...databases.map((one) => ({
      pattern: one.value.replace(/^\.\//, ''),
      why: 'database of this machine, written at run time',
    })),
  ];
}
