import { ArchiveError } from './tar-reader.ts';

export interface ImageHealthCheck {
  /** As in the configuration: `['CMD', …]`, `['CMD-SHELL', '…']` or `['NONE']`. */
  readonly test: readonly string[];
  /** Nanoseconds. */
  readonly interval?: number;
  readonly timeout?: number;
  readonly startPeriod?: number;
  readonly retries?: number;
}

/** The configuration of a built image. */
export interface BuiltConfig {
  /** Empty: root. */
  readonly user: string;
  readonly env: readonly string[];
  readonly cmd?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly healthcheck?: ImageHealthCheck;
  readonly workdir: string;
  readonly stopSignal?: string;
  /** `8080/tcp` */
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `linux/amd64` */
  readonly platform: string;
  /** Digests of the uncompressed layers, from below. */
  readonly diffIds: readonly string[];
  readonly history: readonly { readonly createdBy: string; readonly empty: boolean }[];
}

/** An object of foreign JSON, read field by field. */
export type Json = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return asList(value).filter((item) => typeof item === 'string');
}

function healthCheckOf(value: unknown): ImageHealthCheck | undefined {
  const check = asObject(value);
  const test = texts(check['Test']);
  if (test.length === 0) return undefined;
  const numbers = {
    interval: 'Interval',
    timeout: 'Timeout',
    startPeriod: 'StartPeriod',
    retries: 'Retries',
  };
  const given = Object.entries(numbers)
    .map(([name, key]) => [name, check[key]] as const)
    .filter(([, number]) => typeof number === 'number' && number > 0);
  return { test, ...Object.fromEntries(given) };
}

/** Reads an image configuration (Docker's and OCI's are alike). */
export function readConfig(text: string): BuiltConfig {
  const image = asObject(parseJson(text));
  const config = asObject(image['config']);
  const cmd = texts(config['Cmd']);
  const entrypoint = texts(config['Entrypoint']);
  const healthcheck = healthCheckOf(config['Healthcheck']);
  const stopSignal = asText(config['StopSignal']);
  const variant = asText(image['variant']);
  return {
    user: asText(config['User']),
    env: texts(config['Env']),
    ...(cmd.length === 0 ? {} : { cmd }),
    ...(entrypoint.length === 0 ? {} : { entrypoint }),
    ...(healthcheck === undefined ? {} : { healthcheck }),
    workdir: asText(config['WorkingDir']) || '/',
    ...(stopSignal === '' ? {} : { stopSignal }),
    exposed: Object.keys(asObject(config['ExposedPorts'])),
    volumes: Object.keys(asObject(config['Volumes'])),
    labels: Object.fromEntries(
      Object.entries(asObject(config['Labels'])).map(([key, value]) => [key, asText(value)]),
    ),
    platform: [asText(image['os']), asText(image['architecture']), variant]
      .filter(Boolean)
      .join('/'),
    diffIds: texts(asObject(image['rootfs'])['diff_ids']),
    history: asList(image['history']).map((step) => {
      const { created_by: createdBy, empty_layer: empty } = asObject(step);
      return { createdBy: asText(createdBy), empty: empty === true };
    }),
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ArchiveError('the archive has a damaged manifest or configuration');
  }
}
