import type { Examples } from '../../example.ts';

const files = { 'server.js': '', 'package.json': '{}' };

export const examples: Examples = {
  examples: [
    {
      title: 'a mode that leaves it to root',
      before: `FROM node:22-slim
WORKDIR /srv
COPY --chmod=600 server.js .
USER node
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim
WORKDIR /srv
COPY --chmod=644 server.js .
USER node
CMD ["node", "server.js"]
`,
      at: '"server.js"',
      files,
    },
  ],
  silent: [
    {
      title: 'it belongs to the user',
      text: `FROM node:22-slim
WORKDIR /srv
COPY --chmod=600 --chown=node:node server.js .
USER node
CMD ["node", "server.js"]
`,
      files,
    },
  ],
};
