import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a fixed architecture',
      before: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=arm64 go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
      after: `FROM golang:1.26 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
      files: { 'go.mod': 'module harbour\n', 'main.go': 'package main\n\nfunc main() {}\n' },
      at: '"/server"',
    },
  ],
  silent: [
    {
      title: 'the image is for that architecture, too',
      text: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=arm64 go build -o /server .

FROM --platform=linux/arm64 scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
    },
  ],
};
