import type { Examples } from '../../example.ts';

const files = { 'requirements.txt': 'flask\n', 'app.py': '' };

export const examples: Examples = {
  examples: [
    {
      title: 'an install before its requirements',
      before: `FROM python:3.13-slim
WORKDIR /srv
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
`,
      after: `FROM python:3.13-slim
WORKDIR /srv
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
`,
      at: 'requirements.txt',
      files,
    },
  ],
  silent: [
    {
      title: 'the context is not known',
      text: 'FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n',
    },
  ],
};
