import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'npm after all sources',
      before: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
`,
      at: `npm ci --omit=dev`,
    },
    {
      title: 'pip in a stage that does not ship',
      before: `FROM python:3.12 AS build
ADD ./ /app/
RUN cd /app && python -m pip install --no-cache-dir -r requirements.txt
FROM python:3.12-slim
COPY --from=build /app /app
`,
      after: `FROM python:3.12 AS build
COPY requirements.txt /app/
RUN python -m pip install --no-cache-dir -r /app/requirements.txt
COPY . /app
FROM python:3.12-slim
COPY --from=build /app /app
`,
      at: `python -m pip install --no-cache-dir -r requirements.txt`,
    },
    {
      title: 'pip brought up to date first',
      before: `FROM python:3.12-slim
COPY . .
RUN pip install --no-cache-dir --upgrade pip
RUN pip install --no-cache-dir -r requirements.txt
`,
      after: `FROM python:3.12-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
`,
      at: `pip install --no-cache-dir -r requirements.txt`,
    },
    {
      title: 'apt after all sources',
      before: `FROM debian:13-slim
COPY . /app
RUN apt-get update && apt-get install -y --no-install-recommends curl
`,
      after: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
COPY . /app
`,
      at: `apt-get install -y --no-install-recommends curl`,
    },
  ],
  silent: [
    {
      title: 'the project itself is installed',
      text: `FROM python:3.12-slim
COPY . .
RUN pip install --no-cache-dir .
`,
    },
    {
      title: 'only the manifest is copied',
      text: `FROM node:22-slim
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build
`,
    },
    {
      title: 'sources of another stage',
      text: `FROM alpine:3.22 AS sources
COPY . /src
FROM node:22-slim
COPY --from=sources /src/package.json .
RUN npm install
`,
    },
  ],
};
