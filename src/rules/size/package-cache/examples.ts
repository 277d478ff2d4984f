import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'pip keeps what it downloaded',
      before: `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
`,
      after: `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
`,
      at: `pip install -r requirements.txt`,
      files: { 'requirements.txt': 'flask==3.0.3\n' },
      fixed: `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
`,
    },
    {
      title: 'npm keeps what it downloaded',
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
      files: {
        'package.json': '{"name":"harbour","version":"1.0.0","dependencies":{"express":"4.21.2"}}',
        'package-lock.json':
          '{"name":"harbour","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"harbour","version":"1.0.0","dependencies":{"express":"4.21.2"}},"node_modules/express":{"version":"4.21.2"}}}',
      },
      fixed: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
`,
    },
  ],
  silent: [
    {
      title: 'a cache in a stage that does not ship',
      text: `FROM python:3.12 AS build
COPY requirements.txt .
RUN pip install -r requirements.txt
FROM python:3.12-slim
`,
      files: { 'requirements.txt': 'flask==3.0.3\n' },
    },
    {
      title: 'the variable says no',
      text: `FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
COPY requirements.txt .
RUN pip install -r requirements.txt
`,
      files: { 'requirements.txt': 'flask==3.0.3\n' },
    },
  ],
};
