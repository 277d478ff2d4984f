import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a variable for the application',
      before: `FROM python:3.13-slim
RUN export FLASK_APP=harbour.py
`,
      after: `FROM python:3.13-slim
ENV FLASK_APP=harbour.py
`,
      at: 'RUN export FLASK_APP=harbour.py',
      fixed: `FROM python:3.13-slim
ENV FLASK_APP=harbour.py
`,
    },
    {
      title: 'a virtual environment for the lines below',
      before: `FROM python:3.13-slim
RUN python -m venv /opt/venv
RUN . /opt/venv/bin/activate
`,
      after: `FROM python:3.13-slim
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
`,
      at: 'RUN . /opt/venv/bin/activate',
      fixed: `FROM python:3.13-slim
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
`,
    },
  ],
  silent: [
    {
      title: 'used in the same RUN',
      text: `FROM debian:13-slim
RUN export LANG=C.UTF-8 && locale > /srv/locale
`,
    },
    {
      title: 'for who reads the log',
      text: `FROM debian:13-slim
RUN VERSION=$(cat /etc/debian_version) && echo "$VERSION"
`,
    },
  ],
};
