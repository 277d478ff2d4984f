import { describe, expect, test } from 'vitest';
import type { Application } from '../../facts/project.ts';
import { memoryView } from '../../project/memory-view.ts';
import { detectPython } from './detect.ts';
import { pythonIgnore } from './ignore.ts';

type Tree = Readonly<Record<string, string>>;

function detect(tree: Tree, dir = '.'): Application {
  const [application] = detectPython(memoryView(tree), dir);
  if (application === undefined) throw new Error('nothing was detected');
  return application;
}

const argv = (tree: Tree): readonly string[] | undefined => detect(tree).start?.value.argv;
const routes = (tree: Tree): readonly string[] =>
  detect(tree)
    .routes.map((one) => one.value)
    .toSorted();

const FASTAPI = { 'requirements.txt': 'fastapi==0.139.0\nuvicorn==0.48.0\n' };
const FLASK = { 'requirements.txt': 'Flask==3.1.0\ngunicorn==23.0.0\n' };

/** The tide service under any names: what is found must follow them. */
function tides(names: { dir: string; file: string; variable: string; route: string }): Tree {
  return {
    ...FASTAPI,
    [`${names.dir}/__init__.py`]: '',
    [`${names.dir}/${names.file}.py`]: [
      'from fastapi import FastAPI',
      `# ghost = FastAPI()`,
      `text = """other = FastAPI()"""`,
      `${names.variable} = FastAPI(`,
      '    title="Tides",',
      ')',
      `@${names.variable}.get("${names.route}")`,
      'def tides(): ...',
      `@${names.variable}.post("/never")`,
      'def add(): ...',
      `@${names.variable}.get("/stations/{station}")`,
      'def one(station): ...',
    ].join('\n'),
  };
}

describe('the application object', () => {
  test.each([
    { dir: 'app', file: 'main', variable: 'app', route: '/tides' },
    { dir: 'harbour', file: 'service', variable: 'api', route: '/water/high' },
    { dir: 'src/quay', file: 'web', variable: 'application', route: '/healthz' },
  ])('follows $dir/$file:$variable and $route', (names) => {
    const tree = tides(names);
    const module = `${names.dir.replace('/', '.')}.${names.file}`;
    expect(detect(tree).details).toMatchObject({ interface: 'asgi', server: 'uvicorn' });
    expect(detect(tree).framework?.value).toBe('FastAPI');
    expect(routes(tree)).toEqual([names.route]);
    expect(argv(tree)).toEqual([
      'uvicorn',
      `${module}:${names.variable}`,
      '--host',
      '0.0.0.0',
      '--port',
      '8000',
    ]);
  });

  test('CRLF line ends change nothing but bytes', () => {
    const tree = tides({ dir: 'app', file: 'main', variable: 'app', route: '/tides' });
    const windows = Object.fromEntries(
      Object.entries(tree).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    expect(detect(windows)).toEqual(detect(tree));
  });

  test('a src directory that imports are relative to becomes the path of modules', () => {
    const tree = {
      ...FASTAPI,
      'src/tides/__init__.py': '',
      'src/tides/tables.py': 'TIDES = []',
      'src/tides/main.py':
        'from fastapi import FastAPI\nfrom tides.tables import TIDES\napp = FastAPI()\n',
    };
    expect(argv(tree)?.slice(0, 4)).toEqual(['uvicorn', '--app-dir', 'src', 'tides.main:app']);
  });

  test('aliases, annotations and subclasses are seen through', () => {
    const tree = {
      ...FASTAPI,
      'base.py': 'import fastapi as f\nclass Service(f.FastAPI):\n    pass\n',
      'run_me.py': 'from base import Service as S\nweb: S = S()\n',
    };
    expect(detect(tree).details).toMatchObject({ app: 'run_me:web' });
  });

  test('a factory is served as one', () => {
    const factory =
      'from flask import Flask\ndef create_app(config=None):\n    it = Flask(__name__)\n    return it\n';
    expect(argv({ ...FLASK, 'ferry/__init__.py': factory })?.at(-1)).toBe('ferry:create_app()');
    expect(
      argv({
        ...FASTAPI,
        'ferry.py': factory.replaceAll('flask', 'fastapi').replaceAll('Flask', 'FastAPI'),
      }),
    ).toContain('--factory');
  });

  test('an object that only exists under __main__ is not one a server can import', () => {
    const tree = {
      ...FLASK,
      'app.py':
        'from flask import Flask\nif __name__ == "__main__":\n    app = Flask("x")\n    app.run(port=7000)\n',
    };
    expect(detect(tree).details).not.toHaveProperty('app');
    expect(argv(tree)).toEqual(['python', 'app.py']);
  });

  test('the one that the Procfile names wins', () => {
    const tree = {
      ...FLASK,
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'admin/panel.py': 'from flask import Flask\nadmin = Flask(__name__)\n',
      Procfile: 'web: gunicorn admin.panel:admin --workers 3\n',
    };
    expect(detect(tree).details).toMatchObject({ app: 'admin.panel:admin' });
    expect(argv(tree)).toEqual([
      'gunicorn',
      '--bind',
      '0.0.0.0:8000',
      'admin.panel:admin',
      '--workers',
      '3',
    ]);
  });
});

describe('starting', () => {
  test('Flask without a server runs its file, says so, and names the trap', () => {
    const found = detect({
      'requirements.txt': 'flask',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(port=5050)\n',
    });
    expect(found.start?.value.argv).toEqual(['python', 'app.py']);
    expect(found.port?.value).toBe(5050);
    expect(found.bind?.value).toBe('127.0.0.1');
    expect(found.handlesSigterm.value).toBe(false);
    expect(found.notes.join('\n')).toMatch(/add gunicorn to requirements\.txt/);
    expect(found.notes.join('\n')).toMatch(/app\.py:4 binds the loopback address/);
  });

  test('Flask without server and without run has no start', () => {
    const found = detect({
      'requirements.txt': 'flask',
      'app.py': 'import flask\napp = flask.Flask(__name__)\n',
    });
    expect(found.start).toBeUndefined();
    expect(found.workload.value).toBe('web');
  });

  test('a port from the environment with its default, through a constant', () => {
    const found = detect({
      'requirements.txt': 'aiohttp',
      'main.py':
        'import os\nfrom aiohttp import web\nPORT = int(os.environ.get("HARBOUR_PORT", "9100"))\napp = web.Application()\nif __name__ == "__main__":\n    web.run_app(app, port=PORT)\n',
    });
    expect([found.port?.value, found.portVariable?.value]).toEqual([9100, 'HARBOUR_PORT']);
    expect(found.handlesSigterm.value).toBe(true);
  });

  test('Django: settings, WSGI application and routes through include', () => {
    const found = detect({
      'requirements.txt': 'Django>=5\ngunicorn\npsycopg2\n',
      'manage.py':
        'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbour.settings")\n',
      'harbour/__init__.py': '',
      'harbour/settings.py':
        'ROOT_URLCONF = "harbour.urls"\nWSGI_APPLICATION = "harbour.wsgi.application"\n',
      'harbour/wsgi.py':
        'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      'harbour/urls.py':
        'from django.urls import include, path\nurlpatterns = [path("ships/", include("ships.urls")), path("ships/<int:id>/", x)]\n',
      'ships/urls.py':
        'from django.urls import path\nurlpatterns = [path("health/", x), path("", y)]\n',
    });
    expect(found.start?.value.argv.at(-1)).toBe('harbour.wsgi:application');
    expect(found.health?.value).toBe('/ships/health/');
    expect(found.native.map((one) => one.value)).toEqual([
      {
        name: 'psycopg2',
        build: ['gcc', 'libc6-dev', 'libpq-dev'],
        runtime: ['libpq5'],
        distroless: false,
      },
    ]);
    expect(found.services.map((one) => one.value)).toEqual(['postgres']);
  });

  test('workers, bots and scripts have no port', () => {
    const worker = detect({
      'requirements.txt': 'celery[redis]==5.4',
      'queue_.py': 'from celery import Celery\nhands = Celery("x")\n',
    });
    expect(worker.start?.value.argv).toEqual([
      'celery',
      '-A',
      'queue_:hands',
      'worker',
      '--loglevel',
      'info',
    ]);
    expect([worker.workload.value, worker.port]).toEqual(['worker', undefined]);
    expect(worker.services.map((one) => one.value)).toEqual(['redis']);
    const script = detect({
      'requirements.txt': 'pandas',
      'report.py': 'import pandas\nif __name__ == "__main__":\n    print(1)\n',
    });
    expect([script.workload.value, script.start?.value.argv]).toEqual([
      'batch',
      ['python', 'report.py'],
    ]);
  });
});

describe('routes', () => {
  test('prefixes of routers, of their inclusion and of settings add up; unread ones are left out', () => {
    const tree = {
      ...FASTAPI,
      'app/config.py': 'class Settings:\n    API: str = "/api/v2"\n',
      'app/main.py':
        'from fastapi import FastAPI\nfrom .config import Settings\nfrom .routes import router as all_routes\nfrom . import ships\napp = FastAPI()\napp.include_router(all_routes, prefix=settings.API)\napp.include_router(ships.router, prefix=computed())\n',
      'app/routes/__init__.py':
        'from fastapi import APIRouter\nfrom .tides import router as tides\nrouter = APIRouter()\nrouter.include_router(tides, prefix="/tides")\n',
      'app/routes/tides.py':
        'from fastapi import APIRouter\nrouter = APIRouter(prefix="/sea")\n@router.get("/high")\ndef high(): ...\n',
      'app/ships.py':
        'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/ships")\ndef ships(): ...\n',
    };
    expect(routes(tree)).toEqual(['/api/v2/tides/sea/high']);
  });

  test('a blueprint nobody registers answers nothing; methods without GET do not count', () => {
    const tree = {
      ...FLASK,
      'app.py':
        'from flask import Flask, Blueprint\napp = Flask(__name__)\nlost = Blueprint("lost", __name__)\n@lost.route("/lost")\ndef a(): ...\n@app.route("/post", methods=["POST"])\ndef b(): ...\n@app.route("/both", methods=["GET", "POST"])\ndef c(): ...\n',
    };
    expect(routes(tree)).toEqual(['/both']);
  });
});

describe('surroundings', () => {
  test('variables: required only when the program cannot be imported without', () => {
    const found = detect({
      ...FASTAPI,
      'app/settings.py':
        'import os\nfrom pydantic_settings import BaseSettings\nKEY = os.environ["SECRET_KEY"]\nos.environ["SET_BY_US"] = "1"\ndef later():\n    return os.environ["LATER"]\nclass Base(BaseSettings):\n    model_config = {"env_prefix": "QUAY_"}\n',
      'app/main.py':
        'import os\nfrom app.settings import Base\nfrom fastapi import FastAPI\nclass Mine(Base):\n    database_url: str\n    depth: int = 3\napp = FastAPI()\nLEVEL = os.getenv("LOG_LEVEL")\n',
    });
    const required = found.environment
      .filter((one) => one.value.required)
      .map((one) => one.value.name);
    expect(required.toSorted()).toEqual(['DATABASE_URL', 'SECRET_KEY']);
    expect(found.environment.map((one) => one.value.name).toSorted()).toEqual([
      'DATABASE_URL',
      'DEPTH',
      'LATER',
      'LOG_LEVEL',
      'SECRET_KEY',
    ]);
  });

  test('programs, files and databases that the code names', () => {
    const found = detect({
      ...FASTAPI,
      'main.py':
        'import subprocess, os\nfrom pathlib import Path\nfrom fastapi import FastAPI\nfrom fastapi.staticfiles import StaticFiles\napp = FastAPI()\napp.mount("/static", StaticFiles(directory="public"))\nsubprocess.run(["ffmpeg", "-i", name])\nos.system("convert a b")\nPath("uploads").mkdir(exist_ok=True)\nopen("log.txt", "a")\nopen("tides.csv")\nURL = "sqlite:///./harbour.db"\n# subprocess.run(["ghost"])\n',
    });
    expect(found.programs.map((one) => one.value)).toEqual(['ffmpeg', 'sh', 'convert']);
    expect(found.reads.map((one) => one.value).toSorted()).toEqual(['public', 'tides.csv']);
    expect(found.writes.map((one) => one.value).toSorted()).toEqual([
      './harbour.db',
      'log.txt',
      'uploads',
    ]);
    expect(pythonIgnore(found).map((one) => one.pattern)).toContain('harbour.db');
  });
});

describe('manifests', () => {
  test('includes, options, markers and normalised names', () => {
    const found = detect({
      'requirements.txt':
        '-r requirements/base.txt  # shared\n--extra-index-url=https://example.org\nPyWin32==306; sys_platform == "win32"\nUvicorn [standard] >= 0.40 \\\n  --hash=sha256:abc\n-e .\n',
      'requirements/base.txt': 'Fast.API==1\n-c limits.txt\n',
      'requirements/limits.txt': 'starlette<1\n',
      'requirements/dev.txt': '-r base.txt\npytest\n',
      'main.py': 'print(1)',
    });
    expect(found.manifests).toEqual([
      'requirements.txt',
      'requirements/base.txt',
      'requirements/limits.txt',
    ]);
    expect(found.dependencies).toEqual([
      { name: 'fast-api', version: '==1', dev: false, direct: true },
      { name: 'uvicorn', version: '>=0.40', dev: false, direct: true },
      { name: 'pytest', dev: true, direct: true },
    ]);
    expect(found.details).toMatchObject({ requirements: ['requirements.txt'], needsSources: true });
    expect(found.notes.join()).toMatch(/another package index/);
  });

  test.each([
    ['uv', { 'uv.lock': '', 'pyproject.toml': '[project]\nname = "x"\n' }],
    ['poetry', { 'poetry.lock': '', 'pyproject.toml': '[tool.poetry]\nname = "x"\n' }],
    ['pdm', { 'pdm.lock': '', 'pyproject.toml': '[project]\nname = "x"\n' }],
    ['pipenv', { Pipfile: '[packages]\nflask = "*"\n' }],
    ['pip', { 'setup.py': 'from setuptools import setup\nsetup()\n' }],
  ])('%s is recognised', (manager, files) => {
    expect(detect({ ...files, 'main.py': 'print(1)' }).manager?.value).toBe(manager);
  });

  test('malformed files do not throw', () => {
    const found = detect({
      'pyproject.toml': '[project\nname =',
      'requirements.txt': '\u0000\n;;;\n-r\n-r requirements.txt\n@@@',
      'main.py': 'def (((\n"""',
    });
    expect(found.manager?.value).toBe('pip');
  });

  test('a directory whose manifests belong to no source is no application', () => {
    expect(
      detectPython(memoryView({ 'pyproject.toml': '[tool.ruff]\n', 'index.js': '' }), '.'),
    ).toEqual([]);
    expect(
      detectPython(memoryView({ 'docs/requirements.txt': 'sphinx', 'docs/conf.py': '' }), 'docs'),
    ).toEqual([]);
  });

  test('an application below is not part of the one above', () => {
    const tree = {
      ...FLASK,
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'tools/job/requirements.txt': 'fastapi\nuvicorn\n',
      'tools/job/main.py':
        'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/job")\ndef job(): ...\n',
    };
    expect(routes(tree)).toEqual([]);
    expect(detect(tree, 'tools/job').path).toBe('tools/job');
    expect(detect(tree, 'tools/job').details).toMatchObject({ app: 'main:app' });
  });
});
