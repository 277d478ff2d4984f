import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'source',
      before: `FROM python:3.12-slim
RUN python -m venv /opt/venv
RUN source /opt/venv/bin/activate && pip install flask
`,
      after: `FROM python:3.12-slim
RUN python -m venv /opt/venv
RUN . /opt/venv/bin/activate && pip install flask
`,
      fixed: `FROM python:3.12-slim
RUN python -m venv /opt/venv
RUN . /opt/venv/bin/activate && pip install flask
`,
      at: 'source',
    },
    {
      title: 'an array',
      before: `FROM debian:13-slim
RUN tides=(high low) && echo done
`,
      after: `FROM debian:13-slim
SHELL ["/bin/bash", "-c"]
RUN tides=(high low) && echo done
`,
      at: 'tides=(high low)',
    },
  ],
  silent: [
    {
      title: 'bash is asked for',
      text: `FROM debian:13-slim
RUN bash -c 'source /etc/profile && [[ -n $PATH ]]'
`,
    },
    {
      title: 'sh was replaced',
      text: `FROM debian:13-slim
RUN ln -sf /bin/bash /bin/sh
RUN source /etc/profile
`,
    },
    {
      title: 'a condition',
      text: `FROM debian:13-slim
RUN [[ -f /etc/tide ]] || echo none
`,
    },
  ],
};
