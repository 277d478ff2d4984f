import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a relative path',
      before: `FROM debian:13-slim
WORKDIR app
`,
      after: `FROM debian:13-slim
WORKDIR /app
`,
      at: `app`,
    },
  ],
  silent: [
    {
      title: 'relative to an absolute one',
      text: `FROM debian:13-slim
WORKDIR /srv
WORKDIR app
`,
    },
  ],
};
