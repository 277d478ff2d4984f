import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a user of another stage',
      before: `FROM debian:13-slim AS build
RUN useradd tide
FROM scratch
COPY tide /tide
USER tide
ENTRYPOINT ["/tide"]
`,
      after: `FROM debian:13-slim AS build
RUN useradd tide
FROM scratch
COPY tide /tide
USER 10001
ENTRYPOINT ["/tide"]
`,
      at: 'USER tide',
    },
  ],
  silent: [
    {
      title: 'an image that nobody knows',
      text: `FROM harbour/base:1
USER tide
CMD ["tide"]
`,
    },
  ],
};
