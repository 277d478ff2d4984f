import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'TCP',
      before: `FROM debian:13-slim
EXPOSE 8080/TCP
`,
      after: `FROM debian:13-slim
EXPOSE 8080/tcp
`,
      at: `8080/TCP`,
      fixed: `FROM debian:13-slim
EXPOSE 8080/tcp
`,
    },
  ],
  silent: [
    {
      title: 'lower case',
      text: `FROM debian:13-slim
EXPOSE 53/udp
`,
    },
  ],
};
