import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a stage named scratch',
      before: `FROM debian:13-slim AS scratch
RUN echo one
`,
      after: `FROM debian:13-slim AS base
RUN echo one
`,
      at: `scratch`,
    },
  ],
  silent: [
    {
      title: 'the empty image itself',
      text: `FROM scratch AS files
`,
    },
  ],
};
