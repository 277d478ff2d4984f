import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'install without the option',
      before: `FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
`,
      after: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates && rm -rf /var/lib/apt/lists/*
`,
      at: `apt-get install -y curl`,
      fixed: `FROM debian:13-slim
RUN apt-get update && apt-get install --no-install-recommends -y curl && rm -rf /var/lib/apt/lists/*
`,
    },
  ],
  silent: [
    {
      title: 'a stage that does not ship',
      text: `FROM debian:13 AS build
RUN apt-get update && apt-get install -y gcc
FROM debian:13-slim
`,
    },
    {
      title: 'switched off for all',
      text: `FROM debian:13-slim
RUN apt-get -o APT::Install-Recommends=false install -y curl
`,
    },
  ],
};
