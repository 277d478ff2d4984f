/*
 * Packages and what they talk to or start. Source: the packages' documentation. Confidence: likely
 * (a client library in use means its server, unless the code proves otherwise).
 */

/** Backing service by client package. */
export const NODE_SERVICES: Readonly<Record<string, string>> = {
  pg: 'postgres',
  'pg-promise': 'postgres',
  postgres: 'postgres',
  'pg-pool': 'postgres',
  slonik: 'postgres',
  'pg-boss': 'postgres',
  'graphile-worker': 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  'promise-mysql': 'mysql',
  mariadb: 'mariadb',
  mongodb: 'mongodb',
  mongoose: 'mongodb',
  monk: 'mongodb',
  agenda: 'mongodb',
  'connect-mongo': 'mongodb',
  redis: 'redis',
  ioredis: 'redis',
  bull: 'redis',
  bullmq: 'redis',
  'bee-queue': 'redis',
  'connect-redis': 'redis',
  '@redis/client': 'redis',
  '@fastify/redis': 'redis',
  '@fastify/postgres': 'postgres',
  '@fastify/mongodb': 'mongodb',
  '@fastify/mysql': 'mysql',
  amqplib: 'rabbitmq',
  'amqp-connection-manager': 'rabbitmq',
  rascal: 'rabbitmq',
  kafkajs: 'kafka',
  'node-rdkafka': 'kafka',
  '@confluentinc/kafka-javascript': 'kafka',
  '@elastic/elasticsearch': 'elasticsearch',
  '@opensearch-project/opensearch': 'opensearch',
  memcached: 'memcached',
  memjs: 'memcached',
  nats: 'nats',
  mqtt: 'mqtt',
  mssql: 'mssql',
  tedious: 'mssql',
  'cassandra-driver': 'cassandra',
  'neo4j-driver': 'neo4j',
  '@clickhouse/client': 'clickhouse',
  minio: 'minio',
  meilisearch: 'meilisearch',
  oracledb: 'oracle',
  couchbase: 'couchbase',
  nano: 'couchdb',
  arangojs: 'arangodb',
  rethinkdb: 'rethinkdb',
};

/** Backing service by `provider` of a Prisma schema. */
export const PRISMA_SERVICES: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  postgres: 'postgres',
  mysql: 'mysql',
  mongodb: 'mongodb',
  sqlserver: 'mssql',
  cockroachdb: 'cockroachdb',
};

/** Programs a package starts. */
export const NODE_PROGRAMS: Readonly<Record<string, string>> = {
  'fluent-ffmpeg': 'ffmpeg',
  'simple-git': 'git',
  gm: 'gm',
  imagemagick: 'convert',
  wkhtmltopdf: 'wkhtmltopdf',
  'node-tesseract-ocr': 'tesseract',
  'youtube-dl-exec': 'python3',
  'node-pandoc': 'pandoc',
  'pdf-poppler': 'pdftocairo',
  'node-poppler': 'pdftocairo',
  'libreoffice-convert': 'soffice',
  ghostscript4js: 'gs',
  pdf2pic: 'gm',
};

/** Packages that, once used, end the process on SIGTERM. `when` must be called in code; without it importing is enough. */
export const NODE_SIGTERM: readonly { readonly name: string; readonly when?: string }[] = [
  { name: 'close-with-grace' },
  { name: '@godaddy/terminus', when: 'createTerminus' },
  { name: 'lightship', when: 'createLightship' },
  { name: 'fastify-graceful-shutdown' },
  { name: 'http-graceful-shutdown' },
  { name: 'node-graceful-shutdown' },
  { name: '@mgcrea/fastify-graceful-exit' },
  { name: 'exit-hook' },
  { name: 'async-exit-hook' },
  { name: 'graceful-server' },
  { name: '@gquittet/graceful-server' },
];
