import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'curl on a slim image',
      before: `FROM debian:13-slim
RUN curl -fsSLo /usr/local/bin/tide https://example.com/tide
`,
      after: `FROM debian:13-slim
ADD https://example.com/tide /usr/local/bin/tide
`,
      at: 'curl',
    },
    {
      title: 'no shell',
      before: `FROM gcr.io/distroless/static-debian12
RUN mkdir /data
`,
      after: `FROM gcr.io/distroless/static-debian12
WORKDIR /data
`,
      at: 'RUN',
    },
  ],
  silent: [
    {
      title: 'its failure is forgiven',
      text: `FROM debian:13-slim
RUN curl -fsS https://example.com/ || true
`,
    },
    {
      title: 'installed before',
      text: `FROM debian:13-slim
RUN apt-get update && apt-get install -y curl
RUN curl -fsS https://example.com/
`,
    },
    {
      title: 'an image that nobody knows',
      text: `FROM harbour/tools:1
RUN curl -fsS https://example.com/
`,
    },
  ],
};
