import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'npm without a cache',
      before: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
`,
      at: `npm ci --omit=dev`,
    },
  ],
  silent: [
    {
      title: 'names on the command line',
      text: `FROM node:22-slim
RUN npm install -g serve@14.2.4
`,
    },
  ],
};
