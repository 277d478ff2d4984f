import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'no -y',
      before: `FROM debian:13-slim
RUN apt-get update && apt-get install git
`,
      after: `FROM debian:13-slim
RUN apt-get update && apt-get install -y git
`,
      fixed: `FROM debian:13-slim
RUN apt-get update && apt-get install -y git
`,
      at: 'apt-get install git',
    },
    {
      title: 'a password',
      before: `FROM alpine:3.23
RUN adduser harbour
`,
      after: `FROM alpine:3.23
RUN adduser -D harbour
`,
      fixed: `FROM alpine:3.23
RUN adduser -D harbour
`,
      at: 'adduser harbour',
    },
  ],
  silent: [
    {
      title: 'nothing else comes with it',
      text: `FROM debian:13-slim
RUN apt-get update && apt-get install tree
`,
    },
    {
      title: 'said twice to be quiet',
      text: `FROM debian:13-slim
RUN apt-get update && apt-get install -qq git
`,
    },
    {
      title: 'set for all',
      text: `FROM debian:13-slim
RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes
RUN apt-get update && apt-get install git
`,
    },
  ],
};
