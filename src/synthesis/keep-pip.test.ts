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
