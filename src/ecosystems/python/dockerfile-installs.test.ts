import { describe, expect, test } from 'vitest';
import { memoryView } from '../../project/memory-view.ts';
import { detectPython } from './detect.ts';
import { dockerfileInstalls } from './dockerfile-installs.ts';

const APP = `from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef home(): return 'x'\n`;

describe('an application whose Dockerfile is its manifest', () => {
  test('packages by name, options and their values left out', () => {
    const view = memoryView({
      Dockerfile: `FROM python:3.12\nRUN pip install --no-cache-dir -i https://x/simple \\\n  flask "gunicorn>=20" 'uvicorn[standard]' -r more.txt ./lib pip\n`,
    });
    const found = dockerfileInstalls(view, '.')?.wanted.map((one) => [one.name, one.from.line]);
    expect(found).toEqual([
      ['flask', 2],
      ['gunicorn', 2],
      ['uvicorn', 2],
    ]);
  });

  test('is detected, with its server', () => {
    const view = memoryView({
      'app.py': APP,
      Dockerfile: 'FROM python:3.12\nCOPY . .\nRUN pip install flask gunicorn\nCMD python app.py\n',
    });
    const [app] = detectPython(view, '.');
    expect(app?.framework?.value).toBe('Flask');
    expect(app?.start?.value.argv[0]).toBe('gunicorn');
    expect(app?.manager?.evidence[0]).toMatchObject({ file: 'Dockerfile', line: 1 });
  });

  test('a directory of requirements is found by way of the Dockerfile beside it', () => {
    const view = memoryView({
      'app.py': APP,
      'requirements/base.txt': 'flask\n',
      'requirements/prod.txt': '-r base.txt\ngunicorn\n',
      Dockerfile: 'FROM python:3.12\nCOPY . .\nRUN pip install -r requirements/prod.txt\n',
    });
    const [app] = detectPython(view, '.');
    expect(app?.details).toMatchObject({ requirements: ['requirements/prod.txt'] });
  });

  test('a Dockerfile of another language says nothing', () => {
    const view = memoryView({ 'tool.py': 'print(1)\n', Dockerfile: 'FROM node:22\nRUN npm ci\n' });
    expect(detectPython(view, '.')).toEqual([]);
  });

  test('a script that serves by itself decides about the port, not a server that is installed too', () => {
    const files = {
      'app.py': `${APP}if __name__ == '__main__':\n    app.run(host='0.0.0.0', port=5055)\n`,
      'requirements.txt': 'flask\ngunicorn\n',
    };
    const start = (command: string): unknown => {
      const [app] = detectPython(
        memoryView({ ...files, Dockerfile: `FROM python:3.12\n${command}\n` }),
        '.',
      );
      return [app?.start?.value.argv[0], app?.port?.value, app?.handlesSigterm.value];
    };
    expect(start('CMD python app.py')).toEqual(['python', 5055, false]);
    expect(start('ENTRYPOINT ["python3"]\nCMD ["/code/app.py"]')).toEqual(['python', 5055, false]);
    expect(start('CMD gunicorn -b :8000 app:app')).toEqual(['gunicorn', 8000, true]);
  });
});
