import type { Pair } from './types.ts';

/** Python's packages, environments and machine code, moved to where nothing finds or loads them. */
export const pairs: readonly Pair[] = [
  {
    name: 'packages-of-another-python',
    rule: 'correctness/missing-module',
    line: 17,
    broken: `FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
RUN useradd --create-home web
WORKDIR /srv/web
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
COPY --from=build /usr/local/bin/gunicorn /usr/local/bin/gunicorn
COPY app.py .
USER web
EXPOSE 8000
# two workers are enough
ENV WEB_CONCURRENCY=2
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
`,
    mended: `FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
RUN useradd --create-home web
WORKDIR /srv/web
COPY --from=build /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages
COPY --from=build /usr/local/bin/gunicorn /usr/local/bin/gunicorn
COPY app.py .
USER web
EXPOSE 8000
# two workers are enough
ENV WEB_CONCURRENCY=2
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
`,
    files: {
      'requirements.txt': 'gunicorn==23.0.0\n',
      'app.py': `def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"tide\\n"]
`,
    },
    fails: { when: 'start', says: /No module named 'gunicorn'/ },
    works: { stays: true },
  },
  {
    name: 'environment-moved-to-another-path',
    rule: 'correctness/moved-environment',
    line: 11,
    broken: `FROM python:3.12-slim AS builder
WORKDIR /install
RUN python3 -m venv env
COPY requirements.txt .
RUN ./env/bin/pip install -r requirements.txt

FROM python:3.12-slim
COPY --from=builder /install/env /opt/env
COPY wsgi.py /app/
WORKDIR /app
ENTRYPOINT ["/opt/env/bin/gunicorn", "wsgi:application"]
`,
    mended: `FROM python:3.12-slim AS builder
WORKDIR /install
RUN python3 -m venv /opt/env
COPY requirements.txt .
RUN /opt/env/bin/pip install -r requirements.txt

FROM python:3.12-slim
COPY --from=builder /opt/env /opt/env
COPY wsgi.py /app/
WORKDIR /app
ENTRYPOINT ["/opt/env/bin/gunicorn", "wsgi:application"]
`,
    files: {
      'requirements.txt': 'gunicorn\n',
      'wsgi.py': `def application(environ, start_response):
    start_response("204 No Content", [])
    return []
`,
    },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { stays: true },
  },
  {
    name: 'environment-without-its-python',
    rule: 'correctness/moved-environment',
    line: 14,
    broken: `FROM python:3.12-slim AS deps
ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
RUN python -m venv $VIRTUAL_ENV
RUN pip install itsdangerous

FROM debian:12-slim
RUN apt-get update \\
    && apt-get install -y --no-install-recommends python3 \\
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/venv/bin:$PATH
COPY --from=deps /venv /venv
WORKDIR /opt/sign
COPY sign.py ./
CMD ["python", "sign.py"]
`,
    mended: `FROM python:3.12-slim AS deps
ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
RUN python -m venv $VIRTUAL_ENV
RUN pip install itsdangerous

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH
COPY --from=deps /venv /venv
WORKDIR /opt/sign
COPY sign.py ./
CMD ["python", "sign.py"]
`,
    files: {
      'sign.py': `from itsdangerous import Signer

print(Signer("key").sign("tide").decode())
`,
    },
    fails: { when: 'start', says: /no such file or directory|not found/ },
    works: { prints: /^tide\./m },
  },
  {
    name: 'environment-of-another-python',
    rule: 'correctness/missing-module',
    line: 12,
    broken: `FROM python:3.12-slim AS deps
RUN python -m venv /app/.venv
WORKDIR /app
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim AS final
WORKDIR /app
COPY --from=deps /app/.venv ./.venv
COPY tides ./tides
ENV PATH="/app/.venv/bin:\${PATH}"
CMD ["python", "-m", "tides"]
`,
    mended: `FROM python:3.13-slim AS deps
RUN python -m venv /app/.venv
WORKDIR /app
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim AS final
WORKDIR /app
COPY --from=deps /app/.venv ./.venv
COPY tides ./tides
ENV PATH="/app/.venv/bin:\${PATH}"
CMD ["python", "-m", "tides"]
`,
    files: {
      'requirements.txt': 'click>=8\n',
      'tides/__init__.py': '',
      'tides/__main__.py': `from tides.cli import main

main()
`,
      'tides/cli.py': `import click


@click.command()
def main():
    click.echo("high")
`,
    },
    fails: { when: 'start', says: /No module named 'click'/ },
    works: { prints: /high/ },
  },
  {
    name: 'packages-in-a-directory-nobody-searches',
    rule: 'correctness/missing-module',
    line: 12,
    broken: `FROM python:3.13-slim AS vendor
COPY requirements.txt /tmp/
RUN pip install --target=/vendor -r /tmp/requirements.txt

FROM python:3.13-slim
LABEL maintainer="harbour@example.com"
WORKDIR /job
COPY --from=vendor /vendor ./vendor
COPY run.py settings.yaml ./
ENV PYTHONDONTWRITEBYTECODE=1
STOPSIGNAL SIGINT
CMD python run.py
`,
    mended: `FROM python:3.13-slim AS vendor
COPY requirements.txt /tmp/
RUN pip install --target=/vendor -r /tmp/requirements.txt

FROM python:3.13-slim
LABEL maintainer="harbour@example.com"
WORKDIR /job
COPY --from=vendor /vendor ./vendor
COPY run.py settings.yaml ./
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/job/vendor
STOPSIGNAL SIGINT
CMD python run.py
`,
    files: {
      'requirements.txt': '# settings\npyyaml==6.0.2\n',
      'run.py': `import os
import sys

import yaml

with open("settings.yaml") as file:
    print(yaml.safe_load(file)["port"])
`,
      'settings.yaml': 'port: 8080\n',
    },
    fails: { when: 'start', says: /No module named 'yaml'/ },
    works: { prints: /8080/ },
  },
  {
    name: 'machine-code-of-another-python',
    rule: 'correctness/foreign-extension',
    line: 9,
    broken: `FROM python:3.12-slim AS packages
RUN pip install --no-cache-dir --target /packages orjson

FROM python:3.13-slim
COPY --from=packages /packages /opt/packages
ENV PYTHONPATH=/opt/packages
WORKDIR /app
COPY src/ .
CMD ["python3", "main.py"]
`,
    mended: `FROM python:3.13-slim AS packages
RUN pip install --no-cache-dir --target /packages orjson

FROM python:3.13-slim
COPY --from=packages /packages /opt/packages
ENV PYTHONPATH=/opt/packages
WORKDIR /app
COPY src/ .
CMD ["python3", "main.py"]
`,
    files: {
      'src/main.py': `import orjson

print(orjson.dumps({"a": 1}).decode())
`,
    },
    fails: { when: 'start', says: /ModuleNotFoundError|ImportError/ },
    works: { prints: /\{"a":1\}/ },
  },
  {
    name: 'database-library-left-behind',
    rule: 'correctness/missing-library',
    line: 12,
    broken: `FROM python:3.12 AS build
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install psycopg2==2.9.10

FROM python:3.12-slim
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
WORKDIR /ledger
COPY ledger/ ./ledger/
COPY main.py .
ENTRYPOINT ["python", "main.py"]
`,
    mended: `FROM python:3.12 AS build
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install psycopg2==2.9.10

FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
WORKDIR /ledger
COPY ledger/ ./ledger/
COPY main.py .
ENTRYPOINT ["python", "main.py"]
`,
    files: {
      'main.py': `"""The ledger."""
from ledger import db

print(db.version())
`,
      'ledger/__init__.py': '',
      'ledger/db.py': `import psycopg2


def version():
    return "psycopg " + psycopg2.__version__
`,
    },
    fails: { when: 'start', says: /libpq\.so\.5/ },
    works: { prints: /psycopg 2\.9/ },
  },
  {
    name: 'interpreter-copied-over-another',
    rule: 'correctness/missing-library',
    line: 10,
    broken: `FROM python:3.12-slim AS build
RUN pip install --no-cache-dir gunicorn

FROM python:3.13-slim
COPY --from=build /usr/local/lib/python3.12/site-packages/ /usr/local/lib/python3.13/site-packages/
COPY --from=build /usr/local/bin /usr/local/bin
WORKDIR /app
COPY . .
EXPOSE 8000
CMD ["python3", "-m", "gunicorn", "-b", ":8000", "app:app"]
`,
    mended: `FROM python:3.13-slim AS build
RUN pip install --no-cache-dir gunicorn

FROM python:3.13-slim
COPY --from=build /usr/local/lib/python3.13/site-packages/ /usr/local/lib/python3.13/site-packages/
COPY --from=build /usr/local/bin /usr/local/bin
WORKDIR /app
COPY . .
EXPOSE 8000
CMD ["python3", "-m", "gunicorn", "-b", ":8000", "app:app"]
`,
    files: {
      'app.py': `def app(environ, start_response):
    start_response("200 OK", [])
    return [b"ok"]
`,
    },
    fails: { when: 'start', says: /libpython3\.12\.so\.1\.0/ },
    works: { stays: true },
  },
  {
    name: 'packages-where-distroless-does-not-look',
    rule: 'correctness/missing-module',
    line: 8,
    broken: `FROM python:3.12-slim AS build
RUN pip install itsdangerous

FROM gcr.io/distroless/python3-debian12
WORKDIR /app
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
COPY token.py /app/main.py
CMD ["main.py"]
`,
    mended: `FROM python:3.12-slim AS build
RUN pip install itsdangerous

FROM gcr.io/distroless/python3-debian12
WORKDIR /app
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
COPY token.py /app/main.py
ENV PYTHONPATH=/usr/local/lib/python3.12/site-packages
CMD ["main.py"]
`,
    files: {
      'token.py': `import itsdangerous

print("signed", itsdangerous.Signer("k").sign("x").decode())
`,
    },
    fails: { when: 'start', says: /No module named 'itsdangerous'/ },
    works: { prints: /signed/ },
  },
  {
    name: 'installed-in-a-stage-that-nothing-copies',
    rule: 'correctness/missing-module',
    line: 9,
    broken: `FROM python:3.13-slim AS base
WORKDIR /app

FROM base AS deps
RUN pip install --no-cache-dir requests

FROM base
COPY fetch.py .
CMD ["python", "-u", "fetch.py"]
`,
    mended: `FROM python:3.13-slim AS base
WORKDIR /app

FROM base AS deps
RUN pip install --no-cache-dir requests

FROM deps
COPY fetch.py .
CMD ["python", "-u", "fetch.py"]
`,
    files: {
      'fetch.py': `from __future__ import annotations

import requests

print(requests.__version__)
`,
    },
    fails: { when: 'start', says: /No module named 'requests'/ },
    works: { prints: /^2\./m },
  },
  {
    name: 'script-of-the-build-before-the-install',
    rule: 'correctness/missing-module',
    line: 5,
    broken: `FROM python:3.12-slim
WORKDIR /docs
COPY requirements.txt ./
COPY tools tools
RUN python tools/build.py && ls site
RUN pip install -r requirements.txt
CMD ["python", "-m", "http.server", "-d", "site"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /docs
COPY requirements.txt ./
COPY tools tools
RUN pip install -r requirements.txt
RUN python tools/build.py && ls site
CMD ["python", "-m", "http.server", "-d", "site"]
`,
    files: {
      'requirements.txt': 'markdown\n',
      'tools/build.py': `import pathlib

import markdown

pathlib.Path("site").mkdir()
pathlib.Path("site/index.html").write_text(markdown.markdown("# docs"))
`,
    },
    fails: { when: 'build', says: /No module named 'markdown'/ },
  },
  {
    name: 'user-packages-under-another-home',
    rule: 'correctness/missing-module',
    line: 9,
    broken: `FROM python:3.12-slim AS build
RUN pip install --user --no-warn-script-location tqdm

FROM python:3.12-slim
RUN useradd -m -d /home/worker worker
COPY --from=build --chown=worker:worker /root/.local /home/worker/packages
COPY --chown=worker:worker work.py /home/worker/
USER worker
CMD ["python", "/home/worker/work.py"]
`,
    mended: `FROM python:3.12-slim AS build
RUN pip install --user --no-warn-script-location tqdm

FROM python:3.12-slim
RUN useradd -m -d /home/worker worker
COPY --from=build --chown=worker:worker /root/.local /home/worker/.local
COPY --chown=worker:worker work.py /home/worker/
USER worker
CMD ["python", "/home/worker/work.py"]
`,
    files: { 'work.py': 'from tqdm import tqdm\n\nprint(sum(tqdm([1, 2])))\n' },
    fails: { when: 'start', says: /No module named 'tqdm'/ },
    works: { prints: /^3$/m },
  },
];
