import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'the same name twice',
      before: `FROM debian:13-slim AS build
RUN echo one

FROM debian:13-slim AS build
RUN echo two
`,
      after: `FROM debian:13-slim AS build
RUN echo one

FROM debian:13-slim AS test
RUN echo two
`,
      at: `build`,
    },
  ],
  silent: [
    {
      title: 'different names',
      text: `FROM debian:13-slim AS build
FROM build AS test
`,
    },
  ],
};
