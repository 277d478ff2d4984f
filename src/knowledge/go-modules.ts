/** A Go module that tells what a program is or needs; a module matches its path and everything below (`/v2`, sub-packages). */
export interface GoModule {
  readonly path: string;
  readonly confidence: 'source' | 'measured' | 'knowledge';
  readonly source: string;
}

export interface GoFramework extends GoModule {
  readonly name: string;
  readonly workload: 'web' | 'worker' | 'cli';
  /** Port when its own start is called without an address. */
  readonly port?: number;
  readonly portVariable?: string;
}

const docs = { confidence: 'knowledge', source: 'the module’s documentation' } as const;

/** In the order in which one of several is chosen. */
export const GO_FRAMEWORKS: readonly GoFramework[] = [
  {
    name: 'Gin',
    path: 'github.com/gin-gonic/gin',
    workload: 'web',
    port: 8080,
    portVariable: 'PORT',
    ...docs,
  },
  { name: 'Echo', path: 'github.com/labstack/echo', workload: 'web', ...docs },
  { name: 'Fiber', path: 'github.com/gofiber/fiber', workload: 'web', ...docs },
  { name: 'chi', path: 'github.com/go-chi/chi', workload: 'web', ...docs },
  { name: 'gorilla/mux', path: 'github.com/gorilla/mux', workload: 'web', ...docs },
  { name: 'Beego', path: 'github.com/beego/beego', workload: 'web', port: 8080, ...docs },
  { name: 'Hertz', path: 'github.com/cloudwego/hertz', workload: 'web', port: 8888, ...docs },
  { name: 'Iris', path: 'github.com/kataras/iris', workload: 'web', ...docs },
  { name: 'httprouter', path: 'github.com/julienschmidt/httprouter', workload: 'web', ...docs },
  { name: 'fasthttp', path: 'github.com/valyala/fasthttp', workload: 'web', ...docs },
  { name: 'Connect', path: 'connectrpc.com/connect', workload: 'web', ...docs },
  { name: 'Kratos', path: 'github.com/go-kratos/kratos', workload: 'web', ...docs },
  { name: 'gRPC', path: 'google.golang.org/grpc', workload: 'web', ...docs },
  { name: 'Asynq', path: 'github.com/hibiken/asynq', workload: 'worker', ...docs },
  { name: 'Temporal', path: 'go.temporal.io/sdk', workload: 'worker', ...docs },
  { name: 'River', path: 'github.com/riverqueue/river', workload: 'worker', ...docs },
  { name: 'Machinery', path: 'github.com/RichardKnop/machinery', workload: 'worker', ...docs },
  { name: 'Cobra', path: 'github.com/spf13/cobra', workload: 'cli', ...docs },
  { name: 'urfave/cli', path: 'github.com/urfave/cli', workload: 'cli', ...docs },
  { name: 'Kong', path: 'github.com/alecthomas/kong', workload: 'cli', ...docs },
];

/** A module that is compiled with a C compiler. Names of packages are Debian's. */
export interface GoNative extends GoModule {
  readonly build: readonly string[];
  readonly runtime: readonly string[];
  /** Names that differ on Debian 13: as in `runtime` → as on trixie. */
  readonly renamed?: Readonly<Record<string, string>>;
}

const C = ['gcc', 'libc6-dev'] as const;

/** Modules that do not work with `CGO_ENABLED=0`. */
export const GO_NATIVE: readonly GoNative[] = [
  { path: 'github.com/mattn/go-sqlite3', build: C, runtime: [], ...docs },
  // Drivers that bring go-sqlite3 with them.
  { path: 'gorm.io/driver/sqlite', build: C, runtime: [], ...docs },
  { path: 'github.com/jinzhu/gorm/dialects/sqlite', build: C, runtime: [], ...docs },
  { path: 'github.com/golang-migrate/migrate/v4/database/sqlite3', build: C, runtime: [], ...docs },
  { path: 'github.com/confluentinc/confluent-kafka-go', build: C, runtime: [], ...docs },
  {
    path: 'github.com/h2non/bimg',
    build: [...C, 'pkg-config', 'libvips-dev'],
    runtime: ['libvips42'],
    renamed: { libvips42: 'libvips42t64' },
    ...docs,
  },
  {
    path: 'github.com/davidbyttow/govips',
    build: [...C, 'pkg-config', 'libvips-dev'],
    runtime: ['libvips42'],
    renamed: { libvips42: 'libvips42t64' },
    ...docs,
  },
  {
    path: 'gocv.io/x/gocv',
    build: ['g++', 'pkg-config', 'libopencv-dev'],
    runtime: ['libopencv-dev'],
    ...docs,
  },
  {
    path: 'github.com/libgit2/git2go',
    build: [...C, 'pkg-config', 'libgit2-dev'],
    runtime: ['libgit2-1.5'],
    renamed: { 'libgit2-1.5': 'libgit2-1.9' },
    ...docs,
  },
  {
    path: 'github.com/marcboeker/go-duckdb',
    build: ['g++', 'libc6-dev'],
    runtime: ['libstdc++6'],
    ...docs,
  },
  {
    path: 'github.com/duckdb/duckdb-go',
    build: ['g++', 'libc6-dev'],
    runtime: ['libstdc++6'],
    ...docs,
  },
  { path: 'github.com/chai2010/webp', build: C, runtime: [], ...docs },
  { path: 'github.com/smacker/go-tree-sitter', build: C, runtime: [], ...docs },
  { path: 'github.com/tree-sitter/go-tree-sitter', build: C, runtime: [], ...docs },
  {
    path: 'github.com/google/gopacket',
    build: [...C, 'libpcap-dev'],
    runtime: ['libpcap0.8'],
    ...docs,
  },
  {
    path: 'gopkg.in/gographics/imagick.v3',
    build: [...C, 'pkg-config', 'libmagickwand-dev'],
    runtime: ['libmagickwand-6.q16-6'],
    renamed: { 'libmagickwand-6.q16-6': 'libmagickwand-7.q16-10' },
    ...docs,
  },
  {
    path: 'github.com/go-gl/glfw',
    build: [...C, 'libgl1-mesa-dev', 'xorg-dev'],
    runtime: ['libgl1'],
    ...docs,
  },
  {
    path: 'github.com/tecbot/gorocksdb',
    build: ['g++', 'librocksdb-dev'],
    runtime: ['librocksdb7.8'],
    renamed: { 'librocksdb7.8': 'librocksdb9.10' },
    ...docs,
  },
  {
    path: 'github.com/pebbe/zmq4',
    build: [...C, 'pkg-config', 'libzmq3-dev'],
    runtime: ['libzmq5'],
    ...docs,
  },
  { path: 'github.com/godror/godror', build: C, runtime: [], ...docs },
  { path: 'github.com/mutecomm/go-sqlcipher', build: C, runtime: [], ...docs },
  {
    path: 'github.com/hajimehoshi/oto',
    build: [...C, 'pkg-config', 'libasound2-dev'],
    runtime: ['libasound2'],
    renamed: { libasound2: 'libasound2t64' },
    ...docs,
  },
];

/** Module → the database or broker it talks to. */
export const GO_SERVICES: Readonly<Record<string, string>> = {
  'github.com/jackc/pgx': 'postgres',
  'github.com/lib/pq': 'postgres',
  'gorm.io/driver/postgres': 'postgres',
  'github.com/uptrace/bun/driver/pgdriver': 'postgres',
  'github.com/go-pg/pg': 'postgres',
  'github.com/go-sql-driver/mysql': 'mysql',
  'gorm.io/driver/mysql': 'mysql',
  'github.com/redis/go-redis': 'redis',
  'github.com/go-redis/redis': 'redis',
  'github.com/gomodule/redigo': 'redis',
  'github.com/redis/rueidis': 'redis',
  'github.com/hibiken/asynq': 'redis',
  'go.mongodb.org/mongo-driver': 'mongodb',
  'github.com/rabbitmq/amqp091-go': 'rabbitmq',
  'github.com/streadway/amqp': 'rabbitmq',
  'github.com/segmentio/kafka-go': 'kafka',
  'github.com/twmb/franz-go': 'kafka',
  'github.com/IBM/sarama': 'kafka',
  'github.com/Shopify/sarama': 'kafka',
  'github.com/confluentinc/confluent-kafka-go': 'kafka',
  'github.com/nats-io/nats.go': 'nats',
  'github.com/elastic/go-elasticsearch': 'elasticsearch',
  'github.com/opensearch-project/opensearch-go': 'opensearch',
  'github.com/bradfitz/gomemcache': 'memcached',
  'github.com/ClickHouse/clickhouse-go': 'clickhouse',
  'github.com/gocql/gocql': 'cassandra',
  'github.com/microsoft/go-mssqldb': 'mssql',
  'github.com/denisenkom/go-mssqldb': 'mssql',
  'github.com/neo4j/neo4j-go-driver': 'neo4j',
  'github.com/minio/minio-go': 'minio',
};

/** Modules that ask other hosts over TLS by themselves, so that certificates are needed at run time. */
export const GO_TLS_CLIENTS: readonly string[] = [
  'github.com/aws/aws-sdk-go',
  'github.com/aws/aws-sdk-go-v2',
  'cloud.google.com/go',
  'google.golang.org/api',
  'github.com/Azure/azure-sdk-for-go',
  'github.com/stripe/stripe-go',
  'github.com/google/go-github',
  'golang.org/x/oauth2',
  'github.com/coreos/go-oidc',
  'github.com/go-resty/resty',
  'resty.dev/v3',
  'github.com/getsentry/sentry-go',
  'github.com/slack-go/slack',
  'github.com/sashabaranov/go-openai',
  'github.com/hashicorp/go-retryablehttp',
  'github.com/minio/minio-go',
  'k8s.io/client-go',
];
