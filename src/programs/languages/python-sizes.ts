import type { Bytes } from '../../facts/bytes.ts';
import type { Dependency } from '../../facts/project.ts';

/** Unpacked bytes of one distribution without its dependencies: most are below 2 MB. */
const ONE_DISTRIBUTION: Bytes = { low: 50_000, high: 3_000_000, basis: 'typical' };
/** A direct requirement brings this many distributions, itself included, when nothing lists them. */
const WITH_DEPENDENCIES = { low: 1.5, high: 8 };

/** Distributions far above the usual: bytes of recent Linux wheels once installed, with what they need. */
const HEAVY: Readonly<Record<string, number>> = {
  torch: 4_500e6,
  tensorflow: 1_800e6,
  jax: 400e6,
  numpy: 70e6,
  pandas: 130e6,
  scipy: 180e6,
  'scikit-learn': 230e6,
  matplotlib: 120e6,
  'opencv-python': 260e6,
  'opencv-python-headless': 230e6,
  pyarrow: 150e6,
  transformers: 180e6,
  spacy: 250e6,
  django: 45e6,
  botocore: 25e6,
  boto3: 27e6,
  cryptography: 18e6,
  pydantic: 12e6,
  fastapi: 20e6,
  sqlalchemy: 22e6,
  pillow: 20e6,
  lxml: 25e6,
  playwright: 130e6,
  'psycopg2-binary': 12e6,
  grpcio: 25e6,
  sympy: 75e6,
  nltk: 12e6,
  pyspark: 450e6,
  selenium: 40e6,
};

/** The name by which indexes compare distributions (PEP 503). */
export function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Bytes that installing requirements by name adds; `listed`: dependencies are among them. */
export function installedSize(names: readonly string[], listed: boolean): Bytes {
  let [low, high] = [0, 0];
  for (const name of names) {
    const heavy = HEAVY[normalName(name)];
    low +=
      heavy === undefined
        ? ONE_DISTRIBUTION.low * (listed ? 1 : WITH_DEPENDENCIES.low)
        : heavy * 0.5;
    high +=
      heavy === undefined
        ? ONE_DISTRIBUTION.high * (listed ? 1 : WITH_DEPENDENCIES.high)
        : heavy * 1.6;
  }
  return { low, high, basis: 'typical' };
}

/** Names of an application's dependencies that an install without development ones takes. */
export function productionNames(dependencies: readonly Dependency[]): string[] {
  return dependencies.filter((one) => !one.dev).map((one) => one.name);
}

/** Programs that a distribution of another name puts beside the interpreter. */
export const CONSOLE_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  django: ['django-admin'],
  uvicorn: ['uvicorn'],
  gunicorn: ['gunicorn'],
  flask: ['flask'],
  fastapi: ['fastapi'],
  'fastapi-cli': ['fastapi'],
  celery: ['celery'],
  hypercorn: ['hypercorn'],
  daphne: ['daphne'],
  alembic: ['alembic'],
  streamlit: ['streamlit'],
  waitress: ['waitress-serve'],
  uwsgi: ['uwsgi'],
  granian: ['granian'],
  poetry: ['poetry'],
  uv: ['uv', 'uvx'],
  pipenv: ['pipenv'],
  pdm: ['pdm'],
  pytest: ['pytest'],
  black: ['black'],
  ruff: ['ruff'],
  mypy: ['mypy'],
  tox: ['tox'],
  jupyter: ['jupyter'],
  jupyterlab: ['jupyter', 'jupyter-lab'],
  ansible: ['ansible', 'ansible-playbook'],
  awscli: ['aws'],
  supervisor: ['supervisord', 'supervisorctl'],
  virtualenv: ['virtualenv'],
  gradio: ['gradio'],
  chainlit: ['chainlit'],
  litestar: ['litestar'],
  sanic: ['sanic'],
  scrapy: ['scrapy'],
};
