import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a command in a variable',
      before: `FROM debian:13-slim
ENV BUILT_ON="$(date -I)"
`,
      after: `FROM debian:13-slim
ARG BUILT_ON
ENV BUILT_ON=$BUILT_ON
`,
      at: '"$(date -I)"',
    },
    {
      title: 'blanks around =',
      before: `FROM debian:13-slim
ENV HARBOUR = open
`,
      after: `FROM debian:13-slim
ENV HARBOUR=open
`,
      at: 'HARBOUR = open',
      fixed: `FROM debian:13-slim
ENV HARBOUR=open
`,
    },
    {
      title: 'a home directory',
      before: `FROM debian:13-slim
COPY tiderc ~/.tiderc
`,
      after: `FROM debian:13-slim
COPY tiderc /root/.tiderc
`,
      files: { tiderc: 'level = 2\n' },
      at: '~/.tiderc',
    },
  ],
  silent: [
    {
      title: 'what a shell reads each time',
      text: `FROM debian:13-slim
ENV PS1="$(whoami)@harbour:\\\\w "
`,
    },
    {
      title: 'a shell reads it',
      text: `FROM debian:13-slim
RUN echo "built on $(date -I)" > ~/built
`,
    },
  ],
};
