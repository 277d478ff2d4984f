import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'npm in front of the program',
      before: `FROM node:22-slim
CMD ["npm", "start"]
`,
      after: `FROM node:22-slim
CMD ["node", "server.js"]
`,
      at: `CMD ["npm", "start"]`,
    },
    {
      title: 'a server for development',
      before: `FROM python:3.12-slim
CMD ["flask", "--app", "shop", "run", "--host=0.0.0.0"]
`,
      after: `FROM python:3.12-slim
CMD ["gunicorn", "shop:app"]
`,
      at: `CMD ["flask", "--app", "shop", "run", "--host=0.0.0.0"]`,
    },
    {
      title: 'split over ENTRYPOINT and CMD',
      before: `FROM node:22-slim
ENTRYPOINT ["npm"]
CMD ["start"]
`,
      after: `FROM node:22-slim
ENTRYPOINT ["tini", "--"]
CMD ["node", "server.js"]
`,
      at: `ENTRYPOINT ["npm"]`,
    },
    {
      title: 'compiled at every start',
      before: `FROM golang:1.26
CMD go run .
`,
      after: `FROM scratch
CMD ["/app"]
`,
      at: `go run .`,
    },
  ],
  silent: [
    {
      title: 'a development image',
      text: `FROM node:22-slim AS dev
CMD ["npm", "run", "dev"]
`,
    },
    {
      title: 'a reloader that is off',
      text: `FROM python:3.12-slim
CMD ["uvicorn", "shop:app"]
`,
    },
  ],
};
