import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a Go server with cgo in an empty image',
      before: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
      after: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
      files: {
        'go.mod': 'module harbour\n\ngo 1.26\n',
        'main.go': `package main

import "net/http"

func main() { http.ListenAndServe(":8080", nil) }
`,
      },
      at: '"/server"',
    },
  ],
  silent: [
    {
      title: 'no C compiler in the build stage',
      text: `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
      files: {
        'go.mod': 'module harbour\n\ngo 1.26\n',
        'main.go': `package main

import "net/http"

func main() { http.ListenAndServe(":8080", nil) }
`,
      },
    },
    {
      title: 'sources that nobody has seen',
      text: `FROM golang:1.26 AS build
RUN git clone https://example.com/harbour.git /src
WORKDIR /src
RUN go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
    },
  ],
};
