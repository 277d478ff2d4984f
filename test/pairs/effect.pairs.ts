import type { Pair } from './types.ts';

const MANIFEST = '{ "name": "quay", "version": "1.0.0", "private": true }\n';

export const pairs: readonly Pair[] = [
  {
    name: 'effect-cd-before-install',
    rule: 'correctness/lost-directory',
    line: 5,
    broken: `FROM node:22-slim
ENV NODE_ENV=production
COPY package.json package-lock.json /opt/quay/
# dependencies
RUN cd /opt/quay
RUN npm ci
COPY server.js /opt/quay/
CMD ["node", "/opt/quay/server.js"]
`,
    mended: `FROM node:22-slim
ENV NODE_ENV=production
COPY package.json package-lock.json /opt/quay/
# dependencies
WORKDIR /opt/quay
RUN npm ci
COPY server.js /opt/quay/
CMD ["node", "/opt/quay/server.js"]
`,
    files: {
      'package.json': MANIFEST,
      'package-lock.json':
        '{ "name": "quay", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": { "": { "name": "quay", "version": "1.0.0" } } }\n',
      'server.js': 'console.log("quay is open");\n',
    },
    fails: { when: 'build', says: /npm ci. command can only install with an existing/ },
    works: { prints: /quay is open/ },
  },
  {
    name: 'effect-cd-for-the-container',
    rule: 'correctness/lost-directory',
    line: 6,
    broken: `FROM python:3.12-slim

COPY tide /srv/tide
RUN python -m compileall -q /srv/tide

RUN cd /srv/tide
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["python", "main.py"]
`,
    mended: `FROM python:3.12-slim

COPY tide /srv/tide
RUN python -m compileall -q /srv/tide

WORKDIR /srv/tide
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["python", "main.py"]
`,
    files: { 'tide/main.py': 'print("high tide")\n', 'tide/table.py': 'LEVELS = [1, 2]\n' },
    fails: { when: 'start', says: /can't open file '\/+main\.py'/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'effect-cd-with-options-set',
    rule: 'correctness/lost-directory',
    line: 3,
    broken: `FROM debian:13-slim
RUN mkdir -p /var/spool/bell
RUN set -eux; \\
    cd /var/spool/bell
RUN mkdir new cur old && chmod 700 new cur old
`,
    mended: `FROM debian:13-slim
RUN mkdir -p /var/spool/bell
RUN set -eux; \\
    cd /var/spool/bell; \\
    mkdir new cur old; \\
    chmod 700 new cur old
`,
    fails: { when: 'effect', probe: 'test -d /var/spool/bell/cur' },
  },
  {
    name: 'effect-export-for-the-application',
    rule: 'correctness/lost-variable',
    line: 5,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY beacon.py .

RUN export BEACON_PORT=9100

USER nobody
CMD ["python", "beacon.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY beacon.py .

ENV BEACON_PORT=9100

USER nobody
CMD ["python", "beacon.py"]
`,
    files: { 'beacon.py': 'import os\nprint("port", os.environ["BEACON_PORT"])\n' },
    fails: { when: 'effect', probe: 'test "$BEACON_PORT" = 9100' },
    works: { prints: /port 9100/ },
  },
  {
    name: 'effect-export-path-of-a-tool',
    rule: 'correctness/lost-variable',
    line: 4,
    broken: `FROM debian:13-slim
RUN mkdir -p /opt/anchor/bin
COPY --chmod=755 anchor /opt/anchor/bin/anchor
RUN export PATH=$PATH:/opt/anchor/bin
RUN anchor --drop
ENTRYPOINT ["/opt/anchor/bin/anchor"]
`,
    mended: `FROM debian:13-slim
RUN mkdir -p /opt/anchor/bin
COPY --chmod=755 anchor /opt/anchor/bin/anchor
ENV PATH=$PATH:/opt/anchor/bin
RUN anchor --drop
ENTRYPOINT ["/opt/anchor/bin/anchor"]
`,
    files: { anchor: '#!/bin/sh\necho "anchor $*"\n' },
    fails: { when: 'build', says: /anchor: not found/ },
    works: { prints: /anchor/ },
  },
  {
    name: 'effect-venv-switched-on-alone',
    rule: 'correctness/lost-variable',
    line: 3,
    broken: `FROM python:3.12-slim
RUN python3 -m venv /opt/venv
RUN . /opt/venv/bin/activate
RUN pip install --no-cache-dir six==1.17.0
COPY keel.py /opt/
CMD ["python3", "/opt/keel.py"]
`,
    mended: `FROM python:3.12-slim
RUN python3 -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install --no-cache-dir six==1.17.0
COPY keel.py /opt/
CMD ["python3", "/opt/keel.py"]
`,
    files: { 'keel.py': 'import six\nprint(six.__version__)\n' },
    fails: { when: 'effect', probe: '/opt/venv/bin/python -c "import six"' },
    works: { prints: /1\.17\.0/ },
  },
  {
    name: 'effect-venv-switched-on-by-bash',
    rule: 'correctness/lost-variable',
    line: 4,
    broken: `FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv env
RUN /bin/bash -c "source env/bin/activate"
COPY requirements.txt .
RUN pip install -r requirements.txt

FROM python:3.13-slim
COPY --from=build /src/env /src/env
ENV PATH=/src/env/bin:$PATH
`,
    mended: `FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv env
COPY requirements.txt .
RUN /bin/bash -c "source env/bin/activate && pip install -r requirements.txt"

FROM python:3.13-slim
COPY --from=build /src/env /src/env
ENV PATH=/src/env/bin:$PATH
`,
    files: { 'requirements.txt': 'six==1.17.0\n' },
    fails: { when: 'effect', probe: 'python -c "import six"' },
  },
  {
    name: 'effect-assignment-in-a-run-of-its-own',
    rule: 'correctness/lost-variable',
    line: 2,
    broken: `FROM busybox
RUN RELEASE=2026.11
COPY notes.txt /srv/www/
RUN sed -i "s/@RELEASE@/\${RELEASE}/" /srv/www/notes.txt
CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/www"]
`,
    mended: `FROM busybox
ARG RELEASE=2026.11
COPY notes.txt /srv/www/
RUN sed -i "s/@RELEASE@/\${RELEASE}/" /srv/www/notes.txt
CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/www"]
`,
    files: { 'notes.txt': 'Harbour @RELEASE@\n' },
    fails: { when: 'effect', probe: "grep -q 'Harbour 2026.11' /srv/www/notes.txt" },
  },
  {
    name: 'effect-alias-for-the-next-line',
    rule: 'correctness/lost-shell-state',
    line: 4,
    broken: `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends file && rm -rf /var/lib/apt/lists/*
COPY logo.svg /srv/
RUN alias kind='file --brief --mime-type'
RUN kind /srv/logo.svg > /srv/logo.type
`,
    mended: `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends file && rm -rf /var/lib/apt/lists/*
COPY logo.svg /srv/
RUN file --brief --mime-type /srv/logo.svg > /srv/logo.type
`,
    files: { 'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n' },
    fails: { when: 'build', says: /kind: not found/ },
  },
  {
    name: 'effect-umask-alone',
    rule: 'correctness/lost-shell-state',
    line: 3,
    broken: `FROM debian:13-slim
RUN groupadd -r crew && useradd -r -g crew -d /var/lib/crew crew
RUN umask 0077
RUN mkdir /var/lib/crew && echo secret > /var/lib/crew/token && chown -R crew:crew /var/lib/crew
USER crew
`,
    mended: `FROM debian:13-slim
RUN groupadd -r crew && useradd -r -g crew -d /var/lib/crew crew
RUN umask 0077 \\
    && mkdir /var/lib/crew && echo secret > /var/lib/crew/token && chown -R crew:crew /var/lib/crew
USER crew
`,
    fails: { when: 'effect', probe: 'test "$(stat -c %a /var/lib/crew)" = 700' },
  },
  {
    name: 'effect-su-for-the-next-lines',
    rule: 'correctness/lost-shell-state',
    line: 4,
    broken: `FROM node:22-slim
WORKDIR /home/node/quay
RUN chown node:node /home/node/quay
RUN su - node
COPY --chown=node:node package.json .
RUN npm install --no-audit --no-fund && touch .installed
CMD ["node", "-e", "console.log(process.getuid())"]
`,
    mended: `FROM node:22-slim
WORKDIR /home/node/quay
RUN chown node:node /home/node/quay
USER node
COPY --chown=node:node package.json .
RUN npm install --no-audit --no-fund && touch .installed
CMD ["node", "-e", "console.log(process.getuid())"]
`,
    files: { 'package.json': MANIFEST },
    fails: { when: 'effect', probe: 'test "$(id -un)" = node' },
    works: { prints: /1000/ },
  },
  {
    name: 'effect-options-of-a-shell-alone',
    rule: 'correctness/lost-shell-state',
    line: 2,
    broken: `FROM debian:13-slim
RUN set -e -u
COPY prepare.sh /usr/local/bin/
RUN sh /usr/local/bin/prepare.sh; cat "/srv/$UNKNOWN_NAME" 2> /dev/null; echo done > /srv/state
`,
    mended: `FROM debian:13-slim
COPY prepare.sh /usr/local/bin/
RUN sh /usr/local/bin/prepare.sh && echo done > /srv/state && rm /usr/local/bin/prepare.sh
`,
    files: { 'prepare.sh': 'mkdir -p /srv/work\n' },
    fails: { when: 'effect', probe: 'test ! -e /usr/local/bin/prepare.sh' },
  },
  {
    name: 'effect-service-for-the-container',
    rule: 'correctness/lost-process',
    line: 6,
    broken: `FROM debian:13-slim
RUN apt-get update \\
    && apt-get install -y --no-install-recommends redis-server \\
    && rm -rf /var/lib/apt/lists/*
COPY --chmod=755 watch.sh /usr/local/bin/watch
RUN service redis-server start
CMD ["/usr/local/bin/watch"]
`,
    mended: `FROM debian:13-slim
RUN apt-get update \\
    && apt-get install -y --no-install-recommends redis-server \\
    && rm -rf /var/lib/apt/lists/*
COPY --chmod=755 watch.sh /usr/local/bin/watch
CMD redis-server --daemonize yes > /dev/null && sleep 1 && exec /usr/local/bin/watch
`,
    files: { 'watch.sh': '#!/bin/sh\nexec redis-cli ping\n' },
    fails: { when: 'start', says: /Connection refused/ },
    works: { prints: /PONG/ },
  },
  {
    name: 'effect-server-in-the-background',
    rule: 'correctness/lost-process',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /srv
COPY index.html .
RUN nohup python -m http.server 8000 &
RUN python -c "import urllib.request as u; open('copy.html', 'wb').write(u.urlopen('http://127.0.0.1:8000/').read())"
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv
COPY index.html .
RUN python -m http.server 8000 & sleep 20 && \\
    python -c "import urllib.request as u; open('copy.html', 'wb').write(u.urlopen('http://127.0.0.1:8000/').read())"
`,
    files: { 'index.html': '<p>quay</p>\n' },
    fails: { when: 'build', says: /Connection refused/ },
  },
  {
    name: 'effect-global-arg-in-a-run',
    rule: 'correctness/variable-out-of-scope',
    line: 6,
    broken: `ARG NODE_TAG=22-slim
ARG RELEASE=7.3.1
FROM node:\${NODE_TAG}
WORKDIR /srv/quay
COPY package.json ./
RUN sed -i "s/1\\.0\\.0/\${RELEASE}/" package.json
CMD ["node", "-p", "require('/srv/quay/package.json').version"]
`,
    mended: `ARG NODE_TAG=22-slim
ARG RELEASE=7.3.1
FROM node:\${NODE_TAG}
ARG RELEASE
WORKDIR /srv/quay
COPY package.json ./
RUN sed -i "s/1\\.0\\.0/\${RELEASE}/" package.json
CMD ["node", "-p", "require('/srv/quay/package.json').version"]
`,
    files: { 'package.json': MANIFEST },
    fails: { when: 'effect', probe: "grep -q '7.3.1' /srv/quay/package.json" },
    works: { prints: /7\.3\.1/ },
  },
  {
    name: 'effect-global-arg-in-env',
    rule: 'correctness/variable-out-of-scope',
    line: 5,
    broken: `ARG BUOY_HOME=/opt/buoy

FROM debian:13-slim
LABEL org.opencontainers.image.title="buoy"
ENV PATH="\${BUOY_HOME}/bin:\${PATH}"
COPY --chmod=755 buoy.sh /opt/buoy/bin/buoy
USER nobody
ENTRYPOINT ["buoy"]
`,
    mended: `ARG BUOY_HOME=/opt/buoy

FROM debian:13-slim
LABEL org.opencontainers.image.title="buoy"
ARG BUOY_HOME
ENV PATH="\${BUOY_HOME}/bin:\${PATH}"
COPY --chmod=755 buoy.sh /opt/buoy/bin/buoy
USER nobody
ENTRYPOINT ["buoy"]
`,
    files: { 'buoy.sh': '#!/bin/sh\necho afloat\n' },
    fails: { when: 'start', says: /"buoy": executable file not found/ },
    works: { prints: /afloat/ },
  },
  {
    name: 'effect-arg-of-another-stage',
    rule: 'correctness/variable-out-of-scope',
    line: 11,
    broken: `FROM golang:1.26 AS build
ARG APP=lighthouse
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /out/\${APP} .

FROM debian:13-slim
RUN useradd --system --create-home keeper
USER keeper
WORKDIR /home/keeper
COPY --from=build /out/\${APP} /usr/local/bin/lighthouse
CMD ["lighthouse"]
`,
    mended: `FROM golang:1.26 AS build
ARG APP=lighthouse
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /out/\${APP} .

FROM debian:13-slim
ARG APP=lighthouse
RUN useradd --system --create-home keeper
USER keeper
WORKDIR /home/keeper
COPY --from=build /out/\${APP} /usr/local/bin/lighthouse
CMD ["lighthouse"]
`,
    files: {
      'go.mod': 'module example.com/lighthouse\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { println("light") }\n',
    },
    fails: { when: 'start', says: /permission denied|is a directory|executable file not found/ },
    works: { prints: /light/ },
  },
  {
    name: 'effect-arg-declared-below-its-use',
    rule: 'correctness/variable-out-of-scope',
    line: 2,
    broken: `FROM debian:12-slim
RUN useradd --uid "\${CREW_ID}0" --home-dir /srv crew || useradd --home-dir /srv crew
ARG CREW_ID=450
USER crew
`,
    mended: `FROM debian:12-slim
ARG CREW_ID=450
RUN useradd --uid "\${CREW_ID}0" --home-dir /srv crew || useradd --home-dir /srv crew
USER crew
`,
    fails: { when: 'effect', probe: 'test "$(id -u)" = 4500' },
  },
  {
    name: 'effect-env-made-of-its-neighbour',
    rule: 'correctness/variable-out-of-scope',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /srv/tide
ENV TIDE_HOME=/srv/tide \\
    PYTHONPATH=$TIDE_HOME/lib \\
    PYTHONUNBUFFERED=1
COPY lib lib
CMD ["python", "-m", "gauge"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv/tide
ENV TIDE_HOME=/srv/tide
ENV PYTHONPATH=$TIDE_HOME/lib \\
    PYTHONUNBUFFERED=1
COPY lib lib
CMD ["python", "-m", "gauge"]
`,
    files: { 'lib/gauge.py': 'print("two metres")\n' },
    fails: { when: 'start', says: /No module named gauge/ },
    works: { prints: /two metres/ },
  },
  {
    name: 'effect-arg-in-the-command',
    rule: 'correctness/variable-out-of-scope',
    line: 5,
    broken: `FROM python:3.12-slim
ARG PORT=8085
WORKDIR /site
COPY check.py .
CMD exec python check.py --port $PORT
`,
    mended: `FROM python:3.12-slim
ARG PORT=8085
ENV PORT=$PORT
WORKDIR /site
COPY check.py .
CMD exec python check.py --port $PORT
`,
    files: {
      'check.py':
        'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--port", type=int)\nprint("listening on", parser.parse_args().port)\n',
    },
    fails: { when: 'start', says: /expected one argument/ },
    works: { prints: /listening on 8085/ },
  },
  {
    name: 'effect-platform-not-asked-for',
    rule: 'correctness/variable-out-of-scope',
    line: 3,
    broken: `FROM debian:13-slim AS fetch
COPY dist /dist
RUN install -D -m 0755 "/dist/pilot-linux-\${TARGETARCH}" /out/pilot || cp -r /dist /out

FROM debian:13-slim
COPY --from=fetch /out/ /usr/local/bin/
CMD ["pilot"]
`,
    mended: `FROM debian:13-slim AS fetch
ARG TARGETARCH
COPY dist /dist
RUN install -D -m 0755 "/dist/pilot-linux-\${TARGETARCH}" /out/pilot || cp -r /dist /out

FROM debian:13-slim
COPY --from=fetch /out/ /usr/local/bin/
CMD ["pilot"]
`,
    files: {
      'dist/pilot-linux-amd64': '#!/bin/sh\necho aboard\n',
      'dist/pilot-linux-arm64': '#!/bin/sh\necho aboard\n',
    },
    fails: { when: 'start', says: /"pilot": executable file not found/ },
    works: { prints: /aboard/ },
  },
  {
    name: 'effect-home-of-the-builder',
    rule: 'correctness/variable-out-of-scope',
    line: 4,
    broken: `FROM node:22-slim
USER node
RUN mkdir -p /home/node/.npm-global && npm config set prefix /home/node/.npm-global
ENV PATH=$HOME/.npm-global/bin:$PATH
COPY --chown=node:node --chmod=755 ferry.js /home/node/.npm-global/bin/ferry
CMD ["ferry"]
`,
    mended: `FROM node:22-slim
USER node
RUN mkdir -p /home/node/.npm-global && npm config set prefix /home/node/.npm-global
ENV PATH=/home/node/.npm-global/bin:$PATH
COPY --chown=node:node --chmod=755 ferry.js /home/node/.npm-global/bin/ferry
CMD ["ferry"]
`,
    files: { 'ferry.js': '#!/usr/bin/env node\nconsole.log("crossing");\n' },
    fails: { when: 'start', says: /ferry: not found|Cannot find module/ },
    works: { prints: /crossing/ },
  },
  {
    name: 'effect-pip-keeps-nothing',
    rule: 'correctness/ineffective-cache-mount',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip,id=pairs-pip-off \\
    pip install --no-cache-dir -r requirements.txt
RUN --mount=type=cache,target=/seen,id=pairs-pip-off find /seen -type f > /srv/seen
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip,id=pairs-pip-on \\
    pip install -r requirements.txt
RUN --mount=type=cache,target=/seen,id=pairs-pip-on find /seen -type f > /srv/seen
`,
    files: { 'requirements.txt': 'six==1.17.0\n' },
    fails: { when: 'effect', probe: 'test -s /srv/seen' },
  },
  {
    name: 'effect-apt-deletes-what-it-installed',
    rule: 'correctness/ineffective-cache-mount',
    line: 2,
    broken: `FROM debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked,id=pairs-apt-clean \\
    apt-get update && apt-get install -y --no-install-recommends file
RUN --mount=type=cache,target=/seen,id=pairs-apt-clean find /seen -name '*.deb' > /srv/seen
`,
    mended: `FROM debian:13-slim
RUN rm -f /etc/apt/apt.conf.d/docker-clean \\
    && echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked,id=pairs-apt-keep \\
    apt-get update && apt-get install -y --no-install-recommends file
RUN --mount=type=cache,target=/seen,id=pairs-apt-keep find /seen -name '*.deb' > /srv/seen
`,
    fails: { when: 'effect', probe: 'test -s /srv/seen' },
  },
  {
    name: 'effect-npm-cache-cleaned-under-its-mount',
    rule: 'correctness/ineffective-cache-mount',
    line: 4,
    broken: `FROM node:22-slim
WORKDIR /srv/quay
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm,id=pairs-npm-clean \\
    npm install --omit=dev --no-audit && \\
    npm cache clean --force
RUN --mount=type=cache,target=/seen,id=pairs-npm-clean find /seen -path '*content-v2*' -type f > /srv/seen
CMD ["node", "-p", "require('left-pad')('x', 3)"]
`,
    mended: `FROM node:22-slim
WORKDIR /srv/quay
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm,id=pairs-npm-kept \\
    npm install --omit=dev --no-audit
RUN --mount=type=cache,target=/seen,id=pairs-npm-kept find /seen -path '*content-v2*' -type f > /srv/seen
CMD ["node", "-p", "require('left-pad')('x', 3)"]
`,
    files: {
      'package.json':
        '{ "name": "quay", "version": "1.0.0", "dependencies": { "left-pad": "1.3.0" } }\n',
    },
    fails: { when: 'effect', probe: 'test -s /srv/seen' },
    works: { prints: / {2}x/ },
  },
  {
    name: 'effect-npm-cache-of-root-for-node',
    rule: 'correctness/ineffective-cache-mount',
    line: 5,
    broken: `FROM node:22-slim
WORKDIR /home/node
USER node
COPY --chown=node package.json ./
RUN --mount=type=cache,target=/root/.npm,id=pairs-npm-root npm install --no-audit
USER root
RUN --mount=type=cache,target=/seen,id=pairs-npm-root find /seen -path '*content-v2*' -type f > /srv/seen
USER node
`,
    mended: `FROM node:22-slim
WORKDIR /home/node
USER node
COPY --chown=node package.json ./
RUN --mount=type=cache,target=/home/node/.npm,id=pairs-npm-node,uid=1000,gid=1000 npm install --no-audit
USER root
RUN --mount=type=cache,target=/seen,id=pairs-npm-node,uid=1000,gid=1000 find /seen -path '*content-v2*' -type f > /srv/seen
USER node
`,
    files: {
      'package.json':
        '{ "name": "quay", "version": "1.0.0", "dependencies": { "left-pad": "1.3.0" } }\n',
    },
    fails: { when: 'effect', probe: 'test -s /srv/seen' },
  },
  {
    name: 'effect-pip-cache-owned-by-root',
    rule: 'correctness/ineffective-cache-mount',
    line: 6,
    broken: `FROM python:3.13-slim
RUN useradd --create-home --uid 1200 diver
USER diver
WORKDIR /home/diver
COPY requirements.txt .
RUN --mount=type=cache,target=/home/diver/.cache/pip,id=pairs-pip-root pip install --user -r requirements.txt
USER root
RUN --mount=type=cache,target=/seen,id=pairs-pip-root find /seen -type f > /srv/seen
USER diver
`,
    mended: `FROM python:3.13-slim
RUN useradd --create-home --uid 1200 diver
USER diver
WORKDIR /home/diver
COPY requirements.txt .
RUN --mount=type=cache,target=/home/diver/.cache/pip,id=pairs-pip-diver,uid=1200,gid=1200 pip install --user -r requirements.txt
USER root
RUN --mount=type=cache,target=/seen,id=pairs-pip-diver,uid=1200,gid=1200 find /seen -type f > /srv/seen
USER diver
`,
    files: { 'requirements.txt': 'six==1.17.0\n' },
    fails: { when: 'effect', probe: 'test -s /srv/seen' },
  },
  {
    name: 'effect-go-modules-elsewhere',
    rule: 'correctness/ineffective-cache-mount',
    line: 4,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN --mount=type=cache,target=/root/go/pkg/mod,id=pairs-go-root \\
    go mod tidy && CGO_ENABLED=0 go build -o /out/semaphore .
RUN --mount=type=cache,target=/seen,id=pairs-go-root ls /seen > /out/seen

FROM debian:13-slim
COPY --from=build /out/ /opt/
CMD ["/opt/semaphore"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN --mount=type=cache,target=/go/pkg/mod,id=pairs-go-path \\
    go mod tidy && CGO_ENABLED=0 go build -o /out/semaphore .
RUN --mount=type=cache,target=/seen,id=pairs-go-path ls /seen > /out/seen

FROM debian:13-slim
COPY --from=build /out/ /opt/
CMD ["/opt/semaphore"]
`,
    files: {
      'go.mod': 'module example.com/semaphore\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"fmt"\n\n\t"github.com/google/uuid"\n)\n\nfunc main() { fmt.Println("flag", len(uuid.NewString())) }\n',
    },
    fails: { when: 'effect', probe: 'test -s /opt/seen' },
    works: { prints: /flag 36/ },
  },
  {
    name: 'effect-comment-behind-user',
    rule: 'correctness/trailing-comment',
    line: 4,
    broken: `FROM python:3.13-slim
RUN useradd --create-home signal
WORKDIR /home/signal
USER signal # never root
COPY horn.py .
CMD ["python", "horn.py"]
`,
    mended: `FROM python:3.13-slim
RUN useradd --create-home signal
WORKDIR /home/signal
# never root
USER signal
COPY horn.py .
CMD ["python", "horn.py"]
`,
    files: { 'horn.py': 'print("toot")\n' },
    fails: { when: 'start', says: /unable to find user signal # never root/ },
    works: { prints: /toot/ },
  },
  {
    name: 'effect-comment-behind-workdir',
    rule: 'correctness/trailing-comment',
    line: 3,
    broken: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /usr/src/app # where the sources are
COPY . .
CMD ["node", "/usr/src/app/index.js"]
`,
    mended: `FROM node:22-slim
ENV NODE_ENV=production
# where the sources are
WORKDIR /usr/src/app
COPY . .
CMD ["node", "/usr/src/app/index.js"]
`,
    files: { 'index.js': 'console.log("anchored");\n' },
    fails: { when: 'start', says: /Cannot find module '\/usr\/src\/app\/index\.js'/ },
    works: { prints: /anchored/ },
  },
  {
    name: 'effect-comment-behind-copy',
    rule: 'correctness/trailing-comment',
    line: 6,
    broken: `FROM nginx:stable
RUN rm /etc/nginx/conf.d/default.conf

EXPOSE 8080
STOPSIGNAL SIGQUIT
COPY site.conf /etc/nginx/conf.d/ # the only site
COPY public /usr/share/nginx/html
`,
    mended: `FROM nginx:stable
RUN rm /etc/nginx/conf.d/default.conf

EXPOSE 8080
STOPSIGNAL SIGQUIT
# the only site
COPY site.conf /etc/nginx/conf.d/
COPY public /usr/share/nginx/html
`,
    files: {
      'site.conf': 'server { listen 8080; root /usr/share/nginx/html; }\n',
      'public/index.html': '<h1>Harbour</h1>\n',
    },
    fails: { when: 'build', says: /"\/#": not found|"\/etc\/nginx\/conf\.d": not found|not found/ },
  },
  {
    name: 'effect-comment-in-the-value',
    rule: 'correctness/trailing-comment',
    line: 3,
    broken: `FROM python:3.12-slim
WORKDIR /srv
ENV WORKERS 2 # one per core
COPY crew.py .
CMD ["python", "crew.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /srv
# one per core
ENV WORKERS=2
COPY crew.py .
CMD ["python", "crew.py"]
`,
    files: { 'crew.py': 'import os\nprint(int(os.environ["WORKERS"]), "at work")\n' },
    fails: { when: 'start', says: /invalid literal for int/ },
    works: { prints: /2 at work/ },
  },
  {
    name: 'effect-comment-swallows-commands',
    rule: 'correctness/trailing-comment',
    line: 4,
    broken: `FROM debian:13-slim
RUN set -eux; \\
    groupadd --system --gid 990 harbour; \\
    useradd --system --uid 990 --gid harbour keeper; # who runs it \\
    install -d -o keeper -g harbour /var/lib/harbour; \\
    rm -rf /var/log/*.log
VOLUME /var/lib/harbour
`,
    mended: `FROM debian:13-slim
RUN set -eux; \\
    groupadd --system --gid 990 harbour; \\
    # who runs it
    useradd --system --uid 990 --gid harbour keeper; \\
    install -d -o keeper -g harbour /var/lib/harbour; \\
    rm -rf /var/log/*.log
VOLUME /var/lib/harbour
`,
    fails: { when: 'effect', probe: 'test "$(stat -c %U /var/lib/harbour)" = keeper' },
  },
  {
    name: 'effect-comment-behind-and',
    rule: 'correctness/trailing-comment',
    line: 3,
    broken: `FROM golang:1.26
WORKDIR /src
RUN mkdir -p cmd/pilot && # sources \\
    printf 'package main\\nfunc main() {}\\n' > cmd/pilot/main.go
CMD ["go", "version"]
`,
    mended: `FROM golang:1.26
WORKDIR /src
# sources
RUN mkdir -p cmd/pilot && \\
    printf 'package main\\nfunc main() {}\\n' > cmd/pilot/main.go
CMD ["go", "version"]
`,
    fails: { when: 'build', says: /[Ss]yntax error|end of file/ },
  },
  {
    name: 'effect-port-with-a-comment',
    rule: 'correctness/syntax',
    line: 3,
    broken: `FROM busybox
COPY index.html /srv/www/
EXPOSE 8080 # web
CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/www"]
`,
    mended: `FROM busybox
COPY index.html /srv/www/
# web
EXPOSE 8080
CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/www"]
`,
    files: { 'index.html': '<h1>Harbour</h1>\n' },
    fails: { when: 'build', says: /invalid containerPort: #/ },
  },
  {
    name: 'effect-command-in-a-variable',
    rule: 'correctness/literal-value',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /srv/log
COPY RELEASE log.py ./
ENV RELEASE="$(cat RELEASE)"
CMD ["python", "log.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv/log
COPY RELEASE log.py ./
CMD RELEASE="$(cat RELEASE)" exec python log.py
`,
    files: {
      RELEASE: '8.4\n',
      'log.py': 'import os\nprint("release", float(os.environ["RELEASE"]))\n',
    },
    fails: { when: 'start', says: /could not convert string to float: '\$\(cat RELEASE\)'/ },
    works: { prints: /release 8\.4/ },
  },
  {
    name: 'effect-blanks-around-equals',
    rule: 'correctness/literal-value',
    line: 2,
    broken: `FROM node:22-slim
ENV DEPTH = 12
WORKDIR /srv/sonar
COPY sonar.js .
USER node
CMD ["node", "sonar.js"]
`,
    mended: `FROM node:22-slim
ENV DEPTH=12
WORKDIR /srv/sonar
COPY sonar.js .
USER node
CMD ["node", "sonar.js"]
`,
    files: {
      'sonar.js':
        'const depth = Number(process.env.DEPTH);\nif (Number.isNaN(depth)) throw new Error("no depth");\nconsole.log(`${depth} fathoms`);\n',
    },
    fails: { when: 'start', says: /no depth/ },
    works: { prints: /12 fathoms/ },
  },
  {
    name: 'effect-home-in-a-copy',
    rule: 'correctness/literal-value',
    line: 3,
    broken: `FROM debian:13-slim
WORKDIR /srv
COPY watchrc ~/.watchrc
COPY --chmod=755 watch.sh /usr/local/bin/watch
CMD ["/usr/local/bin/watch"]
`,
    mended: `FROM debian:13-slim
WORKDIR /srv
COPY watchrc /root/.watchrc
COPY --chmod=755 watch.sh /usr/local/bin/watch
CMD ["/usr/local/bin/watch"]
`,
    files: { watchrc: 'first watch\n', 'watch.sh': '#!/bin/sh\nexec cat "$HOME/.watchrc"\n' },
    fails: { when: 'start', says: /\.watchrc: No such file/ },
    works: { prints: /first watch/ },
  },
  {
    name: 'effect-home-in-path',
    rule: 'correctness/literal-value',
    line: 3,
    broken: `FROM python:3.12-slim
RUN useradd --create-home bosun
ENV PATH="~/.local/bin:$PATH"
USER bosun
WORKDIR /home/bosun
COPY --chown=bosun --chmod=755 pipe.sh .local/bin/pipe
CMD pipe all
`,
    mended: `FROM python:3.12-slim
RUN useradd --create-home bosun
ENV PATH="/home/bosun/.local/bin:$PATH"
USER bosun
WORKDIR /home/bosun
COPY --chown=bosun --chmod=755 pipe.sh .local/bin/pipe
CMD pipe all
`,
    files: { 'pipe.sh': '#!/bin/sh\necho "hands on deck"\n' },
    fails: { when: 'start', says: /pipe: not found/ },
    works: { prints: /hands on deck/ },
  },
  {
    name: 'effect-platforms-of-a-cross-build',
    rule: 'correctness/variable-out-of-scope',
    line: 4,
    broken: `FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN mkdir -p /out/$TARGETOS/$TARGETARCH && CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/$TARGETOS/$TARGETARCH/tug .

FROM debian:13-slim
COPY --from=build /out /opt/tug
`,
    mended: `FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod main.go ./
RUN mkdir -p /out/$TARGETOS/$TARGETARCH && CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/$TARGETOS/$TARGETARCH/tug .

FROM debian:13-slim
COPY --from=build /out /opt/tug
`,
    files: {
      'go.mod': 'module example.com/tug\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { println("tug") }\n',
    },
    fails: { when: 'effect', probe: 'test -x /opt/tug/linux/*/tug' },
  },
  {
    name: 'effect-written-into-a-cache-mount',
    rule: 'correctness/missing-stage-path',
    line: 7,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN --mount=type=cache,target=/out CGO_ENABLED=0 go build -o /out/dinghy .

FROM debian:13-slim
COPY --from=build /out/dinghy /usr/local/bin/dinghy
CMD ["dinghy"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /out/dinghy .

FROM debian:13-slim
COPY --from=build /out/dinghy /usr/local/bin/dinghy
CMD ["dinghy"]
`,
    files: {
      'go.mod': 'module example.com/dinghy\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { println("rowing") }\n',
    },
    fails: { when: 'build', says: /"\/out\/dinghy": not found/ },
    works: { prints: /rowing/ },
  },
  {
    name: 'effect-written-into-a-tmpfs',
    rule: 'correctness/missing-stage-path',
    line: 8,
    broken: `FROM debian:13-slim AS pack
COPY charts /charts
RUN --mount=type=tmpfs,target=/scratch \\
    mkdir /scratch/pack && tar -cf /scratch/pack/charts.tar -C /charts .

FROM debian:13-slim
WORKDIR /srv/charts
COPY --from=pack /scratch/pack/charts.tar /srv/charts.tar
RUN tar -xf /srv/charts.tar
`,
    mended: `FROM debian:13-slim AS pack
COPY charts /charts
RUN --mount=type=tmpfs,target=/scratch \\
    mkdir /pack && tar -cf /pack/charts.tar -C /charts .

FROM debian:13-slim
WORKDIR /srv/charts
COPY --from=pack /pack/charts.tar /srv/charts.tar
RUN tar -xf /srv/charts.tar
`,
    files: { 'charts/north.txt': 'shoals\n' },
    fails: { when: 'build', says: /"\/scratch\/pack\/charts\.tar": not found/ },
  },
];
