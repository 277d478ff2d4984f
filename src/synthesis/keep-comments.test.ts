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

const NODE = shopOf({
  'package.json': JSON.stringify({
    name: 'ferry',
    scripts: { start: 'node server.js' },
    dependencies: { express: '4.21.2' },
  }),
  'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
  'server.js': `const app = require('express')();\napp.get('/health', (q, r) => r.send('ok'));\napp.listen(8123);\nprocess.on('SIGTERM', () => process.exit(0));\n`,
});
const PYTHON = shopOf({
  'requirements.txt': 'flask==3.0.0\ngunicorn==22.0.0\n',
  'app.py': `from flask import Flask\napp = Flask(__name__)\n@app.route('/health')\ndef health():\n    return 'ok'\n`,
});
const GO = shopOf({
  'go.mod': 'module example.org/tide\n\ngo 1.26\n',
  'main.go': `package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.HandleFunc("/health", nil)\n\thttp.ListenAndServe(":8080", nil)\n}\n`,
});

function accepted(result: ReturnType<Workshop['rewrite']>): Synthesis {
  if ('declined' in result) throw new Error(result.declined.join('\n'));
  return result;
}

const TAIL = [
  'LABEL other=1',
  '# who answers for it',
  'LABEL team=ferry mail=a@example.org',
  '# the public side',
  'EXPOSE 8123',
  '# metrics, only inside',
  'EXPOSE 9100 9101',
  '# photographs',
  '# (kept by the operator)',
  'VOLUME /data',
  '# never as root',
  'USER 1042',
  '# the balancer asks the same',
];

function file(
  base: string,
  install: string,
  start: string,
  check = '--interval=9s CMD curl -f http://localhost:8123/health',
): string {
  return [
    `FROM ${base}`,
    '# tools nobody needs any more',
    'RUN apt-get update && apt-get install -y vim',
    '# where it lives',
    'WORKDIR /srv/app',
    '# the sources; see CONTRIBUTING',
    'COPY . .',
    '# this takes long',
    `RUN ${install}`,
    ...TAIL,
    `HEALTHCHECK ${check}`,
    '# one process, no manager',
    `CMD ${start}`,
    '',
  ].join('\n');
}

const FILES = [
  ['node', NODE, file('node:22', 'npm ci', '["node", "server.js"]')],
  [
    'python',
    PYTHON,
    file('python:3.12', 'pip install -r requirements.txt', 'gunicorn app:app -b :8123'),
  ],
  ['go', GO, file('golang:1.26', 'go build -o /tide .', '["/tide"]')],
] as const;

describe.each(FILES)('comments of a %s file', (_name, shop, dockerfile) => {
  const { text } = accepted(shop.rewrite(dockerfile));

  test('stand above what takes the place of their instruction', () => {
    for (const part of [
      /\n# who answers for it\nLABEL team=ferry \\\n +mail=a@example\.org\n/,
      /\n# the public side\nEXPOSE 8123\n# metrics, only inside\nEXPOSE 9100 9101\n/,
      /\n# photographs\n# \(kept by the operator\)\nVOLUME \["\/data"\]\n/,
      /\n# never as root\nUSER 1042/,
      /\n# the balancer asks the same\nHEALTHCHECK --interval=9s/,
      /\n# where it lives\nWORKDIR \/srv\/app\n/,
      /\n# the sources; see CONTRIBUTING\nCOPY \. \.\n/,
      /\n# one process, no manager\n(ENTRYPOINT|CMD) \[/,
    ])
      expect(text).toMatch(part);
    expect(text.match(/who answers|public side|photographs|see CONTRIBUTING/g)).toHaveLength(4);
  });

  test('stay behind with what is gone', () => {
    expect(text).not.toMatch(/nobody needs|takes long/);
  });

  test('stand where they are after another rewrite', () => {
    const again = accepted(shop.rewrite(text)).text;
    expect(accepted(shop.rewrite(again)).text).toBe(again);
    for (const one of TAIL.filter((line) => line.startsWith('# '))) expect(again).toContain(one);
  });
});

test('a label without a comment does not come below that of another', () => {
  const { text } = accepted(NODE.rewrite(FILES[0][2]));
  expect(text).toContain('\nLABEL other=1\n# who answers for it\n');
  expect(text).toMatch(/mail=a@example\.org\nLABEL org\.opencontainers\.image\.title=ferry\n/);
});

test.each([
  ['# by npm, as always', 'CMD npm start'],
  ['# root may write everywhere', 'USER root\nCMD node server.js'],
  ['# fast reload by nodemon', 'CMD ["nodemon", "server.js"]'],
])('what is no longer true is not repeated: %s', (comment, end) => {
  const { text } = accepted(
    NODE.rewrite(`FROM node:22\nCOPY . .\nRUN npm ci\n${comment}\n${end}\n`),
  );
  expect(text).toContain('server.js"]');
  expect(text).not.toContain(comment);
});

test('of two instructions the last one speaks', () => {
  const { text } = accepted(
    NODE.rewrite(
      'FROM node:22\nCOPY . .\nRUN npm ci\n# first\nUSER 7\n# then\nUSER 8\n# old\nCMD ["node", "x.js"]\nCMD ["node", "server.js"]\n',
    ),
  );
  expect(text).toContain('# then\nUSER 8');
  expect(text).not.toMatch(/# (first|old)/);
});

function differences(run: string): readonly string[] {
  const text = `FROM node:22\nWORKDIR /a\n${run}\nCOPY . .\nRUN npm ci\nCMD node server.js\n`;
  return accepted(NODE.rewrite(text)).candidate.differences;
}

describe('bringing the packages of the base up to date', () => {
  test.each([
    ['RUN apt-get update && apt-get -y upgrade && rm -rf /var/lib/apt/lists/*', 'apt-get upgrade'],
    [
      'RUN apt-get update; apt-get -yq dist-upgrade; apt-get install -y git',
      'apt-get dist-upgrade',
    ],
    ['RUN <<EOF\napt update\napt full-upgrade -y\nEOF', 'apt full-upgrade'],
  ])('%s is named', (run, command) => {
    expect(differences(run)).toContainEqual(
      expect.stringContaining(`«${command}» of line 3 is left out`),
    );
  });

  test('an upgrade that stays is not', () => {
    const run = 'RUN apt-get update && apt-get upgrade -y && apt-get install -y git && /opt/setup';
    const { text, candidate } = accepted(
      NODE.rewrite(`FROM node:22\n${run}\nCOPY . .\nRUN npm ci\nCMD node server.js\n`),
    );
    expect(text).toContain('apt-get upgrade -y');
    expect(candidate.differences.join(' ')).not.toContain('left out');
    expect(differences('RUN pip install --upgrade pip').join(' ')).not.toContain('left out');
  });

  test('with Go, beside the compiler', () => {
    const { candidate } = accepted(
      GO.rewrite(
        'FROM golang:1.26-alpine\nWORKDIR /w\nCOPY . .\nRUN apk upgrade --no-cache && go build -o /tide .\nCMD ["/tide"]\n',
      ),
    );
    expect(candidate.differences.join(' ')).toContain('«apk upgrade» of line 4');
  });
});

test('a reason names an instruction of the new file by its words', () => {
  const result = NODE.rewrite(
    'FROM node:22\nCOPY . .\nRUN npm ci\nRUN cp /nowhere/at/all.conf /etc/ferry.conf\nCMD node server.js\n',
    'slim',
  );
  expect('declined' in result && result.declined.join(' ')).toMatch(
    /«RUN cp \/nowhere\/at\/all\.conf \/etc\/ferry\.conf» of the new file/,
  );
});
