import type { Examples } from '../../example.ts';

const files = { 'main.go': 'package main', 'go.mod': 'module tide' };

export const examples: Examples = {
  examples: [
    {
      title: 'the program lies elsewhere',
      before: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN go build -o /out/tide .
FROM debian:13-slim
COPY --from=build /src/tide /usr/local/bin/tide
CMD ["tide"]
`,
      after: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN go build -o /out/tide .
FROM debian:13-slim
COPY --from=build /out/tide /usr/local/bin/tide
CMD ["tide"]
`,
      at: '/src/tide',
      files,
    },
  ],
  silent: [
    {
      title: 'a command that nobody knows ran before',
      text: `FROM debian:13-slim AS build
RUN ./configure-all
FROM debian:13-slim
COPY --from=build /opt/tide /opt/tide
`,
    },
  ],
};
