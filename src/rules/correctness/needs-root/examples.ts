import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'packages after USER',
      before: `FROM node:22-slim
USER node
RUN apt-get update && apt-get install -y git
`,
      after: `FROM node:22-slim
RUN apt-get update && apt-get install -y git
USER node
`,
      at: 'apt-get update',
    },
  ],
  silent: [
    {
      title: 'root again',
      text: `FROM node:22-slim
USER node
USER root
RUN apt-get update && apt-get install -y git
`,
    },
    {
      title: 'a number that is root',
      text: `FROM debian:13-slim
USER 0
RUN useradd app
`,
    },
  ],
};
