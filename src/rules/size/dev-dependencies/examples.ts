import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'npm ci for everything',
      before: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", "server.js"]
`,
      at: `npm ci`,
    },
  ],
  silent: [
    {
      title: 'a base that may set NODE_ENV itself',
      text: `FROM registry.example.com/team/base
COPY package.json package-lock.json ./
RUN npm ci
CMD ["node", "server.js"]
`,
    },
    {
      title: 'the environment says production',
      text: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
ENV NODE_ENV=production
RUN npm ci
CMD ["node", "server.js"]
`,
    },
    {
      title: 'pruned in the same RUN',
      text: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci && npm run build && npm prune --omit=dev
CMD ["node", "dist/server.js"]
`,
    },
    {
      title: 'a build stage',
      text: `FROM node:22 AS build
COPY package.json .
RUN npm install
FROM node:22-slim
CMD ["node", "server.js"]
`,
    },
  ],
};
