import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a port of the environment',
      before: `FROM python:3.13-slim
ENV PORT=8000
CMD ["gunicorn", "--bind", "0.0.0.0:$PORT", "app:app"]
`,
      after: `FROM python:3.13-slim
ENV PORT=8000
CMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT app:app"]
`,
      at: '"0.0.0.0:$PORT"',
    },
    {
      title: 'a variable in the name of the program',
      before: `FROM debian:13-slim
ENV TIDE_HOME=/opt/tide
ENTRYPOINT ["\${TIDE_HOME}/bin/tide", "serve"]
`,
      after: `FROM debian:13-slim
ENV TIDE_HOME=/opt/tide
ENTRYPOINT ["/opt/tide/bin/tide", "serve"]
`,
      at: '"${TIDE_HOME}/bin/tide"',
    },
  ],
  silent: [
    {
      title: 'code of its own',
      text: `FROM node:22-slim
HEALTHCHECK CMD ["node", "-e", "fetch(\`http://localhost:\${process.env.PORT}\`)"]
CMD ["sh", "-c", "node server.js --port $PORT"]
`,
    },
    {
      title: 'a script that may evaluate it',
      text: `FROM debian:13-slim
COPY entrypoint.sh /
ENTRYPOINT ["/entrypoint.sh"]
CMD ["serve", "--port", "$PORT"]
`,
    },
  ],
};
