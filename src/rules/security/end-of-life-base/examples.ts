import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an old release of Node.js',
      before: `FROM node:16-slim
CMD ["node", "server.js"]
`,
      after: `FROM node:24-slim
CMD ["node", "server.js"]
`,
      at: `node:16-slim`,
    },
  ],
  silent: [
    {
      title: 'an image nobody knows',
      text: `FROM registry.example.com/team/node:16
`,
    },
  ],
};
