import type { Pair } from './types.ts';

const SERVER = `const { createServer } = require('node:http');
createServer((_, answer) => answer.end('tide')).listen(3000, () => console.log('listening'));
`;
const PROBE = "fetch('http://127.0.0.1:3000/').then(({ ok }) => process.exit(ok ? 0 : 1))";
const SITE = `from http.server import HTTPServer, SimpleHTTPRequestHandler
HTTPServer(('', 8000), SimpleHTTPRequestHandler).serve_forever()
`;

/** Health checks that can never pass. */
export const pairs: readonly Pair[] = [
  {
    name: 'health-curl-on-node-slim',
    rule: 'correctness/broken-healthcheck',
    line: 8,
    broken: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
COPY server.js ./
USER node
HEALTHCHECK --interval=1s --timeout=3s --retries=1 CMD curl -fsS http://localhost:3000/ || exit 1
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
COPY server.js ./
USER node
HEALTHCHECK --interval=1s --timeout=3s --retries=1 CMD ["node", "-e", "${PROBE}"]
CMD ["node", "server.js"]
`,
    files: { 'package.json': '{ "name": "tide" }', 'server.js': SERVER },
    fails: { when: 'health', says: /curl: not found/ },
  },
  {
    name: 'health-wget-on-python-slim',
    rule: 'correctness/broken-healthcheck',
    line: 8,
    broken: `FROM python:3.13-slim
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv
COPY site.py .
RUN python -m compileall -q .
EXPOSE 8000
HEALTHCHECK --interval=1s --retries=1 \\
  CMD wget -q --spider http://localhost:8000/ || exit 1
CMD ["python", "site.py"]
`,
    mended: `FROM python:3.13-slim
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv
COPY site.py .
RUN python -m compileall -q .
EXPOSE 8000
HEALTHCHECK --interval=1s --retries=1 \\
  CMD python -c "from urllib.request import urlopen; urlopen('http://localhost:8000/')"
CMD ["python", "site.py"]
`,
    files: { 'site.py': SITE },
    fails: { when: 'health', says: /wget: not found/ },
  },
  {
    name: 'health-curl-on-alpine',
    rule: 'correctness/broken-healthcheck',
    line: 5,
    broken: `FROM alpine:3.23
WORKDIR /www
RUN mkdir -p logs && echo tide > index.html
COPY --chmod=755 serve.sh /usr/local/bin/serve
HEALTHCHECK --interval=1s --retries=1 CMD ["curl", "--fail", "http://127.0.0.1:8080/"]
CMD ["serve"]
`,
    mended: `FROM alpine:3.23
WORKDIR /www
RUN mkdir -p logs && echo tide > index.html
COPY --chmod=755 serve.sh /usr/local/bin/serve
HEALTHCHECK --interval=1s --retries=1 CMD ["test", "-f", "/www/index.html"]
CMD ["serve"]
`,
    files: { 'serve.sh': '#!/bin/sh\nexec sleep 600\n' },
    fails: { when: 'health', says: /curl/ },
  },
  {
    name: 'health-shell-on-distroless',
    rule: 'correctness/broken-healthcheck',
    line: 7,
    broken: `FROM node:22-slim AS build
WORKDIR /app
COPY server.js ./

FROM gcr.io/distroless/nodejs22-debian13
COPY --from=build /app /app
HEALTHCHECK --interval=1s --retries=1 CMD node /app/probe.js || exit 1
WORKDIR /app
CMD ["server.js"]
`,
    mended: `FROM node:22-slim AS build
WORKDIR /app
COPY server.js ./

FROM gcr.io/distroless/nodejs22-debian13
COPY --from=build /app /app
HEALTHCHECK --interval=1s --retries=1 CMD ["/nodejs/bin/node", "-e", "${PROBE}"]
WORKDIR /app
CMD ["server.js"]
`,
    files: { 'server.js': SERVER },
    fails: { when: 'health', says: /\/bin\/sh/ },
  },
  {
    name: 'health-netcat-on-debian-slim',
    rule: 'correctness/broken-healthcheck',
    line: 5,
    broken: `FROM debian:13-slim
RUN useradd --system --no-create-home worker
WORKDIR /var/lib/worker
COPY --chmod=755 worker.sh /usr/local/bin/worker
HEALTHCHECK --interval=1s --retries=1 CMD nc -z localhost 5555
CMD ["worker"]
`,
    mended: `FROM debian:13-slim
RUN useradd --system --no-create-home worker
WORKDIR /var/lib/worker
COPY --chmod=755 worker.sh /usr/local/bin/worker
HEALTHCHECK --interval=1s --retries=1 CMD test -d /proc/1
CMD ["worker"]
`,
    files: { 'worker.sh': '#!/bin/sh\nwhile true; do sleep 5; done\n' },
    fails: { when: 'health', says: /nc: not found/ },
  },
  {
    name: 'health-file-that-was-not-copied',
    rule: 'correctness/broken-healthcheck',
    line: 7,
    broken: `FROM node:24-slim
WORKDIR /usr/src/app
COPY package.json ./
COPY src/ ./src/
USER node
EXPOSE 3000
HEALTHCHECK --interval=1s --retries=1 CMD node healthcheck.js
CMD ["node", "src/server.js"]
`,
    mended: `FROM node:24-slim
WORKDIR /usr/src/app
COPY package.json healthcheck.js ./
COPY src/ ./src/
USER node
EXPOSE 3000
HEALTHCHECK --interval=1s --retries=1 CMD node healthcheck.js
CMD ["node", "src/server.js"]
`,
    files: {
      'package.json': '{ "name": "tide" }',
      'healthcheck.js': PROBE,
      'src/server.js': SERVER,
    },
    fails: { when: 'health', says: /Cannot find module '\/usr\/src\/app\/healthcheck\.js'/ },
  },
  {
    name: 'health-python-in-a-node-image',
    rule: 'correctness/broken-healthcheck',
    line: 5,
    broken: `FROM node:22-slim
WORKDIR /app
COPY . .
HEALTHCHECK --interval=1s --timeout=20s --start-period=1s --retries=1 \\
  CMD ["python3", "/app/health.py"]
CMD ["server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY . .
HEALTHCHECK --interval=1s --timeout=20s --start-period=1s --retries=1 \\
  CMD ["node", "/app/health.js"]
CMD ["server.js"]
`,
    files: { 'health.py': 'print("up")\n', 'health.js': PROBE, 'server.js': SERVER },
    fails: { when: 'health', says: /python3/ },
  },
  {
    name: 'health-script-without-its-mode',
    rule: 'correctness/broken-healthcheck',
    line: 5,
    broken: `FROM python:3.13-slim
WORKDIR /srv
COPY site.py .
COPY docker/health.sh /usr/local/bin/health
HEALTHCHECK --interval=1s --retries=1 CMD ["health"]
CMD ["python", "site.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv
COPY site.py .
COPY --chmod=755 docker/health.sh /usr/local/bin/health
HEALTHCHECK --interval=1s --retries=1 CMD ["health"]
CMD ["python", "site.py"]
`,
    files: { 'site.py': SITE, 'docker/health.sh': '#!/bin/sh\nexec test -f /srv/site.py\n' },
    fails: { when: 'health', says: /permission denied|executable file not found/ },
  },
  {
    name: 'health-bash-on-alpine',
    rule: 'correctness/broken-healthcheck',
    line: 4,
    broken: `FROM alpine:3.23
COPY --chmod=755 serve.sh /usr/local/bin/serve
EXPOSE 6000
HEALTHCHECK --interval=1s --retries=1 CMD bash -c 'echo > /dev/tcp/127.0.0.1/6000'
ENTRYPOINT ["serve"]
`,
    mended: `FROM alpine:3.23
COPY --chmod=755 serve.sh /usr/local/bin/serve
EXPOSE 6000
HEALTHCHECK --interval=1s --retries=1 CMD pgrep sleep
ENTRYPOINT ["serve"]
`,
    files: { 'serve.sh': '#!/bin/sh\nexec sleep 600\n' },
    fails: { when: 'health', says: /bash: not found/ },
  },
  {
    name: 'health-asks-the-port-of-flask',
    rule: 'correctness/healthcheck-port',
    line: 7,
    broken: `FROM python:3.13-slim
WORKDIR /srv
RUN pip install --no-cache-dir gunicorn==23.0.0
COPY tide.py .
ENV PYTHONUNBUFFERED=1
HEALTHCHECK --interval=1s --retries=1 \\
  CMD python -c "from urllib.request import urlopen; urlopen('http://localhost:5000/')"
CMD ["gunicorn", "--workers", "2", "tide:app"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv
RUN pip install --no-cache-dir gunicorn==23.0.0
COPY tide.py .
ENV PYTHONUNBUFFERED=1
HEALTHCHECK --interval=1s --retries=1 \\
  CMD python -c "from urllib.request import urlopen; urlopen('http://localhost:8000/')"
CMD ["gunicorn", "--workers", "2", "tide:app"]
`,
    files: {
      'tide.py': `def app(environ, start_response):
    start_response('200 OK', [])
    return [b'tide']
`,
    },
    fails: { when: 'health', says: /Connection refused/ },
  },
  {
    name: 'health-asks-another-port-than-the-code',
    rule: 'correctness/healthcheck-port',
    line: 6,
    broken: `FROM node:22-slim
WORKDIR /usr/src/app
COPY package.json server.js ./
USER node
EXPOSE 8080
HEALTHCHECK --interval=1s --retries=1 CMD ["node", "-e", "fetch('http://localhost:8080/').catch(() => process.exit(1))"]
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /usr/src/app
COPY package.json server.js ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=1s --retries=1 CMD ["node", "-e", "fetch('http://localhost:3000/').catch(() => process.exit(1))"]
CMD ["node", "server.js"]
`,
    files: {
      'package.json': '{ "name": "tide", "main": "server.js" }',
      'server.js': SERVER,
    },
    fails: { when: 'health', says: /"ExitCode":1/ },
  },
];
