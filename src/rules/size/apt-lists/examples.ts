import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'lists left by an install',
      before: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
CMD ["curl", "--version"]
`,
      after: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
CMD ["curl", "--version"]
`,
      at: `apt-get update`,
      fixed: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
CMD ["curl", "--version"]
`,
    },
    {
      title: 'over several lines',
      before: `FROM debian:13-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
    curl \\
    git
CMD ["curl", "--version"]
`,
      after: `FROM debian:13-slim
RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y --no-install-recommends curl
CMD ["curl", "--version"]
`,
      at: `apt-get update`,
      fixed: `FROM debian:13-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
    curl \\
    git \\
 && rm -rf /var/lib/apt/lists/*
CMD ["curl", "--version"]
`,
    },
    {
      title: 'a later RUN still needs them: no fix',
      before: `FROM debian:13-slim
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl
`,
      after: `FROM debian:13-slim
`,
      at: `apt-get update`,
    },
  ],
  silent: [
    {
      title: 'lists in a stage that does not ship',
      text: `FROM debian:13-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends curl
FROM debian:13-slim
COPY --from=build /usr/bin/curl /usr/bin/curl
`,
    },
  ],
};
