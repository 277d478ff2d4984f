import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'apt-get on Alpine',
      before: `FROM node:22-alpine
RUN apt-get update && apt-get install -y git
`,
      after: `FROM node:22-alpine
RUN apk add --no-cache git
`,
      at: 'apt-get',
    },
    {
      title: 'apk on Debian',
      before: `FROM python:3.12-slim
RUN apk add --no-cache git
`,
      after: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y git
`,
      at: 'apk',
    },
  ],
  silent: [
    {
      title: 'whichever is there',
      text: `ARG BASE=alpine:3.23
FROM $BASE
RUN if command -v apk; then apk add --no-cache git; else apt-get update && apt-get install -y git; fi
`,
    },
  ],
};
