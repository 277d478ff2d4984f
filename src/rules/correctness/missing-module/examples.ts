import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'packages of another version',
      before: `FROM python:3.12-slim AS build
RUN pip install flask

FROM python:3.13-slim
WORKDIR /app
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
COPY app.py ./
CMD ["python", "app.py"]
`,
      after: `FROM python:3.12-slim AS build
RUN pip install flask

FROM python:3.12-slim
WORKDIR /app
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
COPY app.py ./
CMD ["python", "app.py"]
`,
      files: { 'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n' },
      at: '"app.py"',
    },
  ],
  silent: [
    {
      title: 'the import may fail',
      text: `FROM python:3.13-slim
WORKDIR /app
COPY app.py ./
CMD ["python", "app.py"]
`,
      files: { 'app.py': 'try:\n    import flask\nexcept ImportError:\n    flask = None\n' },
    },
    {
      title: 'a requirements file nobody has read',
      text: `FROM python:3.13-slim
WORKDIR /app
ADD https://example.com/requirements.txt ./
RUN pip install -r requirements.txt
COPY app.py ./
CMD ["python", "app.py"]
`,
      files: { 'app.py': 'import flask\n' },
    },
  ],
};
