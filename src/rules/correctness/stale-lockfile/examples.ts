import type { Examples } from '../../example.ts';

const MANIFEST = `{"name":"tide","dependencies":{"ms":"^2.1.3","left-pad":"^1.3.0"}}`;
const STALE = `{"name":"tide","lockfileVersion":3,"packages":{"":{},"node_modules/ms":{"version":"2.1.3"}}}`;

export const examples: Examples = {
  examples: [
    {
      title: 'a dependency added without npm install',
      before: `FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm install
`,
      at: 'npm ci',
      files: { 'package.json': MANIFEST, 'package-lock.json': STALE },
    },
  ],
  silent: [
    {
      title: 'versions are overridden',
      text: `FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
`,
      files: {
        'package.json': MANIFEST.replace('{', '{"overrides":{"left-pad":"npm:noop@1"},'),
        'package-lock.json': STALE,
      },
    },
  ],
};
