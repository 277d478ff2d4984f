import type { Confidence } from '../facts/project.ts';

/**
 * `server`: listens where its code says. `meta`: brings its own server and build. `static`: makes
 * files a web server sends. `worker`: takes work from a queue. `none`: not something for an image.
 */
export type NodeFrameworkKind = 'server' | 'meta' | 'static' | 'worker' | 'none';

/** A framework by the exact key of its dependency. */
export interface NodeFramework {
  readonly key: string;
  readonly name: string;
  readonly kind: NodeFrameworkKind;
  /** Port of its production start when nothing is set. */
  readonly port?: number;
  readonly portVariable?: string;
  /** Address it binds when nothing is set, where that is not every interface. */
  readonly bind?: string;
  readonly bindVariable?: string;
  readonly health?: string;
  /** Directories its build makes. */
  readonly outputs?: readonly string[];
  /** Programs (first words of a script) that build with it, start it for production, or serve it for development. */
  readonly builds?: readonly string[];
  readonly starts?: Readonly<Record<string, readonly string[]>>;
  readonly dev?: readonly string[];
  /** Its production server ends on SIGTERM by itself. */
  readonly sigterm?: true;
  readonly confidence: Confidence;
  readonly source: string;
}

const K = { confidence: 'likely', source: 'the framework’s documentation' } as const;

function server(key: string, name: string, more: Partial<NodeFramework> = {}): NodeFramework {
  return { key, name, kind: 'server', ...K, ...more };
}

function pages(
  key: string,
  name: string,
  output: string,
  build: string,
  dev: readonly string[],
): NodeFramework {
  return { key, name, kind: 'static', outputs: [output], builds: [build], dev, ...K };
}

function none(key: string, name: string): NodeFramework {
  return { key, name, kind: 'none', ...K };
}

const NEXT: NodeFramework = {
  key: 'next',
  name: 'Next.js',
  kind: 'meta',
  port: 3000,
  portVariable: 'PORT',
  bindVariable: 'HOSTNAME',
  outputs: ['.next'],
  builds: ['next build'],
  starts: { 'next start': ['node', 'node_modules/next/dist/bin/next', 'start'] },
  dev: ['next dev'],
  sigterm: true,
  ...K,
};

/** In order of precedence: the more specific framework first (Nest runs on Express, Next brings React). */
export const NODE_FRAMEWORKS: readonly NodeFramework[] = [
  none('electron', 'Electron'),
  none('react-native', 'React Native'),
  none('@types/vscode', 'VS Code extension'),
  NEXT,
  {
    key: 'nuxt',
    name: 'Nuxt',
    kind: 'meta',
    port: 3000,
    portVariable: 'PORT',
    outputs: ['.output'],
    builds: ['nuxt build', 'nuxi build'],
    starts: {
      'nuxt start': ['node', '.output/server/index.mjs'],
      'nuxt preview': ['node', '.output/server/index.mjs'],
    },
    dev: ['nuxt dev', 'nuxi dev'],
    ...K,
  },
  {
    key: '@remix-run/serve',
    name: 'Remix',
    kind: 'meta',
    port: 3000,
    portVariable: 'PORT',
    bindVariable: 'HOST',
    outputs: ['build'],
    builds: ['remix build', 'remix vite:build'],
    starts: { 'remix-serve': ['node', 'node_modules/@remix-run/serve/dist/cli.js'] },
    dev: ['remix dev', 'remix vite:dev'],
    ...K,
  },
  {
    key: '@react-router/serve',
    name: 'React Router',
    kind: 'meta',
    port: 3000,
    portVariable: 'PORT',
    bindVariable: 'HOST',
    outputs: ['build'],
    builds: ['react-router build'],
    starts: { 'react-router-serve': ['node', 'node_modules/@react-router/serve/bin.js'] },
    dev: ['react-router dev'],
    ...K,
  },
  {
    key: '@sveltejs/adapter-node',
    name: 'SvelteKit',
    kind: 'meta',
    port: 3000,
    portVariable: 'PORT',
    bindVariable: 'HOST',
    outputs: ['build'],
    builds: ['vite build'],
    starts: {},
    dev: ['vite dev', 'vite'],
    ...K,
  },
  {
    key: '@astrojs/node',
    name: 'Astro',
    kind: 'meta',
    port: 4321,
    portVariable: 'PORT',
    bind: 'localhost',
    bindVariable: 'HOST',
    outputs: ['dist'],
    builds: ['astro build'],
    starts: {},
    dev: ['astro dev'],
    confidence: 'certain',
    source: '@astrojs/node sources',
  },
  {
    key: '@strapi/strapi',
    name: 'Strapi',
    kind: 'meta',
    port: 1337,
    portVariable: 'PORT',
    health: '/_health',
    outputs: ['dist'],
    builds: ['strapi build'],
    starts: { 'strapi start': ['node', 'node_modules/@strapi/strapi/bin/strapi.js', 'start'] },
    dev: ['strapi develop', 'strapi dev'],
    ...K,
  },
  {
    key: '@adonisjs/core',
    name: 'AdonisJS',
    kind: 'meta',
    port: 3333,
    portVariable: 'PORT',
    bind: 'localhost',
    bindVariable: 'HOST',
    outputs: ['build'],
    builds: ['node ace build'],
    starts: {},
    dev: ['node ace serve'],
    ...K,
  },
  {
    key: '@nestjs/core',
    name: 'NestJS',
    kind: 'server',
    port: 3000,
    outputs: ['dist'],
    builds: ['nest build'],
    dev: ['nest start'],
    ...K,
  },
  server('fastify', 'Fastify', {
    bind: 'localhost',
    confidence: 'certain',
    source: 'Fastify documentation, server.listen',
  }),
  server('@hapi/hapi', 'Hapi'),
  server('koa', 'Koa'),
  server('@hono/node-server', 'Hono', { port: 3000 }),
  server('restify', 'Restify'),
  server('polka', 'Polka'),
  server('h3', 'h3'),
  server('micro', 'micro', { port: 3000 }),
  server('@feathersjs/express', 'Feathers'),
  server('@feathersjs/koa', 'Feathers'),
  server('@loopback/rest', 'LoopBack', { port: 3000 }),
  server('sails', 'Sails', { port: 1337 }),
  server('@tinyhttp/app', 'tinyhttp'),
  server('hyper-express', 'HyperExpress'),
  server('express', 'Express'),
  server('@apollo/server', 'Apollo Server', { port: 4000 }),
  server('apollo-server', 'Apollo Server', { port: 4000 }),
  server('graphql-yoga', 'GraphQL Yoga'),
  server('connect', 'Connect'),
  server('@grpc/grpc-js', 'gRPC'),
  server('json-server', 'JSON Server', { port: 3000 }),
  server('socket.io', 'Socket.IO'),
  server('ws', 'ws'),
  pages('gatsby', 'Gatsby', 'public', 'gatsby build', ['gatsby develop']),
  pages('@docusaurus/core', 'Docusaurus', 'build', 'docusaurus build', ['docusaurus start']),
  pages('vitepress', 'VitePress', '.vitepress/dist', 'vitepress build', ['vitepress dev']),
  pages('@11ty/eleventy', 'Eleventy', '_site', 'eleventy', ['eleventy --serve']),
  pages('astro', 'Astro', 'dist', 'astro build', ['astro dev']),
  pages('@sveltejs/adapter-static', 'SvelteKit', 'build', 'vite build', ['vite dev', 'vite']),
  pages('react-scripts', 'Create React App', 'build', 'react-scripts build', [
    'react-scripts start',
  ]),
  pages('@vue/cli-service', 'Vue CLI', 'dist', 'vue-cli-service build', ['vue-cli-service serve']),
  pages('@angular/core', 'Angular', 'dist', 'ng build', ['ng serve']),
  pages('hexo', 'Hexo', 'public', 'hexo generate', ['hexo server']),
  pages('vite', 'Vite', 'dist', 'vite build', ['vite dev', 'vite preview', 'vite']),
  pages('parcel', 'Parcel', 'dist', 'parcel build', ['parcel serve', 'parcel']),
];

/** Frameworks that are devDependencies as a rule, and still are what the project is. */
export const NODE_DEV_KINDS: readonly NodeFrameworkKind[] = ['meta', 'static', 'none'];

/** Packages of programs that wait for work and listen nowhere. Source: their documentation. */
export const NODE_WORKERS: readonly string[] = [
  'bullmq',
  'bull',
  'bee-queue',
  'agenda',
  'amqplib',
  'amqp-connection-manager',
  'kafkajs',
  'node-rdkafka',
  'node-cron',
  'cron',
  'node-schedule',
  'bree',
  'graphile-worker',
  'pg-boss',
  '@temporalio/worker',
  'sqs-consumer',
  'discord.js',
  'telegraf',
  'node-telegram-bot-api',
  '@slack/bolt',
  'mqtt',
  'nats',
  'whatsapp-web.js',
  'grammy',
];
