import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'no update',
      before: `FROM python:3.12-slim
RUN apt-get install -y --no-install-recommends git
`,
      after: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git
`,
      fixed: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git
`,
      at: 'apt-get install -y --no-install-recommends git',
    },
    {
      title: 'taken away before',
      before: `FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN apt-get install -y git
`,
      after: `FROM debian:13-slim
RUN apt-get update && apt-get install -y curl git && rm -rf /var/lib/apt/lists/*
`,
      at: 'apt-get install -y git',
      fixed: `FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y git
`,
    },
  ],
  silent: [
    {
      title: 'lists of an instruction before',
      text: `FROM debian:13-slim
RUN apt-get update
RUN apt-get install -y git
`,
    },
    {
      title: 'it is there already',
      text: `FROM debian:13-slim
RUN apt-get install -y bash
`,
    },
  ],
};
