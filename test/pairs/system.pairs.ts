import type { Pair } from './types.ts';

const PAGE = '<!doctype html><title>Tides</title>';

export const pairs: readonly Pair[] = [
  {
    name: 'sys-uid-of-node-taken',
    rule: 'correctness/account-taken',
    line: 7,
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
COPY src ./src
ENV NODE_ENV=production
# run as our own user
RUN groupadd --gid 1000 app && useradd --uid 1000 --gid app --create-home app
USER app
CMD ["node", "src/main.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
COPY src ./src
ENV NODE_ENV=production
# run as our own user
RUN groupadd --gid 1500 app && useradd --uid 1500 --gid app --create-home app
USER app
CMD ["node", "src/main.js"]
`,
    files: {
      'package.json': '{ "name": "tide", "version": "1.0.0", "private": true }',
      'src/main.js': "console.log('tide', process.getuid());\n",
    },
    fails: { when: 'build', says: /GID '?1000'? already exists/ },
    works: { prints: /tide 1500/ },
  },
  {
    name: 'sys-adduser-uid-taken-on-full-image',
    rule: 'correctness/account-taken',
    line: 4,
    broken: `FROM node:22
ARG UID=1000
RUN mkdir -p /srv/app
RUN adduser --disabled-password --gecos "" --uid \${UID} dev
COPY --chown=dev:dev server.js /srv/app/
USER dev
CMD ["node", "/srv/app/server.js"]
`,
    mended: `FROM node:22
ARG UID=1001
RUN mkdir -p /srv/app
RUN adduser --disabled-password --gecos "" --uid \${UID} dev
COPY --chown=dev:dev server.js /srv/app/
USER dev
CMD ["node", "/srv/app/server.js"]
`,
    files: { 'server.js': "console.log('up');\n" },
    fails: { when: 'build', says: /UID 1000 is already in use/ },
    works: { prints: /up/ },
  },
  {
    name: 'sys-group-made-before-its-user',
    rule: 'correctness/account-taken',
    line: 3,
    broken: `FROM python:3.12-slim
RUN groupadd -r worker
RUN useradd -r -m worker
WORKDIR /srv
COPY main.py .
USER worker
CMD ["python", "main.py"]
`,
    mended: `FROM python:3.12-slim
RUN groupadd -r worker
RUN useradd -r -m -g worker worker
WORKDIR /srv
COPY main.py .
USER worker
CMD ["python", "main.py"]
`,
    files: { 'main.py': "print('working')\n" },
    fails: { when: 'build', says: /group worker exists/ },
    works: { prints: /working/ },
  },
  {
    name: 'sys-www-data-on-alpine',
    rule: 'correctness/account-taken',
    line: 3,
    broken: `FROM alpine:3.23
ENV WEB_ROOT=/srv/www
RUN addgroup -g 82 -S www-data && adduser -u 82 -D -S -G www-data www-data
COPY index.html /srv/www/
USER www-data
CMD ["cat", "/srv/www/index.html"]
`,
    mended: `FROM alpine:3.23
ENV WEB_ROOT=/srv/www
RUN adduser -u 82 -D -S -G www-data www-data
COPY index.html /srv/www/
USER www-data
CMD ["cat", "/srv/www/index.html"]
`,
    files: { 'index.html': PAGE },
    fails: { when: 'build', says: /group 'www-data' in use/ },
    works: { prints: /Tides/ },
  },
  {
    name: 'sys-user-made-twice-across-stages',
    rule: 'correctness/account-taken',
    line: 10,
    broken: `FROM debian:12-slim AS base
RUN useradd --system --create-home service

FROM base AS build
WORKDIR /src
COPY notes.txt .
RUN tr a-z A-Z < notes.txt > NOTES.txt

FROM base
RUN useradd --system --create-home service
COPY --from=build /src/NOTES.txt /home/service/
USER service
CMD ["cat", "/home/service/NOTES.txt"]
`,
    mended: `FROM debian:12-slim AS base
RUN useradd --system --create-home service

FROM base AS build
WORKDIR /src
COPY notes.txt .
RUN tr a-z A-Z < notes.txt > NOTES.txt

FROM base
COPY --from=build /src/NOTES.txt /home/service/
USER service
CMD ["cat", "/home/service/NOTES.txt"]
`,
    files: { 'notes.txt': 'low tide\n' },
    fails: { when: 'build', says: /user 'service' already exists/ },
    works: { prints: /LOW TIDE/ },
  },
  {
    name: 'sys-usermod-to-a-taken-id',
    rule: 'correctness/account-taken',
    line: 3,
    broken: `FROM nginx:stable
COPY index.html /usr/share/nginx/html/
RUN usermod -u 33 nginx && groupmod -g 33 nginx
`,
    mended: `FROM nginx:stable
COPY index.html /usr/share/nginx/html/
RUN usermod -u 1033 nginx && groupmod -g 1033 nginx
`,
    files: { 'index.html': PAGE },
    fails: { when: 'build', says: /UID '33' already exists/ },
  },
  {
    name: 'sys-alpine-options-on-debian',
    rule: 'correctness/foreign-option',
    line: 4,
    broken: `FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN addgroup -S app && adduser -S -G app app
RUN CGO_ENABLED=0 go build -o /out/tide .

FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY --from=build /out/tide /tide
USER app
ENTRYPOINT ["/tide"]
`,
    mended: `FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN addgroup --system app && adduser --system --ingroup app app
RUN CGO_ENABLED=0 go build -o /out/tide .

FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY --from=build /out/tide /tide
USER app
ENTRYPOINT ["/tide"]
`,
    files: {
      'go.mod': 'module example.com/tide\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { println("tide") }\n',
    },
    fails: { when: 'build', says: /Option s is ambiguous|adduser/ },
    works: { prints: /tide/ },
  },
  {
    name: 'sys-adduser-d-on-python-slim',
    rule: 'correctness/foreign-option',
    line: 5,
    broken: `FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY app.py .
RUN adduser -D -u 10001 appuser && chown -R appuser /app
USER appuser
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY app.py .
RUN adduser --disabled-password --gecos "" --uid 10001 appuser && chown -R appuser /app
USER appuser
CMD ["python", "app.py"]
`,
    files: { 'app.py': "print('fine')\n" },
    fails: { when: 'build', says: /Option d is ambiguous/i },
    works: { prints: /fine/ },
  },
  {
    name: 'sys-debian-options-on-alpine',
    rule: 'correctness/foreign-option',
    line: 2,
    broken: `FROM alpine:3.23
RUN adduser --system --group --no-create-home relay
COPY relay.sh /usr/local/bin/relay
USER relay
ENTRYPOINT ["sh", "/usr/local/bin/relay"]
`,
    mended: `FROM alpine:3.23
RUN addgroup -S relay && adduser -S -H -G relay relay
COPY relay.sh /usr/local/bin/relay
USER relay
ENTRYPOINT ["sh", "/usr/local/bin/relay"]
`,
    files: { 'relay.sh': 'echo relaying\n' },
    fails: { when: 'build', says: /unrecognized option.*group/ },
    works: { prints: /relaying/ },
  },
  {
    name: 'sys-useradd-with-adduser-options',
    rule: 'correctness/foreign-option',
    line: 6,
    broken: `FROM rust:1-slim-bookworm
WORKDIR /build
COPY main.rs .
RUN rustc -o /usr/local/bin/tide main.rs
# no login
RUN useradd --disabled-password --gecos "" tide
USER tide
CMD ["tide"]
`,
    mended: `FROM rust:1-slim-bookworm
WORKDIR /build
COPY main.rs .
RUN rustc -o /usr/local/bin/tide main.rs
# no login
RUN useradd --shell /usr/sbin/nologin tide
USER tide
CMD ["tide"]
`,
    files: { 'main.rs': 'fn main() { println!("rust tide"); }\n' },
    fails: { when: 'build', says: /unrecognized option '--disabled-password'/ },
    works: { prints: /rust tide/ },
  },
  {
    name: 'sys-useradd-on-alpine',
    rule: 'correctness/missing-program',
    line: 4,
    broken: `FROM alpine:3.23
WORKDIR /opt/beacon
COPY beacon.sh .
RUN useradd -m beacon && chown -R beacon /opt/beacon
USER beacon
CMD ["sh", "beacon.sh"]
`,
    mended: `FROM alpine:3.23
WORKDIR /opt/beacon
COPY beacon.sh .
RUN adduser -D beacon && chown -R beacon /opt/beacon
USER beacon
CMD ["sh", "beacon.sh"]
`,
    files: { 'beacon.sh': 'echo lit\n' },
    fails: { when: 'build', says: /useradd: not found/ },
    works: { prints: /lit/ },
  },
  {
    name: 'sys-adduser-on-trixie-slim',
    rule: 'correctness/missing-program',
    line: 5,
    broken: `FROM node:24-trixie-slim
WORKDIR /usr/src/app
COPY index.mjs .

RUN adduser --system --group bot
USER bot
CMD ["node", "index.mjs"]
`,
    mended: `FROM node:24-trixie-slim
WORKDIR /usr/src/app
COPY index.mjs .

RUN useradd --system bot
USER bot
CMD ["node", "index.mjs"]
`,
    files: { 'index.mjs': "console.log('beep');\n" },
    fails: { when: 'build', says: /adduser: not found/ },
    works: { prints: /beep/ },
  },
  {
    name: 'sys-adduser-asks-for-a-password',
    rule: 'correctness/unanswered-question',
    line: 3,
    broken: `FROM alpine:3.23
RUN mkdir /data
RUN addgroup crew && adduser -G crew -h /data -u 5000 mate
USER mate
CMD ["id"]
`,
    mended: `FROM alpine:3.23
RUN mkdir /data
RUN addgroup crew && adduser -D -G crew -h /data -u 5000 mate
USER mate
CMD ["id"]
`,
    fails: { when: 'build', says: /New password|password for mate is unchanged/ },
    works: { prints: /uid=5000\(mate\)/ },
  },
  {
    name: 'sys-chown-to-nobody-known',
    rule: 'correctness/unknown-account',
    line: 5,
    broken: `FROM python:3.13-slim
WORKDIR /srv/reports
COPY report.py .
RUN mkdir out \\
 && chown -R appuser:appuser /srv/reports
CMD ["python", "report.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv/reports
COPY report.py .
RUN mkdir out \\
 && useradd appuser && chown -R appuser:appuser /srv/reports
CMD ["python", "report.py"]
`,
    files: { 'report.py': "print('reported')\n" },
    fails: { when: 'build', says: /invalid user: .appuser:appuser/ },
    works: { prints: /reported/ },
  },
  {
    name: 'sys-user-of-another-stage',
    rule: 'correctness/unknown-account',
    line: 9,
    broken: `FROM debian:13-slim AS build
RUN useradd --create-home builder
USER builder
WORKDIR /home/builder
RUN echo built > artefact

FROM debian:13-slim
COPY --from=build /home/builder/artefact /srv/artefact
USER builder
RUN test -r /srv/artefact
CMD ["cat", "/srv/artefact"]
`,
    mended: `FROM debian:13-slim AS build
RUN useradd --create-home builder
USER builder
WORKDIR /home/builder
RUN echo built > artefact

FROM debian:13-slim
COPY --from=build /home/builder/artefact /srv/artefact
USER nobody
RUN test -r /srv/artefact
CMD ["cat", "/srv/artefact"]
`,
    fails: { when: 'build', says: /unable to find user builder/ },
    works: { prints: /built/ },
  },
  {
    name: 'sys-copy-owner-that-is-not-there',
    rule: 'correctness/unknown-account',
    line: 3,
    broken: `FROM node:22-slim
WORKDIR /app
COPY --chown=app:app . .
CMD ["node", "index.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY --chown=node:node . .
CMD ["node", "index.js"]
`,
    files: { 'index.js': "console.log('hi');\n" },
    fails: { when: 'effect', probe: 'test "$(stat -c %u /app/index.js)" != 0' },
  },
  {
    name: 'sys-group-added-that-is-not-there',
    rule: 'correctness/unknown-account',
    line: 2,
    broken: `FROM debian:13-slim
RUN useradd -m runner && usermod -aG docker runner
USER runner
CMD ["id", "-un"]
`,
    mended: `FROM debian:13-slim
RUN useradd -m runner && groupadd docker && usermod -aG docker runner
USER runner
CMD ["id", "-un"]
`,
    fails: { when: 'build', says: /group 'docker' does not exist/ },
    works: { prints: /runner/ },
  },
  {
    name: 'sys-su-to-a-service-user',
    rule: 'correctness/unknown-account',
    line: 5,
    broken: `FROM debian:12-slim
COPY setup.sh /opt/setup.sh
RUN chmod 755 /opt/setup.sh

RUN su postgres -s /bin/sh -c /opt/setup.sh
`,
    mended: `FROM debian:12-slim
COPY setup.sh /opt/setup.sh
RUN chmod 755 /opt/setup.sh
RUN useradd postgres
RUN su postgres -s /bin/sh -c /opt/setup.sh
`,
    files: { 'setup.sh': '#!/bin/sh\nid > /tmp/owner\n' },
    fails: { when: 'build', says: /user postgres does not exist/ },
  },
  {
    name: 'sys-unknown-group-of-user',
    rule: 'correctness/unknown-account',
    line: 3,
    broken: `FROM python:3.12-slim
RUN useradd -M -N api
USER api:api
WORKDIR /srv
RUN python -c "print('ready')"
`,
    mended: `FROM python:3.12-slim
RUN useradd -M api
USER api:api
WORKDIR /srv
RUN python -c "print('ready')"
`,
    fails: { when: 'build', says: /unable to find group api/ },
  },
  {
    name: 'sys-packages-after-user',
    rule: 'correctness/needs-root',
    line: 7,
    broken: `FROM node:22-slim
WORKDIR /home/node/app
COPY --chown=node:node package.json ./
USER node
ENV NODE_ENV=production
# for the health check
RUN apt-get update && apt-get install -y --no-install-recommends tini
ENTRYPOINT ["tini", "--"]
CMD ["node", "--version"]
`,
    mended: `FROM node:22-slim
WORKDIR /home/node/app
COPY --chown=node:node package.json ./
ENV NODE_ENV=production
# for the health check
RUN apt-get update && apt-get install -y --no-install-recommends tini
USER node
ENTRYPOINT ["tini", "--"]
CMD ["node", "--version"]
`,
    files: { 'package.json': '{ "name": "a", "version": "1.0.0" }' },
    fails: { when: 'build', says: /Permission denied/ },
    works: { prints: /^v22/m },
  },
  {
    name: 'sys-useradd-as-distroless-like-user',
    rule: 'correctness/needs-root',
    line: 4,
    broken: `FROM debian:13-slim
USER 1001:0
WORKDIR /work
RUN useradd --no-create-home job
CMD ["id"]
`,
    mended: `FROM debian:13-slim
RUN useradd --no-create-home job
USER 1001:0
WORKDIR /work
CMD ["id"]
`,
    fails: { when: 'build', says: /cannot lock \/etc\/passwd/ },
    works: { prints: /uid=1001/ },
  },
  {
    name: 'sys-no-yes',
    rule: 'correctness/unanswered-question',
    line: 4,
    broken: `FROM debian:13-slim
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update \\
 && apt-get install --no-install-recommends jq \\
 && rm -rf /var/lib/apt/lists/*
CMD ["jq", "--version"]
`,
    mended: `FROM debian:13-slim
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update \\
 && apt-get install -y --no-install-recommends jq \\
 && rm -rf /var/lib/apt/lists/*
CMD ["jq", "--version"]
`,
    fails: { when: 'build', says: /Abort\.|Do you want to continue/ },
    works: { prints: /jq-/ },
  },
  {
    name: 'sys-no-update',
    rule: 'correctness/missing-package-lists',
    line: 2,
    broken: `FROM python:3.12-slim
RUN apt-get install -y --no-install-recommends tree
WORKDIR /data
CMD ["tree", "/data"]
`,
    mended: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends tree
WORKDIR /data
CMD ["tree", "/data"]
`,
    fails: { when: 'build', says: /Unable to locate package tree/ },
    works: { prints: /directories/ },
  },
  {
    name: 'sys-lists-removed-before-second-install',
    rule: 'correctness/missing-package-lists',
    line: 9,
    broken: `FROM debian:12-slim AS tools
RUN apt-get update && \\
    apt-get install -y --no-install-recommends less && \\
    apt-get clean && \\
    rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*

FROM tools
# viewer
RUN apt-get install -y --no-install-recommends tree
CMD ["tree", "--version"]
`,
    mended: `FROM debian:12-slim AS tools
RUN apt-get update && \\
    apt-get install -y --no-install-recommends less && \\
    apt-get clean && \\
    rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*

FROM tools
# viewer
RUN apt-get update && apt-get install -y --no-install-recommends tree
CMD ["tree", "--version"]
`,
    fails: { when: 'build', says: /Unable to locate package tree/ },
    works: { prints: /tree v/ },
  },
  {
    name: 'sys-netcat-has-no-candidate',
    rule: 'correctness/missing-package',
    line: 5,
    broken: `FROM python:3.12-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1
RUN apt-get update && apt-get install -y --no-install-recommends \\
    less \\
    netcat \\
    && rm -rf /var/lib/apt/lists/*
CMD ["nc", "-h"]
`,
    mended: `FROM python:3.12-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1
RUN apt-get update && apt-get install -y --no-install-recommends \\
    less \\
    netcat-openbsd \\
    && rm -rf /var/lib/apt/lists/*
CMD ["nc", "-h"]
`,
    fails: { when: 'build', says: /'netcat' has no installation candidate/ },
  },
  {
    name: 'sys-python-2-is-gone',
    rule: 'correctness/missing-package',
    line: 3,
    broken: `FROM debian:13-slim
WORKDIR /srv
RUN apt-get update && apt-get install -y --no-install-recommends python
COPY go.py .
CMD ["python", "go.py"]
`,
    mended: `FROM debian:13-slim
WORKDIR /srv
RUN apt-get update && apt-get install -y --no-install-recommends python3-minimal
COPY go.py .
CMD ["python3", "go.py"]
`,
    files: { 'go.py': "print('three')\n" },
    fails: { when: 'build', says: /Unable to locate package python|no installation candidate/ },
    works: { prints: /three/ },
  },
  {
    name: 'sys-old-java-on-new-debian',
    rule: 'correctness/missing-package',
    line: 2,
    broken: `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-11-jre-headless ca-certificates && rm -rf /var/lib/apt/lists/*
CMD ["true"]
`,
    mended: `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
CMD ["true"]
`,
    fails: { when: 'build', says: /openjdk-11-jre-headless/ },
  },
  {
    name: 'sys-apt-on-alpine',
    rule: 'correctness/foreign-package-manager',
    line: 4,
    broken: `FROM alpine:3.23
LABEL team="harbour"
WORKDIR /srv
RUN apt-get update && apt-get install -y curl
CMD ["sh"]
`,
    mended: `FROM alpine:3.23
LABEL team="harbour"
WORKDIR /srv
RUN wget --help 2> /srv/usage
CMD ["sh"]
`,
    fails: { when: 'build', says: /apt-get: not found/ },
  },
  {
    name: 'sys-apk-on-debian',
    rule: 'correctness/foreign-package-manager',
    line: 3,
    broken: `# was python:3.12-alpine
FROM python:3.12-slim
RUN apk add --no-cache gcc musl-dev libffi-dev \\
    && pip install --no-cache-dir six
COPY app.py /app.py
CMD ["python", "/app.py"]
`,
    mended: `# was python:3.12-alpine
FROM python:3.12-slim
RUN pip install --no-cache-dir six
COPY app.py /app.py
CMD ["python", "/app.py"]
`,
    files: { 'app.py': 'import six\nprint(six.__name__)\n' },
    fails: { when: 'build', says: /apk: not found/ },
    works: { prints: /six/ },
  },
  {
    name: 'sys-yum-on-debian',
    rule: 'correctness/foreign-package-manager',
    line: 3,
    broken: `FROM golang:1.26
WORKDIR /src
RUN yum install -y git make
RUN go version > /version
`,
    mended: `FROM golang:1.26
WORKDIR /src
RUN git --version && make --version
RUN go version > /version
`,
    fails: { when: 'build', says: /yum: not found/ },
  },
  {
    name: 'sys-no-shell-in-distroless',
    rule: 'correctness/missing-program',
    line: 8,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /tide .

FROM gcr.io/distroless/static-debian12
COPY --from=build /tide /usr/bin/tide
RUN mkdir -p /var/lib/tide
ENTRYPOINT ["/usr/bin/tide"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /tide .

FROM gcr.io/distroless/static-debian12
COPY --from=build /tide /usr/bin/tide
WORKDIR /var/lib/tide
ENTRYPOINT ["/usr/bin/tide"]
`,
    files: {
      'go.mod': 'module example.com/tide\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { println("tide") }\n',
    },
    fails: { when: 'build', says: /"\/bin\/sh": stat \/bin\/sh: no such file/ },
    works: { prints: /tide/ },
  },
  {
    name: 'sys-shell-that-is-not-there',
    rule: 'correctness/missing-program',
    line: 4,
    broken: `FROM alpine:3.23
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /srv
RUN echo high low | tr ' ' '\\n' > tides
CMD ["cat", "/srv/tides"]
`,
    mended: `FROM alpine:3.23
SHELL ["/bin/ash", "-o", "pipefail", "-c"]
WORKDIR /srv
RUN echo high low | tr ' ' '\\n' > tides
CMD ["cat", "/srv/tides"]
`,
    fails: { when: 'build', says: /"\/bin\/bash": stat \/bin\/bash: no such file/ },
    works: { prints: /high\nlow/ },
  },
  {
    name: 'sys-source-in-dash',
    rule: 'correctness/bash-only',
    line: 5,
    broken: `FROM python:3.12-slim
ENV VENV=/opt/venv
RUN python -m venv $VENV
COPY requirements.txt .
RUN source $VENV/bin/activate && pip install --no-cache-dir -r requirements.txt
CMD ["/opt/venv/bin/python", "-c", "import six; print(six.PY3)"]
`,
    mended: `FROM python:3.12-slim
ENV VENV=/opt/venv
RUN python -m venv $VENV
COPY requirements.txt .
RUN . $VENV/bin/activate && pip install --no-cache-dir -r requirements.txt
CMD ["/opt/venv/bin/python", "-c", "import six; print(six.PY3)"]
`,
    files: { 'requirements.txt': 'six==1.17.0\n' },
    fails: { when: 'build', says: /source: not found/ },
    works: { prints: /True/ },
  },
  {
    name: 'sys-pipefail-in-old-dash',
    rule: 'correctness/bash-only',
    line: 4,
    broken: `FROM debian:12-slim
WORKDIR /srv
COPY words.txt .
RUN set -eo pipefail; sort words.txt | uniq -c > counts.txt
CMD ["cat", "counts.txt"]
`,
    mended: `FROM debian:12-slim
WORKDIR /srv
COPY words.txt .
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN sort words.txt | uniq -c > counts.txt
CMD ["cat", "counts.txt"]
`,
    files: { 'words.txt': 'ebb\nflow\nebb\n' },
    fails: { when: 'build', says: /Illegal option -o pipefail/ },
    works: { prints: /2 ebb/ },
  },
  {
    name: 'sys-array-in-dash',
    rule: 'correctness/bash-only',
    line: 3,
    broken: `FROM node:22-slim
WORKDIR /app
RUN dirs=(logs cache uploads) && mkdir -p "\${dirs[@]}"
CMD ["ls", "/app"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
RUN mkdir -p logs cache uploads
CMD ["ls", "/app"]
`,
    fails: { when: 'build', says: /Syntax error: "\(" unexpected/ },
    works: { prints: /uploads/ },
  },
  {
    name: 'sys-substitution-of-bash',
    rule: 'correctness/bash-only',
    line: 4,
    broken: `FROM debian:13-slim
ARG VERSION=v1.4.2
WORKDIR /opt
RUN mkdir "tide-\${VERSION#v}" && echo "\${VERSION//./_}" > release
CMD ["cat", "/opt/release"]
`,
    mended: `FROM debian:13-slim
ARG VERSION=v1.4.2
WORKDIR /opt
RUN mkdir "tide-\${VERSION#v}" && echo "$VERSION" | tr . _ > release
CMD ["cat", "/opt/release"]
`,
    fails: { when: 'build', says: /Bad substitution/ },
    works: { prints: /v1_4_2/ },
  },
  {
    name: 'sys-double-brackets-in-dash',
    rule: 'correctness/bash-only',
    line: 4,
    broken: `FROM debian:13-slim
ARG PROFILE=release
COPY app.conf /etc/app.conf
RUN [[ -s /etc/app.conf ]] && echo "\${PROFILE}" >> /etc/app.conf
CMD ["cat", "/etc/app.conf"]
`,
    mended: `FROM debian:13-slim
ARG PROFILE=release
COPY app.conf /etc/app.conf
RUN [ -s /etc/app.conf ] && echo "\${PROFILE}" >> /etc/app.conf
CMD ["cat", "/etc/app.conf"]
`,
    files: { 'app.conf': 'tide=high\n' },
    fails: { when: 'build', says: /\[\[: not found/ },
    works: { prints: /release/ },
  },
  {
    name: 'sys-hosts-are-mounted',
    rule: 'correctness/mounted-file',
    line: 3,
    broken: `FROM debian:13-slim
WORKDIR /srv
RUN echo "10.1.2.3 database.internal" >> /etc/hosts
CMD ["true"]
`,
    mended: `FROM debian:13-slim
WORKDIR /srv
RUN echo "10.1.2.3 database.internal" >> /etc/hosts.extra
CMD ["true"]
`,
    fails: { when: 'build', says: /\/etc\/hosts: Read-only file system/ },
  },
  {
    name: 'sys-name-servers-replaced',
    rule: 'correctness/mounted-file',
    line: 3,
    broken: `FROM alpine:3.23
COPY resolv.conf /tmp/resolv.conf
RUN cp /tmp/resolv.conf /etc/resolv.conf && rm /tmp/resolv.conf
CMD ["true"]
`,
    mended: `FROM alpine:3.23
COPY resolv.conf /tmp/resolv.conf
RUN cp /tmp/resolv.conf /etc/resolv.conf.default && rm /tmp/resolv.conf
CMD ["true"]
`,
    files: { 'resolv.conf': 'nameserver 1.1.1.1\n' },
    fails: {
      when: 'build',
      says: /resolv\.conf'?: (Read-only file system|File exists|Resource busy)/,
    },
  },
  {
    name: 'sys-sysctl-by-hand',
    rule: 'correctness/mounted-file',
    line: 2,
    broken: `FROM debian:12-slim
RUN mkdir -p /etc/search && echo 262144 > /proc/sys/vm/max_map_count
CMD ["true"]
`,
    mended: `FROM debian:12-slim
RUN mkdir -p /etc/search && echo vm.max_map_count=262144 > /etc/search/wanted.conf
CMD ["true"]
`,
    fails: { when: 'build', says: /Read-only file system/ },
  },
  {
    name: 'sys-windows-line-ends-in-run',
    rule: 'correctness/unstartable-file',
    line: 4,
    broken: `FROM debian:13-slim
WORKDIR /opt/setup
COPY install.sh .
RUN ./install.sh
CMD ["cat", "/opt/setup/done"]
`,
    mended: `FROM debian:13-slim
WORKDIR /opt/setup
COPY install.sh .
RUN ./install.sh
CMD ["cat", "/opt/setup/done"]
`,
    files: { 'install.sh': '#!/bin/sh\r\nset -e\r\necho installed > done\r\n' },
    mendedFiles: { 'install.sh': '#!/bin/sh\nset -e\necho installed > done\n' },
    executable: ['install.sh'],
    fails: { when: 'build', says: /install\.sh: not found/ },
    works: { prints: /installed/ },
  },
  {
    name: 'sys-script-of-bash-on-alpine',
    rule: 'correctness/unstartable-file',
    line: 4,
    broken: `FROM alpine:3.23
WORKDIR /opt
COPY scripts/ scripts/
RUN scripts/prepare.sh /opt/state
CMD ["ls", "/opt/state"]
`,
    mended: `FROM alpine:3.23
WORKDIR /opt
COPY scripts/ scripts/
RUN scripts/prepare.sh /opt/state
CMD ["ls", "/opt/state"]
`,
    files: { 'scripts/prepare.sh': '#!/usr/bin/env bash\nmkdir "$1" && touch "$1/ready"\n' },
    mendedFiles: { 'scripts/prepare.sh': '#!/bin/sh\nmkdir "$1" && touch "$1/ready"\n' },
    executable: ['scripts/prepare.sh'],
    fails: { when: 'build', says: /bash|not found/ },
    works: { prints: /ready/ },
  },
  {
    name: 'sys-script-without-mode-x',
    rule: 'correctness/unstartable-file',
    line: 5,
    broken: `FROM python:3.12-slim
WORKDIR /srv/site
COPY bin/build.sh bin/
COPY pages/ pages/
RUN ./bin/build.sh
CMD ["cat", "out/index.html"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /srv/site
COPY --chmod=755 bin/build.sh bin/
COPY pages/ pages/
RUN ./bin/build.sh
CMD ["cat", "out/index.html"]
`,
    files: {
      'bin/build.sh': '#!/bin/sh\nmkdir out && cp pages/* out/\n',
      'pages/index.html': PAGE,
    },
    fails: { when: 'build', says: /Permission denied/ },
    works: { prints: /Tides/ },
  },
  {
    name: 'sys-apk-needs-root',
    rule: 'correctness/needs-root',
    line: 4,
    broken: `FROM alpine:3.23
RUN adduser -D dev
USER dev
RUN apk add --no-cache git
`,
    mended: `FROM alpine:3.23
RUN apk add --no-cache git
RUN adduser -D dev
USER dev
`,
    fails: { when: 'build', says: /Permission denied/ },
    unconfirmed: 'the mended one installs packages of Alpine, which cannot be had here',
  },
  {
    name: 'sys-ubuntu-user-has-the-id',
    rule: 'correctness/account-taken',
    line: 4,
    broken: `FROM ubuntu:24.04
ARG USERNAME=dev
ARG USER_UID=1000
RUN groupadd --gid 1000 dev && useradd --uid \${USER_UID} --gid 1000 -m \${USERNAME}
USER dev
CMD ["bash"]
`,
    mended: `FROM ubuntu:24.04
ARG USERNAME=dev
ARG USER_UID=1001
RUN groupadd --gid 1001 dev && useradd --uid \${USER_UID} --gid 1001 -m \${USERNAME}
USER dev
CMD ["bash"]
`,
    fails: { when: 'build', says: /GID '?1000'? already exists/ },
    unconfirmed: 'there is no image of Ubuntu here',
  },
];
