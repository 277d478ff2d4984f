import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'pip is told to keep nothing',
      before: `FROM python:3.13-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir -r requirements.txt
`,
      after: `FROM python:3.13-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
`,
      at: '--mount=type=cache,target=/root/.cache/pip',
    },
    {
      title: 'apt deletes what it installed',
      before: `FROM debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y --no-install-recommends file
`,
      after: `FROM debian:13-slim
RUN rm -f /etc/apt/apt.conf.d/docker-clean
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y --no-install-recommends file
`,
      at: '--mount=type=cache,target=/var/cache/apt,sharing=locked',
    },
    {
      title: 'the cache of another user',
      before: `FROM node:22-slim
WORKDIR /home/node
USER node
RUN --mount=type=cache,target=/root/.npm npm install left-pad
`,
      after: `FROM node:22-slim
WORKDIR /home/node
USER node
RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm install left-pad
`,
      at: '--mount=type=cache,target=/root/.npm',
    },
  ],
  silent: [
    {
      title: 'where the official image keeps it',
      text: `FROM golang:1.26
COPY go.mod ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
`,
    },
    {
      title: 'a base that nobody knows',
      text: `FROM harbour/tools:1
USER keeper
RUN --mount=type=cache,target=/srv/.npm npm ci
`,
    },
  ],
};
