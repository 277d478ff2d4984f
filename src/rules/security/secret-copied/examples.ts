import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a private key',
      before: `FROM debian:13-slim
COPY id_rsa /root/.ssh/id_rsa
`,
      after: `FROM debian:13-slim
RUN --mount=type=secret,id=key,target=/root/.ssh/id_rsa true
`,
      at: `id_rsa`,
      files: { id_rsa: '-----BEGIN OPENSSH PRIVATE KEY-----\nxyz\n' },
    },
    {
      title: 'an environment file among the sources',
      before: `FROM node:22-slim
COPY . .
`,
      after: `FROM node:22-slim
COPY src src
`,
      at: `.`,
      files: { '.env': 'PORT=80\nDB_PASSWORD=hunter22\n', 'src/server.js': '1\n' },
    },
  ],
  silent: [
    {
      title: 'templates and certificates',
      text: `FROM node:22-slim
COPY . .
`,
      files: {
        '.env.example': 'DB_PASSWORD=secret\n',
        'certs/ca.pem': '-----BEGIN CERTIFICATE-----\nxyz\n',
        '.npmrc': 'registry=https://example.com/\n',
      },
    },
    {
      title: 'kept out by the ignore file',
      text: `FROM node:22-slim
COPY . .
`,
      files: { '.dockerignore': '.env\n', '.env': 'DB_PASSWORD=hunter22\n' },
    },
    {
      title: 'a stage that does not ship',
      text: `FROM node:22 AS build
COPY . .
FROM node:22-slim
`,
      files: { '.env': 'DB_PASSWORD=hunter22\n' },
    },
  ],
};
