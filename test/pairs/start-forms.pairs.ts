import type { Pair } from './types.ts';

const SERVER = `const { createServer } = require('node:http');
const port = Number(process.argv[2] ?? 3000);
createServer((_, answer) => answer.end('tide')).listen(port, () => console.log('listening', port));
`;
const STAYS = { stays: true, prints: /listening/ } as const;
const ARGUMENTS = `import sys
if len(sys.argv) < 3:
    sys.exit('usage: tide LEVEL HARBOUR')
print('high tide in', sys.argv[2])
`;

/** How CMD and ENTRYPOINT are written: forms, quotes, variables, one beside the other. */
export const pairs: readonly Pair[] = [
  {
    name: 'form-one-string-for-the-whole-line',
    rule: 'correctness/missing-start-program',
    line: 6,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY tide.py .
ENV PYTHONUNBUFFERED=1
USER nobody
CMD ["python tide.py high Brest"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY tide.py .
ENV PYTHONUNBUFFERED=1
USER nobody
CMD ["python", "tide.py", "high", "Brest"]
`,
    files: { 'tide.py': ARGUMENTS },
    fails: { when: 'start', says: /"python tide\.py high Brest": executable file not found/ },
    works: { prints: /high tide in Brest/ },
  },
  {
    name: 'form-shell-line-as-one-string',
    rule: 'correctness/missing-start-program',
    line: 4,
    broken: `FROM debian:13-slim
COPY --chmod=755 bin/run.sh /opt/tide/run.sh
LABEL org.opencontainers.image.title="tide"
ENTRYPOINT ["cd /opt/tide && ./run.sh"]
`,
    mended: `FROM debian:13-slim
COPY --chmod=755 bin/run.sh /opt/tide/run.sh
LABEL org.opencontainers.image.title="tide"
ENTRYPOINT ["sh", "-c", "cd /opt/tide && ./run.sh"]
`,
    files: { 'bin/run.sh': '#!/bin/sh\necho high tide\n' },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'form-word-of-the-shell',
    rule: 'correctness/missing-start-program',
    line: 5,
    broken: `FROM debian:13-slim
WORKDIR /opt/tide
COPY --chmod=755 bin/run.sh ./run.sh
ENV TIDE_LEVEL=high
CMD ["exec", "./run.sh"]
`,
    mended: `FROM debian:13-slim
WORKDIR /opt/tide
COPY --chmod=755 bin/run.sh ./run.sh
ENV TIDE_LEVEL=high
CMD ["./run.sh"]
`,
    files: { 'bin/run.sh': '#!/bin/sh\necho $TIDE_LEVEL tide\n' },
    fails: { when: 'start', says: /"exec": executable file not found/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'form-array-in-single-quotes',
    rule: 'correctness/broken-exec-form',
    line: 7,
    broken: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /srv
COPY server.js ./
USER node
EXPOSE 3000
CMD ['node', 'server.js']
`,
    mended: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /srv
COPY server.js ./
USER node
EXPOSE 3000
CMD ["node", "server.js"]
`,
    files: { 'server.js': SERVER },
    fails: { when: 'start', says: /\[node,: not found/ },
    works: STAYS,
  },
  {
    name: 'form-array-with-a-last-comma',
    rule: 'correctness/broken-exec-form',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY . .
ENTRYPOINT [ \\
  "python", \\
  "tide.py", \\
  "high", \\
  "Brest", \\
]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY . .
ENTRYPOINT [ \\
  "python", \\
  "tide.py", \\
  "high", \\
  "Brest" \\
]
`,
    files: { 'tide.py': ARGUMENTS },
    fails: { when: 'start', says: /unexpected operator|\[:|not found/ },
    works: { prints: /high tide in Brest/ },
  },
  {
    name: 'form-array-in-curly-quotes',
    rule: 'correctness/broken-exec-form',
    line: 4,
    broken: `FROM node:24-slim
WORKDIR /app
COPY server.js .
CMD [“node”, “server.js”]
`,
    mended: `FROM node:24-slim
WORKDIR /app
COPY server.js .
CMD ["node", "server.js"]
`,
    files: { 'server.js': SERVER },
    fails: { when: 'start', says: /not found/ },
    works: STAYS,
  },
  {
    name: 'form-comment-behind-the-array',
    rule: 'correctness/broken-exec-form',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY tide.py .
CMD ["python", "tide.py", "high", "Brest"]  # prints the tide
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY tide.py .
# prints the tide
CMD ["python", "tide.py", "high", "Brest"]
`,
    files: { 'tide.py': ARGUMENTS },
    fails: { when: 'start', says: /\[python,: not found/ },
    works: { prints: /high tide in Brest/ },
  },
  {
    name: 'form-variable-as-a-port',
    rule: 'correctness/unexpanded-variable',
    line: 6,
    broken: `FROM python:3.13-slim
ENV PORT=8080 \\
    PYTHONUNBUFFERED=1
WORKDIR /srv/site
COPY site .
CMD ["python", "-m", "http.server", "$PORT"]
`,
    mended: `FROM python:3.13-slim
ENV PORT=8080 \\
    PYTHONUNBUFFERED=1
WORKDIR /srv/site
COPY site .
CMD ["sh", "-c", "exec python -m http.server $PORT"]
`,
    files: { 'site/index.html': 'tide' },
    fails: { when: 'start', says: /invalid int value: '\$PORT'/ },
    works: { stays: true },
  },
  {
    name: 'form-variable-in-the-program',
    rule: 'correctness/unexpanded-variable',
    line: 5,
    broken: `FROM debian:12-slim
ARG VERSION=2
ENV TIDE_HOME=/opt/tide-2
COPY --chmod=755 bin/ /opt/tide-2/bin/
ENTRYPOINT ["\${TIDE_HOME}/bin/run.sh"]
`,
    mended: `FROM debian:12-slim
ARG VERSION=2
ENV TIDE_HOME=/opt/tide-2
COPY --chmod=755 bin/ /opt/tide-2/bin/
ENTRYPOINT ["/opt/tide-2/bin/run.sh"]
`,
    files: { 'bin/run.sh': '#!/bin/sh\necho high tide\n' },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'form-variable-behind-an-entrypoint',
    rule: 'correctness/unexpanded-variable',
    line: 6,
    broken: `FROM node:22-slim
WORKDIR /app
ENV PORT=4000
COPY server.js .
ENTRYPOINT ["node", "server.js"]
CMD ["\${PORT}"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
ENV PORT=4000
COPY server.js .
ENTRYPOINT ["node", "server.js"]
CMD ["4000"]
`,
    files: { 'server.js': SERVER },
    fails: { when: 'start', says: /ERR_SOCKET_BAD_PORT|port/ },
    works: STAYS,
  },
  {
    name: 'form-command-that-the-entrypoint-drops',
    rule: 'correctness/ignored-command',
    line: 5,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY tide.py .
ENTRYPOINT python tide.py
CMD ["high", "Brest"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY tide.py .
ENTRYPOINT ["python", "tide.py"]
CMD ["high", "Brest"]
`,
    files: { 'tide.py': ARGUMENTS },
    fails: { when: 'start', says: /usage: tide/ },
    works: { prints: /high tide in Brest/ },
  },
  {
    name: 'form-shell-entrypoint-that-drops-its-words',
    rule: 'correctness/ignored-command',
    line: 6,
    broken: `FROM python:3.12-slim
ENV TZ=Europe/Paris
WORKDIR /app
COPY tide.py .
ENTRYPOINT ["/bin/sh", "-c", "umask 027; exec python tide.py"]
CMD ["high", "Brest"]
`,
    mended: `FROM python:3.12-slim
ENV TZ=Europe/Paris
WORKDIR /app
COPY tide.py .
ENTRYPOINT ["/bin/sh", "-c", "umask 027; exec python tide.py \\"$@\\"", "tide"]
CMD ["high", "Brest"]
`,
    files: { 'tide.py': ARGUMENTS },
    fails: { when: 'start', says: /usage: tide/ },
    works: { prints: /high tide in Brest/ },
  },
];
