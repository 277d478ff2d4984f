import type { Pair } from './types.ts';

const GO_SERVER = `package main

import (
	"log"
	"net"
)

func main() {
	listener, err := net.Listen("tcp", ":8080")
	if err != nil {
		log.Fatal(err)
	}
	log.Println("listening")
	for {
		if conn, err := listener.Accept(); err == nil {
			conn.Write([]byte("tide\\n"))
			conn.Close()
		}
	}
}
`;
const GO_MOD = `module example.com/harbour

go 1.22
`;

/** Bytes of a program's headers, each below 128, as text. */
function bytes(...parts: readonly (number | string)[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : '\0'.repeat(part))).join('');
}

/** ELF for 32 bits and ARM: nothing else of it is looked at. */
const ARM_PROGRAM = bytes('\x7fELF\x01\x01\x01', 9, '\x02\0\x28\0\x01', 31);
/** ELF for 64 bits and x86-64, with one program header: the loader's path. */
const GLIBC_PROGRAM = bytes(
  '\x7fELF\x02\x01\x01',
  9,
  '\x02\0\x3e\0\x01',
  11,
  '\x40',
  7 + 8 + 4,
  '\x40\0\x38\0\x01\0\x40',
  5,
  '\x03',
  3 + 4,
  '\x78',
  7 + 16,
  '\x1c',
  7,
  '\x1c',
  7 + 8,
  '/lib64/ld-linux-x86-64.so.2\0',
);

/** Programs in machine code that are started where their loader or libraries are not. */
export const pairs: readonly Pair[] = [
  {
    name: 'go-server-with-cgo-in-scratch',
    rule: 'correctness/missing-loader',
    line: 10,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build go build -trimpath -ldflags="-s -w" -o /out/harbour .

FROM scratch
COPY --from=build /out/harbour /harbour
ENTRYPOINT ["/harbour"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/harbour .

FROM scratch
COPY --from=build /out/harbour /harbour
ENTRYPOINT ["/harbour"]
`,
    files: { 'go.mod': GO_MOD, 'main.go': GO_SERVER },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { stays: true, prints: /listening/ },
  },
  {
    name: 'go-command-below-cmd-on-distroless-static',
    rule: 'correctness/missing-loader',
    line: 15,
    broken: `# syntax=docker/dockerfile:1
ARG GO_VERSION=1.26
FROM golang:\${GO_VERSION} AS builder

WORKDIR /app
COPY go.mod .
COPY cmd/ cmd/
COPY internal/ internal/
RUN --mount=type=cache,target=/root/.cache/go-build \\
    go build -o bin/pilot ./cmd/pilot

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /
COPY --from=builder /app/bin/pilot .
ENTRYPOINT ["/pilot"]
`,
    mended: `# syntax=docker/dockerfile:1
ARG GO_VERSION=1.26
FROM golang:\${GO_VERSION} AS builder

WORKDIR /app
ENV CGO_ENABLED=0
COPY go.mod .
COPY cmd/ cmd/
COPY internal/ internal/
RUN --mount=type=cache,target=/root/.cache/go-build \\
    go build -o bin/pilot ./cmd/pilot

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /
COPY --from=builder /app/bin/pilot .
ENTRYPOINT ["/pilot"]
`,
    files: {
      'go.mod': GO_MOD,
      'cmd/pilot/main.go': `package main

import (
	"fmt"

	"example.com/harbour/internal/who"
)

func main() { fmt.Println("pilot", who.Name()) }
`,
      'internal/who/who.go': `package who

import "os/user"

// Name is that of the user at hand.
func Name() string {
	u, err := user.Current()
	if err != nil {
		return "nobody"
	}
	return u.Username
}
`,
    },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /pilot/ },
  },
  {
    name: 'go-from-debian-to-alpine',
    rule: 'correctness/foreign-libc',
    line: 11,
    broken: `FROM golang:1.26-bookworm AS build
WORKDIR /go/src/harbour
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build go build -v -o /usr/local/bin/harbour

FROM alpine:3.23
LABEL org.opencontainers.image.title=harbour
COPY --from=build /usr/local/bin/harbour /usr/local/bin/
EXPOSE 8080
USER nobody
CMD ["harbour"]
`,
    mended: `FROM golang:1.26-bookworm AS build
WORKDIR /go/src/harbour
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build go build -v -o /usr/local/bin/harbour

FROM debian:12-slim
LABEL org.opencontainers.image.title=harbour
COPY --from=build /usr/local/bin/harbour /usr/local/bin/
EXPOSE 8080
USER nobody
CMD ["harbour"]
`,
    files: { 'go.mod': GO_MOD, 'main.go': GO_SERVER },
    fails: { when: 'start', says: /no such file or directory|not found/ },
    works: { stays: true, prints: /listening/ },
  },
  {
    name: 'go-health-probe-in-shell-on-alpine',
    rule: 'correctness/foreign-libc',
    line: 10,
    broken: `FROM golang:1.26 AS tools
WORKDIR /src
COPY go.mod probe.go ./
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /probe probe.go

FROM alpine:3.23
WORKDIR /srv
COPY --from=tools /probe /usr/bin/probe
RUN mkdir -p state && echo ready > state/status
HEALTHCHECK --interval=1s --retries=1 CMD probe state/status || exit 1
CMD ["sleep", "600"]
`,
    mended: `FROM golang:1.26 AS tools
WORKDIR /src
COPY go.mod probe.go ./
RUN --mount=type=cache,target=/root/.cache/go-build go build -tags netgo,osusergo -o /probe probe.go

FROM alpine:3.23
WORKDIR /srv
COPY --from=tools /probe /usr/bin/probe
RUN mkdir -p state && echo ready > state/status
HEALTHCHECK --interval=1s --retries=1 CMD probe state/status || exit 1
CMD ["sleep", "600"]
`,
    files: {
      'go.mod': GO_MOD,
      'probe.go': `package main

import (
	"net"
	"os"
)

func main() {
	if _, err := os.Stat(os.Args[1]); err != nil {
		os.Exit(1)
	}
	if _, err := net.LookupHost("localhost"); err != nil {
		println(err.Error())
	}
}
`,
    },
    fails: { when: 'health', says: /not found/ },
  },
  {
    name: 'cpp-on-distroless-base',
    rule: 'correctness/missing-library',
    line: 8,
    broken: `FROM buildpack-deps:bookworm AS build
WORKDIR /src
COPY quay.cpp .
RUN mkdir -p /out && g++ -O2 -std=c++17 -o /out/quay quay.cpp

FROM gcr.io/distroless/base-debian12
COPY --from=build /out/quay /quay
CMD ["/quay"]
`,
    mended: `FROM buildpack-deps:bookworm AS build
WORKDIR /src
COPY quay.cpp .
RUN mkdir -p /out && g++ -O2 -std=c++17 -o /out/quay quay.cpp

FROM gcr.io/distroless/cc-debian12
COPY --from=build /out/quay /quay
CMD ["/quay"]
`,
    files: {
      'quay.cpp': `#include <iostream>
#include <string>

int main() {
  std::string name = "quay";
  std::cout << name << std::endl;
}
`,
    },
    fails: { when: 'start', says: /libstdc\+\+\.so\.6/ },
    works: { prints: /quay/ },
  },
  {
    name: 'c-library-left-in-the-build-stage',
    rule: 'correctness/missing-library',
    line: 17,
    broken: `FROM debian:13-slim AS build
RUN apt-get update \\
 && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev pkg-config \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY src/ledger.c .
RUN gcc -Wall -O2 $(pkg-config --cflags libpq) ledger.c -o ledger $(pkg-config --libs libpq)

FROM debian:13-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ca-certificates tini \\
 && rm -rf /var/lib/apt/lists/* \\
 && useradd --system --no-create-home ledger
COPY --from=build /build/ledger /usr/local/bin/ledger
USER ledger
ENV PGHOST=db
ENTRYPOINT ["tini", "--", "ledger"]
`,
    mended: `FROM debian:13-slim AS build
RUN apt-get update \\
 && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev pkg-config \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY src/ledger.c .
RUN gcc -Wall -O2 $(pkg-config --cflags libpq) ledger.c -o ledger $(pkg-config --libs libpq)

FROM debian:13-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ca-certificates tini libpq5 \\
 && rm -rf /var/lib/apt/lists/* \\
 && useradd --system --no-create-home ledger
COPY --from=build /build/ledger /usr/local/bin/ledger
USER ledger
ENV PGHOST=db
ENTRYPOINT ["tini", "--", "ledger"]
`,
    files: {
      'src/ledger.c': `#include <libpq-fe.h>
#include <stdio.h>

int main(void) {
  printf("libpq %d\\n", PQlibVersion());
  return 0;
}
`,
    },
    fails: { when: 'start', says: /libpq\.so\.5/ },
    works: { prints: /libpq 1/ },
  },
  {
    name: 'musl-program-on-debian',
    rule: 'correctness/foreign-libc',
    line: 10,
    broken: `FROM debian:12-slim AS compile
RUN apt-get update && apt-get install -y --no-install-recommends musl-tools musl-dev
WORKDIR /code
ADD buoy.c /code/
RUN musl-gcc -Os buoy.c -o buoy

FROM debian:12-slim
RUN useradd -m keeper
COPY --from=compile --chown=keeper /code/buoy /home/keeper/buoy
CMD ["/home/keeper/buoy", "--once"]
`,
    mended: `FROM debian:12-slim AS compile
RUN apt-get update && apt-get install -y --no-install-recommends musl-tools musl-dev
WORKDIR /code
ADD buoy.c /code/
RUN musl-gcc -static -Os buoy.c -o buoy

FROM debian:12-slim
RUN useradd -m keeper
COPY --from=compile --chown=keeper /code/buoy /home/keeper/buoy
CMD ["/home/keeper/buoy", "--once"]
`,
    files: {
      'buoy.c': `#include <stdio.h>

int main(int argc, char **argv) {
  puts("buoy");
  return 0;
}
`,
    },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /buoy/ },
  },
  {
    name: 'program-for-another-processor',
    rule: 'correctness/foreign-architecture',
    line: 11,
    broken: `FROM golang:1.26 AS build
WORKDIR /src
ENV CGO_ENABLED=0 GOOS=linux GOARCH=arm64
COPY go.mod main.go ./
RUN --mount=type=cache,target=/root/.cache/go-build go vet ./... && go build -o /out/harbour .

FROM debian:12-slim
RUN mkdir -p /opt/harbour/bin
COPY --from=build /out/harbour /opt/harbour/bin/harbour
ENV PATH=/opt/harbour/bin:$PATH
CMD ["harbour"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
ARG TARGETARCH
ENV CGO_ENABLED=0 GOOS=linux GOARCH=$TARGETARCH
COPY go.mod main.go ./
RUN --mount=type=cache,target=/root/.cache/go-build go vet ./... && go build -o /out/harbour .

FROM debian:12-slim
RUN mkdir -p /opt/harbour/bin
COPY --from=build /out/harbour /opt/harbour/bin/harbour
ENV PATH=/opt/harbour/bin:$PATH
CMD ["harbour"]
`,
    files: { 'go.mod': GO_MOD, 'main.go': GO_SERVER },
    fails: { when: 'start', says: /exec format error/ },
    works: { stays: true, prints: /listening/ },
  },
  {
    name: 'go-generator-run-on-alpine',
    rule: 'correctness/foreign-libc',
    line: 11,
    broken: `FROM golang:1.26 AS gen
WORKDIR /gen
COPY go.mod ./
COPY gen.go ./
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /usr/local/bin/gen gen.go

FROM alpine:3.23 AS site
WORKDIR /site
COPY --from=gen /usr/local/bin/gen /usr/local/bin/gen
COPY pages ./pages
RUN gen pages > index.html

FROM busybox:1
COPY --from=site /site /www
CMD ["cat", "/www/index.html"]
`,
    mended: `FROM golang:1.26 AS gen
WORKDIR /gen
COPY go.mod ./
COPY gen.go ./
RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /usr/local/bin/gen gen.go

FROM alpine:3.23 AS site
WORKDIR /site
COPY --from=gen /usr/local/bin/gen /usr/local/bin/gen
COPY pages ./pages
RUN gen pages > index.html

FROM busybox:1
COPY --from=site /site /www
CMD ["cat", "/www/index.html"]
`,
    files: {
      'go.mod': GO_MOD,
      'gen.go': `package main

import "fmt"

// #include <stdlib.h>
import "C"

func main() { fmt.Println("<h1>tide</h1>", C.abs(-1)) }
`,
      'pages/a.md': '# a\n',
    },
    mendedFiles: {
      'go.mod': GO_MOD,
      'gen.go': `package main

import "fmt"

func main() { fmt.Println("<h1>tide</h1>") }
`,
      'pages/a.md': '# a\n',
    },
    fails: { when: 'build', says: /gen: not found/ },
    works: { prints: /tide/ },
  },
  {
    name: 'c-program-in-scratch',
    rule: 'correctness/missing-loader',
    line: 10,
    broken: `FROM buildpack-deps:bookworm AS build
WORKDIR /work
COPY bell.c .
RUN cc -O2 -Wall bell.c -o bell
RUN strip bell && install -m 0755 bell /usr/local/bin/bell

FROM scratch
COPY --from=build /usr/local/bin/bell /bell
USER 1000:1000
CMD ["/bell"]
`,
    mended: `FROM buildpack-deps:bookworm AS build
WORKDIR /work
COPY bell.c .
RUN cc -static -O2 -Wall bell.c -o bell
RUN strip bell && install -m 0755 bell /usr/local/bin/bell

FROM scratch
COPY --from=build /usr/local/bin/bell /bell
USER 1000:1000
CMD ["/bell"]
`,
    files: { 'bell.c': '#include <stdio.h>\n\nint main(void) { return puts("ding") < 0; }\n' },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /ding/ },
  },
  {
    name: 'cpp-with-its-library-linked-in-on-alpine',
    rule: 'correctness/foreign-libc',
    line: 8,
    broken: `FROM buildpack-deps:bookworm AS build
COPY main.cc /src/
RUN g++ -O2 -static-libstdc++ -static-libgcc /src/main.cc -o /usr/bin/lamp && mv /usr/bin/lamp /lamp

FROM alpine:3.23
COPY --from=build /lamp /usr/local/bin/
WORKDIR /data
ENTRYPOINT ["lamp", "--on"]
`,
    mended: `FROM buildpack-deps:bookworm AS build
COPY main.cc /src/
RUN g++ -O2 -static-libstdc++ -static-libgcc /src/main.cc -o /usr/bin/lamp && mv /usr/bin/lamp /lamp

FROM gcr.io/distroless/base-debian12
COPY --from=build /lamp /usr/local/bin/
WORKDIR /data
ENTRYPOINT ["lamp", "--on"]
`,
    files: {
      'main.cc': `#include <iostream>

int main() { std::cout << "lit\\n"; }
`,
    },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /lit/ },
  },
  {
    name: 'threads-library-left-behind',
    rule: 'correctness/missing-library',
    line: 8,
    broken: `FROM buildpack-deps:bookworm AS build
WORKDIR /sum
COPY sum.c ./
RUN gcc -O2 -fopenmp sum.c -o sum

FROM debian:12-slim
COPY --from=build /sum/sum /usr/bin/sum-all
RUN sum-all > /srv/result
CMD ["cat", "/srv/result"]
`,
    mended: `FROM buildpack-deps:bookworm AS build
WORKDIR /sum
COPY sum.c ./
RUN gcc -O2 -fopenmp sum.c -o sum

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
COPY --from=build /sum/sum /usr/bin/sum-all
RUN sum-all > /srv/result
CMD ["cat", "/srv/result"]
`,
    files: {
      'sum.c': `#include <stdio.h>

int main(void) {
  long sum = 0;
#pragma omp parallel for reduction(+ : sum)
  for (int i = 0; i < 1000; i++) sum += i;
  printf("%ld\\n", sum);
}
`,
    },
    fails: { when: 'build', says: /libgomp\.so\.1/ },
    works: { prints: /499500/ },
  },
  {
    name: 'python-without-its-library',
    rule: 'correctness/missing-library',
    line: 6,
    broken: `FROM debian:12-slim
COPY --from=python:3.12-slim /usr/local/bin/python3.12 /usr/local/bin/python3.12
COPY --from=python:3.12-slim /usr/local/lib/python3.12 /usr/local/lib/python3.12
WORKDIR /app
COPY hello.py .
CMD ["python3.12", "hello.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /app
COPY hello.py .
CMD ["python3.12", "hello.py"]
`,
    files: { 'hello.py': 'print("hello")\n' },
    fails: { when: 'start', says: /libpython3\.12\.so/ },
    works: { prints: /hello/ },
  },
  {
    name: 'node-of-debian-on-alpine',
    rule: 'correctness/foreign-libc',
    line: 9,
    broken: `FROM node:22-slim AS node

FROM alpine:3.23
COPY --from=node /usr/local/bin/node /usr/local/bin/node
RUN addgroup -S app && adduser -S -G app app
WORKDIR /app
COPY index.mjs ./
USER app
CMD ["node", "index.mjs"]
`,
    mended: `FROM node:22-slim AS node

FROM debian:12-slim
COPY --from=node /usr/local/bin/node /usr/local/bin/node
RUN groupadd -r app && useradd -r -g app app
WORKDIR /app
COPY index.mjs ./
USER app
CMD ["node", "index.mjs"]
`,
    files: { 'index.mjs': 'console.log("up", process.version);\n' },
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /up v22/ },
  },
  {
    name: 'tool-of-alpine-on-debian',
    rule: 'correctness/foreign-libc',
    line: 3,
    broken: `FROM debian:12-slim
COPY --from=alpine:3.23 /usr/bin/wget /usr/local/bin/wget
RUN wget --help > /srv/help 2>&1 && grep -c wget /srv/help
CMD ["cat", "/srv/help"]
`,
    mended: `FROM alpine:3.23
RUN wget --help > /srv/help 2>&1 && grep -c wget /srv/help
CMD ["cat", "/srv/help"]
`,
    fails: { when: 'build', says: /wget: not found|did not complete/ },
  },
  {
    name: 'program-of-the-context-for-arm',
    rule: 'correctness/foreign-architecture',
    line: 5,
    broken: `FROM debian:12-slim
WORKDIR /opt/agent
COPY agent.conf ./
COPY bin/agent ./agent
ENTRYPOINT ["./agent", "-c", "agent.conf"]
`,
    mended: `FROM debian:12-slim
WORKDIR /opt/agent
COPY agent.conf ./
COPY bin/agent ./agent
ENTRYPOINT ["./agent", "-c", "agent.conf"]
`,
    files: { 'agent.conf': 'log = true\n', 'bin/agent': ARM_PROGRAM },
    mendedFiles: { 'agent.conf': 'log = true\n', 'bin/agent': '#!/bin/sh\necho agent "$@"\n' },
    executable: ['bin/agent'],
    fails: { when: 'start', says: /exec format error/ },
    works: { prints: /agent -c/ },
  },
  {
    name: 'program-of-the-context-for-glibc',
    rule: 'correctness/foreign-libc',
    line: 4,
    broken: `FROM alpine:3.23
ADD dist/ /usr/local/bin/
EXPOSE 9100
CMD ["exporter", "--listen", ":9100"]
`,
    mended: `FROM alpine:3.23
ADD dist/ /usr/local/bin/
EXPOSE 9100
CMD ["exporter", "--listen", ":9100"]
`,
    files: { 'dist/exporter': GLIBC_PROGRAM },
    mendedFiles: { 'dist/exporter': '#!/bin/sh\necho exporter "$@"\n' },
    executable: ['dist/exporter'],
    fails: { when: 'start', says: /no such file or directory/ },
    works: { prints: /exporter --listen/ },
  },
];
