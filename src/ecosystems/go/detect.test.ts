import { describe, expect, test } from 'vitest';
import type { Application } from '../../facts/project.ts';
import { RELEASES } from '../../knowledge/releases.ts';
import { memoryView } from '../../project/memory-view.ts';
import { detectGo } from './detect.ts';
import { goIgnore } from './ignore.ts';
import { lineFor } from './version.ts';

type Tree = Readonly<Record<string, string>>;

function detect(tree: Tree, dir = '.'): Application {
  const [application] = detectGo(
    memoryView({ 'go.mod': 'module example.org/quay\n\ngo 1.24\n', ...tree }),
    dir,
  );
  if (application === undefined) throw new Error('nothing was detected');
  return application;
}

const details = (tree: Tree) => {
  const found = detect(tree).details;
  if (found.language !== 'go') throw new Error('not Go');
  return found;
};
const routes = (tree: Tree): readonly string[] =>
  detect(tree)
    .routes.map((one) => one.value)
    .toSorted();

/** A main package with the given imports and body. */
function main(imports: readonly string[], body: string, more = ''): string {
  return `package main\n\nimport (\n${imports.map((one) => `\t${one.includes('"') ? one : `"${one}"`}`).join('\n')}\n)\n\n${more}\n\nfunc main() {\n${body}\n}\n`;
}

const HTTP = ['net/http', 'os', 'fmt', 'flag', 'strconv', 'net'];

describe('the port', () => {
  test.each([
    ['http.ListenAndServe(":8081", nil)', 8081, undefined, '0.0.0.0'],
    ['http.ListenAndServe("127.0.0.1:8082", nil)', 8082, undefined, '127.0.0.1'],
    ['http.ListenAndServe("localhost:8083", nil)', 8083, undefined, 'localhost'],
    [
      's := &http.Server{\n\tHandler: mux(),\n\tAddr: ":8084",\n}\ns.ListenAndServe()',
      8084,
      undefined,
      '0.0.0.0',
    ],
    [
      'port := os.Getenv("QUAY_PORT")\nif port == "" {\n\tport = "8085"\n}\nhttp.ListenAndServe(":"+port, nil)',
      8085,
      'QUAY_PORT',
      '0.0.0.0',
    ],
    [
      'http.ListenAndServe(fmt.Sprintf(":%s", getEnv("PORT", "8086")), nil)',
      8086,
      'PORT',
      '0.0.0.0',
    ],
    [
      'addr := flag.String("listen", ":8087", "where")\nhttp.ListenAndServe(*addr, nil)',
      8087,
      undefined,
      '0.0.0.0',
    ],
    [
      'port := flag.Int("p", 8088, "port")\nhttp.ListenAndServe(fmt.Sprintf(":%d", *port), nil)',
      8088,
      undefined,
      '0.0.0.0',
    ],
    ['http.ListenAndServe(defaultAddr, nil)', 8089, undefined, '0.0.0.0'],
    ['l, _ := net.Listen("tcp", ":8090")\nhttp.Serve(l, nil)', 8090, undefined, '0.0.0.0'],
    [
      'http.ListenAndServe(net.JoinHostPort("", strconv.Itoa(bindPort)), nil)',
      8091,
      undefined,
      '0.0.0.0',
    ],
    [
      'go http.ListenAndServe(":6060", nil)\nhttp.ListenAndServe(":8092", nil)',
      8092,
      undefined,
      '0.0.0.0',
    ],
    [
      '// http.ListenAndServe(":1111", nil)\nhttp.ListenAndServe(":8093", nil)',
      8093,
      undefined,
      '0.0.0.0',
    ],
  ])('%s', (body, port, variable, bind) => {
    const more = 'const (\n\tdefaultAddr = ":8089"\n\tbindPort    = 8091\n)';
    const found = detect({ 'main.go': main(HTTP, body, more) });
    expect(found.port?.value).toBe(port);
    expect(found.portVariable?.value).toBe(variable);
    expect(found.bind?.value).toBe(bind);
    expect(found.notes.some((one) => one.includes('published port'))).toBe(bind !== '0.0.0.0');
  });

  test('gin without an address takes PORT or 8080; a command that runs is no server', () => {
    const gin = detect({
      'go.mod': 'module quay\ngo 1.24\nrequire github.com/gin-gonic/gin v1.10.0\n',
      'main.go': main(['github.com/gin-gonic/gin'], '\tr := gin.Default()\n\tr.Run()'),
    });
    expect([gin.framework?.value, gin.port?.value, gin.portVariable?.value]).toEqual([
      'Gin',
      8080,
      'PORT',
    ]);
    const tool = detect({
      'main.go': main(['os/exec'], '\tcmd := exec.Command("git", "log")\n\tcmd.Run()'),
    });
    expect([tool.port, tool.programs.map((one) => one.value)]).toEqual([undefined, ['git']]);
  });

  test('a client’s Addr is no port', () => {
    const found = detect({
      'main.go': main(
        ['net/http', 'github.com/redis/go-redis/v9'],
        '\tredis.NewClient(&redis.Options{Addr: "cache:6379"})\n\thttp.ListenAndServe(":9000", nil)',
      ),
    });
    expect([found.port?.value, found.port?.conflicts]).toEqual([9000, undefined]);
  });
});

function program(name: string): string {
  return `package main\nfunc main() { println("${name}") }\n`;
}

/** What is found of a program that treats signals so. */
function signals(body: string): Application['handlesSigterm'] {
  return detect({ 'main.go': main(['os/signal', 'syscall'], body) }).handlesSigterm;
}

/** A service with its server in a package of any name. */
function lamp(pkg: string): Tree {
  return {
    'main.go': main([`example.org/quay/${pkg}`], `\t${pkg}.Run()`),
    [`${pkg}/${pkg}.go`]: `package ${pkg}\nimport "net/http"\nfunc Run() {\n\thttp.HandleFunc("/ready", nil)\n\thttp.ListenAndServe(":7070", nil)\n}\n`,
  };
}

describe('programs', () => {
  test('several are ranked, the others are conflicts and noted', () => {
    const tree = {
      'cmd/migrate/main.go': program('m'),
      'cmd/server/main.go': main(['net/http'], '\thttp.ListenAndServe(":80", nil)'),
      'tools/gen/main.go': program('g'),
      'examples/hello/main.go': program('h'),
      'gone.go': '//go:build ignore\n\npackage main\nfunc main() {}\n',
    };
    const found = detect(tree);
    expect(details(tree)).toMatchObject({
      main: 'cmd/server',
      mains: ['cmd/server', 'cmd/migrate'],
    });
    expect(found.start?.value).toEqual({ argv: ['./server'], entry: 'cmd/server/main.go' });
    expect(found.start?.conflicts?.map((one) => one.value.entry)).toEqual(['cmd/migrate/main.go']);
    expect(found.notes.join()).toMatch(/2 programs/);
  });

  test('the Dockerfile’s own choice wins', () => {
    const tree = {
      'cmd/server/main.go': program('s'),
      'cmd/beacon/main.go': program('b'),
      Dockerfile: 'RUN go build -o /out ./cmd/beacon\n',
    };
    expect(details(tree).main).toBe('cmd/beacon');
  });

  test('only what the program reaches counts', () => {
    const tree = {
      'main.go': main(['net/http', 'example.org/quay/web'], '\tweb.Serve()'),
      'web/web.go':
        'package web\nimport "net/http"\nfunc Serve() { http.ListenAndServe(":7001", nil) }\n',
      'other/other.go':
        'package other\nimport "C"\nimport ("net/http"; "os/exec")\nfunc F() { http.ListenAndServe(":7002", nil); exec.Command("vim") }\n',
    };
    const found = detect(tree);
    expect([found.port?.value, found.programs, details(tree).cgo]).toEqual([7001, [], false]);
  });

  test('a module without a main package is a library, nested modules are apart', () => {
    const found = detect({
      'quay.go': 'package quay\n',
      'api/go.mod': 'module api\n',
      'api/main.go': program('a'),
    });
    expect([found.workload.value, found.start]).toEqual(['library', undefined]);
    expect(detectGo(memoryView({ 'readme.md': '' }), '.')).toEqual([]);
  });
});

describe('routes', () => {
  test('patterns of net/http since 1.22', () => {
    const body =
      '\tm := http.NewServeMux()\n\tm.HandleFunc("GET /healthz", h)\n\tm.HandleFunc("POST /ships", h)\n\tm.HandleFunc("/ships/{id}", h)\n\tm.Handle("GET example.org/quay/{$}", h)\n\thttp.ListenAndServe(":80", m)';
    expect(routes({ 'main.go': main(['net/http'], body) })).toEqual(['/healthz', '/quay/']);
  });

  test('groups, closures and functions that take a group', () => {
    const tree = {
      'go.mod':
        'module quay\nrequire github.com/labstack/echo/v4 v4.12.0\nrequire github.com/go-chi/chi/v5 v5.2.0\n',
      'main.go': main(
        ['quay/web', 'github.com/labstack/echo/v4'],
        '\te := echo.New()\n\tv1 := e.Group("/v1")\n\tweb.Ships(v1.Group("/ships"))\n\tweb.Lost(compute())\n\te.GET("/up", h)\n\te.Start(":1323")',
      ),
      'web/web.go':
        'package web\n\nimport (\n\t"github.com/labstack/echo/v4"\n\t"github.com/go-chi/chi/v5"\n)\n\nfunc Ships(g *echo.Group) {\n\tg.GET("/all", h)\n\tg.GET("/:id", h)\n\tg.POST("", h)\n}\n\nfunc Lost(g *echo.Group) {\n\tg.GET("/lost", h)\n}\n\nfunc Chi(r *chi.Mux) {\n\tr.Route("/tides", func(r chi.Router) {\n\t\tr.Get("/high", h)\n\t})\n}\n',
    };
    expect(routes(tree)).toEqual(['/tides/high', '/up', '/v1/ships/all']);
    expect(detect(tree).health?.value).toBe('/up');
    expect([detect(tree).framework?.value, detect(tree).port?.value]).toEqual(['Echo', 1323]);
  });
});

describe('surroundings', () => {
  test('embedded and read files, written files, services, time zones, TLS', () => {
    const tree = {
      'go.mod':
        'module quay\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.7.0\n\tgithub.com/mattn/go-sqlite3 v1.14.0 // indirect\n)\n',
      'main.go': main(
        ['embed', 'net/http', 'os', 'time', 'html/template', 'github.com/jackc/pgx/v5'],
        '\ttemplate.ParseGlob("templates/*.html")\n\tos.ReadFile("config.yaml")\n\thttp.FileServer(http.Dir("public"))\n\tos.MkdirAll("/data/uploads", 0o755)\n\ttime.LoadLocation("Europe/London")\n\thttp.Get("https://example.org")\n\tkey := os.Getenv("QUAY_KEY")\n\tif key == "" {\n\t\tpanic("no key")\n\t}',
        '//go:embed web/dist/* all:sql\nvar files embed.FS',
      ),
    };
    const found = detect(tree);
    expect(details(tree)).toMatchObject({
      embeds: ['sql', 'web/dist'],
      usesTimezones: true,
      usesTls: true,
      cgo: false,
    });
    expect(found.reads.map((one) => one.value).toSorted()).toEqual([
      'config.yaml',
      'public',
      'templates',
    ]);
    expect(found.writes.map((one) => one.value)).toEqual(['/data/uploads']);
    expect(found.services.map((one) => one.value)).toEqual(['postgres']);
    expect(found.environment.map((one) => one.value)).toEqual([
      { name: 'QUAY_KEY', required: true },
    ]);
    expect(found.notes.join()).toMatch(/go-sqlite3, which needs a C compiler when/);
    expect(goIgnore(found).map((one) => one.pattern)).toContain('quay');
  });

  test('C in the program itself or in a module it imports', () => {
    expect(
      details({ 'main.go': '// #include <stdio.h>\npackage main\nimport "C"\nfunc main() {}\n' })
        .cgo,
    ).toBe(true);
    const sqlite = {
      'go.mod': 'module q\nrequire github.com/mattn/go-sqlite3 v1.14.0\n',
      'main.go': main(['_ "github.com/mattn/go-sqlite3"'], ''),
    };
    expect(details(sqlite).cgo).toBe(true);
    expect(detect(sqlite).native[0]?.value).toMatchObject({
      build: ['gcc', 'libc6-dev'],
      runtime: [],
    });
  });

  test('signals: the runtime’s own, taken, ignored', () => {
    expect(signals('')).toMatchObject({ value: true, confidence: 'likely' });
    expect(signals('\tsignal.NotifyContext(ctx, syscall.SIGTERM)')).toMatchObject({
      value: true,
      confidence: 'certain',
      evidence: [{ file: 'main.go', line: 11 }],
    });
    expect(signals('\tsignal.Ignore(syscall.SIGTERM)').value).toBe(false);
  });
});

describe('go.mod', () => {
  const newest = RELEASES.go[0]?.line ?? '';

  test('requires, replaces, tools, vendoring and workspaces', () => {
    const tree = {
      'go.work': 'go 1.24\nuse (\n\t./api\n)\n',
      'api/go.mod':
        '// the API\nmodule "example.org/api/v2" // here\n\ngo 1.24.3\ntoolchain go1.25.1\n\nrequire (\n\ta.example/x v1.0.0 // indirect\n\tb.example/y v0.1.0\n)\nreplace b.example/y => ../y\ntool a.example/x/cmd\n',
      'api/vendor/modules.txt': '',
      'api/main.go': 'package main\nfunc main() {}\n',
    };
    const found = detect(tree, 'api');
    expect(found.name).toBe('api');
    expect(found.details).toMatchObject({ module: 'example.org/api/v2', vendored: true });
    expect(found.dependencies).toEqual([
      { name: 'a.example/x', version: 'v1.0.0', dev: true, direct: false },
      { name: 'b.example/y', version: 'v0.1.0', dev: false, direct: true },
    ]);
    expect(found.notes.join('\n')).toMatch(/replaces b\.example\/y by the directory y/);
    expect(found.notes.join('\n')).toMatch(/workspace go\.work/);
    expect(found.version).toMatchObject({
      value: newest,
      evidence: [{ file: 'api/go.mod', line: 5 }],
    });
  });

  test('the image is never older than the minimum', () => {
    expect(lineFor('1.18')).toBe(newest);
    expect(lineFor(`${newest}.2`)).toBe(newest);
    expect(lineFor('1.99')).toBe('1.99');
    const pinned = detect({
      '.go-version': '1.25.3\n',
      'main.go': 'package main\nfunc main() {}\n',
    });
    expect(pinned.version).toMatchObject({ value: '1.25', confidence: 'certain' });
    const tooOld = detect({ '.go-version': '1.20\n', 'main.go': 'package main\nfunc main() {}\n' });
    expect(tooOld.version?.value).toBe(newest);
  });

  test('renamed packages and CRLF change only names', () => {
    for (const pkg of ['web', 'lamp']) {
      const windows = Object.fromEntries(
        Object.entries(lamp(pkg)).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
      );
      expect([detect(lamp(pkg)).port?.value, detect(lamp(pkg)).health?.value]).toEqual([
        7070,
        '/ready',
      ]);
      expect(detect(windows)).toEqual(detect(lamp(pkg)));
    }
  });

  test('malformed files do not throw', () => {
    expect(detectGo(memoryView({ 'go.mod': 'modul x\n(((', 'main.go': '' }), '.')).toEqual([]);
    expect(
      detect({
        'go.mod': 'module x\nrequire (\nreplace =>\ngo\n',
        'main.go': 'package main\nfunc main() { http.Get((((\n"`',
      }).name,
    ).toBe('x');
  });
});
