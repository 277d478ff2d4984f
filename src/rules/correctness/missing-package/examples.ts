import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'Python 2 is gone',
      before: `FROM debian:12-slim
RUN apt-get update && apt-get install -y python
`,
      after: `FROM debian:12-slim
RUN apt-get update && apt-get install -y python3
`,
      at: 'python',
    },
    {
      title: 'a name that several packages provide',
      before: `FROM node:22-slim
RUN apt-get update && apt-get install -y netcat
`,
      after: `FROM node:22-slim
RUN apt-get update && apt-get install -y netcat-openbsd
`,
      at: 'netcat',
    },
  ],
  silent: [
    {
      title: 'another source',
      text: `FROM debian:12-slim
COPY docker.list /etc/apt/sources.list.d/
RUN apt-get update && apt-get install -y docker-ce
`,
      files: { 'docker.list': 'deb https://example.com/debian bookworm stable\n' },
    },
  ],
};
