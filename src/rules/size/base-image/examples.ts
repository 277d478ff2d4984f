import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'node on the full image',
      before: `FROM node:22
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      at: `node:22`,
    },
    {
      title: 'the full image below an alias',
      before: `FROM python:3.12 AS base
FROM base
CMD ["python", "-m", "http.server"]
`,
      after: `FROM python:3.12-slim AS base
FROM base
CMD ["python", "-m", "http.server"]
`,
      at: `python:3.12`,
    },
  ],
  silent: [
    {
      title: 'the full image only builds',
      text: `FROM node:22 AS build
RUN npm --version
FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
    },
    {
      title: 'nothing is known of it',
      text: `FROM registry.example.com/team/node:22
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
    },
    {
      title: 'a development image',
      text: `FROM node:22 AS dev
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
    },
  ],
};
