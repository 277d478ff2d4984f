import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an ARG in the wrong place',
      before: `FROM debian:13-slim AS base
ARG FLAVOUR=slim

FROM node:22-\${FLAVOUR}bookworm
`,
      after: `ARG FLAVOUR=slim-
FROM debian:13-slim AS base

FROM node:22-\${FLAVOUR}bookworm
`,
      at: `node:22-\${FLAVOUR}bookworm`,
    },
  ],
  silent: [
    {
      title: 'a platform that BuildKit defines',
      text: `FROM --platform=$BUILDPLATFORM debian:13-slim
`,
    },
  ],
};
