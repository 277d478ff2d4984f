import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'as beside FROM',
      before: `FROM debian:13-slim as build
`,
      after: `FROM debian:13-slim AS build
`,
      at: `as`,
      fixed: `FROM debian:13-slim AS build
`,
    },
    {
      title: 'AS beside from',
      before: `from debian:13-slim AS build
`,
      after: `from debian:13-slim as build
`,
      at: `AS`,
      fixed: `from debian:13-slim as build
`,
    },
  ],
  silent: [
    {
      title: 'both in lower case',
      text: `from debian:13-slim as build
`,
    },
  ],
};
