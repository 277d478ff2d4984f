import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'the default, said again',
      before: `FROM --platform=$TARGETPLATFORM debian:13-slim
`,
      after: `FROM debian:13-slim
`,
      at: `--platform=$TARGETPLATFORM`,
      fixed: `FROM debian:13-slim
`,
    },
  ],
  silent: [
    {
      title: 'the platform of the builder',
      text: `FROM --platform=$BUILDPLATFORM debian:13-slim
`,
    },
  ],
};
