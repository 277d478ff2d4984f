import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a host port',
      before: `FROM debian:13-slim
EXPOSE 80:8080
`,
      after: `FROM debian:13-slim
EXPOSE 8080
`,
      at: `80:8080`,
      fixed: `FROM debian:13-slim
EXPOSE 8080
`,
    },
  ],
  silent: [
    {
      title: 'a range',
      text: `FROM debian:13-slim
EXPOSE 8000-8010
`,
    },
  ],
};
