import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a comment about something else',
      before: `# check=experimental=InvalidDefinitionDescription
# which release to take
ARG TAG=13-slim
FROM debian:\${TAG}
`,
      after: `# check=experimental=InvalidDefinitionDescription
# TAG which release to take
ARG TAG=13-slim
FROM debian:\${TAG}
`,
      at: `TAG`,
    },
  ],
  silent: [
    {
      title: 'not above it',
      text: `# which release to take
#
ARG TAG=13-slim
FROM debian:\${TAG}
`,
    },
  ],
};
