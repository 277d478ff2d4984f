import { describe, expect, test } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { readPip } from './keep-pip.ts';
import { workshop, type Workshop } from './synthesis-fixtures.ts';

function pythonShop(more: Readonly<Record<string, string>> = {}): Workshop {
  const files = {
    'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
    'app.py': `from flask import Flask\napp = Flask(__name__)\n@app.route('/health')\ndef health():\n    return 'ok'\n`,
    ...more,
  };
  const placed = Object.entries(files).map(([path, text]) => [`/repo/${path}`, text] as const);
  const host = memoryHost({ '/repo': { dir: true }, ...Object.fromEntries(placed) });
  return workshop(host.files, '/repo');
}

function textOf(shop: Workshop, dockerfile: string): string {
  const result = shop.rewrite(dockerfile);
  return 'declined' in result ? `declined: ${result.declined.join(' ')}` : result.text;
}

describe('pip', () => {
  test('options that only steer the installation say nothing', () => {
    expect(readPip('pip install --no-cache-dir -U --require-hashes -r a.txt'.split(' '))).toEqual({
      requirements: ['a.txt'],
      packages: [],
      wheels: false,
      understood: true,
    });
  });

  test('options that decide what is installed stay', () => {
    const call = readPip('pip install --pre -i https://x/simple flask'.split(' '));
    expect(call?.packages).toEqual(['--pre', '-i', 'https://x/simple', 'flask']);
  });

  test('a local path and an unknown option are not understood', () => {
    expect(readPip(['pip', 'install', '.'])?.understood).toBe(false);
    expect(readPip(['pip', 'install', '--constraint', 'c.txt', 'flask'])?.understood).toBe(false);
  });
});

describe('installs of an existing file', () => {
  test('wheels that an earlier stage made are what the requirements name', () => {
    const text = textOf(
      pythonShop(),
      `FROM python:3.12 AS builder
WORKDIR /app
COPY requirements.txt .
RUN pip wheel --no-deps --wheel-dir /app/wheels -r requirements.txt
FROM python:3.12
WORKDIR /app
COPY --from=builder /app/wheels /wheels
RUN pip install --no-cache /wheels/*
COPY . .
CMD ["gunicorn", "app:app"]
`,
    );
    expect(text).toContain('install -r requirements.txt');
    expect(text).not.toContain('wheels');
  });

  test('wheels that nobody made are the own ones of the user: they stay', () => {
    const text = textOf(
      pythonShop(),
      'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install wheels/*.whl -r requirements.txt\nCMD ["gunicorn", "app:app"]\n',
    );
    expect(text).toContain('wheels/*.whl');
  });

  test('every requirements file that is named is installed, files for development are not', () => {
    const shop = pythonShop({
      'extra.txt': '-r deep/more.txt\n',
      'deep/more.txt': 'click\n',
      'requirements-dev.txt': 'pytest\n',
    });
    const text = textOf(
      shop,
      'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r /app/requirements.txt -r extra.txt -r requirements-dev.txt\nCMD ["gunicorn", "app:app"]\n',
    );
    expect(text).toContain('install -r requirements.txt -r extra.txt\n');
    expect(text).toContain('source=deep/more.txt,target=deep/more.txt');
  });

  test('a requirements file that is not there declines', () => {
    const text = textOf(
      pythonShop(),
      'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r gone.txt\nCMD ["gunicorn", "app:app"]\n',
    );
    expect(text).toBe('declined: The file gone.txt that line 4 installs was not found.');
  });

  test('directories that are made and opened for all belong to the program', () => {
    const text = textOf(
      pythonShop(),
      'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nRUN mkdir -p uploads && chmod 777 uploads\nCMD ["gunicorn", "app:app"]\n',
    );
    expect(text).toContain('chown -R 10001:10001 /app/uploads');
    expect(text).not.toContain('777');
  });

  test('an account made with a build argument is not missed', () => {
    const text = textOf(
      pythonShop(),
      'FROM python:3.12\nARG UID=10001\nRUN adduser --disabled-password --uid "${UID}" me\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nUSER me\nCMD ["gunicorn", "app:app"]\n',
    );
    expect(text).not.toContain('${UID}');
  });
});

const START = 'WORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n';

describe('variables and commands', () => {
  test('steps that use variables come after them', () => {
    const text = textOf(
      pythonShop(),
      `FROM python:3.12\nENV TZ=Europe/Berlin\nRUN ln -sf /usr/share/zoneinfo/$TZ /etc/localtime\n${START}CMD ["gunicorn", "app:app"]\n`,
    );
    expect(text.indexOf('TZ=Europe/Berlin')).toBeLessThan(text.indexOf('zoneinfo/$TZ'));
  });

  test('a build argument that a kept step uses is kept', () => {
    const text = textOf(
      pythonShop(),
      `FROM python:3.12\nARG WHO=me\nRUN echo "$WHO" > /etc/who\n${START}CMD ["gunicorn", "app:app"]\n`,
    );
    expect(text.indexOf('ARG WHO=me')).toBeGreaterThan(0);
    expect(text.indexOf('ARG WHO=me')).toBeLessThan(text.indexOf('/etc/who'));
  });

  test('a port with a default still lets the shell give way to the program', () => {
    const text = textOf(
      pythonShop(),
      `FROM python:3.12\n${START}CMD gunicorn -b 0.0.0.0:\${PORT:-8080} app:app\n`,
    );
    expect(text).toContain('"exec gunicorn -b 0.0.0.0:${PORT:-8080} app:app"');
  });

  test('several programs in one container decline', () => {
    for (const command of [
      'CMD ["supervisord", "-n"]',
      'CMD service nginx start && gunicorn app:app',
    ])
      expect(textOf(pythonShop(), `FROM python:3.12\n${START}${command}\n`)).toMatch(
        /^declined: The container starts (supervisord|service)/,
      );
  });

  test('a requirement from version control is installed where git is', () => {
    const shop = pythonShop({
      'requirements.txt': 'flask\ngunicorn\ntide @ git+https://example.org/tide.git@v1\n',
    });
    const text = textOf(
      shop,
      `FROM python:3.12-slim\nRUN apt-get update && apt-get install -y git\n${START}CMD ["gunicorn", "app:app"]\n`,
    );
    expect(text).toContain('FROM python:3.12 AS build');
  });

  test('what the repository has below a writable directory is given away too', () => {
    const shop = pythonShop({
      'app.py': `import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\napp.config["UPLOAD_FOLDER"] = "uploads"\nsqlite3.connect("notes.db")\n`,
      'uploads/.gitkeep': '',
    });
    const text = textOf(shop, `FROM python:3.12\n${START}CMD ["gunicorn", "app:app"]\n`);
    expect(text).toContain('chown -R 10001:10001 /app/uploads');
    expect(text).toContain('chown 10001:10001 /app');
  });
});

function withApt(from: string, packages: string): string {
  return `FROM ${from}\nRUN apt-get update && apt-get install -y ${packages}\n${START}CMD ["gunicorn", "app:app"]\n`;
}

function django(more: string): Workshop {
  return pythonShop({
    'requirements.txt': `Django==5.1\ngunicorn==22.0.0\n${more}`,
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\n',
    'site1/settings.py':
      'ROOT_URLCONF = "site1.urls"\nWSGI_APPLICATION = "site1.wsgi.application"\n',
    'site1/wsgi.py':
      'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
  });
}

describe('what the base or a library brings', () => {
  test('data that libraries fetch lands in the home directory of the account', () => {
    const text = textOf(
      pythonShop({ 'requirements.txt': 'flask\ngunicorn\nnltk\n' }),
      'FROM python:3.12\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nRUN python -m nltk.downloader punkt\nRUN python -c "import nltk; nltk.download(1)"\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
    );
    expect(text).toMatch(
      /USER 10001:10001\nRUN python -m nltk.downloader punkt\nRUN python -c .*\nUSER root\nCOPY \. \./,
    );
  });

  test('models that install themselves as packages decline', () => {
    const text = textOf(
      pythonShop(),
      `FROM python:3.12\n${START}RUN python -m spacy download en_core_web_sm\nCMD ["gunicorn", "app:app"]\n`,
    );
    expect(text).toMatch(/^declined: Line 5 \(RUN python -m spacy download/);
  });

  test('the Python of the distribution stays in use', () => {
    expect(textOf(pythonShop(), withApt('ubuntu:24.04', 'python3-pip'))).toContain(
      'FROM python:3.12',
    );
    expect(textOf(pythonShop(), withApt('debian:12-slim', 'python3 python3-pip'))).toContain(
      'python:3.11',
    );
    expect(textOf(pythonShop(), withApt('ubuntu:22.04', 'python3.11 python3-pip'))).toContain(
      'python:3.11',
    );
    expect(textOf(pythonShop(), withApt('ubuntu:24.04', 'python3-pip python3-numpy'))).toMatch(
      /^declined: python3-numpy come from the distribution/,
    );
  });

  test('the server of Django stays where nothing else serves its static files', () => {
    const file = `FROM python:3.12\n${START}CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]\n`;
    expect(textOf(django(''), file)).toContain('CMD ["python", "manage.py", "runserver"');
    expect(textOf(django('whitenoise==6.7.0\n'), file)).toContain('CMD ["gunicorn"');
  });
});

test('a directory and an environment that variables name are understood', () => {
  const text = textOf(
    pythonShop(),
    `FROM python:3.12\nENV HOME_DIR=/srv/shop/web VIRTUAL_ENV=/srv/venv\nRUN mkdir $HOME_DIR\nRUN python -m venv $VIRTUAL_ENV\n${START}CMD ["gunicorn", "app:app"]\n`,
  );
  expect(text).toContain('mkdir -p /srv/shop/web');
  expect(text).not.toContain('$HOME_DIR');
  expect(text).not.toContain('venv $VIRTUAL_ENV');
});

test('flask run does not give way to another server for development', () => {
  const shop = pythonShop({
    'requirements.txt': 'flask\n',
    'app.py':
      'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run()\n',
  });
  const text = textOf(
    shop,
    `FROM python:3.12\n${START}CMD ["flask", "run", "--host", "0.0.0.0"]\n`,
  );
  expect(text).toContain('CMD ["flask", "run", "--host", "0.0.0.0"]');
});

test('without a WORKDIR, single copies to relative places are the sources', () => {
  const shop = pythonShop({
    'shop/__init__.py': '',
    'app.py':
      'import os\nfrom flask import Flask\napp = Flask(__name__)\nos.system("pybabel compile -d x")\n',
  });
  const text = textOf(
    shop,
    'FROM python:3.12\nCOPY requirements.txt requirements.txt\nRUN pip install -r requirements.txt\nCOPY shop shop\nCOPY app.py ./\nRUN flask translate\nCMD ["gunicorn", "app:app"]\n',
  );
  const build = text.slice(0, text.indexOf(' AS runtime'));
  expect(build.indexOf('COPY shop shop')).toBeGreaterThan(0);
  expect(build.indexOf('COPY shop shop')).toBeLessThan(build.indexOf('RUN flask translate'));
  // A script of a Python package is no package of Debian.
  expect(text).not.toContain('install -y --no-install-recommends pybabel');
});
