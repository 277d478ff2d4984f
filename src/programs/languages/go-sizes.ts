import type { Bytes } from '../../facts/bytes.ts';
import type { Application } from '../../facts/project.ts';

/** Modules that bring a client of a whole platform, a database or a protocol with generated code. */
const HEAVY =
  /^(k8s\.io|sigs\.k8s\.io|cloud\.google\.com|google\.golang\.org|modernc\.org|gocloud\.dev|gorm\.io|go\.mongodb\.org|go\.opentelemetry\.io|github\.com\/(aws|Azure|docker|moby|hashicorp|containerd|elastic|dgraph-io|prometheus|getsentry|duckdb|swaggo|IBM|nats-io|minio|ClickHouse|jackc|blevesearch|quic-go|goccy|bytedance))(\/|$)/i;

/** Go 1.26, stripped: a server on net/http alone takes 5.5 MB, a program without it from 1.3 MB. */
const SERVER = { low: 4_900_000, high: 7_000_000 };
const PROGRAM = { low: 1_200_000, high: 6_000_000 };
/** What one more module links in; from builds of public services. */
const LIGHT_MODULE = 600_000;
const HEAVY_MODULE = 12_000_000;
/** The symbol table and debug information on top of a stripped binary. */
const SYMBOLS = { low: 1.35, high: 1.6 };

/** Bytes of the binary `go build` makes; of an application nobody knows, anything up to a large one. */
export function binarySize(application: Application | undefined, stripped: boolean): Bytes {
  const more = stripped ? { low: 1, high: 1 } : SYMBOLS;
  const known = application?.language.value === 'go' ? application : undefined;
  if (known === undefined)
    return { low: PROGRAM.low * more.low, high: 40e6 * more.high, basis: 'typical' };
  const base = known.workload.value === 'web' ? SERVER : PROGRAM;
  const modules = known.dependencies.reduce(
    (sum, { name }) => sum + (HEAVY.test(name) ? HEAVY_MODULE : LIGHT_MODULE),
    0,
  );
  return {
    low: Math.round(base.low * more.low),
    high: Math.round((base.high + modules) * more.high),
    basis: 'typical',
  };
}
