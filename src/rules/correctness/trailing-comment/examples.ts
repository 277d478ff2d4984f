import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'behind a USER',
      before: `FROM node:22-slim
USER node # not root
CMD ["node", "--version"]
`,
      after: `FROM node:22-slim
# not root
USER node
CMD ["node", "--version"]
`,
      at: '# not root',
    },
    {
      title: 'between two commands of a RUN',
      before: `FROM debian:13-slim
RUN mkdir -p /srv/harbour # the place \\
    && touch /srv/harbour/open
`,
      after: `FROM debian:13-slim
RUN mkdir -p /srv/harbour \\
    && touch /srv/harbour/open
`,
      at: '# the place',
      fixed: `FROM debian:13-slim
RUN mkdir -p /srv/harbour \\
    && touch /srv/harbour/open
`,
    },
  ],
  silent: [
    {
      title: 'on lines of their own',
      text: `FROM debian:13-slim
RUN mkdir -p /srv/harbour \\
    # the place
    && touch /srv/harbour/open
`,
    },
    {
      title: 'at the end of a command line',
      text: `FROM debian:13-slim
RUN mkdir -p /srv/harbour # the place
`,
    },
  ],
};
