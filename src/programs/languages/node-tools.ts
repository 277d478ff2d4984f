import { projectCode, unreadCode } from '../effect.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Tools that install programs of the system, or other tools that do. */
const INSTALLERS =
  /^(npx|bunx|pnpx|playwright|easy_install|pyenv|rbenv|asdf|mise|goenv|nodenv|phpenv|n)$/;

function runs(command: Command, env: Environment): ProgramEffect {
  return INSTALLERS.test(command.name)
    ? unreadCode(command, env)
    : projectCode(command, env, {}, false);
}

/** Programs of npm packages that build, test or run a project: what they do its files say. */
export const nodeTools: Program = {
  names: [
    'webpack',
    'nuxt',
    'ng',
    'rollup',
    'esbuild',
    'turbo',
    'nx',
    'lerna',
    'gulp',
    'grunt',
    'bower',
    'jest',
    'mocha',
    'eslint',
    'prettier',
    'prisma',
    'playwright',
    'node-gyp',
    'node-pre-gyp',
    'node-prune',
    'modclean',
    'pm2',
    'sequelize',
    'typeorm',
    'knex',
    'hexo',
    'gatsby',
    'astro',
    'expo',
    'yo',
  ],
  effect: (command, env) => runs(command, env),
};

/** Programs of Python packages that build, test or run a project. */
export const pythonTools: Program = {
  names: [
    'django-admin',
    'flask',
    'gunicorn',
    'uvicorn',
    'celery',
    'pytest',
    'tox',
    'nox',
    'mypy',
    'black',
    'isort',
    'ruff',
    'sphinx-build',
    'mkdocs',
    'jupyter',
    'alembic',
    'spacy',
    'pyinstaller',
    'cythonize',
    'easy_install',
    'pre-commit',
    'twine',
    'cookiecutter',
    'opentelemetry-bootstrap',
    'pybabel',
    'nltk',
    'pyenv',
    'rbenv',
    'asdf',
    'mise',
    'goenv',
    'nodenv',
    'phpenv',
    'volta',
    'fnm',
    'n',
  ],
  effect: (command, env) => runs(command, env),
};
