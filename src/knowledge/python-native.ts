import type { Known } from './python-frameworks.ts';

/** A Python distribution with parts in machine code, or one that calls a system library or program. Names are Debian's. */
export interface PythonNative extends Known {
  /** Normalised distribution name. */
  readonly name: string;
  /** Wheels for current CPythons on glibc: nothing is compiled. */
  readonly wheel: boolean;
  /** Packages for compiling when there is no wheel. */
  readonly build: readonly string[];
  /** Packages the running program needs, by names that Debian 12 and 13 both resolve unless `renamed` says otherwise. */
  readonly runtime: readonly string[];
  /** Names that differ on Debian 13: as in `runtime` → as on trixie. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Programs of other packages that it starts. */
  readonly programs?: readonly string[];
}

const COMPILER = ['gcc', 'libc6-dev'] as const;
const WHEELS = 'wheels of the package index';
const measured = { confidence: 'measured', source: 'pip against CPython 3.13, x86_64' } as const;
const known = { confidence: 'knowledge', source: 'the package’s installation notes' } as const;

const withWheel = (name: string, build: readonly string[], runtime: readonly string[] = []) =>
  ({ name, wheel: true, build, runtime, confidence: 'knowledge', source: WHEELS }) as const;

/** Packages that need something of the system, at build time or at run time. */
export const PYTHON_NATIVE: readonly PythonNative[] = [
  {
    name: 'psycopg2',
    wheel: false,
    build: [...COMPILER, 'libpq-dev'],
    runtime: ['libpq5'],
    ...measured,
  },
  { name: 'psycopg', wheel: true, build: [], runtime: ['libpq5'], ...measured },
  {
    name: 'psycopg-c',
    wheel: false,
    build: [...COMPILER, 'libpq-dev'],
    runtime: ['libpq5'],
    ...known,
  },
  {
    name: 'mysqlclient',
    wheel: false,
    build: [...COMPILER, 'pkg-config', 'default-libmysqlclient-dev'],
    runtime: ['libmariadb3'],
    ...measured,
  },
  { name: 'pyodbc', wheel: true, build: ['g++', 'unixodbc-dev'], runtime: ['unixodbc'], ...known },
  { name: 'uwsgi', wheel: false, build: [...COMPILER], runtime: [], ...measured },
  {
    name: 'pycairo',
    wheel: false,
    build: [...COMPILER, 'pkg-config', 'libcairo2-dev'],
    runtime: ['libcairo2'],
    ...measured,
  },
  { name: 'cairosvg', wheel: true, build: [], runtime: ['libcairo2'], ...known },
  {
    name: 'weasyprint',
    wheel: true,
    build: [],
    runtime: ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz-subset0', 'fonts-dejavu-core'],
    ...measured,
  },
  {
    name: 'python-ldap',
    wheel: false,
    build: [...COMPILER, 'libldap-dev', 'libsasl2-dev'],
    runtime: ['libldap-2.5-0', 'libsasl2-2'],
    renamed: { 'libldap-2.5-0': 'libldap2' },
    ...measured,
  },
  { name: 'python-magic', wheel: true, build: [], runtime: ['libmagic1'], ...known },
  {
    name: 'pyzbar',
    wheel: true,
    build: [],
    runtime: ['libzbar0'],
    renamed: { libzbar0: 'libzbar0t64' },
    ...known,
  },
  {
    name: 'pytesseract',
    wheel: true,
    build: [],
    runtime: ['tesseract-ocr'],
    programs: ['tesseract'],
    ...known,
  },
  {
    name: 'pdf2image',
    wheel: true,
    build: [],
    runtime: ['poppler-utils'],
    programs: ['pdftoppm'],
    ...known,
  },
  {
    name: 'camelot-py',
    wheel: true,
    build: [],
    runtime: ['ghostscript'],
    programs: ['gs'],
    ...known,
  },
  { name: 'pydub', wheel: true, build: [], runtime: ['ffmpeg'], programs: ['ffmpeg'], ...known },
  {
    name: 'ffmpeg-python',
    wheel: true,
    build: [],
    runtime: ['ffmpeg'],
    programs: ['ffmpeg'],
    ...known,
  },
  {
    name: 'openai-whisper',
    wheel: true,
    build: [],
    runtime: ['ffmpeg'],
    programs: ['ffmpeg'],
    ...known,
  },
  { name: 'gitpython', wheel: true, build: [], runtime: ['git'], programs: ['git'], ...known },
  { name: 'wand', wheel: true, build: [], runtime: ['libmagickwand-dev'], ...known },
  {
    name: 'pdfkit',
    wheel: true,
    build: [],
    runtime: ['wkhtmltopdf'],
    programs: ['wkhtmltopdf'],
    ...known,
  },
  { name: 'graphviz', wheel: true, build: [], runtime: ['graphviz'], programs: ['dot'], ...known },
  {
    name: 'pygraphviz',
    wheel: false,
    build: [...COMPILER, 'libgraphviz-dev'],
    runtime: ['graphviz'],
    programs: ['dot'],
    ...known,
  },
  {
    name: 'opencv-python',
    wheel: true,
    build: [],
    runtime: ['libgl1', 'libglib2.0-0'],
    ...known,
  },
  {
    name: 'opencv-contrib-python',
    wheel: true,
    build: [],
    runtime: ['libgl1', 'libglib2.0-0'],
    ...known,
  },
  { name: 'lightgbm', wheel: true, build: [], runtime: ['libgomp1'], ...known },
  {
    name: 'pyaudio',
    wheel: false,
    build: [...COMPILER, 'portaudio19-dev'],
    runtime: ['libportaudio2'],
    ...known,
  },
  {
    name: 'gssapi',
    wheel: false,
    build: [...COMPILER, 'libkrb5-dev'],
    runtime: ['libgssapi-krb5-2'],
    ...known,
  },
  { name: 'dlib', wheel: false, build: ['cmake', 'g++', 'make'], runtime: [], ...known },
  {
    name: 'pyicu',
    wheel: false,
    build: ['g++', 'pkg-config', 'libicu-dev'],
    runtime: ['libicu72'],
    renamed: { libicu72: 'libicu76' },
    ...known,
  },
  {
    name: 'pycurl',
    wheel: true,
    build: [...COMPILER, 'libcurl4-openssl-dev', 'libssl-dev'],
    runtime: [],
    ...known,
  },
  {
    name: 'bjoern',
    wheel: false,
    build: [...COMPILER, 'libev-dev'],
    runtime: ['libev4'],
    renamed: { libev4: 'libev4t64' },
    ...known,
  },
  { name: 'meinheld', wheel: false, build: [...COMPILER], runtime: [], ...known },
  {
    name: 'pyfuse3',
    wheel: false,
    build: [...COMPILER, 'pkg-config', 'libfuse3-dev'],
    runtime: ['fuse3'],
    ...known,
  },
  { name: 'rpi-gpio', wheel: false, build: [...COMPILER], runtime: [], ...known },
  withWheel('lxml', [...COMPILER, 'libxml2-dev', 'libxslt1-dev']),
  withWheel('xmlsec', [...COMPILER, 'pkg-config', 'libxmlsec1-dev']),
  withWheel('pillow', [
    ...COMPILER,
    'libjpeg-dev',
    'zlib1g-dev',
    'libfreetype6-dev',
    'libwebp-dev',
  ]),
  withWheel('pymssql', [...COMPILER, 'freetds-dev']),
  withWheel('cffi', [...COMPILER, 'libffi-dev']),
  withWheel('confluent-kafka', [...COMPILER, 'librdkafka-dev']),
  withWheel('soundfile', []),
  ...[
    'aiohttp',
    'argon2-cffi',
    'asyncpg',
    'bcrypt',
    'cryptography',
    'fiona',
    'gevent',
    'geopandas',
    'greenlet',
    'grpcio',
    'hiredis',
    'httptools',
    'jax',
    'lz4',
    'matplotlib',
    'msgpack',
    'numpy',
    'onnxruntime',
    'opencv-python-headless',
    'orjson',
    'pandas',
    'polars',
    'protobuf',
    'psutil',
    'psycopg-binary',
    'psycopg2-binary',
    'pyarrow',
    'pydantic-core',
    'pynacl',
    'pyproj',
    'pyyaml',
    'rasterio',
    'rpds-py',
    'scikit-learn',
    'scipy',
    'shapely',
    'sqlalchemy',
    'tensorflow',
    'tiktoken',
    'tokenizers',
    'torch',
    'ujson',
    'uvloop',
    'watchfiles',
    'xgboost',
    'zstandard',
  ].map((name) => withWheel(name, [])),
];
