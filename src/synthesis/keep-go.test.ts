import { describe, expect, test } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { workshop, type Workshop } from './synthesis-fixtures.ts';

const MAIN =
  'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n';
const TOOL = 'package main\n\nfunc main() { println("x") }\n';
const MODULE = { 'go.mod': 'module example.org/tide\n\ngo 1.26\n' };
const SINGLE = { ...MODULE, 'main.go': MAIN };
const SEVERAL = {
  ...MODULE,
  'cmd/api/main.go': MAIN,
  'cmd/migrate/main.go': TOOL,
  'migrations/1.sql': 'select 1;',
};

function shopOf(files: Readonly<Record<string, string>>): Workshop {
  const placed = Object.entries(files).map(([path, text]) => [`/repo/${path}`, text] as const);
  return workshop(
    memoryHost({ '/repo': { dir: true }, ...Object.fromEntries(placed) }).files,
    '/repo',
  );
}

interface Result {
  readonly text: string;
  readonly differences: string;
}

function rewritten(files: Readonly<Record<string, string>>, lines: readonly string[]): Result {
  const result = shopOf(files).rewrite(`${lines.join('\n')}\n`);
  if ('declined' in result) throw new Error(result.declined.join('\n'));
  return { text: result.text, differences: result.candidate.differences.join('\n') };
}

function declined(files: Readonly<Record<string, string>>, lines: readonly string[]): string {
  const result = shopOf(files).rewrite(`${lines.join('\n')}\n`);
  return 'declined' in result ? result.declined.join('\n') : '';
}

const HEAD = ['FROM golang:1.26', 'WORKDIR /src', 'COPY . .'];

describe('the program that is started', () => {
  test.each([
    ['RUN go build -o /bin/api ./cmd/api', 'RUN go build -o /bin/migrate ./cmd/migrate'],
    ['RUN go build -o /bin/migrate ./cmd/migrate', 'RUN go build -o /bin/api ./cmd/api'],
    ['RUN go build -o /bin/api ./cmd/api && go build -o /bin/migrate ./cmd/migrate', ''],
    ['RUN cd cmd/api && go build -o /bin/api && cd ../migrate && go build -o /bin/migrate', ''],
  ])('two programs are both compiled and shipped: %s', (...runs) => {
    const { text } = rewritten(SEVERAL, [...HEAD, ...runs, 'CMD ["/bin/api"]']);
    expect(text).toContain('-o /out/app ./cmd/api');
    expect(text).toContain('-o /out/migrate ./cmd/migrate');
    expect(text).toContain('COPY --from=build /out/app /bin/api');
    expect(text).toContain('COPY --from=build /out/migrate /bin/migrate');
  });

  test.each([
    ['go build -o /app/ ./...', '/app/api'],
    ['go build -o bin/ ./cmd/...', 'bin/api'],
    ['go install ./...', 'api'],
  ])('%s leaves many; what is not started is named', (command, start) => {
    const { text, differences } = rewritten(SEVERAL, [
      ...HEAD,
      `RUN ${command}`,
      `CMD ["${start}"]`,
    ]);
    expect(text).toContain('-o /out/app ./cmd/api');
    expect(text).not.toContain('RUN go install');
    expect(differences).toMatch(/goes without \S*migrate/);
  });

  test.each([
    ['go build main.go', './main'],
    ['go build', './tide'],
    ['go build -o . .', './tide'],
    ['go build -v -o server *.go', './server'],
    ['go install .', 'tide'],
    ['go install example.org/tide', '/go/bin/tide'],
    ['CGO_ENABLED=0 go build -a -installsuffix cgo -o /src/x .', '/src/x'],
  ])('%s and %s', (command, start) => {
    const { text } = rewritten(SINGLE, [...HEAD, `RUN ${command}`, `CMD ["${start}"]`]);
    expect(text).toMatch(/-o \/out\/app \.$/m);
    expect(text).toContain(`/${start.split('/').at(-1) ?? ''}"]`);
  });

  test('a package named by an argument stays one', () => {
    const { text } = rewritten(SEVERAL, [
      'FROM golang:1.26',
      'ARG SERVICE=api',
      'WORKDIR /src',
      'COPY . .',
      'RUN go build -o /bin/service ./cmd/${SERVICE}',
      'CMD ["/bin/service"]',
    ]);
    expect(text).toContain('ARG SERVICE=api');
    expect(text).toContain('-o /out/app ./cmd/${SERVICE}');
  });

  test('another program than those compiled is not replaced', () => {
    expect(declined(SINGLE, [...HEAD, 'RUN go build -o /x .', 'CMD ["supervisord"]'])).toContain(
      'starts supervisord',
    );
  });

  test('go run and development servers give way to the program', () => {
    const run = rewritten(SINGLE, [...HEAD, 'CMD ["go", "run", "main.go", "-v"]']);
    expect(run.text).toContain('CMD ["-v"]');
    expect(run.differences).toContain('compiled when the image is built');
    const air = rewritten(SINGLE, [
      ...HEAD,
      'RUN go install github.com/air-verse/air@latest',
      'CMD ["air", "-c", ".air.toml"]',
    ]);
    expect(air.text).not.toContain('air-verse');
    expect(air.text).toContain('ENTRYPOINT ["/usr/local/bin/tide"]');
  });

  test('a shell line keeps its shell and finds its programs', () => {
    const { text } = rewritten(SEVERAL, [
      ...HEAD,
      'RUN go build -o /bin/api ./cmd/api && go build -o /bin/migrate ./cmd/migrate',
      'CMD /bin/migrate && /bin/api',
    ]);
    expect(text).toContain('debian:trixie-slim');
    expect(text).toContain('CMD ["/bin/sh", "-c", "/bin/migrate && /bin/api"]');
    expect(text).toContain('/out/migrate /bin/migrate');
  });

  test('what make leaves is taken from where it leaves it', () => {
    const { text } = rewritten({ ...SINGLE, Makefile: 'build:\n\tgo build -o bin/tide .\n' }, [
      ...HEAD,
      'RUN make build',
      'CMD ["./bin/tide"]',
    ]);
    expect(text).toMatch(/RUN --mount=\S+ --mount=\S+ make build/);
    expect(text).toContain('COPY --from=build /src/bin/tide /src/bin/tide');
  });
});

/** The last stage takes what another one left. */
function last(from: string): readonly string[] {
  return [
    'FROM alpine:3.20',
    'RUN apk add --no-cache ca-certificates',
    'WORKDIR /root/',
    `COPY --from=build ${from} /usr/local/bin/server`,
    'CMD ["server", "-v"]',
  ];
}

describe('what comes from an earlier stage', () => {
  const build = ['FROM golang:1.26 AS build', 'WORKDIR /b', 'COPY . .'];

  test('directories of the context, certificates and a program that was moved', () => {
    const { text } = rewritten(SEVERAL, [
      ...build,
      'RUN go build -o main ./cmd/api',
      'WORKDIR /dist',
      'RUN cp /b/main .',
      'FROM debian:bookworm',
      'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      'COPY --from=build /dist/main /',
      'COPY --from=build /b/migrations /migrations',
      'ENTRYPOINT ["/main"]',
    ]);
    expect(text).toContain('COPY --from=build /out/app /main');
    expect(text).toContain('COPY migrations /migrations');
    expect(text).not.toContain('/dist/');
  });

  test('a directory of programs brings all of them', () => {
    const { text } = rewritten(SEVERAL, [
      ...build,
      'RUN go build -o bin/api ./cmd/api && go build -o bin/migrate ./cmd/migrate',
      'FROM debian:bookworm',
      'COPY --from=build /b/bin/ /usr/local/bin/',
      'CMD ["api"]',
    ]);
    expect(text).toContain('COPY --from=build /out/app /usr/local/bin/api');
    expect(text).toContain('COPY --from=build /out/migrate /usr/local/bin/migrate');
  });

  test('what another image made for the compiler declines', () => {
    const foreign = ['FROM node:22 AS web', 'WORKDIR /w', 'COPY . .'];
    const file = [...foreign, ...build, 'COPY --from=web /made /b/dist', 'RUN go build -o /x .'];
    expect(declined(SINGLE, [...file, 'CMD ["/x"]'])).toContain('copies /made from the stage web');
  });

  describe('a program that make leaves', () => {
    const plain = 'build:\n\tgo build -o server .\n';

    test.each([
      ['make build', '/b/server', plain],
      ['make', '/b/server', `# all\n.PHONY: build\n\n${plain}\nclean:\n\trm -f server\n`],
      ['go mod download && make build', '/b/server', plain],
      ['CGO_ENABLED=0 make -j4 build', '/b/server', plain],
      [
        'make build VERSION=1.2',
        '/b/bin/tide',
        'GO ?= go\nBIN := bin/$(NAME)\nNAME = tide\nVERSION ?= $(shell git describe --tags)\nall: build test\n\nbuild: $(BIN)\n$(BIN): *.go\n\t@mkdir -p bin\n\tCGO_ENABLED=0 $(GO) build -ldflags "-X main.version=$(VERSION)" \\\n\t  -o $@ .\n',
      ],
      ['make build', '/b/bin/tide', 'build:\n\t@go build -o bin/ ./...\n'],
      [
        'make',
        '/b/server',
        `.DEFAULT_GOAL := build\nexport GOFLAGS\n\nhelp: ## Lists = all\n\t@echo x\n\n${plain}`,
      ],
      ['make build', '/b/tide', 'build:\n\tgo build\n'],
    ])('%s leaves %s', (command, from, makefile) => {
      const { text } = rewritten({ ...SINGLE, Makefile: makefile }, [
        ...build,
        `RUN ${command}`,
        ...last(from),
      ]);
      const call = command.replace(/^.*(?=\bmake)/, '');
      expect(text).toMatch(new RegExp(`^RUN --mount.* ${call}$`, 'm'));
      expect(text.indexOf(call)).toBeGreaterThan(text.indexOf('COPY . .'));
      expect(text).toContain(
        `COPY --from=build ${from.replace('/b/', '/src/')} /usr/local/bin/server`,
      );
      expect(text).toContain('CMD ["/usr/local/bin/server", "-v"]');
      expect(text).not.toContain('/out/app');
    });

    test('an Alpine builder brings its make; arguments reach it', () => {
      const { text } = rewritten({ ...SINGLE, Makefile: plain }, [
        'FROM golang:1.26-alpine AS build',
        'RUN apk add --no-cache git make',
        'ARG VERSION=dev',
        ...build.slice(1),
        'RUN make build VERSION=${VERSION}',
        ...last('/b/server'),
      ]);
      expect(text.indexOf('apk add --no-cache git make')).toBeLessThan(text.indexOf('make build'));
      expect(text.indexOf('ARG VERSION=dev')).toBeLessThan(text.indexOf('make build VERSION'));
      expect(text.indexOf('ARG VERSION=dev')).toBeGreaterThan(text.indexOf('FROM golang'));
      expect(text).toContain('COPY --from=build /src/server /usr/local/bin/server');
    });

    test.each([
      ['git describe --tags', true],
      ['date +%F', false],
    ])('the history comes along when the make file asks %s', (command, isThere) => {
      const makefile = `VERSION := $(shell ${command})\nbuild:\n\tgo build -ldflags "-X main.v=$(VERSION)" -o server .\n`;
      const shop = shopOf({ ...SINGLE, Makefile: makefile, '.git/HEAD': 'ref: refs/heads/main' });
      const file = [...build, 'RUN make build', ...last('/b/server')].join('\n');
      const result = shop.rewrite(`${file}\n`);
      if ('declined' in result) throw new Error(result.declined.join('\n'));
      expect(!result.ignore.text.split('\n').some((line) => /^\.git\/?$/.test(line))).toBe(isThere);
    });

    test.each([
      ['another path', 'make build', 'build:\n\tgo build -o other .\n'],
      ['another target', 'make tools', `tools:\n\techo\n\n${plain}`],
      ['no make file', 'make build', ''],
      ['C parts', 'make build', 'build:\n\tCGO_ENABLED=1 go build -o server .\n'],
      [
        'a value of one target',
        'make build',
        `O = server\nbuild: O = x\nbuild:\n\tgo build -o $(O) .\n`,
      ],
      ['the race detector', 'make build', 'build:\n\tgo build -race -o server .\n'],
      ['the old directory', 'make build', `${plain}\tcp server /b/copy\n`],
      ['a path outside', 'make build', 'build:\n\tgo build -o /b/server .\n'],
      ['a condition', 'make build', `ifdef X\n${plain}endif\n`],
      ['a shell', 'make build', 'OUT = $(shell echo server)\nbuild:\n\tgo build -o $(OUT) .\n'],
      ['another directory', 'make -C sub build', plain],
      ['a directory change', 'make build', 'build:\n\tcd sub && go build -o server .\n'],
    ])('%s declines', (_, command, makefile) => {
      const files = { ...SINGLE, ...(makefile !== '' && { Makefile: makefile }) };
      expect(declined(files, [...build, `RUN ${command}`, ...last('/b/server')])).toContain(
        'copies /b/server from the stage build',
      );
    });
  });

  test('what nobody knows declines', () => {
    expect(
      declined(SINGLE, [
        ...build,
        'RUN go build -o /x . && wget -O /data.bin https://example.org/data.bin',
        'FROM debian:bookworm',
        'COPY --from=build /x /x',
        'COPY --from=build /data.bin /data.bin',
        'CMD ["/x"]',
      ]),
    ).toContain('/data.bin');
  });
});

describe('private modules', () => {
  test('their access is prepared before the download, with the secret mounted', () => {
    const { text } = rewritten(
      { ...SINGLE, 'go.mod': `${MODULE['go.mod']}\nrequire example.org/x v1.0.0\n`, 'go.sum': 'x' },
      [
        'FROM golang:1.26',
        'ARG GITHUB_TOKEN',
        'ENV GOPRIVATE=example.org',
        'RUN git config --global url."https://${GITHUB_TOKEN}@x/".insteadOf "https://x/"',
        'WORKDIR /src',
        'COPY . .',
        'RUN --mount=type=ssh go mod download',
        'RUN go build -o /x .',
        'CMD ["/x"]',
      ],
    );
    expect(text).toContain('RUN --mount=type=secret,id=GITHUB_TOKEN,env=GITHUB_TOKEN git config');
    expect(text.indexOf('GOPRIVATE')).toBeLessThan(text.indexOf('go mod download'));
    expect(text.match(/--mount=type=ssh/g)).toHaveLength(2);
    expect(text).not.toContain('ARG GITHUB_TOKEN');
    expect(text.slice(text.lastIndexOf('FROM'))).not.toMatch(/git|GOPRIVATE/);
  });
});

function check(line: string): Result {
  const file = [...HEAD, 'RUN go build -o /x .', `HEALTHCHECK CMD ${line}`, 'CMD ["/x"]'];
  return rewritten(SINGLE, file);
}

describe('the health check', () => {
  test.each([
    ['curl -f http://localhost:8080/up || exit 1', '"127.0.0.1:8080", "/up"', 'net.Dial'],
    ['nc -z localhost 9000', '"127.0.0.1:9000"]', 'net.Dial'],
    ['curl -kf https://localhost:8443/up', '"https://127.0.0.1:8443/up"', 'tls.Dial'],
  ])('%s', (line, words, source) => {
    const { text } = check(line);
    expect(text).toContain(`CMD ["/usr/local/bin/probe", ${words}`);
    expect(text).toContain(source);
  });

  test('a program that asks itself goes on doing so', () => {
    const { text } = check('["/x", "-health"]');
    expect(text).toContain('CMD ["/x", "-health"]');
    expect(text).not.toContain('probe');
  });

  test('a second rewrite brings the same probe', () => {
    const shop = shopOf(SINGLE);
    const first = check('nc -z localhost 9000').text;
    const again = shop.rewrite(first);
    expect('declined' in again ? again.declined : again.text).toBe(first);
  });
});

describe('where things lie', () => {
  test('the root directory of the Alpine template is left', () => {
    const { text, differences } = rewritten(SINGLE, [
      'FROM golang:1.26-alpine AS build',
      'WORKDIR /app',
      'COPY . .',
      'RUN go build -o main .',
      'FROM alpine:latest',
      'RUN apk --no-cache add ca-certificates',
      'WORKDIR /root/',
      'COPY --from=build /app/main .',
      'CMD ["./main"]',
    ]);
    expect(text).toContain('COPY --from=build /out/app /app/main');
    expect(text).toContain('CMD ["/app/main"]');
    expect(differences).toContain('/app instead of /root');
  });

  test('scratch stays scratch, with what it had', () => {
    const { text } = rewritten(SINGLE, [
      'FROM golang:1.26 AS build',
      'WORKDIR /b',
      'COPY . .',
      'RUN go build -o /x .',
      'FROM scratch',
      'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      'COPY --from=build /etc/passwd /etc/passwd',
      'COPY --from=build /x /x',
      'CMD ["/x"]',
    ]);
    expect(text).toContain('FROM scratch AS runtime');
    expect(text).toContain('COPY --from=build /etc/ssl/certs/ca-certificates.crt');
  });

  test('files that only a string names are in the image', () => {
    const main = MAIN.replace(
      'http.ListenAndServe',
      'viper.SetConfigName("config")\n\tviper.AddConfigPath("./configs")\n\topen(filepath.Join("assets", "logo.txt"), dir, "cmd")\n\thttp.ListenAndServe',
    ).replace('func main', 'const dir = "migrations"\n\nfunc main');
    const { text } = rewritten(
      {
        ...SINGLE,
        'main.go': main,
        'configs/config.yaml': 'a: 1',
        'assets/logo.txt': 'x',
        'migrations/1.sql': 'x',
        'docs/a.md': 'x',
      },
      [...HEAD, 'RUN go build -o x .', 'CMD ["./x"]'],
    );
    const runtime = text.slice(text.lastIndexOf('FROM '));
    expect(runtime).toContain('COPY configs ./configs');
    expect(runtime).toContain('COPY assets ./assets');
    expect(runtime).toContain('COPY migrations ./migrations');
    expect(runtime).not.toContain('docs');
  });
});

describe('the version', () => {
  test.each([
    ['golang:1.22', '1.26', /^FROM \S+ golang:1\.2[6-9]/m],
    ['golang:1.25', '1.24\n\ntoolchain go1.26.1', /golang:1\.25 /],
    ['golang:1.26', '1.26.4', /golang:1\.26 /],
    ['golang:1.26.1', '1.26.4', /golang:1\.2[7-9] /],
  ])('%s for go %s', (base, line, image) => {
    const { text } = rewritten({ ...SINGLE, 'go.mod': `module example.org/tide\n\ngo ${line}\n` }, [
      `FROM ${base}`,
      ...HEAD.slice(1),
      'RUN go build -o /x .',
      'CMD ["/x"]',
    ]);
    expect(text).toMatch(image);
  });
});

describe('tools', () => {
  test('a generator runs where its program is', () => {
    const { text } = rewritten(SINGLE, [
      'FROM golang:1.26',
      'WORKDIR /src',
      'RUN go install github.com/swaggo/swag/cmd/swag@v1.16.3',
      'COPY . .',
      'RUN swag init',
      'RUN go build -o /x .',
      'CMD ["/x"]',
    ]);
    const runtime = text.lastIndexOf('FROM ');
    expect(text.indexOf('RUN swag init')).toBeGreaterThan(text.indexOf('COPY . .'));
    expect(text.indexOf('RUN swag init')).toBeLessThan(runtime);
    expect(text.slice(runtime)).toContain('distroless/static');
  });

  test('packages of Alpine that only a build uses leave the image', () => {
    const { text, differences } = rewritten(SINGLE, [
      'FROM golang:1.26-alpine',
      'RUN apk update && apk add --no-cache git make bash',
      ...HEAD.slice(1),
      'RUN go build -o /x .',
      'CMD ["/x"]',
    ]);
    const runtime = text.lastIndexOf('FROM ');
    expect(text.slice(0, runtime)).toContain('apk add --no-cache git make bash');
    expect(text.slice(runtime)).toContain('distroless/static');
    expect(differences).toContain('goes without');
  });

  test('a program with C parts moves from Alpine to Debian', () => {
    const files = {
      'go.mod': `${MODULE['go.mod']}\nrequire github.com/mattn/go-sqlite3 v1.14.28\n`,
      'go.sum': 'x',
      'main.go': MAIN.replace('"net/http"', '"net/http"\nimport _ "github.com/mattn/go-sqlite3"'),
    };
    const { text, differences } = rewritten(files, [
      'FROM golang:1.26-alpine AS build',
      'RUN apk add --no-cache gcc musl-dev',
      ...HEAD.slice(1),
      'RUN CGO_ENABLED=1 go build -o /x .',
      'FROM alpine:3.20',
      'RUN apk add --no-cache sqlite-libs ca-certificates',
      'COPY --from=build /x /x',
      'CMD ["/x"]',
    ]);
    expect(text).toContain('FROM golang:1.26 AS build');
    expect(text).toContain('distroless/cc-debian13');
    expect(text).not.toContain('apk');
    expect(differences).toContain('Debian instead of Alpine');
  });

  test('the sources lie where a COPY above the WORKDIR put them; GOPATH is known', () => {
    const { text } = rewritten(SEVERAL, [
      'FROM golang:1.26 AS modules',
      'COPY go.mod /modules/',
      'WORKDIR /modules',
      'RUN go mod download',
      'FROM golang:1.26 AS build',
      'COPY --from=modules /go/pkg /go/pkg',
      'COPY . $GOPATH/src/tide',
      'WORKDIR $GOPATH/src/tide',
      'RUN go build -o /bin/app ./cmd/api',
      'FROM debian:bookworm',
      'COPY --from=build /go/src/tide/migrations /migrations',
      'COPY --from=build /bin/app /app',
      'CMD ["/app"]',
    ]);
    expect(text).toContain('-o /out/app ./cmd/api');
    expect(text).toContain('COPY migrations /migrations');
  });

  test('a module below the context is compiled there', () => {
    const result = shopOf(SINGLE).kept(
      'FROM golang:1.26\nWORKDIR /m\nCOPY . .\nWORKDIR /m/services/auth\nRUN go build -o /x .\nCMD ["/x"]\n',
    );
    expect(result.sources).toBeUndefined();
    expect(result.programs?.[0]?.target).toBe('./services/auth');
  });
});
