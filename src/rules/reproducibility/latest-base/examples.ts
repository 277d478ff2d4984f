import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'the tag latest',
      before: `FROM node:latest
CMD ["node", "server.js"]
`,
      after: `FROM node:22.21
CMD ["node", "server.js"]
`,
      at: `node:latest`,
    },
    {
      title: 'through an argument',
      before: `ARG TAG=latest
FROM node:\${TAG}
`,
      after: `ARG TAG=22.21
FROM node:\${TAG}
`,
      at: `node:\${TAG}`,
    },
  ],
  silent: [
    {
      title: 'a digest besides',
      text: `FROM node:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
  ],
};
