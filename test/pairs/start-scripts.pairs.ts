import type { Pair } from './types.ts';

const TIDE = "print('high tide')\n";
const PRINTS = { prints: /high tide/ } as const;

/** Entrypoint scripts: what the kernel asks of them, and what they start. */
export const pairs: readonly Pair[] = [
  {
    name: 'script-without-its-mode',
    rule: 'correctness/unstartable-file',
    line: 5,
    broken: `FROM python:3.13-slim
WORKDIR /srv
COPY docker/entrypoint.sh /usr/local/bin/
COPY gauge.py .
ENTRYPOINT ["entrypoint.sh"]
CMD ["python", "gauge.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv
COPY --chmod=755 docker/entrypoint.sh /usr/local/bin/
COPY gauge.py .
ENTRYPOINT ["entrypoint.sh"]
CMD ["python", "gauge.py"]
`,
    files: { 'gauge.py': TIDE, 'docker/entrypoint.sh': '#!/bin/sh\nset -e\nexec "$@"\n' },
    fails: {
      when: 'start',
      says: /"entrypoint\.sh": .*permission denied|executable file not found/,
    },
    works: PRINTS,
  },
  {
    name: 'script-with-windows-line-ends',
    rule: 'correctness/unstartable-file',
    line: 6,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY . /app
ENV TIDE_LEVEL=high
EXPOSE 8000
ENTRYPOINT ["/app/start.sh"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY . /app
RUN sed -i 's/\\r$//' start.sh
ENV TIDE_LEVEL=high
EXPOSE 8000
ENTRYPOINT ["/app/start.sh"]
`,
    files: { 'gauge.py': TIDE, 'start.sh': '#!/bin/bash\r\nexec python /app/gauge.py\r\n' },
    executable: ['start.sh'],
    fails: { when: 'start', says: /no such file or directory/ },
    works: PRINTS,
  },
  {
    name: 'script-without-a-first-line',
    rule: 'correctness/unstartable-file',
    line: 4,
    broken: `FROM python:3.12-slim
COPY gauge.py /opt/gauge/
COPY run-gauge /usr/local/bin/run-gauge
CMD ["run-gauge"]
`,
    mended: `FROM python:3.12-slim
COPY gauge.py /opt/gauge/
COPY run-gauge /usr/local/bin/run-gauge
CMD ["sh", "/usr/local/bin/run-gauge"]
`,
    files: { 'gauge.py': TIDE, 'run-gauge': 'set -e\nexec python /opt/gauge/gauge.py\n' },
    executable: ['run-gauge'],
    fails: { when: 'start', says: /exec format error/ },
    works: PRINTS,
  },
  {
    name: 'script-for-bash-on-alpine',
    rule: 'correctness/unstartable-file',
    line: 6,
    broken: `FROM alpine:3.23
WORKDIR /job
COPY bin/ ./bin/
RUN chmod +x bin/*.sh
VOLUME /job/data
ENTRYPOINT ["/job/bin/backup.sh"]
`,
    mended: `FROM alpine:3.23
WORKDIR /job
COPY bin/ ./bin/
RUN sed -i '1s/bash/sh/' bin/*.sh && chmod +x bin/*.sh
VOLUME /job/data
ENTRYPOINT ["/job/bin/backup.sh"]
`,
    files: { 'bin/backup.sh': '#!/bin/bash\necho high tide\n' },
    fails: { when: 'start', says: /no such file or directory/ },
    works: PRINTS,
  },
  {
    name: 'script-of-a-language-that-is-not-there',
    rule: 'correctness/unstartable-file',
    line: 5,
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
COPY tools ./tools
CMD ["./tools/report"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY package.json ./
COPY tools ./tools
CMD ["./tools/report"]
`,
    files: { 'package.json': '{}', 'tools/report': `#!/usr/bin/env python3\n${TIDE}` },
    executable: ['tools/report'],
    fails: { when: 'start', says: /env: .python3.: No such file/ },
    works: PRINTS,
  },
  {
    name: 'script-beside-the-working-directory',
    rule: 'correctness/missing-start-program',
    line: 6,
    broken: `FROM python:3.13-slim
COPY deploy/entrypoint.sh /deploy/entrypoint.sh
RUN chmod 755 /deploy/entrypoint.sh
WORKDIR /app
COPY gauge.py ./
ENTRYPOINT ["./entrypoint.sh"]
`,
    mended: `FROM python:3.13-slim
COPY deploy/entrypoint.sh /deploy/entrypoint.sh
RUN chmod 755 /deploy/entrypoint.sh
WORKDIR /app
COPY gauge.py ./
ENTRYPOINT ["/deploy/entrypoint.sh"]
`,
    files: { 'gauge.py': TIDE, 'deploy/entrypoint.sh': '#!/bin/sh\nexec python gauge.py\n' },
    fails: { when: 'start', says: /no such file or directory/ },
    works: PRINTS,
  },
  {
    name: 'script-that-drops-root-with-gosu',
    rule: 'correctness/missing-start-program',
    line: 7,
    broken: `FROM debian:12-slim
RUN groupadd --system tide && useradd --system --gid tide --home-dir /var/lib/tide tide
COPY --chmod=0755 tide.sh /usr/local/bin/tide
COPY --chmod=0755 docker-entrypoint.sh /
VOLUME /var/lib/tide
WORKDIR /var/lib/tide
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["tide"]
`,
    mended: `FROM debian:12-slim
RUN groupadd --system tide && useradd --system --gid tide --home-dir /var/lib/tide tide
RUN apt-get update && apt-get install -y --no-install-recommends gosu && rm -rf /var/lib/apt/lists/*
COPY --chmod=0755 tide.sh /usr/local/bin/tide
COPY --chmod=0755 docker-entrypoint.sh /
VOLUME /var/lib/tide
WORKDIR /var/lib/tide
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["tide"]
`,
    files: {
      'tide.sh': '#!/bin/sh\necho high tide\n',
      'docker-entrypoint.sh': `#!/bin/sh
set -e

if [ "$(id -u)" = 0 ]; then
  chown -R tide:tide /var/lib/tide
fi
exec gosu tide "$@"
`,
    },
    fails: { when: 'start', says: /gosu: not found/ },
    works: PRINTS,
  },
  {
    name: 'script-that-hands-over-to-a-missing-command',
    rule: 'correctness/missing-start-program',
    line: 11,
    broken: `FROM python:3.13-slim
WORKDIR /srv/gauge
COPY gauge.py ./
COPY --chmod=755 <<"EOF" /entrypoint.sh
#!/bin/sh
set -e
echo "starting as $(id -un)"
exec "$@"
EOF
ENTRYPOINT ["/entrypoint.sh"]
CMD ["uvicorn", "gauge:app", "--host", "0.0.0.0"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv/gauge
COPY gauge.py ./
COPY --chmod=755 <<"EOF" /entrypoint.sh
#!/bin/sh
set -e
echo "starting as $(id -un)"
exec "$@"
EOF
ENTRYPOINT ["/entrypoint.sh"]
CMD ["python", "gauge.py"]
`,
    files: { 'gauge.py': TIDE },
    fails: { when: 'start', says: /exec: uvicorn: not found/ },
    works: PRINTS,
  },
  {
    name: 'script-that-starts-a-file-elsewhere',
    rule: 'correctness/missing-start-file',
    line: 6,
    broken: `FROM python:3.13-slim
WORKDIR /code
COPY gauge ./gauge
COPY scripts/run.sh /run.sh
ENV GAUGE_MODE=harbour
CMD ["bash", "/run.sh"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /code
COPY gauge ./gauge
COPY scripts/run.sh /run.sh
ENV GAUGE_MODE=harbour
CMD ["bash", "/run.sh"]
`,
    files: {
      'gauge/main.py': TIDE,
      'scripts/run.sh': 'set -euo pipefail\nexport MODE="$GAUGE_MODE"\nexec python main.py\n',
    },
    mendedFiles: {
      'gauge/main.py': TIDE,
      'scripts/run.sh': 'set -euo pipefail\nexport MODE="$GAUGE_MODE"\nexec python gauge/main.py\n',
    },
    fails: { when: 'start', says: /can't open file '\/code\/main\.py'/ },
    works: PRINTS,
  },
];
