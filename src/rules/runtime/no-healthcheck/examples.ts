import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a port and no check',
      before: `FROM node:22-slim
EXPOSE 3000
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim
EXPOSE 3000
HEALTHCHECK CMD ["node", "health.js"]
CMD ["node", "server.js"]
`,
      at: `CMD ["node", "server.js"]`,
    },
  ],
  silent: [
    {
      title: 'switched off on purpose',
      text: `FROM node:22-slim
EXPOSE 3000
HEALTHCHECK NONE
CMD ["node", "server.js"]
`,
    },
    {
      title: 'nothing is served',
      text: `FROM node:22-slim
CMD ["node", "report.js"]
`,
    },
  ],
};
