import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'installed on Alpine, run on Debian',
      before: `FROM python:3.12-alpine AS build
RUN pip install --target=/deps numpy

FROM python:3.12-slim
WORKDIR /app
COPY --from=build /deps /deps
COPY app.py ./
ENV PYTHONPATH=/deps
CMD ["python", "app.py"]
`,
      after: `FROM python:3.12-slim AS build
RUN pip install --target=/deps numpy

FROM python:3.12-slim
WORKDIR /app
COPY --from=build /deps /deps
COPY app.py ./
ENV PYTHONPATH=/deps
CMD ["python", "app.py"]
`,
      files: { 'app.py': 'import numpy\n\nprint(numpy.zeros(1))\n' },
      at: '"app.py"',
    },
  ],
  silent: [
    {
      title: 'nothing imports it',
      text: `FROM python:3.12-alpine AS build
RUN pip install --target=/deps numpy

FROM python:3.12-slim
WORKDIR /app
COPY --from=build /deps /deps
COPY app.py ./
ENV PYTHONPATH=/deps
CMD ["python", "app.py"]
`,
      files: { 'app.py': 'print(1)\n' },
    },
  ],
};
