import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an image for arm64 on amd64',
      before: `FROM --platform=linux/amd64 arm64v8/debian:13-slim AS amd64
RUN true
`,
      after: `FROM --platform=linux/amd64 debian:13-slim AS amd64
RUN true
`,
      at: `arm64v8/debian:13-slim`,
    },
  ],
  silent: [
    {
      title: 'the platform of its name',
      text: `FROM --platform=linux/arm64 arm64v8/debian:13-slim\n`,
    },
    { title: 'who builds decides', text: `FROM arm64v8/debian:13-slim\n` },
  ],
};
