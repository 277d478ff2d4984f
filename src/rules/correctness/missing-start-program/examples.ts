import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'npm in a distroless image',
      before: `FROM gcr.io/distroless/nodejs22-debian13
WORKDIR /app
COPY . .
ENTRYPOINT ["npm", "start"]
`,
      after: `FROM gcr.io/distroless/nodejs22-debian13
WORKDIR /app
COPY . .
CMD ["server.js"]
`,
      at: '"npm"',
    },
    {
      title: 'a shell form without a shell',
      before: `FROM scratch
COPY tide /tide
ENTRYPOINT /tide --port 8080
`,
      after: `FROM scratch
COPY tide /tide
ENTRYPOINT ["/tide", "--port", "8080"]
`,
      at: '/tide --port 8080',
    },
  ],
  silent: [
    {
      title: 'the entrypoint hands words that are no program to node',
      text: `FROM node:22-slim
WORKDIR /app
COPY server.js .
CMD ["server.js"]
`,
    },
    {
      title: 'something unknown may have brought it',
      text: `FROM python:3.13-slim
COPY setup.sh /
RUN sh /setup.sh
CMD ["gunicorn", "app:app"]
`,
    },
  ],
};
