import { describe, expect, it } from 'vitest';
import type { Application, NodeDetails } from '../../facts/project.ts';
import { memoryView } from '../../project/memory-view.ts';
import { detectNode } from './detect.ts';

type Tree = Readonly<Record<string, string>>;
const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

function applicationOf(tree: Tree, dir = '.'): Application {
  const [application] = detectNode(memoryView(tree), dir);
  if (application === undefined) throw new Error('no application was found');
  return application;
}

/** The facts as plain values, for comparing with a truth written by hand. */
function facts(one: Application): Record<string, unknown> {
  const details = one.details as NodeDetails;
  return {
    version: one.version?.value,
    manager: one.manager?.value,
    lockfile: one.lockfile?.value,
    framework: one.framework?.value,
    workload: one.workload.value,
    build: one.build?.value,
    start: one.start?.value.argv,
    entry: one.start?.value.entry,
    port: one.port?.value,
    portVariable: one.portVariable?.value,
    bind: one.bind?.value,
    bindVariable: one.bindVariable?.value,
    health: one.health?.value,
    routes: one.routes.map((route) => route.value).toSorted(),
    native: one.native.map((native) => native.value.name),
    programs: one.programs.map((program) => program.value).toSorted(),
    required: one.environment
      .filter(({ value }) => value.required)
      .map(({ value }) => value.name)
      .toSorted(),
    environment: one.environment.map(({ value }) => value.name).toSorted(),
    writes: one.writes.map((write) => write.value).toSorted(),
    reads: one.reads.map((read) => read.value).toSorted(),
    services: one.services.map((service) => service.value).toSorted(),
    sigterm: one.handlesSigterm.value,
    module: details.module,
    typescript: details.typescript,
    source: details.sourceEntry,
    npmrc: details.npmrc,
    lifecycle: details.lifecycle,
  };
}

const LOCK = json({ name: 'x', lockfileVersion: 3, packages: { '': {} } });

const EXPRESS: Tree = {
  'package.json': json({
    name: 'harbour',
    main: 'server.js',
    scripts: { start: 'NODE_ENV=production node server.js' },
    engines: { node: '>=20' },
    dependencies: { express: '^5', pg: '^8' },
    devDependencies: { redis: '^5' },
  }),
  'package-lock.json': LOCK,
  '.nvmrc': 'v22.4.1\n',
  'server.js': [
    "const express = require('express');",
    "const path = require('path');",
    "const berths = require('./routes/berths');",
    'const app = express();',
    '// app.listen(9999); app.get("/old", handler)',
    "app.use(express.static(path.join(__dirname, 'public')));",
    "app.get('/healthz', (req, res) => res.send('ok'));",
    "app.get('/ship/:id', (req, res) => res.json({}));",
    "app.use('/api/berths', berths);",
    'const port = process.env.PORT || 8081;',
    'const server = app.listen(port, () => console.log(`listening on ${port}`));',
    "process.on('SIGTERM', () => server.close(() => process.exit(0)));",
  ].join('\n'),
  'routes/berths.js':
    "const { Router } = require('express');\nconst db = require('../lib/db');\nconst router = Router();\nrouter.get('/', list);\nrouter.get('/free', list);\nrouter.post('/book', list);\nmodule.exports = router;\n",
  'lib/db.js':
    "const { Pool } = require('pg');\nif (!process.env.DATABASE_URL) {\n  throw new Error('DATABASE_URL');\n}\nmodule.exports = new Pool({ connectionString: process.env.DATABASE_URL });\n",
  'public/index.html': '<p>harbour</p>',
  'test/server.test.js': "require('../server'); app.listen(1234); process.env.TEST_ONLY;",
};

const NONE = {
  build: undefined,
  bind: undefined,
  bindVariable: undefined,
  native: [],
  programs: [],
  writes: [],
  reads: [],
  services: [],
  required: [],
  source: undefined,
  npmrc: 'none',
  lifecycle: [],
  module: false,
  typescript: false,
};

const TRUTHS: readonly {
  readonly name: string;
  readonly tree: Tree;
  readonly truth: Record<string, unknown>;
}[] = [
  {
    name: 'Express with a router in another file',
    tree: EXPRESS,
    truth: {
      ...NONE,
      version: '22',
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: 'Express',
      workload: 'web',
      start: ['node', 'server.js'],
      entry: 'server.js',
      port: 8081,
      portVariable: 'PORT',
      health: '/healthz',
      routes: ['/api/berths', '/api/berths/free', '/healthz'],
      required: ['DATABASE_URL'],
      environment: ['DATABASE_URL', 'PORT'],
      reads: ['public'],
      services: ['postgres'],
      sigterm: true,
    },
  },
  {
    name: 'Fastify in TypeScript, with a configuration file',
    tree: {
      'package.json': json({
        name: 'tide',
        type: 'module',
        scripts: {
          build: 'tsc -p tsconfig.build.json',
          start: 'node --enable-source-maps dist/server.js',
          dev: 'tsx watch src/server.ts',
        },
        dependencies: { fastify: '^5', ioredis: '^5' },
        devDependencies: { typescript: '^5' },
        volta: { node: '20.11.0' },
      }),
      'package-lock.json': LOCK,
      'tsconfig.json': '{ // base\n "compilerOptions": { "outDir": "dist", "rootDir": "src", }, }',
      'tsconfig.build.json': json({ extends: './tsconfig.json', include: ['src'] }),
      'src/server.ts':
        "import Fastify from 'fastify';\nimport { config } from './config.js';\nimport tides from './tides.js';\nconst app = Fastify();\nawait app.register(tides, { prefix: '/v1' });\napp.route({ method: 'GET', url: '/livez', handler: async () => 'ok' });\nawait app.listen({ port: config.port, host: config.host });\n",
      'src/config.ts':
        "export const config = { port: Number(process.env.PORT ?? 7000), host: process.env.HOST ?? '127.0.0.1', key: process.env.API_KEY! } as const;",
      'src/tides.ts':
        "import type { FastifyInstance } from 'fastify';\nimport Redis from 'ioredis';\nexport default async function (fastify: FastifyInstance) { fastify.get('/tides', async () => []); }",
    },
    truth: {
      ...NONE,
      version: '20',
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: 'Fastify',
      workload: 'web',
      build: { command: 'npm run build', outputs: ['dist'] },
      start: ['node', '--enable-source-maps', 'dist/server.js'],
      entry: 'dist/server.js',
      port: 7000,
      portVariable: 'PORT',
      bind: '127.0.0.1',
      bindVariable: 'HOST',
      health: '/livez',
      routes: ['/livez', '/v1/tides'],
      environment: ['API_KEY', 'HOST', 'PORT'],
      services: ['redis'],
      sigterm: false,
      module: true,
      typescript: true,
      source: 'src/server.ts',
    },
  },
  {
    name: 'Fastify that listens where it listens by default',
    tree: {
      'package.json': json({ scripts: { start: 'node app.js' }, dependencies: { fastify: '5' } }),
      'app.js':
        "const app = require('fastify')();\napp.get('/', async () => 1);\napp.listen({ port: 3333 });",
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: undefined,
      framework: 'Fastify',
      workload: 'web',
      start: ['node', 'app.js'],
      entry: 'app.js',
      port: 3333,
      portVariable: undefined,
      bind: 'localhost',
      health: undefined,
      routes: ['/'],
      environment: [],
      sigterm: false,
    },
  },
  {
    name: 'NestJS with a global prefix',
    tree: {
      'package.json': json({
        name: 'lock-keeper',
        scripts: { build: 'nest build', start: 'nest start', 'start:prod': 'node dist/main' },
        dependencies: {
          '@nestjs/core': '^11',
          '@nestjs/common': '^11',
          '@nestjs/platform-express': '^11',
          bcrypt: '^5.1.1',
        },
        devDependencies: { typescript: '^5' },
        engines: { node: '^22.11' },
      }),
      'package-lock.json': json({
        lockfileVersion: 3,
        packages: {
          '': {},
          'node_modules/bcrypt': { version: '5.1.1', hasInstallScript: true },
          'node_modules/typescript': { version: '5.9.0', dev: true },
        },
      }),
      'tsconfig.json': json({
        compilerOptions: { outDir: './dist', experimentalDecorators: true },
      }),
      'tsconfig.build.json': json({ extends: './tsconfig.json', exclude: ['test'] }),
      'src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  app.setGlobalPrefix('api');\n  app.enableShutdownHooks();\n  await app.listen(process.env.PORT ?? 4100);\n}\nbootstrap();",
      'src/app.module.ts':
        "import { GatesController } from './gates.controller';\n@Module({ controllers: [GatesController] })\nexport class AppModule {}",
      'src/gates.controller.ts':
        "import { Controller, Get, Post } from '@nestjs/common';\n@Controller('gates')\nexport class GatesController {\n  @Get() all() { return []; }\n  @Get('health') health() { return 'ok'; }\n  @Get(':id') one() {}\n  @Post('open') open() {}\n}",
    },
    truth: {
      ...NONE,
      version: '22',
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: 'NestJS',
      workload: 'web',
      build: { command: 'npm run build', outputs: ['dist'] },
      start: ['node', 'dist/main'],
      entry: 'dist/main.js',
      port: 4100,
      portVariable: 'PORT',
      health: '/api/gates/health',
      routes: ['/api/gates', '/api/gates/health'],
      native: ['bcrypt'],
      environment: ['PORT'],
      sigterm: true,
      typescript: true,
      source: 'src/main.ts',
    },
  },
  {
    name: 'express-generator: bin/www, app.set, EJS',
    tree: {
      'package.json': json({
        name: 'jetty',
        private: true,
        scripts: { start: 'node ./bin/www' },
        dependencies: { express: '~4.16', ejs: '2' },
      }),
      'package-lock.json': json({
        lockfileVersion: 1,
        dependencies: { express: { version: '4.16.1' } },
      }),
      'bin/www':
        "#!/usr/bin/env node\nvar app = require('../app');\nvar http = require('http');\nvar port = normalizePort(process.env.PORT || '3000');\napp.set('port', port);\nvar server = http.createServer(app);\nserver.listen(port);\nfunction normalizePort(val) { return parseInt(val, 10); }",
      'app.js':
        "var express = require('express');\nvar path = require('path');\nvar indexRouter = require('./routes/index');\nvar app = express();\napp.set('views', path.join(__dirname, 'views'));\napp.set('view engine', 'ejs');\napp.use('/', indexRouter);\nmodule.exports = app;",
      'routes/index.js':
        "var express = require('express');\nvar router = express.Router();\nrouter.get('/', function(req, res) { res.render('index'); });\nmodule.exports = router;",
      'views/index.ejs': '<h1>jetty</h1>',
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: 'Express',
      workload: 'web',
      start: ['node', './bin/www'],
      entry: 'bin/www',
      port: 3000,
      portVariable: 'PORT',
      health: undefined,
      routes: ['/'],
      environment: ['PORT'],
      reads: ['views'],
      sigterm: false,
    },
  },
  {
    name: 'a queue worker that starts ffmpeg and writes files',
    tree: {
      'package.json': json({
        name: 'transcoder',
        scripts: {
          start: 'npm run worker',
          worker: 'node src/worker.js',
          postinstall: 'node scripts/fetch.js',
        },
        dependencies: { bullmq: '^5', 'better-sqlite3': '^11' },
      }),
      'package-lock.json': LOCK,
      '.npmrc': '//registry.example.com/:_authToken=${NPM_TOKEN}\n',
      'scripts/fetch.js': '',
      'src/worker.js':
        "const { Worker } = require('bullmq');\nconst { spawn, exec } = require('node:child_process');\nconst fs = require('fs');\nconst path = require('path');\nconst OUT = process.env.OUT_DIR || './out/films';\nfs.mkdirSync(OUT, { recursive: true });\nnew Worker('films', () => {\n  spawn('ffmpeg', ['-i', 'x']);\n  exec('convert a b && rm a');\n  fs.writeFileSync(path.join(__dirname, '../log/last.txt'), 'x');\n});\nfor (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));",
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: undefined,
      workload: 'worker',
      start: ['node', 'src/worker.js'],
      entry: 'src/worker.js',
      port: undefined,
      portVariable: undefined,
      health: undefined,
      routes: [],
      native: ['better-sqlite3'],
      programs: ['convert', 'ffmpeg', 'rm', 'sh'],
      environment: ['OUT_DIR'],
      writes: ['log/last.txt', 'out/films'],
      services: ['redis'],
      sigterm: true,
      npmrc: 'secret',
      lifecycle: ['postinstall'],
    },
  },
  {
    name: 'a server without a framework',
    tree: {
      'package.json': json({ name: 'beacon', main: 'index.mjs', volta: {} }),
      'index.mjs':
        "import { createServer } from 'node:http';\nconst PORT = parseInt(process.env.HTTP_PORT, 10) || 8_080;\ncreateServer((req, res) => {\n  if (req.url === '/ping') return res.end('pong');\n  res.end();\n}).listen(PORT, '0.0.0.0');",
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: undefined,
      framework: undefined,
      workload: 'web',
      start: ['node', 'index.mjs'],
      entry: 'index.mjs',
      port: 8080,
      portVariable: 'HTTP_PORT',
      bind: '0.0.0.0',
      health: '/ping',
      routes: ['/ping'],
      environment: ['HTTP_PORT'],
      sigterm: false,
    },
  },
  {
    name: 'Koa with a router that has its own prefix, started by nodemon',
    tree: {
      'package.json': json({
        scripts: { start: 'nodemon src/index.js' },
        dependencies: { koa: '3', '@koa/router': '14' },
      }),
      'yarn.lock': '# yarn lockfile v1',
      'src/index.js':
        "const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\nconst router = new Router({ prefix: '/buoys' });\nrouter.get('/status', (ctx) => {});\napp.use(router.routes());\napp.listen(process.env.PORT ? Number(process.env.PORT) : 5050, '127.0.0.1');",
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'yarn',
      lockfile: 'yarn.lock',
      framework: 'Koa',
      workload: 'web',
      start: ['node', 'src/index.js'],
      entry: 'src/index.js',
      port: 5050,
      portVariable: 'PORT',
      bind: '127.0.0.1',
      health: '/buoys/status',
      routes: ['/buoys/status'],
      environment: ['PORT'],
      sigterm: false,
    },
  },
  {
    name: 'Hapi with its configuration by destructuring',
    tree: {
      'package.json': json({
        scripts: { start: 'cross-env NODE_ENV=production node lib/start' },
        dependencies: { '@hapi/hapi': '21' },
        packageManager: 'npm@10.8.0',
      }),
      'npm-shrinkwrap.json': LOCK,
      '.tool-versions': 'python 3.12.0\nnodejs 24.1.0\n',
      'lib/start.js':
        "const Hapi = require('@hapi/hapi');\nconst { PORT = 4000, HOST = 'localhost' } = process.env;\nconst server = Hapi.server({ port: PORT, host: HOST });\nserver.route([{ method: 'GET', path: '/health', handler: () => 1 }, { method: 'POST', path: '/x', handler: () => 1 }]);\nserver.start();\nprocess.once('SIGTERM', stop);\nasync function stop() { await server.stop(); }",
    },
    truth: {
      ...NONE,
      version: '24',
      manager: 'npm',
      lockfile: 'npm-shrinkwrap.json',
      framework: 'Hapi',
      workload: 'web',
      start: ['node', 'lib/start'],
      entry: 'lib/start.js',
      port: 4000,
      portVariable: 'PORT',
      bind: 'localhost',
      bindVariable: 'HOST',
      health: '/health',
      routes: ['/health'],
      environment: ['HOST', 'PORT'],
      sigterm: true,
    },
  },
  {
    name: 'Next.js',
    tree: {
      'package.json': json({
        name: 'pier',
        scripts: { build: 'next build', start: 'next start -p 3100' },
        dependencies: { next: '15', react: '19', sharp: '^0.34.0' },
      }),
      'package-lock.json': LOCK,
      'app/page.tsx': "export default () => <p>don't</p>;",
      'app/api/health/route.ts': 'export function GET() {}',
      'app/(shop)/cart/page.tsx': '',
      'app/items/[id]/page.tsx': '',
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: 'Next.js',
      workload: 'web',
      build: { command: 'npm run build', outputs: ['.next'] },
      start: ['node', 'node_modules/next/dist/bin/next', 'start', '-p', '3100'],
      entry: undefined,
      port: 3100,
      portVariable: 'PORT',
      bindVariable: 'HOSTNAME',
      health: '/api/health',
      routes: ['/', '/api/health', '/cart'],
      native: ['sharp'],
      environment: [],
      sigterm: true,
    },
  },
  {
    name: 'a Vite front end',
    tree: {
      'package.json': json({
        name: 'chart',
        private: true,
        scripts: { dev: 'vite', build: 'vite build' },
        dependencies: { react: '19' },
        devDependencies: { vite: '7' },
      }),
      'package-lock.json': LOCK,
      'vite.config.ts': "export default { build: { outDir: 'public_html' } }",
      'src/main.jsx': '',
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: 'Vite',
      workload: 'static',
      build: { command: 'npm run build', outputs: ['public_html'] },
      start: undefined,
      entry: undefined,
      port: undefined,
      portVariable: undefined,
      health: undefined,
      routes: [],
      environment: [],
      sigterm: false,
    },
  },
  {
    name: 'a published library',
    tree: {
      'package.json': json({
        name: 'knots',
        main: 'index.js',
        files: ['index.js'],
        types: 'index.d.ts',
        engines: { node: '18' },
        devDependencies: { express: '5' },
      }),
      'index.js': 'module.exports = (n) => n;',
    },
    truth: {
      ...NONE,
      version: '18',
      manager: 'npm',
      lockfile: undefined,
      framework: undefined,
      workload: 'library',
      start: undefined,
      entry: undefined,
      port: undefined,
      portVariable: undefined,
      health: undefined,
      routes: [],
      environment: [],
      sigterm: false,
    },
  },
  {
    name: 'a command line tool',
    tree: {
      'package.json': json({
        name: 'sounding',
        bin: { sound: './cli.js' },
        dependencies: { commander: '14' },
      }),
      'package-lock.json': LOCK,
      'cli.js': "#!/usr/bin/env node\nrequire('commander');",
    },
    truth: {
      ...NONE,
      version: undefined,
      manager: 'npm',
      lockfile: 'package-lock.json',
      framework: undefined,
      workload: 'cli',
      start: ['node', 'cli.js'],
      entry: 'cli.js',
      port: undefined,
      portVariable: undefined,
      health: undefined,
      routes: [],
      environment: [],
      sigterm: false,
    },
  },
];

const rewrite = (
  tree: Tree,
  change: (text: string) => string,
  rename = (path: string): string => path,
): Tree =>
  Object.fromEntries(Object.entries(tree).map(([path, text]) => [rename(path), change(text)]));
const sources =
  (change: (text: string) => string) =>
  (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).map(([path, text]) => [
        path,
        /\.[cm]?[jt]s$|www$/.test(path) && !text.startsWith('#!') ? change(text) : text,
      ]),
    );

describe('detectNode', () => {
  it.each(TRUTHS)('reads $name', ({ tree, truth }) => {
    expect(facts(applicationOf(tree))).toEqual(truth);
  });

  it.each(TRUTHS)('says the same of $name with CRLF and with comments', ({ tree, truth }) => {
    expect(facts(applicationOf(rewrite(tree, (text) => text.replaceAll('\n', '\r\n'))))).toEqual(
      truth,
    );
    const commented = sources(
      (text) =>
        `/* app.listen(1); process.env.NOPE; app.get('/nope', x) */\n${text}\n// require('pg'); process.on('SIGTERM', () => process.exit())`,
    );
    expect(facts(applicationOf(commented(tree)))).toEqual(truth);
  });

  it.each(TRUTHS)('says the same of $name in a directory', ({ tree, truth }) => {
    const moved = rewrite(
      tree,
      (text) => text,
      (path) => `services/one/${path}`,
    );
    expect(facts(applicationOf(moved, 'services/one'))).toEqual(truth);
  });

  it('follows a renamed entry, port and route', () => {
    const renamed = rewrite(
      EXPRESS,
      (text) =>
        text
          .replaceAll('server.js', 'quay.js')
          .replace('8081', '6543')
          .replace('/healthz', '/status'),
      (path) => path.replace('server.js', 'quay.js'),
    );
    const application = applicationOf(renamed);
    expect(application.start?.value.argv).toEqual(['node', 'quay.js']);
    expect(application.port?.value).toBe(6543);
    expect(application.health?.value).toBe('/status');
  });

  it('points at the line it read', () => {
    const application = applicationOf(EXPRESS);
    expect(application.port?.evidence[0]).toMatchObject({ file: 'server.js', line: 10 });
    expect(application.start?.evidence[0]).toMatchObject({ file: 'package.json', line: 5 });
    expect(application.version?.evidence[0]).toMatchObject({ file: '.nvmrc', line: 1 });
  });
});

describe('hostile repositories', () => {
  const start = json({ scripts: { start: 'node a.js' }, dependencies: { express: '5' } });
  it.each([
    [
      'constants in a circle',
      Array.from(
        { length: 200 },
        (_, index) =>
          `const v${index} = v${(index + 1) % 200} || v${(index + 7) % 200} || v${(index + 13) % 200};`,
      ).join('\n') + '\napp.listen(v0);',
    ],
    ['one long line of quotes', "'\\".repeat(200_000)],
    ['open brackets', 'app.get('.repeat(50_000)],
    ['slashes', '/[/'.repeat(100_000)],
    ['imports without end', 'import a '.repeat(50_000)],
    ['braces', 'const {'.repeat(50_000)],
  ])('survives %s in bounded time', (_, text) => {
    const before = performance.now();
    applicationOf({ 'package.json': start, 'a.js': text });
    expect(performance.now() - before).toBeLessThan(8000);
  });

  it('survives fields of the wrong type', () => {
    const tree = {
      'package.json': json({
        name: 7,
        scripts: { start: ['node'] },
        dependencies: 'express',
        main: {},
        bin: [],
        engines: null,
        workspaces: 5,
        __proto__: 3,
      }),
    };
    expect(detectNode(memoryView(tree), '.')).toEqual([]);
    expect(detectNode(memoryView({ 'package.json': '[1' }), '.')).toEqual([]);
  });
});

describe('node .', () => {
  const listens = `const app = require('express')();\napp.listen(3000);\n`;
  it.each([
    ['index', 'index.js'],
    ['src/app', 'src/app.js'],
    ['./src', 'src/index.js'],
    ['server.js', 'server.js'],
    [undefined, 'index.js'],
  ])('starts what main names: %s', (main, file) => {
    const one = applicationOf({
      'package.json': json({
        name: 'x',
        main,
        files: ['src'],
        scripts: { start: 'node .' },
        dependencies: { express: '^5' },
      }),
      'package-lock.json': LOCK,
      [file]: listens,
      // Not what starts.
      'other.js': 'app.listen(4000);',
    });
    expect(one.start).toMatchObject({
      value: { argv: ['node', '.'], entry: file },
      confidence: 'certain',
    });
    expect(facts(one)).toMatchObject({ workload: 'web', port: 3000, source: undefined });
  });

  it('finds the source of a main that the build makes', () => {
    const one = applicationOf({
      'package.json': json({
        name: 'x',
        main: 'dist/app',
        scripts: { build: 'tsc', start: 'node .' },
        dependencies: { express: '^5' },
        devDependencies: { typescript: '^5' },
      }),
      'package-lock.json': LOCK,
      'tsconfig.json': json({ compilerOptions: { outDir: 'dist', rootDir: 'src' } }),
      'src/app.ts': `import express from 'express';\nexpress().listen(3000);\n`,
    });
    expect(facts(one)).toMatchObject({ entry: 'dist/app.js', source: 'src/app.ts', port: 3000 });
  });
});
