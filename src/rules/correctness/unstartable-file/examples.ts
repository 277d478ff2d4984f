import type { Examples } from '../../example.ts';

const files = { 'start.sh': '#!/bin/sh\nexec node /app/server.js\n', 'server.js': '' };

export const examples: Examples = {
  examples: [
    {
      title: 'a script that is not executable',
      before: `FROM node:22-slim
WORKDIR /app
COPY . .
ENTRYPOINT ["./start.sh"]
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN chmod +x start.sh
ENTRYPOINT ["./start.sh"]
`,
      at: '"./start.sh"',
      files,
    },
    {
      title: 'an interpreter of another distribution',
      before: `FROM alpine:3.23
COPY --chmod=755 start.sh /
CMD ["/start.sh"]
`,
      after: `FROM debian:13-slim
COPY --chmod=755 start.sh /
CMD ["/start.sh"]
`,
      at: '"/start.sh"',
      files: { 'start.sh': '#!/bin/bash\necho tide\n' },
    },
  ],
  silent: [
    {
      title: 'a shell reads it, whatever its mode',
      text: `FROM node:22-slim
WORKDIR /app
COPY . .
ENTRYPOINT ["sh", "./start.sh"]
`,
      files,
    },
  ],
};
