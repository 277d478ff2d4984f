import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'Yarn 1 in a project for Yarn 4',
      before: `FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install
`,
      after: `FROM node:22-slim
WORKDIR /app
RUN corepack enable
COPY package.json yarn.lock ./
RUN yarn install
`,
      at: 'yarn install',
      files: { 'package.json': '{"name":"tide","packageManager":"yarn@4.5.0"}', 'yarn.lock': '' },
    },
  ],
  silent: [
    {
      title: 'an image of which no version is known',
      text: `FROM harbour/node:22
WORKDIR /app
COPY package.json ./
RUN yarn install
`,
      files: { 'package.json': '{"name":"tide","packageManager":"yarn@4.5.0"}' },
    },
  ],
};
