import { describe, expect, test } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import type { Synthesis } from './choose.ts';
import { workshop, type Workshop } from './synthesis-fixtures.ts';

function shopOf(files: Readonly<Record<string, string>>): Workshop {
  const placed = Object.entries(files).map(
    ([path, content]) => [`/repo/${path}`, content] as const,
  );
  return workshop(
    memoryHost({ '/repo': { dir: true }, ...Object.fromEntries(placed) }).files,
    '/repo',
  );
}

function text(result: ReturnType<Workshop['rewrite']>): string {
  if ('declined' in result) throw new Error(result.declined.join('\n'));
  return (result satisfies Synthesis).text;
}

const NODE = {
  'package.json': JSON.stringify({
    name: 'ferry',
    scripts: { start: 'NODE_PATH=lib node --enable-source-maps server.js', prepare: 'husky' },
    dependencies: { express: '4.21.2' },
    devDependencies: { husky: '9.0.0' },
  }),
  'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
  'server.js': `const app = require('express')();\napp.get('/health', (q, r) => r.send('ok'));\napp.listen(8123);\n`,
};
const PYTHON = {
  'requirements.txt': 'flask==3.0.0\ngunicorn==22.0.0\n',
  'app.py': `from flask import Flask\napp = Flask(__name__)\n@app.route('/health')\ndef health():\n    return 'ok'\n`,
  'entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
};
const GO = {
  'go.mod': 'module example.org/tide\n\ngo 1.26\n\nrequire github.com/google/uuid v1.6.0\n',
  'go.sum': 'x',
  'main.go': `package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.HandleFunc("/health", nil)\n\thttp.ListenAndServe(":8080", nil)\n}\n`,
};

describe('the start command', () => {
  const shop = shopOf(NODE);

  test('npm start becomes the program, with the variables of its line', () => {
    const kept = shop.kept(
      'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD npm start\n',
    );
    expect(kept.command?.cmd).toEqual(['node', '--enable-source-maps', 'server.js']);
    expect(kept.env).toEqual([['NODE_PATH', 'lib']]);
  });

  test('ENTRYPOINT and CMD together name the script', () => {
    const kept = shop.kept('FROM node:22\nENTRYPOINT ["npm", "run"]\nCMD ["start"]\n');
    expect(kept.command?.cmd?.at(-1)).toBe('server.js');
  });

  test('an entrypoint script keeps its arguments, a shell CMD its shell', () => {
    const kept = shopOf(PYTHON).kept(
      'FROM python:3.12\nENTRYPOINT ["./entrypoint.sh"]\nCMD gunicorn app:app -b :$PORT\n',
    );
    expect(kept.command).toMatchObject({
      entrypoint: ['./entrypoint.sh'],
      cmd: ['/bin/sh', '-c', 'exec gunicorn app:app -b :$PORT'],
    });
  });

  test('a line with an operator stays a line for the shell', () => {
    const kept = shop.kept('FROM node:22\nCMD node migrate.js && node server.js\n');
    expect(kept.command).toMatchObject({ shell: 'node migrate.js && node server.js' });
  });

  test('an init of the user is known as such', () => {
    const kept = shop.kept(
      'FROM node:22\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["node", "server.js"]\n',
    );
    expect(kept).toMatchObject({ init: true, command: { cmd: ['node', 'server.js'] } });
  });

  test('CMD of a distroless image follows its ENTRYPOINT', () => {
    const kept = shop.kept(
      'FROM gcr.io/distroless/nodejs22-debian13:nonroot\nCOPY . .\nCMD ["server.js"]\n',
    );
    expect(kept.command?.cmd).toEqual(['/nodejs/bin/node', 'server.js']);
  });
});

describe('what survives', () => {
  test('values keep their variables and their literal dollars', () => {
    const kept = shopOf(NODE).kept(
      'FROM node:22\nARG REV=1\nENV A=$REV B=\'cost $5\' C="x \\"y\\""\n',
    );
    expect(kept.env).toEqual([
      ['A', '$REV'],
      ['B', 'cost \\$5'],
      ['C', 'x "y"'],
    ]);
    const out = text(
      shopOf(NODE).rewrite("FROM node:22\nARG REV=1\nENV A=$REV B='cost $5'\nENV D=$A/d\n"),
    );
    expect(out).toContain('B="cost \\$5"');
    expect(out).toMatch(/ARG REV=1\nENV NODE_ENV=production \\\n +A=\$REV/);
    expect(out).toContain('\nENV D=$A/d\n');
  });

  test('packages, steps with their comments, labels, volumes and ports', () => {
    const out = text(
      shopOf(NODE).rewrite(
        [
          'FROM node:22-bookworm',
          'LABEL team=ferry',
          'RUN apt-get update && apt-get install -y imagemagick vim gcc',
          'WORKDIR /app',
          'COPY . .',
          'RUN npm ci',
          '# fonts of the house',
          'RUN /opt/setup-fonts --all',
          'VOLUME /data',
          'EXPOSE 8123/tcp',
          'STOPSIGNAL SIGINT',
          'CMD ["node", "server.js"]',
          '',
        ].join('\n'),
      ),
    );
    const runtime = out.slice(out.lastIndexOf('FROM '));
    expect(runtime).toContain('FROM node:22-bookworm');
    expect(runtime).toContain('install -y --no-install-recommends imagemagick\n');
    expect(runtime).toContain('# fonts of the house\nRUN /opt/setup-fonts --all\n');
    for (const line of [
      'LABEL team=ferry',
      'VOLUME ["/data"]',
      'EXPOSE 8123/tcp',
      'STOPSIGNAL SIGINT',
    ]) {
      expect(runtime).toContain(line);
    }
    expect(runtime).not.toMatch(/vim|gcc/);
  });

  test('a secret argument becomes a secret mount', () => {
    const out = text(
      shopOf(NODE).rewrite(
        'FROM node:22\nARG NPM_TOKEN\nCOPY . .\nRUN npm ci\nCMD ["node","server.js"]\n',
      ),
    );
    expect(out).toContain('--mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN');
    expect(out).not.toContain('ARG NPM_TOKEN');
  });

  test('options and packages named on the command line of pip', () => {
    const out = text(
      shopOf(PYTHON).rewrite(
        'FROM python:3.12\nWORKDIR /a\nCOPY . .\nRUN pip install --no-cache-dir -r requirements.txt\nRUN pip install gevent --extra-index-url https://pypi.example.org/simple\nCMD gunicorn app:app\n',
      ),
    );
    expect(out).toContain(
      '-r requirements.txt gevent --extra-index-url https://pypi.example.org/simple',
    );
  });

  test('flags of the Go linker, with their variables', () => {
    const out = text(
      shopOf(GO).rewrite(
        'FROM golang:1.26\nARG VERSION=dev\nWORKDIR /w\nCOPY . .\nRUN go build -tags netgo -ldflags "-X main.v=$VERSION" -o /bin/tide .\nCMD ["/bin/tide", "-v"]\n',
      ),
    );
    expect(out).toContain('-tags=netgo -ldflags="-s -w -X main.v=${VERSION}" -o /out/app .');
    expect(out).toContain('COPY --from=build /out/app /bin/tide');
    expect(out).toContain('CMD ["/bin/tide", "-v"]');
  });

  test('a curl health check, asked by what the image has', () => {
    const check = 'HEALTHCHECK --interval=7s CMD curl -f http://localhost:8080/health || exit 1\n';
    const go = text(
      shopOf(GO).rewrite(
        `FROM golang:1.26\nWORKDIR /w\nCOPY . .\nRUN go build -o tide .\n${check}CMD ["./tide"]\n`,
      ),
    );
    expect(go).toContain('HEALTHCHECK --interval=7s');
    expect(go).toContain('CMD ["/usr/local/bin/probe", "127.0.0.1:8080", "/health"]');
    const node = text(
      shopOf(NODE).rewrite(
        `FROM node:22\nWORKDIR /w\nCOPY . .\nRUN npm i\n${check}CMD ["node","server.js"]\n`,
      ),
    );
    expect(node).toContain("fetch('http://127.0.0.1:8080/health')");
  });
});

test('a selection of the sources does not lose the manifests', () => {
  const out = text(
    shopOf(GO).rewrite(
      'FROM golang:1.26\nWORKDIR /w\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY main.go ./\nRUN go build -o /tide .\nCMD ["/tide"]\n',
    ),
  );
  expect(out).toContain('COPY go.mod go.sum ./\nCOPY main.go ./\n');
});

describe('what cannot be placed', () => {
  test('a base nobody knows', () => {
    const result = shopOf(NODE).rewrite(
      'FROM registry.example.org/platform/base:7\nCOPY . .\nRUN npm ci\nCMD node server.js\n',
    );
    expect(result).toEqual({
      declined: [expect.stringContaining('registry.example.org/platform/base:7')],
    });
  });

  test('ONBUILD and strange parts of other stages', () => {
    const kept = shopOf(NODE).kept(
      'FROM node:22 AS tools\nRUN make-models\nFROM node:22\nONBUILD RUN x\nCOPY --from=tools /var/models /models\n',
    );
    expect(kept.unplaced).toHaveLength(2);
  });
});
