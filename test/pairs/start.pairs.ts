import type { Pair } from './types.ts';

const SERVER = `const { createServer } = require('node:http');
createServer((_, answer) => answer.end('tide')).listen(3000, () => console.log('listening'));
`;
const STAYS = { stays: true, prints: /listening/ } as const;
const TIDE = "print('high tide')\n";

/** Programs and files that the container starts with and that are not there. */
export const pairs: readonly Pair[] = [
  {
    name: 'start-npm-on-distroless',
    rule: 'correctness/missing-start-program',
    line: 9,
    broken: `FROM node:22-slim AS build
WORKDIR /srv/tide
COPY package.json ./
COPY server.js ./

FROM gcr.io/distroless/nodejs22-debian13
WORKDIR /srv/tide
COPY --from=build /srv/tide ./
ENTRYPOINT ["npm", "start"]
`,
    mended: `FROM node:22-slim AS build
WORKDIR /srv/tide
COPY package.json ./
COPY server.js ./

FROM gcr.io/distroless/nodejs22-debian13
WORKDIR /srv/tide
COPY --from=build /srv/tide ./
CMD ["server.js"]
`,
    files: {
      'package.json': '{ "name": "tide", "scripts": { "start": "node server.js" } }',
      'server.js': SERVER,
    },
    fails: { when: 'start', says: /"npm": executable file not found/ },
    works: STAYS,
  },
  {
    name: 'start-npm-as-a-file-of-distroless-node',
    rule: 'correctness/missing-start-file',
    line: 5,
    broken: `FROM gcr.io/distroless/nodejs22-debian13
WORKDIR /app
COPY package.json server.js ./
EXPOSE 3000
CMD ["npm", "start"]
`,
    mended: `FROM gcr.io/distroless/nodejs22-debian13
WORKDIR /app
COPY package.json server.js ./
EXPOSE 3000
CMD ["server.js"]
`,
    files: {
      'package.json': '{ "name": "tide", "scripts": { "start": "node server.js" } }',
      'server.js': SERVER,
    },
    fails: { when: 'start', says: /Cannot find module '\/app\/npm'/ },
    works: STAYS,
  },
  {
    name: 'start-python-where-only-python3-is',
    rule: 'correctness/missing-start-program',
    line: 7,
    broken: `FROM debian:13-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends python3-minimal \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/gauge
COPY gauge.py .
CMD ["python", "gauge.py"]
`,
    mended: `FROM debian:13-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends python3-minimal \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/gauge
COPY gauge.py .
CMD ["python3", "gauge.py"]
`,
    files: { 'gauge.py': TIDE },
    fails: { when: 'start', says: /"python": executable file not found/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'start-server-left-in-the-builder',
    rule: 'correctness/missing-start-program',
    line: 11,
    broken: `FROM python:3.13-slim AS builder
WORKDIR /build
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY harbour ./harbour

FROM python:3.13-slim
WORKDIR /srv
COPY --from=builder /build/harbour ./harbour
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "harbour.web:app"]
`,
    mended: `FROM python:3.13-slim
WORKDIR /srv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY harbour ./harbour
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "harbour.web:app"]
`,
    files: {
      'requirements.txt': 'gunicorn==23.0.0\n',
      'harbour/__init__.py': '',
      'harbour/web.py': `def app(environ, start_response):
    start_response('200 OK', [])
    return [b'tide']
`,
    },
    fails: { when: 'start', says: /"gunicorn": executable file not found/ },
    works: { stays: true, prints: /Listening at/ },
  },
  {
    name: 'start-local-tool-by-its-bare-name',
    rule: 'correctness/missing-start-program',
    line: 6,
    broken: `FROM node:22-slim
WORKDIR /usr/src/app
COPY package.json ./
RUN npm install
COPY server.js ./
CMD ["nodemon", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /usr/src/app
COPY package.json ./
RUN npm install
COPY server.js ./
CMD ["npx", "nodemon", "server.js"]
`,
    files: {
      'package.json': '{ "name": "tide", "dependencies": { "nodemon": "3.1.10" } }',
      'server.js': SERVER,
    },
    fails: { when: 'start', says: /Cannot find module '\/usr\/src\/app\/nodemon'/ },
    works: { stays: true },
  },
  {
    name: 'start-node-file-one-directory-up',
    rule: 'correctness/missing-start-file',
    line: 6,
    broken: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY package.json ./
COPY src ./src
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY package.json ./
COPY src ./src
CMD ["node", "src/server.js"]
`,
    files: { 'package.json': '{ "name": "tide" }', 'src/server.js': SERVER },
    fails: { when: 'start', says: /Cannot find module '\/usr\/src\/app\/server\.js'/ },
    works: STAYS,
  },
  {
    name: 'start-dist-never-copied',
    rule: 'correctness/missing-start-file',
    line: 13,
    broken: `FROM node:22-slim AS build
WORKDIR /app
COPY package.json build.js ./
COPY src ./src
RUN npm run build

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
USER node
EXPOSE 3000
CMD ["node", "dist/main.js"]
`,
    mended: `FROM node:22-slim AS build
WORKDIR /app
COPY package.json build.js ./
COPY src ./src
RUN npm run build

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
CMD ["node", "dist/main.js"]
`,
    files: {
      'package.json': '{ "name": "tide", "scripts": { "build": "node build.js" } }',
      'build.js': "require('node:fs').cpSync('src', 'dist', { recursive: true });\n",
      'src/main.js': SERVER,
    },
    fails: { when: 'start', says: /Cannot find module '\/app\/dist\/main\.js'/ },
    works: STAYS,
  },
  {
    name: 'start-final-stage-without-workdir',
    rule: 'correctness/missing-start-file',
    line: 8,
    broken: `FROM python:3.13-slim AS lint
WORKDIR /code
COPY . .
RUN python -m compileall -q ledger

FROM python:3.13-slim
COPY --from=lint /code /code
CMD ["python", "ledger/main.py"]
`,
    mended: `FROM python:3.13-slim AS lint
WORKDIR /code
COPY . .
RUN python -m compileall -q ledger

FROM python:3.13-slim
COPY --from=lint /code /code
WORKDIR /code
CMD ["python", "ledger/main.py"]
`,
    files: { 'ledger/main.py': TIDE },
    fails: { when: 'start', says: /can't open file '\/+ledger\/main\.py'/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'start-shell-line-with-a-lost-file',
    rule: 'correctness/missing-start-file',
    line: 7,
    broken: `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
RUN useradd --create-home clerk
WORKDIR /home/clerk/ledger
COPY --chown=clerk ledger .
USER clerk
CMD cd /home/clerk && python ledger/ledger/main.py
`,
    mended: `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
RUN useradd --create-home clerk
WORKDIR /home/clerk/ledger
COPY --chown=clerk ledger .
USER clerk
CMD cd /home/clerk && python ledger/main.py
`,
    files: { 'ledger/main.py': TIDE },
    fails: { when: 'start', says: /can't open file/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'start-jar-of-another-name',
    rule: 'correctness/missing-start-file',
    line: 9,
    broken: `FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY Tide.java .
RUN javac Tide.java && jar cfe tide.jar Tide Tide.class

FROM eclipse-temurin:17-jre
WORKDIR /app
COPY --from=build /src/tide.jar /app/
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app/app.jar"]
`,
    mended: `FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY Tide.java .
RUN javac Tide.java && jar cfe tide.jar Tide Tide.class

FROM eclipse-temurin:17-jre
WORKDIR /app
COPY --from=build /src/tide.jar /app/
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app/tide.jar"]
`,
    files: {
      'Tide.java': `class Tide {
  public static void main(String[] words) {
    System.out.println("high tide");
  }
}
`,
    },
    fails: { when: 'start', says: /Unable to access jarfile/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'start-supervisor-with-another-configuration',
    rule: 'correctness/missing-start-file',
    line: 5,
    broken: `FROM python:3.13-slim
RUN pip install --no-cache-dir supervisor==4.2.5 setuptools==75.8.0
WORKDIR /app
COPY deploy/supervisor.conf worker.py ./
CMD ["supervisord", "--nodaemon", "-c", "/app/supervisord.conf"]
`,
    mended: `FROM python:3.13-slim
RUN pip install --no-cache-dir supervisor==4.2.5 setuptools==75.8.0
WORKDIR /app
COPY deploy/supervisor.conf worker.py ./
CMD ["supervisord", "--nodaemon", "-c", "/app/supervisor.conf"]
`,
    files: {
      'worker.py': TIDE,
      'deploy/supervisor.conf': `[supervisord]
user=root

[program:worker]
command=python /app/worker.py
`,
    },
    fails: { when: 'start', says: /could not find config file/ },
    works: { stays: true, prints: /supervisord started/ },
  },
  {
    name: 'start-binary-under-another-name',
    rule: 'correctness/missing-start-program',
    line: 9,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /out/tided .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/tided /usr/local/bin/tided
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/tide", "serve"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /out/tided .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/tided /usr/local/bin/tided
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/tided", "serve"]
`,
    files: {
      'go.mod': 'module example.com/tided\n\ngo 1.26\n',
      'main.go': 'package main\n\nfunc main() { println("high tide") }\n',
    },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'start-shell-form-on-scratch',
    rule: 'correctness/missing-start-program',
    line: 4,
    broken: `FROM scratch
COPY --from=busybox:1 /bin/busybox /bin/httpd
COPY site /www
CMD /bin/httpd -f -v -p 8080 -h /www
`,
    mended: `FROM scratch
COPY --from=busybox:1 /bin/busybox /bin/httpd
COPY site /www
CMD ["/bin/httpd", "-f", "-v", "-p", "8080", "-h", "/www"]
`,
    files: { 'site/index.html': 'tide' },
    fails: { when: 'start', says: /"\/bin\/sh": .*no such file or directory/ },
    works: { stays: true },
  },
  {
    name: 'start-under-an-init-nobody-installed',
    rule: 'correctness/missing-start-program',
    line: 5,
    broken: `FROM node:24-slim
WORKDIR /app
COPY --chown=node:node server.js ./
USER node
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "server.js"]
`,
    mended: `FROM node:24-slim
WORKDIR /app
COPY --chown=node:node server.js ./
USER node
CMD ["node", "server.js"]
`,
    files: { 'server.js': SERVER },
    fails: { when: 'start', says: /"\/sbin\/tini": .*no such file or directory/ },
    works: STAYS,
  },
  {
    name: 'start-behind-dumb-init',
    rule: 'correctness/missing-start-program',
    line: 6,
    broken: `FROM python:3.12-slim
WORKDIR /worker
COPY worker.py .
ENV QUEUE=tides \\
    PYTHONUNBUFFERED=1
ENTRYPOINT ["dumb-init", "--", "python", "worker.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /worker
COPY worker.py .
ENV QUEUE=tides \\
    PYTHONUNBUFFERED=1
ENTRYPOINT ["python", "worker.py"]
`,
    files: { 'worker.py': TIDE },
    fails: { when: 'start', says: /"dumb-init": executable file not found/ },
    works: { prints: /high tide/ },
  },
  {
    name: 'start-npm-without-package-json',
    rule: 'correctness/missing-start-file',
    line: 6,
    broken: `FROM node:22-slim
WORKDIR /home/node/app
COPY src/ ./
EXPOSE 3000
USER node
CMD ["npm", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /home/node/app
COPY package.json ./
COPY src/ ./
EXPOSE 3000
USER node
CMD ["npm", "start"]
`,
    files: {
      'package.json': '{ "name": "tide", "scripts": { "start": "node server.js" } }',
      'src/server.js': SERVER,
    },
    fails: { when: 'start', says: /package\.json/ },
    works: { stays: true },
  },
  {
    name: 'start-as-a-user-of-the-builder',
    rule: 'correctness/missing-start-user',
    line: 9,
    broken: `FROM golang:1.26 AS build
RUN useradd --uid 10001 --no-create-home tide
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /tide .

FROM scratch
COPY --from=build /tide /tide
USER tide
ENTRYPOINT ["/tide"]
`,
    mended: `FROM golang:1.26 AS build
RUN useradd --uid 10001 --no-create-home tide
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /tide .

FROM scratch
COPY --from=build /etc/passwd /etc/group /etc/
COPY --from=build /tide /tide
USER tide
ENTRYPOINT ["/tide"]
`,
    files: {
      'go.mod': 'module example.com/tide\n\ngo 1.26\n',
      'main.go': 'package main\n\nfunc main() { println("high tide") }\n',
    },
    fails: { when: 'start', says: /unable to find user tide/ },
    works: { prints: /high tide/ },
  },
];
