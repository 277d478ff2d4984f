import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'no ignore file at all',
      before: `FROM node:22-slim
WORKDIR /app
COPY . .
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY src src
`,
      at: `.`,
      files: {
        'src/server.js': 'console.log(1)\n',
        '.git/objects/pack/pack-1.pack': 3000000,
        'node_modules/express/index.js': 500000,
      },
      fixed: `FROM node:22-slim
WORKDIR /app
COPY . .
`,
    },
  ],
  silent: [
    {
      title: 'the ignore file names them',
      text: `FROM node:22-slim
COPY . .
`,
      files: {
        '.dockerignore': '.git\n**/node_modules\n',
        '.git/objects/pack/pack-1.pack': 3000000,
        'node_modules/express/index.js': 500000,
      },
    },
  ],
};
