import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a Go program with its compiler',
      before: `FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /app .
CMD ["/app"]
`,
      after: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
FROM scratch
COPY --from=build /app /app
CMD ["/app"]
`,
      at: `go build -o /app .`,
    },
    {
      title: 'a bundler',
      before: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci && npm run build
CMD ["node", "dist/server.js"]
`,
      after: `FROM node:22 AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build
FROM node:22-slim
COPY --from=build /app/dist /app/dist
CMD ["node", "/app/dist/server.js"]
`,
      at: `npm run build`,
    },
  ],
  silent: [
    {
      title: 'a base for others',
      text: `FROM golang:1.26
RUN go build -o /usr/local/bin/tool ./tool
`,
    },
  ],
};
