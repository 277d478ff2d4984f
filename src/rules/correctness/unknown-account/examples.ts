import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'chown to nobody that is known',
      before: `FROM debian:13-slim
WORKDIR /srv
RUN chown -R harbour:harbour /srv
`,
      after: `FROM debian:13-slim
WORKDIR /srv
RUN useradd harbour && chown -R harbour:harbour /srv
`,
      at: 'harbour:harbour',
    },
    {
      title: 'an owner that COPY does not find',
      before: `FROM debian:13-slim
COPY --chown=harbour data /srv/data
`,
      after: `FROM debian:13-slim
RUN useradd harbour
COPY --chown=harbour data /srv/data
`,
      at: '--chown=harbour',
      files: { 'data/tide': 'high\n' },
    },
  ],
  silent: [
    {
      title: 'a number needs nobody',
      text: `FROM debian:13-slim
USER 10001
RUN id
`,
    },
    {
      title: 'packages may make users',
      text: `FROM debian:13-slim
RUN apt-get update && apt-get install -y postgresql
RUN chown postgres /srv
`,
    },
  ],
};
