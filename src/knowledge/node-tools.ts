/**
 * Programs that npm packages bring for building, checking and starting a project, with the package; from the
 * `bin` fields of the packages. Programs named like their package stand alone.
 */
const TOOLS = `
  tsc=typescript tsserver=typescript tsx ts-node ts-node-dev tsnd=ts-node-dev tsup tsdown tsc-alias tspc=ts-patch ttsc=ttypescript
  vite vue-tsc vitest next nuxt nuxi astro remix=@remix-run/dev react-router=@react-router/dev svelte-kit=@sveltejs/kit
  webpack webpack-cli rollup esbuild parcel swc=@swc/cli babel=@babel/cli babel-node=@babel/node
  nest=@nestjs/cli ng=@angular/cli vue-cli-service=@vue/cli-service react-scripts react-app-rewired craco=@craco/craco
  gatsby eleventy=@11ty/eleventy gulp=gulp-cli grunt=grunt-cli ncc=@vercel/ncc pkg turbo nx lerna
  jest mocha ava eslint prettier husky lint-staged nodemon concurrently rimraf del-cli=del-cli del=del-cli copyfiles cpx cpy=cpy-cli shx cross-env
  env-cmd npm-run-all=npm-run-all run-s=npm-run-all run-p=npm-run-all wait-on
  prisma drizzle-kit knex sequelize=sequelize-cli typeorm tailwindcss=@tailwindcss/cli sass postcss=postcss-cli
  patch-package nodeunit standard xo stylelint c8 nyc cypress playwright=@playwright/test svgo graphql-codegen=@graphql-codegen/cli is-ci
  pm2 serve http-server live-server json-server tsconfig-paths microbundle bunchee unbuild
`;

const PACKAGE_OF: ReadonlyMap<string, string> = new Map(
  TOOLS.trim()
    .split(/\s+/)
    .map((word) => {
      const [program = '', name = program] = word.split('=');
      return [program, name];
    }),
);

/** The npm package that a program belongs to; undefined where it is not known. */
export function packageOfTool(program: string): string | undefined {
  return PACKAGE_OF.get(program);
}

/** All programs of the table. */
export function nodeTools(): string[] {
  return [...PACKAGE_OF.keys()];
}

/** Programs that a package is known to bring. */
export function toolsOfPackage(name: string): string[] {
  return [...PACKAGE_OF].filter(([, one]) => one === name).map(([program]) => program);
}

/**
 * Packages that applications run with, and that bring none of the programs above, nor does anything they
 * depend on. Measured in November 2026: all of them were installed together (873 packages with what they
 * depend on), and `node_modules/.bin` had none of those names.
 */
const PLAIN = `
  express fastify koa hono @hono/node-server @koa/router koa-bodyparser koa-static restify polka connect micro
  body-parser cors helmet morgan compression cookie-parser cookie-session express-session serve-static multer express-validator express-rate-limit
  @fastify/cors @fastify/static @fastify/helmet
  pg mysql mysql2 mongodb mongoose redis ioredis sequelize kysely knex-stringcase better-queue amqplib kafkajs nats mqtt bullmq
  axios node-fetch got undici superagent form-data ws socket.io socket.io-client
  dotenv config convict yargs commander minimist chalk debug ms pino winston log4js loglevel
  lodash lodash-es underscore ramda date-fns dayjs moment luxon uuid nanoid ulid qs query-string
  zod joi ajv yup class-validator class-transformer reflect-metadata rxjs tslib inversify
  jsonwebtoken bcryptjs passport passport-local passport-jwt jose
  ejs pug handlebars mustache nunjucks marked markdown-it
  nodemailer node-cron cron luxon async bluebird eventemitter3 lru-cache
  @nestjs/common @nestjs/core @nestjs/platform-express @nestjs/config
  react react-dom vue vue-router pinia react-router-dom react-router zustand redux @reduxjs/toolkit react-redux
  left-pad once ip semver-regex mime mime-types http-errors http-proxy http-proxy-middleware prom-client swagger-ui-express
  openai stripe @aws-sdk/client-s3
`;

const PLAIN_PACKAGES: ReadonlySet<string> = new Set(PLAIN.trim().split(/\s+/));

/** Whether a package is known to bring no build tool, itself or through what it depends on. */
export function bringsNoTool(name: string): boolean {
  return PLAIN_PACKAGES.has(name);
}
