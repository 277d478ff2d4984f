import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a platform written out',
      before: `FROM --platform=linux/amd64 debian:13-slim
`,
      after: `FROM debian:13-slim
`,
      at: `--platform=linux/amd64`,
    },
  ],
  silent: [
    {
      title: 'a stage for one platform',
      text: `FROM --platform=linux/arm64 debian:13-slim AS files-arm64
`,
    },
  ],
};
