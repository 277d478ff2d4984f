import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'capitals in a stage name',
      before: `FROM golang:1.26 AS Build
RUN go version

FROM debian:13-slim
COPY --from=Build /usr/local/go/VERSION /go-version
`,
      after: `FROM golang:1.26 AS build
RUN go version

FROM debian:13-slim
COPY --from=build /usr/local/go/VERSION /go-version
`,
      at: `Build`,
      fixed: `FROM golang:1.26 AS build
RUN go version

FROM debian:13-slim
COPY --from=build /usr/local/go/VERSION /go-version
`,
    },
    {
      title: 'the name of a mount',
      before: `FROM scratch AS Files

FROM debian:13-slim
RUN --mount=type=bind,from=Files,target=/files ls /files
`,
      after: `FROM scratch AS files

FROM debian:13-slim
RUN --mount=type=bind,from=files,target=/files ls /files
`,
      at: `Files`,
      fixed: `FROM scratch AS files

FROM debian:13-slim
RUN --mount=type=bind,from=files,target=/files ls /files
`,
    },
  ],
  silent: [
    {
      title: 'lower case',
      text: `FROM debian:13-slim AS build_2
`,
    },
  ],
};
