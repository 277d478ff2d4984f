import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a version',
      before: `FROM debian:13-slim
ENV APP_VERSION 1.2.3
`,
      after: `FROM debian:13-slim
ENV APP_VERSION=1.2.3
`,
      at: `APP_VERSION 1.2.3`,
      fixed: `FROM debian:13-slim
ENV APP_VERSION=1.2.3
`,
    },
    {
      title: 'blanks need quotes',
      before: `FROM debian:13-slim
LABEL description the harbour office
`,
      after: `FROM debian:13-slim
LABEL description="the harbour office"
`,
      at: `description the harbour office`,
      fixed: `FROM debian:13-slim
LABEL description="the harbour office"
`,
    },
    {
      title: 'quotes inside: no fix',
      before: `FROM debian:13-slim
ENV OPTIONS -Dname="a b" -v
`,
      after: `FROM debian:13-slim
ENV OPTIONS="-Dname=a b -v"
`,
      at: `OPTIONS -Dname="a b" -v`,
    },
  ],
  silent: [
    {
      title: 'with equals signs',
      text: `FROM debian:13-slim
ENV A=1 B=2
`,
    },
  ],
};
