import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'the port of another framework',
      before: `FROM python:3.13-slim
WORKDIR /app
HEALTHCHECK CMD python -c "from urllib.request import urlopen; urlopen('http://localhost:5000/health')"
CMD ["python", "-m", "http.server", "8080"]
`,
      after: `FROM python:3.13-slim
WORKDIR /app
HEALTHCHECK CMD python -c "from urllib.request import urlopen; urlopen('http://localhost:8080/health')"
CMD ["python", "-m", "http.server", "8080"]
`,
      at: 'http://localhost:5000',
    },
  ],
  silent: [
    {
      title: 'a configuration may set the port',
      text: `FROM python:3.13-slim
WORKDIR /app
RUN pip install uvicorn curl
HEALTHCHECK CMD python -c "from urllib.request import urlopen; urlopen('http://localhost:5000/')"
CMD ["gunicorn", "-c", "settings.py", "tide:app"]
`,
    },
  ],
};
