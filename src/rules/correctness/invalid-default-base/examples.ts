import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an argument without default',
      before: `ARG TAG
FROM debian:\${TAG}
`,
      after: `ARG TAG=13-slim
FROM debian:\${TAG}
`,
      at: `debian:\${TAG}`,
    },
  ],
  silent: [
    {
      title: 'a default',
      text: `ARG TAG=13-slim
FROM debian:\${TAG}
`,
    },
  ],
};
