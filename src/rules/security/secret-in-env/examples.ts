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
  ],
  silent: [
    {
      title: 'names that only sound so',
      text: `FROM debian:13-slim
ENV PUBLIC_KEY=abc TOKEN_URL=https://example.com/token KEYBOARD=us AUTHOR=me SECRET_KEY_FILE=/run/secrets/key
`,
    },
    {
      title: 'nothing in it',
      text: `FROM debian:13-slim
ENV API_KEY=""
`,
    },
    {
      title: 'a place held by zeros',
      text: `FROM debian:13-slim
ENV TOKEN=00000000-0000-0000-0000-000000000000
`,
    },
  ],
};
