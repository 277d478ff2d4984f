import type { Pair } from './types.ts';

export const pairs: readonly Pair[] = [
  {
    name: 'run-curl-on-slim',
    rule: 'correctness/missing-program',
    line: 2,
    broken: `FROM debian:13-slim
RUN curl -fsS https://example.com/ > /srv/page
`,
    mended: `FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && curl --version > /srv/page
`,
    fails: { when: 'build', says: /curl: not found/ },
  },
];
