import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'CMD in shell form',
      before: `FROM node:22-slim
CMD node server.js --port 3000
`,
      after: `FROM node:22-slim
CMD ["node", "server.js", "--port", "3000"]
`,
      at: `CMD node server.js --port 3000`,
      fixed: `FROM node:22-slim
CMD ["node", "server.js", "--port", "3000"]
`,
    },
    {
      title: 'a shell is needed: no fix',
      before: `FROM node:22-slim
ENTRYPOINT node server.js --port $PORT
`,
      after: `FROM node:22-slim
ENTRYPOINT ["sh", "-c", "exec node server.js --port $PORT"]
`,
      at: `ENTRYPOINT node server.js --port $PORT`,
    },
    {
      title: 'quotes are the shell\u2019s',
      before: `FROM python:3.12-slim
CMD python -c "print(1)"
`,
      after: `FROM python:3.12-slim
CMD ["python", "-c", "print(1)"]
`,
      at: `CMD python -c "print(1)"`,
      fixed: `FROM python:3.12-slim
CMD ["python", "-c", "print(1)"]
`,
    },
    {
      title: 'an exec of its own: the shell is still needed',
      before: `FROM node:22-slim
CMD exec node server.js --port $PORT
`,
      after: `FROM node:22-slim
CMD ["sh", "-c", "exec node server.js --port $PORT"]
`,
      at: `CMD exec node server.js --port $PORT`,
    },
    {
      title: 'a stage that does not ship, as BuildKit sees it',
      before: `FROM node:22-slim AS test
CMD npm test
FROM node:22-slim
CMD ["node", "server.js"]
`,
      after: `FROM node:22-slim AS test
CMD ["npm", "test"]
FROM node:22-slim
CMD ["node", "server.js"]
`,
      at: `CMD npm test`,
    },
  ],
  silent: [
    {
      title: 'a shell chosen on purpose',
      text: `FROM debian:13-slim
SHELL ["/bin/bash", "-c"]
CMD server --now
`,
    },
    {
      title: 'JSON form',
      text: `FROM debian:13-slim
CMD ["bash", "-c", "echo one"]
`,
    },
  ],
};
