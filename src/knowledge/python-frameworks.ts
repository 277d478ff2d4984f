/** Where a record of ours comes from. */
export interface Known {
  /** `source`: read in the project's own source; `measured`: tried by us; `knowledge`: documented, not tried. */
  readonly confidence: 'source' | 'measured' | 'knowledge';
  readonly source: string;
}

/** A framework as a program uses it. */
export interface PythonFramework extends Known {
  /** What users are told. */
  readonly name: string;
  /** Normalised distribution names that bring it. */
  readonly packages: readonly string[];
  /** Top-level modules it is imported by. */
  readonly modules: readonly string[];
  /** Callables that make an application object. */
  readonly constructors: readonly string[];
  readonly interface?: 'asgi' | 'wsgi';
  readonly workload: 'web' | 'worker' | 'batch';
  /** Port of its own server when nothing is set. */
  readonly port?: number;
  readonly health?: string;
}

const docs = { confidence: 'knowledge', source: 'the project’s documentation' } as const;

/** In the order in which one of several is chosen. */
export const PYTHON_FRAMEWORKS: readonly PythonFramework[] = [
  {
    name: 'Django',
    packages: ['django'],
    modules: ['django'],
    constructors: ['get_wsgi_application', 'get_asgi_application'],
    interface: 'wsgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'FastAPI',
    packages: ['fastapi', 'fastapi-slim'],
    modules: ['fastapi'],
    constructors: ['FastAPI'],
    interface: 'asgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'Litestar',
    packages: ['litestar'],
    modules: ['litestar'],
    constructors: ['Litestar'],
    interface: 'asgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'Quart',
    packages: ['quart'],
    modules: ['quart'],
    constructors: ['Quart'],
    interface: 'asgi',
    workload: 'web',
    port: 5000,
    ...docs,
  },
  {
    name: 'Sanic',
    packages: ['sanic'],
    modules: ['sanic'],
    constructors: ['Sanic'],
    interface: 'asgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'BlackSheep',
    packages: ['blacksheep'],
    modules: ['blacksheep'],
    constructors: ['Application'],
    interface: 'asgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'Streamlit',
    packages: ['streamlit'],
    modules: ['streamlit'],
    constructors: [],
    workload: 'web',
    port: 8501,
    health: '/_stcore/health',
    ...docs,
  },
  {
    name: 'Chainlit',
    packages: ['chainlit'],
    modules: ['chainlit'],
    constructors: [],
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'Gradio',
    packages: ['gradio'],
    modules: ['gradio'],
    constructors: [],
    workload: 'web',
    port: 7860,
    ...docs,
  },
  {
    name: 'Dash',
    packages: ['dash'],
    modules: ['dash'],
    constructors: ['Dash'],
    interface: 'wsgi',
    workload: 'web',
    port: 8050,
    ...docs,
  },
  {
    name: 'Flask',
    packages: ['flask'],
    modules: ['flask'],
    constructors: ['Flask'],
    interface: 'wsgi',
    workload: 'web',
    port: 5000,
    ...docs,
  },
  {
    name: 'Falcon',
    packages: ['falcon'],
    modules: ['falcon'],
    constructors: ['App', 'API'],
    interface: 'wsgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'Bottle',
    packages: ['bottle'],
    modules: ['bottle'],
    constructors: ['Bottle', 'default_app'],
    interface: 'wsgi',
    workload: 'web',
    port: 8080,
    ...docs,
  },
  {
    name: 'Pyramid',
    packages: ['pyramid'],
    modules: ['pyramid'],
    constructors: ['make_wsgi_app'],
    interface: 'wsgi',
    workload: 'web',
    port: 6543,
    ...docs,
  },
  {
    name: 'Starlette',
    packages: ['starlette'],
    modules: ['starlette'],
    constructors: ['Starlette'],
    interface: 'asgi',
    workload: 'web',
    port: 8000,
    ...docs,
  },
  {
    name: 'aiohttp',
    packages: ['aiohttp'],
    modules: ['aiohttp'],
    constructors: ['Application'],
    workload: 'web',
    port: 8080,
    ...docs,
  },
  {
    name: 'Tornado',
    packages: ['tornado'],
    modules: ['tornado'],
    constructors: ['Application'],
    workload: 'web',
    port: 8888,
    ...docs,
  },
  {
    name: 'CherryPy',
    packages: ['cherrypy'],
    modules: ['cherrypy'],
    constructors: [],
    workload: 'web',
    port: 8080,
    ...docs,
  },
  {
    name: 'Celery',
    packages: ['celery'],
    modules: ['celery'],
    constructors: ['Celery'],
    workload: 'worker',
    ...docs,
  },
  { name: 'RQ', packages: ['rq'], modules: ['rq'], constructors: [], workload: 'worker', ...docs },
  {
    name: 'Dramatiq',
    packages: ['dramatiq'],
    modules: ['dramatiq'],
    constructors: [],
    workload: 'worker',
    ...docs,
  },
  {
    name: 'arq',
    packages: ['arq'],
    modules: ['arq'],
    constructors: [],
    workload: 'worker',
    ...docs,
  },
  {
    name: 'huey',
    packages: ['huey'],
    modules: ['huey'],
    constructors: [],
    workload: 'worker',
    ...docs,
  },
];

/** A program that serves an application object. */
export interface PythonServer extends Known {
  readonly name: string;
  readonly packages: readonly string[];
  readonly interfaces: readonly ('asgi' | 'wsgi')[];
  readonly port: number;
  /** Variable that sets the port when no option does. */
  readonly portVariable?: string;
  /** Address it binds when nothing is set. */
  readonly bind: string;
  readonly handlesSigterm: boolean;
}

/** In the order in which one of several is chosen for its interface. */
export const PYTHON_SERVERS: readonly PythonServer[] = [
  {
    name: 'uvicorn',
    packages: ['uvicorn', 'fastapi-cli'],
    interfaces: ['asgi'],
    port: 8000,
    portVariable: 'UVICORN_PORT',
    bind: '127.0.0.1',
    handlesSigterm: true,
    ...docs,
  },
  {
    name: 'gunicorn',
    packages: ['gunicorn'],
    interfaces: ['wsgi'],
    port: 8000,
    portVariable: 'PORT',
    bind: '127.0.0.1',
    handlesSigterm: true,
    ...docs,
  },
  {
    name: 'hypercorn',
    packages: ['hypercorn'],
    interfaces: ['asgi', 'wsgi'],
    port: 8000,
    bind: '127.0.0.1',
    handlesSigterm: true,
    ...docs,
  },
  {
    name: 'granian',
    packages: ['granian'],
    interfaces: ['asgi', 'wsgi'],
    port: 8000,
    portVariable: 'GRANIAN_PORT',
    bind: '127.0.0.1',
    handlesSigterm: true,
    ...docs,
  },
  {
    name: 'daphne',
    packages: ['daphne'],
    interfaces: ['asgi'],
    port: 8000,
    bind: '127.0.0.1',
    handlesSigterm: true,
    ...docs,
  },
  {
    name: 'waitress',
    packages: ['waitress'],
    interfaces: ['wsgi'],
    port: 8080,
    bind: '0.0.0.0',
    handlesSigterm: false,
    ...docs,
  },
];
