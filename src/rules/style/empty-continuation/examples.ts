import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an empty line in a RUN',
      before: `FROM debian:13-slim
RUN echo one && \\

  echo two
`,
      after: `FROM debian:13-slim
RUN echo one && \\
  echo two
`,
      at: `echo two`,
      fixed: `FROM debian:13-slim
RUN echo one && \\
  echo two
`,
    },
  ],
  silent: [
    {
      title: 'a comment in its place',
      text: `FROM debian:13-slim
RUN echo one && \\
#
  echo two
`,
    },
    {
      title: 'an empty line in a heredoc',
      text: `FROM debian:13-slim
RUN <<EOF
echo one

echo two
EOF
`,
    },
  ],
};
