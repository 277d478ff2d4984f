import type { Pair } from './types.ts';

const flask = {
  'requirements.txt': 'itsdangerous==2.2.0\n',
  'app.py': 'import itsdangerous\nprint("tide", itsdangerous.__name__)\n',
};
const node = {
  'package.json':
    '{"name":"tide","version":"1.0.0","private":true,"scripts":{"start":"node server.js"}}\n',
  'package-lock.json':
    '{"name":"tide","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{"name":"tide","version":"1.0.0"}}}\n',
  'server.js': 'console.log("tide is up");\n',
};
const go = {
  'go.mod': 'module example.com/tide\n\ngo 1.22\n',
  'cmd/tide/main.go': 'package main\n\nfunc main() { println("tide") }\n',
};

export const pairs: readonly Pair[] = [
  {
    name: 'copy-entrypoint-lies-in-docker-directory',
    rule: 'correctness/missing-source',
    line: 6,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app.py .
COPY entrypoint.sh /usr/local/bin/entrypoint.sh
RUN chmod +x /usr/local/bin/entrypoint.sh
ENTRYPOINT ["entrypoint.sh"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app.py .
COPY docker/entrypoint.sh /usr/local/bin/entrypoint.sh
RUN chmod +x /usr/local/bin/entrypoint.sh
ENTRYPOINT ["entrypoint.sh"]
`,
    files: { ...flask, 'docker/entrypoint.sh': '#!/bin/sh\nexec python app.py\n' },
    fails: { when: 'build', says: /"\/entrypoint\.sh": not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'copy-wrong-capital-letters',
    rule: 'correctness/missing-source',
    line: 3,
    broken: `FROM python:3.12-slim
WORKDIR /srv
COPY Requirements.txt ./
RUN pip install -r Requirements.txt
COPY app.py ./
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /srv
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY app.py ./
CMD ["python", "app.py"]
`,
    files: flask,
    fails: { when: 'build', says: /"\/Requirements\.txt": not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'copy-from-above-the-context',
    rule: 'correctness/missing-source',
    line: 5,
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY ../shared ./shared
COPY server.js ./
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY server.js ./
CMD ["node", "server.js"]
`,
    files: node,
    fails: { when: 'build', says: /"\/shared": not found/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'copy-lockfile-nobody-committed',
    rule: 'correctness/missing-source',
    line: 3,
    broken: `FROM node:22-slim
WORKDIR /usr/src/app
COPY package.json yarn.lock ./
RUN npm install --omit=dev
COPY . .
CMD ["npm", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /usr/src/app
COPY package.json package-lock.json ./
RUN npm install --omit=dev
COPY . .
CMD ["npm", "start"]
`,
    files: node,
    fails: { when: 'build', says: /"\/yarn\.lock": not found/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'copy-kept-out-by-the-ignore-file',
    rule: 'correctness/copy-ignored-file',
    line: 6,
    broken: `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY config/ config/
COPY app.py .
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY config/ config/
COPY app.py .
CMD ["python", "app.py"]
`,
    files: { ...flask, 'config/tide.ini': '[tide]\n', '.dockerignore': '.git\nconfig\n' },
    mendedFiles: { ...flask, 'config/tide.ini': '[tide]\n', '.dockerignore': '.git\n' },
    fails: { when: 'build', says: /"\/config": not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'copy-exception-does-not-reach-the-file',
    rule: 'correctness/missing-source',
    line: 4,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
COPY cmd ./cmd
RUN CGO_ENABLED=0 go build -o /tide ./cmd/tide

FROM gcr.io/distroless/static-debian12
COPY --from=build /tide /tide
ENTRYPOINT ["/tide"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
COPY cmd ./cmd
RUN CGO_ENABLED=0 go build -o /tide ./cmd/tide

FROM gcr.io/distroless/static-debian12
COPY --from=build /tide /tide
ENTRYPOINT ["/tide"]
`,
    files: { ...go, '.dockerignore': '*\n!go.mod\n!internal\n' },
    mendedFiles: { ...go, '.dockerignore': '*\n!go.mod\n!cmd\n' },
    fails: { when: 'build', says: /"\/cmd": not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'copy-pattern-without-a-match',
    rule: 'correctness/missing-source',
    line: 3,
    broken: `FROM debian:13-slim
WORKDIR /etc/tide
COPY conf/*.yaml ./
CMD ["cat", "/etc/tide/tide.yml"]
`,
    mended: `FROM debian:13-slim
WORKDIR /etc/tide
COPY conf/*.yml ./
CMD ["cat", "/etc/tide/tide.yml"]
`,
    files: { 'conf/tide.yml': 'harbour: north\n', 'README.md': '# Tide\n' },
    fails: { when: 'build', says: /lstat \/conf: no such file/ },
    works: { prints: /harbour/ },
  },
  {
    name: 'copy-pattern-at-the-top-without-a-match',
    rule: 'correctness/missing-source',
    line: 5,
    broken: `FROM debian:13-slim
LABEL org.opencontainers.image.title="tide tables"
WORKDIR /var/lib/tide
# the tables
COPY *.csv ./
CMD ["sh", "-c", "ls -l /var/lib/tide"]
`,
    mended: `FROM debian:13-slim
LABEL org.opencontainers.image.title="tide tables"
WORKDIR /var/lib/tide
# the tables
COPY *.tsv ./
CMD ["sh", "-c", "ls -l /var/lib/tide"]
`,
    files: { 'north.tsv': '1\t2\n', 'README.md': '# Tide\n' },
    fails: { when: 'effect', probe: 'ls /var/lib/tide/north.*' },
    works: { prints: /north\.tsv/ },
  },
  {
    name: 'copy-program-from-the-wrong-place-of-a-stage',
    rule: 'correctness/missing-stage-path',
    line: 8,
    broken: `FROM golang:1.26 AS builder
WORKDIR /go/src/tide
COPY go.mod ./
COPY cmd/ cmd/
RUN CGO_ENABLED=0 go build -o /bin/tide ./cmd/tide

FROM gcr.io/distroless/static-debian12
COPY --from=builder /go/src/tide/tide /usr/bin/tide
CMD ["/usr/bin/tide"]
`,
    mended: `FROM golang:1.26 AS builder
WORKDIR /go/src/tide
COPY go.mod ./
COPY cmd/ cmd/
RUN CGO_ENABLED=0 go build -o /bin/tide ./cmd/tide

FROM gcr.io/distroless/static-debian12
COPY --from=builder /bin/tide /usr/bin/tide
CMD ["/usr/bin/tide"]
`,
    files: go,
    fails: { when: 'build', says: /"\/go\/src\/tide\/tide": not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'copy-from-a-stage-that-has-not-copied-it',
    rule: 'correctness/missing-stage-path',
    line: 10,
    broken: `FROM node:22-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN mkdir -p node_modules/.cache && touch node_modules/.cache/keep

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=deps /app/node_modules ./node_modules
COPY --from=deps /app/server.js ./server.js
USER node
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN mkdir -p node_modules/.cache && touch node_modules/.cache/keep

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=deps /app/node_modules ./node_modules
COPY server.js ./server.js
USER node
CMD ["node", "server.js"]
`,
    files: node,
    fails: { when: 'build', says: /"\/app\/server\.js": not found/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'copy-from-a-virtual-environment-never-made',
    rule: 'correctness/missing-stage-path',
    line: 8,
    broken: `FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
WORKDIR /src
COPY --from=build /opt/venv /opt/venv
COPY app.py .
ENV PATH=/opt/venv/bin:$PATH
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt .
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
WORKDIR /src
COPY --from=build /opt/venv /opt/venv
COPY app.py .
ENV PATH=/opt/venv/bin:$PATH
CMD ["python", "app.py"]
`,
    files: flask,
    fails: { when: 'build', says: /"\/opt\/venv": not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'install-requirements-before-they-are-copied',
    rule: 'correctness/missing-manifest',
    line: 4,
    broken: `FROM python:3.13-slim
ENV PIP_NO_CACHE_DIR=1
WORKDIR /code
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim
ENV PIP_NO_CACHE_DIR=1
WORKDIR /code
COPY . .
RUN pip install -r requirements.txt
CMD ["python", "app.py"]
`,
    files: flask,
    fails: { when: 'build', says: /Could not open requirements file|No such file/ },
    works: { prints: /tide/ },
  },
  {
    name: 'install-requirements-of-another-directory',
    rule: 'correctness/missing-manifest',
    line: 5,
    broken: `FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN python -m venv /opt/venv
RUN /opt/venv/bin/pip install --no-cache-dir -r requirements/prod.txt
CMD ["/opt/venv/bin/python", "app.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN python -m venv /opt/venv
RUN /opt/venv/bin/pip install --no-cache-dir -r requirements/production.txt
CMD ["/opt/venv/bin/python", "app.py"]
`,
    files: {
      'app.py': flask['app.py'],
      'requirements/base.txt': flask['requirements.txt'],
      'requirements/production.txt': '-r base.txt\n',
      'pyproject.toml': '[project]\nname = "tide"\nversion = "1"\n',
    },
    fails: { when: 'build', says: /Could not open requirements file/ },
    works: { prints: /tide/ },
  },
  {
    name: 'npm-install-above-the-package',
    rule: 'correctness/missing-manifest',
    line: 4,
    broken: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --omit=dev
WORKDIR /app/backend
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY . .
WORKDIR /app/backend
RUN npm install --omit=dev
CMD ["node", "server.js"]
`,
    files: {
      'backend/package.json': node['package.json'],
      'backend/package-lock.json': node['package-lock.json'],
      'backend/server.js': node['server.js'],
      'README.md': '# Tide\n',
    },
    fails: { when: 'build', says: /package\.json|package-lock/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'go-modules-before-go-mod',
    rule: 'correctness/missing-manifest',
    line: 3,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /out/tide ./cmd/tide
FROM debian:13-slim
COPY --from=build /out/tide /usr/local/bin/tide
CMD ["tide"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /out/tide ./cmd/tide
FROM debian:13-slim
COPY --from=build /out/tide /usr/local/bin/tide
CMD ["tide"]
`,
    files: go,
    fails: { when: 'build', says: /go: no modules specified|go\.mod file not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'chmod-of-a-script-that-comes-later',
    rule: 'correctness/missing-file',
    line: 5,
    broken: `FROM debian:13-slim

WORKDIR /opt/tide
RUN mkdir -p logs && \\
    chmod +x entrypoint.sh

COPY entrypoint.sh .
ENTRYPOINT ["./entrypoint.sh"]
`,
    mended: `FROM debian:13-slim

WORKDIR /opt/tide
COPY entrypoint.sh .
RUN mkdir -p logs && \\
    chmod +x entrypoint.sh

ENTRYPOINT ["./entrypoint.sh"]
`,
    files: { 'entrypoint.sh': '#!/bin/sh\necho tide\n', 'README.md': '' },
    fails: { when: 'build', says: /cannot access 'entrypoint\.sh'/ },
    works: { prints: /tide/ },
  },
  {
    name: 'collectstatic-before-the-project-is-there',
    rule: 'correctness/missing-file',
    line: 5,
    broken: `FROM python:3.13-slim
WORKDIR /srv/site
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
RUN python manage.py collectstatic --noinput
COPY . .
CMD ["python", "manage.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv/site
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN python manage.py collectstatic --noinput
CMD ["python", "manage.py"]
`,
    files: {
      'requirements.txt': flask['requirements.txt'],
      'manage.py': 'import sys\nprint("tide", sys.argv[1:])\n',
    },
    fails: { when: 'build', says: /can't open file/ },
    works: { prints: /tide/ },
  },
  {
    name: 'cd-into-a-directory-nobody-made',
    rule: 'correctness/missing-file',
    line: 3,
    broken: `FROM node:22-slim
COPY . /app
RUN cd /app/web && npm install --no-audit --no-fund
WORKDIR /app
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
COPY . /app
RUN cd /app && npm install --no-audit --no-fund
WORKDIR /app
CMD ["node", "server.js"]
`,
    files: node,
    fails: { when: 'build', says: /can't cd to \/app\/web/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'script-below-another-directory',
    rule: 'correctness/missing-program',
    line: 4,
    broken: `FROM debian:13-slim
WORKDIR /build
COPY scripts/ .
RUN ./scripts/configure.sh --prefix=/usr/local
CMD ["cat", "/usr/local/tide.conf"]
`,
    mended: `FROM debian:13-slim
WORKDIR /build
COPY scripts/ scripts/
RUN ./scripts/configure.sh --prefix=/usr/local
CMD ["cat", "/usr/local/tide.conf"]
`,
    files: {
      'scripts/configure.sh': '#!/bin/sh\necho tide > /usr/local/tide.conf\n',
      'README.md': '',
    },
    executable: ['scripts/configure.sh'],
    fails: { when: 'build', says: /\.\/scripts\/configure\.sh: not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'go-build-of-a-command-that-is-not-there',
    rule: 'correctness/missing-file',
    line: 5,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
COPY cmd/ ./cmd/
RUN CGO_ENABLED=0 GOOS=linux go build -trimpath -o /server ./cmd/server
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /server /server
CMD ["/server"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
COPY cmd/ ./cmd/
RUN CGO_ENABLED=0 GOOS=linux go build -trimpath -o /server ./cmd/tide
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /server /server
CMD ["/server"]
`,
    files: go,
    fails: { when: 'build', says: /directory not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'unpack-an-archive-that-add-has-unpacked',
    rule: 'correctness/missing-file',
    line: 4,
    broken: `FROM debian:13-slim
WORKDIR /opt
COPY tide.list /opt/lists/
RUN tar -cf /tmp/lists.tar -C /opt/list tide.list
CMD ["ls", "/tmp"]
`,
    mended: `FROM debian:13-slim
WORKDIR /opt
COPY tide.list /opt/lists/
RUN tar -cf /tmp/lists.tar -C /opt/lists tide.list
CMD ["ls", "/tmp"]
`,
    files: { 'tide.list': 'a\nb\n', 'README.md': '' },
    fails: { when: 'build', says: /\/opt\/list: Cannot open/ },
    works: { prints: /lists\.tar/ },
  },
  {
    name: 'redirection-into-a-missing-directory',
    rule: 'correctness/missing-file',
    line: 4,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY app.py requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt && echo "production" > /app/config/environment
CMD ["sh", "-c", "cat config/environment && python app.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY app.py requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt && mkdir config && echo "production" > /app/config/environment
CMD ["sh", "-c", "cat config/environment && python app.py"]
`,
    files: flask,
    fails: { when: 'build', says: /cannot create \/app\/config\/environment/ },
    works: { prints: /production/ },
  },
  {
    name: 'mkdir-of-what-workdir-has-made',
    rule: 'correctness/existing-path',
    line: 3,
    broken: `FROM node:22-slim
WORKDIR /usr/src/app
RUN mkdir /usr/src/app && chown node:node /usr/src/app
COPY --chown=node:node . .
USER node
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /usr/src/app
RUN chown node:node /usr/src/app
COPY --chown=node:node . .
USER node
CMD ["node", "server.js"]
`,
    files: node,
    fails: { when: 'build', says: /File exists/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'several-files-without-a-slash',
    rule: 'correctness/overwritten-copy',
    line: 2,
    broken: `FROM node:22-slim
COPY package.json package-lock.json /app
WORKDIR /app
RUN npm ci
COPY server.js .
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
COPY package.json package-lock.json /app/
WORKDIR /app
RUN npm ci
COPY server.js .
CMD ["node", "server.js"]
`,
    files: node,
    fails: { when: 'build', says: /not a directory|Not a directory/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'file-named-like-the-working-directory',
    rule: 'correctness/overwritten-copy',
    line: 2,
    broken: `FROM python:3.13-slim
COPY app.py /srv/site
WORKDIR /srv/site
USER nobody
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim
COPY app.py /srv/site/
WORKDIR /srv/site
USER nobody
CMD ["python", "app.py"]
`,
    files: { 'app.py': 'print("tide")\n', 'README.md': '# Tide\n' },
    fails: { when: 'build', says: /not a directory/ },
    works: { prints: /tide/ },
  },
  {
    name: 'pattern-of-several-files-without-a-slash',
    rule: 'correctness/overwritten-copy',
    line: 3,
    broken: `FROM node:22-slim AS deps
ENV NODE_ENV=production
COPY package*.json /srv/tide
RUN cd /srv/tide && npm ci
`,
    mended: `FROM node:22-slim AS deps
ENV NODE_ENV=production
COPY package*.json /srv/tide/
RUN cd /srv/tide && npm ci
`,
    files: node,
    fails: { when: 'build', says: /can't cd to \/srv\/tide/ },
  },
  {
    name: 'nested-by-the-working-directory',
    rule: 'correctness/missing-start-file',
    line: 7,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . app/
EXPOSE 8000
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
EXPOSE 8000
CMD ["python", "app.py"]
`,
    files: flask,
    fails: { when: 'start', says: /can't open file '\/app\/app\.py'/ },
    works: { prints: /tide/ },
  },
  {
    name: 'contents-of-a-directory-instead-of-it',
    rule: 'correctness/missing-start-file',
    line: 6,
    broken: `FROM node:22-slim
WORKDIR /service
COPY package*.json ./
RUN npm ci --omit=dev
COPY src ./
CMD ["node", "src/index.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /service
COPY package*.json ./
RUN npm ci --omit=dev
COPY src ./src
CMD ["node", "src/index.js"]
`,
    files: { ...node, 'src/index.js': node['server.js'] },
    fails: { when: 'start', says: /Cannot find module '\/service\/src\/index\.js'/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'install-in-roots-directory-as-node',
    rule: 'correctness/unwritable-path',
    line: 5,
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
USER node
RUN mkdir node_modules && npm ci
COPY server.js .
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
RUN chown node:node /app
COPY package.json package-lock.json ./
USER node
RUN mkdir node_modules && npm ci
COPY server.js .
CMD ["node", "server.js"]
`,
    files: node,
    fails: { when: 'build', says: /Permission denied/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'directory-at-the-top-as-a-user',
    rule: 'correctness/unwritable-path',
    line: 5,
    broken: `FROM python:3.13-slim
RUN useradd --create-home --uid 10001 tide
WORKDIR /home/tide
USER tide
RUN mkdir -p /data/uploads
COPY app.py requirements.txt ./
RUN pip install --user --no-cache-dir -r requirements.txt
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim
RUN useradd --create-home --uid 10001 tide
WORKDIR /home/tide
RUN mkdir -p /data/uploads && chown -R tide /data
USER tide
COPY app.py requirements.txt ./
RUN pip install --user --no-cache-dir -r requirements.txt
CMD ["python", "app.py"]
`,
    files: flask,
    fails: { when: 'build', says: /mkdir: cannot create directory/ },
    works: { prints: /tide/ },
  },
  {
    name: 'log-file-in-roots-directory-at-start',
    rule: 'correctness/unwritable-path',
    line: 6,
    broken: `FROM node:22-slim
WORKDIR /app
COPY server.js .
RUN mkdir logs
USER node
CMD node server.js > logs/tide.log 2>&1
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY server.js .
RUN mkdir logs && chown node logs
USER node
CMD node server.js > logs/tide.log 2>&1
`,
    files: node,
    fails: { when: 'start', says: /Permission denied|cannot create/ },
  },
  {
    name: 'chmod-600-for-another-user',
    rule: 'correctness/forbidden-file',
    line: 6,
    broken: `FROM python:3.13-slim
WORKDIR /app
COPY --chmod=600 app.py requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
USER nobody
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /app
COPY --chmod=644 app.py requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
USER nobody
CMD ["python", "app.py"]
`,
    files: flask,
    fails: { when: 'start', says: /Permission denied/ },
    works: { prints: /tide/ },
  },
  {
    name: 'program-below-the-home-of-root',
    rule: 'correctness/unstartable-file',
    line: 11,
    broken: `FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt .
RUN pip install --user --no-cache-dir -r requirements.txt gunicorn==23.0.0

FROM python:3.13-slim
COPY --from=build /root/.local /root/.local
WORKDIR /srv
COPY app.py .
USER nobody
CMD ["/root/.local/bin/gunicorn", "--version"]
`,
    mended: `FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt .
RUN pip install --prefix=/install --no-cache-dir -r requirements.txt gunicorn==23.0.0

FROM python:3.13-slim
COPY --from=build /install /usr/local
WORKDIR /srv
COPY app.py .
USER nobody
CMD ["/usr/local/bin/gunicorn", "--version"]
`,
    files: flask,
    fails: { when: 'start', says: /permission denied/i },
    works: { prints: /gunicorn/ },
  },
  {
    name: 'directory-without-the-right-to-enter',
    rule: 'correctness/forbidden-file',
    line: 5,
    broken: `FROM node:22-slim
WORKDIR /app
COPY --chmod=644 src /app/src
USER node
CMD ["node", "src/index.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY --chmod=755 src /app/src
USER node
CMD ["node", "src/index.js"]
`,
    files: { ...node, 'src/index.js': node['server.js'] },
    fails: { when: 'start', says: /EACCES|permission denied|Cannot find module/ },
    works: { prints: /tide is up/ },
  },
  {
    name: 'remove-a-file-of-roots-as-a-user',
    rule: 'correctness/unwritable-path',
    line: 5,
    broken: `FROM python:3.12-slim
WORKDIR /srv/tide
COPY . .
USER www-data
RUN rm -f README.md && python -m compileall -q -o 0 --help > /dev/null
CMD ["python", "app.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /srv/tide
COPY . .
RUN rm -f README.md && python -m compileall -q -o 0 --help > /dev/null
USER www-data
CMD ["python", "app.py"]
`,
    files: { 'app.py': 'print("tide")\n', 'README.md': '# Tide\n', 'pyproject.toml': '' },
    fails: { when: 'build', says: /cannot remove 'README\.md'/ },
    works: { prints: /tide/ },
  },
];
