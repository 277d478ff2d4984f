import type { Examples } from '../../example.ts';

const files = { 'start.sh': '#!/bin/sh\n', 'site/manage.py': '' };

export const examples: Examples = {
  examples: [
    {
      title: 'before it is copied',
      before: `FROM debian:13-slim
WORKDIR /srv
RUN chmod +x start.sh
COPY start.sh .
`,
      after: `FROM debian:13-slim
WORKDIR /srv
COPY start.sh .
RUN chmod +x start.sh
`,
      at: 'start.sh',
      files,
    },
    {
      title: 'a directory that nobody made',
      before: `FROM debian:13-slim
RUN echo tide > /srv/harbour/name
`,
      after: `FROM debian:13-slim
RUN mkdir /srv/harbour && echo tide > /srv/harbour/name
`,
      at: '/srv/harbour/name',
    },
  ],
  silent: [
    {
      title: 'its absence is forgiven',
      text: 'FROM debian:13-slim\nWORKDIR /srv\nRUN chmod +x start.sh || true\n',
    },
    {
      title: 'the context is not known',
      text: 'FROM debian:13-slim\nWORKDIR /srv\nCOPY . .\nRUN chmod +x start.sh\n',
    },
  ],
};
