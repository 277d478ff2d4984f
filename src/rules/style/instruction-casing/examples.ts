import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'one in lower case',
      before: `FROM debian:13-slim
RUN echo one
run echo two
`,
      after: `FROM debian:13-slim
RUN echo one
RUN echo two
`,
      at: `run`,
      fixed: `FROM debian:13-slim
RUN echo one
RUN echo two
`,
    },
    {
      title: 'AS goes with its FROM',
      before: `From debian:13-slim as base
RUN echo one
RUN echo two
`,
      after: `FROM debian:13-slim AS base
RUN echo one
RUN echo two
`,
      at: `From`,
      fixed: `FROM debian:13-slim AS base
RUN echo one
RUN echo two
`,
    },
  ],
  silent: [
    {
      title: 'all in lower case',
      text: `from debian:13-slim
run echo one
`,
    },
  ],
};
