import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a maintainer',
      before: `FROM debian:13-slim
MAINTAINER Harbour Master <master@example.com>
`,
      after: `FROM debian:13-slim
LABEL org.opencontainers.image.authors="Harbour Master <master@example.com>"
`,
      at: `MAINTAINER`,
      fixed: `FROM debian:13-slim
LABEL org.opencontainers.image.authors="Harbour Master <master@example.com>"
`,
    },
  ],
  silent: [
    {
      title: 'the label',
      text: `FROM debian:13-slim
LABEL org.opencontainers.image.authors="Harbour Master"
`,
    },
  ],
};
