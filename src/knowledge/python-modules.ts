/** Names under which distributions are imported, where that is not the distribution's name with `_` for `-`. */
const IMPORTED: Readonly<Record<string, string>> = {
  attrs: 'attr',
  beautifulsoup4: 'bs4',
  'django-rest-framework': 'rest_framework',
  djangorestframework: 'rest_framework',
  'flask-restx': 'flask_restx',
  gitpython: 'git',
  grpcio: 'grpc',
  mysqlclient: 'MySQLdb',
  'opencv-python': 'cv2',
  'opencv-python-headless': 'cv2',
  pillow: 'PIL',
  protobuf: 'google',
  'psycopg2-binary': 'psycopg2',
  pycryptodome: 'Crypto',
  pyjwt: 'jwt',
  pymupdf: 'fitz',
  pyserial: 'serial',
  'python-dateutil': 'dateutil',
  'python-dotenv': 'dotenv',
  'python-jose': 'jose',
  'python-magic': 'magic',
  'python-multipart': 'multipart',
  pyyaml: 'yaml',
  'scikit-image': 'skimage',
  'scikit-learn': 'sklearn',
  'uvicorn-worker': 'uvicorn_worker',
};

/** Third-party modules that programs name most; none of them is a module of the standard library. */
const WELL_KNOWN = new Set(
  'aiohttp alembic apscheduler asyncpg bcrypt boto3 botocore bottle bs4 celery certifi click cryptography cv2 daphne dateutil django dotenv falcon fastapi flask flask_cors flask_sqlalchemy gevent google granian grpc gunicorn httpx hypercorn itsdangerous jinja2 jwt litestar lxml markdown marshmallow matplotlib mysql numpy openai orjson pandas paramiko PIL pika psutil psycopg psycopg2 pydantic pydantic_settings pymongo pymysql pytest quart redis requests rich sanic scipy selenium sklearn sqlalchemy sqlmodel starlette streamlit structlog tornado tqdm typer ujson urllib3 uvicorn uvloop waitress websockets werkzeug yaml zmq'.split(
    ' ',
  ),
);

/** The module that a distribution is imported by. */
export function moduleOf(distribution: string): string {
  return IMPORTED[distribution] ?? distribution.replaceAll(/[-.]/g, '_');
}

/** Whether a module certainly comes from the package index, not from Python itself. */
export function isThirdParty(module: string): boolean {
  return WELL_KNOWN.has(module);
}

/**
 * Distributions that do not work without their machine code, which is made for one version of CPython
 * (tags `cp312-cp312` in the package index; those tagged `abi3` run on any later version and are left out).
 */
const FOR_ONE_VERSION = new Set(
  'asyncpg grpcio greenlet httptools lxml matplotlib mysqlclient numpy orjson pandas pillow psycopg2 psycopg2-binary psycopg-c psycopg-binary pyarrow pycairo pydantic-core pyodbc python-ldap regex rpds-py scikit-learn scipy shapely tiktoken ujson uvloop uwsgi zstandard'.split(
    ' ',
  ),
);

/** Distributions that need one of those: pydantic needs pydantic-core since its version 2. */
const NEEDING: Readonly<Record<string, string>> = {
  pydantic: 'pydantic-core',
  fastapi: 'pydantic-core',
  'pydantic-settings': 'pydantic-core',
  pandas: 'numpy',
};

/** Whether a distribution, or what it always needs, is machine code for one version of CPython. */
export function isForOneVersion(distribution: string): boolean {
  return FOR_ONE_VERSION.has(distribution) || FOR_ONE_VERSION.has(NEEDING[distribution] ?? '');
}

/** What the official images' site-packages hold before anything is installed. */
const BROUGHT = new Set(['pip', 'setuptools', 'wheel', 'pkg_resources', '_distutils_hack']);

/** Whether a module may be in an image of Python as it is published. */
export function mayBeBrought(module: string): boolean {
  return BROUGHT.has(module);
}

/** CPython of Debian's own packages, by release. */
export const DEBIAN_PYTHON: Readonly<Record<string, string>> = {
  11: '3.9',
  12: '3.11',
  13: '3.13',
};
