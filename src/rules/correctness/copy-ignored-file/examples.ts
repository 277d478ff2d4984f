import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an ignored file',
      before: `FROM debian:13-slim
COPY notes.txt /srv/
`,
      after: `FROM debian:13-slim
COPY data /srv/data
`,
      at: `notes.txt`,
      files: {
        '.dockerignore': `*.txt
`,
        'notes.txt': `a`,
        'data/a': `a`,
      },
    },
  ],
  silent: [
    {
      title: 'taken back by an exception',
      text: `FROM debian:13-slim
COPY notes.txt /srv/
`,
      files: {
        '.dockerignore': `*.txt
!notes.txt
`,
        'notes.txt': `a`,
      },
    },
  ],
};
