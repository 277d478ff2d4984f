import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'no tag',
      before: `FROM node
CMD ["node", "server.js"]
`,
      after: `FROM node:22.21
CMD ["node", "server.js"]
`,
      at: `node`,
    },
  ],
  silent: [
    {
      title: 'a digest',
      text: `FROM node@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'a stage and scratch',
      text: `FROM scratch AS empty
FROM empty
`,
    },
    {
      title: 'a registry with a port and a tag',
      text: `FROM registry.example.com:5000/node:22
`,
    },
  ],
};
