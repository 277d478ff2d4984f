import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'two commands',
      before: `FROM debian:13-slim
CMD ["sh"]
CMD ["bash"]
`,
      after: `FROM debian:13-slim
CMD ["bash"]
`,
      at: `CMD`,
      fixed: `FROM debian:13-slim
CMD ["bash"]
`,
    },
  ],
  silent: [
    {
      title: 'each in its stage',
      text: `FROM debian:13-slim AS base
CMD ["sh"]
FROM base
CMD ["bash"]
`,
    },
  ],
};
