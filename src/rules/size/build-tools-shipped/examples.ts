import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a compiler for wheels',
      before: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev && rm -rf /var/lib/apt/lists/*
CMD ["python", "app.py"]
`,
      after: `FROM python:3.12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
CMD ["python", "app.py"]
`,
      at: `apt-get install -y --no-install-recommends build-essential libpq-dev`,
    },
  ],
  silent: [
    {
      title: 'removed in the same RUN',
      text: `FROM alpine:3.22
RUN apk add --no-cache --virtual .build gcc musl-dev && apk del .build
CMD ["sh"]
`,
    },
    {
      title: 'an image that starts nothing',
      text: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc
`,
    },
    {
      title: 'removed by a computed list',
      text: `FROM debian:13-slim
RUN apt-get update && apt-get install -y gcc && apt-get purge -y $(cat list)
CMD ["server"]
`,
    },
  ],
};
