import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'BusyBox’s adduser on Debian',
      before: `FROM python:3.12-slim-bookworm
RUN adduser -D harbour
`,
      after: `FROM python:3.12-slim-bookworm
RUN useradd --create-home harbour
`,
      at: '-D',
    },
    {
      title: 'Debian’s adduser on Alpine',
      before: `FROM alpine:3.23
RUN adduser --system --group harbour
`,
      after: `FROM alpine:3.23
RUN addgroup -S harbour && adduser -S -G harbour harbour
`,
      at: '--group',
    },
  ],
  silent: [
    {
      title: 'each its own',
      text: `FROM alpine:3.23
RUN addgroup -g 1001 harbour && adduser -D -u 1001 -G harbour harbour
`,
    },
    {
      title: 'shadow on Alpine',
      text: `FROM alpine:3.23
RUN apk add --no-cache shadow && useradd -m -r harbour
`,
    },
  ],
};
