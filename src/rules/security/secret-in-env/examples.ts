import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a password in ENV',
      before: `FROM node:22-slim
ENV DB_PASSWORD=hunter22
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim
ENV DB_PASSWORD_FILE=/run/secrets/db
CMD ["node", "server.js"]
`,
      at: `DB_PASSWORD`,
    },
    {
      title: 'a token as a build argument',
      before: `FROM node:22-slim
ARG NPM_TOKEN
RUN npm --version
`,
      after: `FROM node:22-slim
RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm --version
`,
      at: `NPM_TOKEN`,
    },
    {
      title: 'known by its shape',
      before: `FROM debian:13-slim
ENV BACKEND=postgres://app:hunter22@db/app
`,
      after: `FROM debian:13-slim
ENV BACKEND=postgres://db/app
`,
      at: `BACKEND`,
    },
    {
      title: 'a name that BuildKit mistakes: an info',
      before: `FROM debian:13-slim
ENV TOKEN_URL=https://example.com/token
`,
      after: `FROM debian:13-slim
ENV ISSUER_URL=https://example.com/token
`,
      at: `TOKEN_URL`,
    },
    {
      title: 'in a later line: pointed at from the line on which ENV begins',
      before: `FROM debian:13-slim
ENV LANG=C.UTF-8 \\
    DB_PASSWORD=hunter22
`,
      after: `FROM debian:13-slim
ENV LANG=C.UTF-8
`,
      at: `ENV LANG=C.UTF-8 \\
    DB_PASSWORD`,
    },
  ],
  silent: [
    {
      title: 'names that only sound so',
      text: `FROM debian:13-slim
ENV PUBLIC_KEY=abc KEYBOARD=us AUTHOR=me SECRET_KEY_FILE=/run/secrets/key
`,
    },
    {
      title: 'a placeholder under a name that only plimsoll knows',
      text: `FROM debian:13-slim
ENV passphrase=xxxxxxxx
`,
    },
  ],
};
