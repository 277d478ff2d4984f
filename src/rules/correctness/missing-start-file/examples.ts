import type { Examples } from '../../example.ts';

const files = { 'package.json': '{}', 'src/server.js': '' };

export const examples: Examples = {
  examples: [
    {
      title: 'the directory itself is not copied',
      before: `FROM node:22-slim
WORKDIR /app
COPY package.json .
COPY src .
CMD ["node", "src/server.js"]
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package.json .
COPY src src
CMD ["node", "src/server.js"]
`,
      at: '"src/server.js"',
      files,
    },
    {
      title: 'a destination below the working directory',
      before: `FROM python:3.13-slim
WORKDIR /app
COPY . app/
CMD python tide.py
`,
      after: `FROM python:3.13-slim
WORKDIR /app
COPY . .
CMD python tide.py
`,
      at: 'tide.py',
      files: { 'tide.py': '' },
    },
  ],
  silent: [
    {
      title: 'the sources come with a mount',
      text: `FROM node:22-slim
WORKDIR /app
CMD ["node", "src/server.js"]
`,
      files,
    },
    {
      title: 'without the context nobody knows',
      text: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "src/server.js"]
`,
    },
  ],
};
