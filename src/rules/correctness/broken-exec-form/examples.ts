import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'single quotes',
      before: `FROM node:22-slim
COPY server.js .
CMD ['node', 'server.js']
`,
      after: `FROM node:22-slim
COPY server.js .
CMD ["node", "server.js"]
`,
      at: `['node', 'server.js']`,
      fixed: `FROM node:22-slim
COPY server.js .
CMD ["node", "server.js"]
`,
    },
    {
      title: 'a comment behind it',
      before: `FROM node:22-slim
ENTRYPOINT ["node", "server.js"] # the API
`,
      after: `FROM node:22-slim
ENTRYPOINT ["node", "server.js"]
`,
      at: `["node", "server.js"] # the API`,
    },
  ],
  silent: [
    {
      title: 'a test of the shell',
      text: `FROM node:22-slim
RUN [ -f server.js ] || touch server.js
CMD [ "$MODE" = fast ] && exec node --jitless || exec node
`,
    },
  ],
};
