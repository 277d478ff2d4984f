import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a directory for the next line',
      before: `FROM debian:13-slim
RUN mkdir -p /srv/harbour
RUN cd /srv/harbour
RUN touch ready
`,
      after: `FROM debian:13-slim
RUN mkdir -p /srv/harbour
WORKDIR /srv/harbour
RUN touch ready
`,
      at: 'RUN cd /srv/harbour',
      fixed: `FROM debian:13-slim
RUN mkdir -p /srv/harbour
WORKDIR /srv/harbour
RUN touch ready
`,
    },
  ],
  silent: [
    {
      title: 'something is done there',
      text: `FROM debian:13-slim
RUN mkdir -p /srv/harbour
RUN cd /srv/harbour && touch ready
`,
    },
    {
      title: 'the last word of a RUN that did its work',
      text: `FROM debian:13-slim
RUN mkdir -p /srv/harbour && touch /srv/harbour/ready && cd /
`,
    },
  ],
};
