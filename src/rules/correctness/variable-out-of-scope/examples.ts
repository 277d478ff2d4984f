import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an ARG before FROM',
      before: `ARG TIDE_VERSION=4.2
FROM debian:13-slim
RUN mkdir -p "/opt/tide-\${TIDE_VERSION}/bin"
`,
      after: `ARG TIDE_VERSION=4.2
FROM debian:13-slim
ARG TIDE_VERSION
RUN mkdir -p "/opt/tide-\${TIDE_VERSION}/bin"
`,
      at: `"/opt/tide-\${TIDE_VERSION}/bin"`,
      fixed: `ARG TIDE_VERSION=4.2
FROM debian:13-slim
ARG TIDE_VERSION
RUN mkdir -p "/opt/tide-\${TIDE_VERSION}/bin"
`,
    },
    {
      title: 'an ARG in the command of the container',
      before: `FROM python:3.13-slim
ARG PORT=8000
CMD exec python -m http.server $PORT
`,
      after: `FROM python:3.13-slim
ARG PORT=8000
ENV PORT=$PORT
CMD exec python -m http.server $PORT
`,
      at: '$PORT',
      fixed: `FROM python:3.13-slim
ARG PORT=8000
ENV PORT=$PORT
CMD exec python -m http.server $PORT
`,
    },
  ],
  silent: [
    {
      title: 'a default for who sets none',
      text: `ARG TIDE_VERSION=4.2
FROM debian:13-slim
RUN mkdir -p "/opt/tide-\${TIDE_VERSION:-4}/bin"
`,
    },
    {
      title: 'the script sets it itself',
      text: `ARG TIDE_VERSION=4.2
FROM debian:13-slim
RUN TIDE_VERSION=$(cat /etc/debian_version) && mkdir -p "/opt/tide-$TIDE_VERSION"
`,
    },
    {
      title: 'a base that may set it',
      text: `ARG TIDE_VERSION=4.2
FROM harbour/tools:1
RUN mkdir -p "/opt/tide-$TIDE_VERSION"
`,
    },
    {
      title: 'an ARG of the stage below',
      text: `FROM debian:13-slim AS base
ARG TIDE_VERSION=4.2
FROM base
RUN mkdir -p "/opt/tide-$TIDE_VERSION"
`,
    },
  ],
};
