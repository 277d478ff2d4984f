import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: "a directory in root's",
      before: `FROM node:22-slim
WORKDIR /srv/app
USER node
RUN mkdir uploads
`,
      after: `FROM node:22-slim
WORKDIR /srv/app
RUN mkdir uploads && chown node uploads
USER node
`,
      at: 'uploads',
    },
  ],
  silent: [
    {
      title: 'WORKDIR makes it for the user',
      text: `FROM node:22-slim
USER node
WORKDIR /home/node/app
RUN mkdir uploads
`,
    },
    {
      title: 'a user nobody knows',
      text: `FROM node:22-slim
ARG WHO
WORKDIR /srv/app
USER $WHO
RUN mkdir uploads
`,
    },
  ],
};
