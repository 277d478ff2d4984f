import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a limit for the container',
      before: `FROM debian:13-slim
RUN ulimit -n 100000
CMD ["sleep", "infinity"]
`,
      after: `FROM debian:13-slim
CMD ["sh", "-c", "ulimit -n 100000 && exec sleep infinity"]
`,
      at: 'RUN ulimit -n 100000',
    },
    {
      title: 'another user for the lines below',
      before: `FROM node:22-slim
RUN su node
RUN touch /tmp/ready
`,
      after: `FROM node:22-slim
USER node
RUN touch /tmp/ready
`,
      at: 'RUN su node',
    },
  ],
  silent: [
    {
      title: 'together with what needs it',
      text: `FROM debian:13-slim
RUN umask 027 && mkdir /srv/cargo
`,
    },
    {
      title: 'su with a command',
      text: `FROM node:22-slim
RUN su node -c 'touch /tmp/ready'
`,
    },
  ],
};
