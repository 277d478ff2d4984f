import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'npm install beside a lockfile',
      before: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --omit=dev
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
`,
      at: `npm install --omit=dev`,
      files: { 'package.json': '{"name":"harbour"}', 'package-lock.json': '{"lockfileVersion":3}' },
      fixed: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
`,
    },
    {
      title: 'names without versions',
      before: `FROM python:3.12-slim
RUN pip install --no-cache-dir flask gunicorn==23.0.0
`,
      after: `FROM python:3.12-slim
RUN pip install --no-cache-dir flask==3.0.3 gunicorn==23.0.0
`,
      at: `pip install --no-cache-dir flask gunicorn==23.0.0`,
    },
  ],
  silent: [
    {
      title: 'no lockfile to hold to',
      text: `FROM node:22-slim
COPY package.json .
RUN npm install
`,
      files: { 'package.json': '{}' },
    },
    {
      title: 'the manager itself',
      text: `FROM python:3.12-slim
RUN pip install --upgrade pip setuptools wheel
`,
    },
  ],
};
