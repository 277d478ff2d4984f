import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'no USER at all',
      before: `FROM node:22-slim
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim
USER 1000:1000
CMD ["node", "server.js"]
`,
      at: `node:22-slim`,
    },
    {
      title: 'back to root at the end',
      before: `FROM debian:13-slim
USER 1000
USER root
CMD ["sleep", "1"]
`,
      after: `FROM debian:13-slim
USER root
USER 1000
CMD ["sleep", "1"]
`,
      at: `root`,
    },
  ],
  silent: [
    {
      title: 'a base that is not root',
      text: `FROM gcr.io/distroless/nodejs22-debian12:nonroot
CMD ["server.js"]
`,
    },
    {
      title: 'nothing is known of the base',
      text: `FROM registry.example.com/team/base:1
CMD ["server"]
`,
    },
    {
      title: 'the stage below sets it',
      text: `FROM node:22-slim AS base
USER node
FROM base
CMD ["node", "server.js"]
`,
    },
    {
      title: 'the entrypoint drops its rights',
      text: `FROM debian:13-slim
ENTRYPOINT ["gosu", "app", "server"]
`,
    },
  ],
};
