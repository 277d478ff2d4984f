import type { Examples } from '../../example.ts';

const MANIFEST = `{"name":"tide","scripts":{"build":"tsc","start":"node dist/index.js"},"dependencies":{"express":"^5.1.0"},"devDependencies":{"typescript":"^5.9.0"}}`;
const LOCK = `{"name":"tide","lockfileVersion":3,"packages":{"":{},"node_modules/express":{"version":"5.1.0"},"node_modules/typescript":{"version":"5.9.3","dev":true}}}`;

export const examples: Examples = {
  examples: [
    {
      title: 'npm ci without package-lock.json',
      before: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
RUN npm ci
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
`,
      at: 'npm ci',
      files: { 'package.json': MANIFEST, 'package-lock.json': LOCK },
    },
  ],
  silent: [
    {
      title: 'a lockfile that an earlier command makes',
      text: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
RUN npm install --package-lock-only && npm ci
`,
      files: { 'package.json': MANIFEST },
    },
    {
      title: 'files of an image that nobody knows',
      text: `FROM harbour/node:22
WORKDIR /app
RUN npm ci
`,
    },
  ],
};
