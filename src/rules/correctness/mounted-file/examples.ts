import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a name for a host',
      before: `FROM debian:13-slim
RUN echo '10.0.0.7 harbour' >> /etc/hosts
`,
      after: `FROM debian:13-slim
LABEL hosts="docker run --add-host harbour:10.0.0.7"
`,
      at: '/etc/hosts',
    },
  ],
  silent: [
    {
      title: 'the file of that name is mounted nowhere',
      text: `FROM debian:13-slim
RUN echo harbour > /etc/hostname
`,
    },
    {
      title: 'COPY writes into the image',
      text: `FROM debian:13-slim
COPY hosts /etc/hosts
`,
      files: { hosts: '10.0.0.7 harbour' },
    },
  ],
};
