import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'the id of the user that Node.js images have',
      before: `FROM node:22-slim
RUN useradd --uid 1000 --create-home app
`,
      after: `FROM node:22-slim
RUN useradd --uid 1001 --create-home app
`,
      at: 'useradd --uid 1000 --create-home app',
    },
    {
      title: 'a group made twice',
      before: `FROM debian:13-slim
RUN groupadd app && useradd app
`,
      after: `FROM debian:13-slim
RUN groupadd app && useradd -g app app
`,
      at: 'useradd app',
    },
  ],
  silent: [
    {
      title: 'asked before',
      text: `FROM node:22-slim
RUN getent passwd 1000 || useradd --uid 1000 app
`,
    },
    {
      title: 'taken away before',
      text: `FROM node:22-slim
RUN userdel -r node && useradd --uid 1000 app
`,
    },
  ],
};
