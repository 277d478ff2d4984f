import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'WORKDIR has made it',
      before: `FROM debian:13-slim
WORKDIR /srv/tide
RUN mkdir /srv/tide
`,
      after: `FROM debian:13-slim
WORKDIR /srv/tide
RUN mkdir -p /srv/tide
`,
      at: '/srv/tide',
    },
  ],
  silent: [
    {
      title: 'forgiven',
      text: 'FROM debian:13-slim\nWORKDIR /srv/tide\nRUN mkdir /srv/tide || true\n',
    },
  ],
};
