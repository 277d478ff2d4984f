import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'copied to another path',
      before: `FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /build/venv && /build/venv/bin/pip install gunicorn

FROM python:3.12-slim
COPY --from=build /build/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
CMD ["gunicorn", "--version"]
`,
      after: `FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /opt/venv && /opt/venv/bin/pip install gunicorn

FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
CMD ["gunicorn", "--version"]
`,
      at: '"gunicorn"',
    },
  ],
  silent: [
    {
      title: 'the interpreter is started by its path',
      text: `FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /build/venv && /build/venv/bin/pip install gunicorn

FROM python:3.12-slim
COPY --from=build /build/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
CMD ["python", "-m", "gunicorn", "--version"]
`,
    },
  ],
};
