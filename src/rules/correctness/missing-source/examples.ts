import type { Examples } from '../../example.ts';

const files = { 'requirements.txt': 'flask', 'src/app.py': '', 'deploy/entrypoint.sh': '' };

export const examples: Examples = {
  examples: [
    {
      title: 'another directory',
      before: `FROM python:3.13-slim
COPY entrypoint.sh /usr/local/bin/
`,
      after: `FROM python:3.13-slim
COPY deploy/entrypoint.sh /usr/local/bin/
`,
      at: 'entrypoint.sh',
      files,
    },
    {
      title: 'a pattern that matches nothing',
      before: `FROM python:3.13-slim
COPY config/*.yml /etc/tide/
`,
      after: `FROM python:3.13-slim
COPY src/*.py /etc/tide/
`,
      at: 'config/*.yml',
      files,
    },
  ],
  silent: [
    {
      title: 'an optional file beside another one',
      text: `FROM python:3.13-slim
COPY requirements.txt constraints.txt* /srv/
`,
      files,
    },
    { title: 'the context is not known', text: 'FROM python:3.13-slim\nCOPY entrypoint.sh /\n' },
  ],
};
