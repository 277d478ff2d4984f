import type { HttpAnswer, Network } from '../host/types.ts';
import { type Reference, parseReference } from '../knowledge/bases/reference.ts';
import type { ImageMeasure } from './archive.ts';
import { type Json, asList, asObject, asText, parseJson, readConfig } from './image-config.ts';
import { type LayerReader, type LayerVisitor, compressionOf, readLayer } from './layer.ts';
import { ArchiveError } from './tar-reader.ts';

/** What registries are asked to answer with: images and indexes of images, Docker's and OCI's. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/** Milliseconds for an answer, and for a layer. */
const SHORT = 30_000;
const LONG = 900_000;
const LARGEST_JSON = 8 << 20;
const MOST_REDIRECTS = 5;
const SNIFF = 512;

/** The registry said no, or something that makes no sense. */
export class RegistryError extends Error {}

/** An image of a registry; layers are fetched when they are asked for. */
export interface RemoteImage {
  /** Digest of its manifest. */
  readonly digest: string;
  /** Reads the configuration and, shown to `visit`, all layers. */
  read(visit: (layer: string) => LayerVisitor): Promise<ImageMeasure>;
}

/**
 * Finds an image in its registry, without credentials: first the manifest for the platform.
 * @throws RegistryError when the registry has none, or wants a login.
 */
export async function findRemote(
  network: Network,
  ref: string,
  platform: string,
): Promise<RemoteImage> {
  const reference = parseReference(ref);
  if (reference === undefined) throw new RegistryError(`${ref} is no name of an image.`);
  const registry = new Registry(network, reference);
  let digest = reference.digest;
  let manifest = await registry.manifest(digest ?? reference.tag ?? 'latest');
  const many = asList(manifest['manifests']);
  if (many.length > 0) {
    digest = chosen(many, platform);
    if (digest === undefined) throw new RegistryError(`${ref} is not made for ${platform}.`);
    manifest = await registry.manifest(digest);
  }
  return {
    digest: digest ?? asText(asObject(manifest['config'])['digest']),
    read: (visit) => readImage(registry, manifest, visit),
  };
}

/** The manifest for a platform; a variant counts only where it is asked for. */
function chosen(manifests: readonly unknown[], platform: string): string | undefined {
  const [os, architecture, variant] = platform.split('/');
  const fits = manifests.map(asObject).find((one) => {
    const own = asObject(one['platform']);
    return (
      own['os'] === os &&
      own['architecture'] === architecture &&
      (variant === undefined || own['variant'] === undefined || own['variant'] === variant)
    );
  });
  return fits && asText(fits['digest']);
}

async function readImage(
  registry: Registry,
  manifest: Json,
  visit: (layer: string) => LayerVisitor,
): Promise<ImageMeasure> {
  const config = readConfig(
    await registry.text(`blobs/${asText(asObject(manifest['config'])['digest'])}`),
  );
  const layers: ImageMeasure['layers'][number][] = [];
  for (const [at, descriptor] of asList(manifest['layers']).entries()) {
    const digest = asText(asObject(descriptor)['digest']);
    const layer = await readBlob(registry, digest, visit(digest));
    if (config.diffIds[at] !== layer.digest)
      throw new ArchiveError(`layer ${digest} is damaged: its content has another digest`);
    layers.push({ ...layer, path: digest });
  }
  let [bytes, compressed] = [0, 0];
  for (const layer of layers) {
    bytes += layer.bytes;
    compressed += layer.compressed;
  }
  return { layers, bytes, compressed, config };
}

/** Unpacks a layer as it comes. */
async function readBlob(
  registry: Registry,
  digest: string,
  visit: LayerVisitor,
): ReturnType<LayerReader['end']> {
  let layer: LayerReader | undefined;
  let start = Buffer.alloc(0);
  const begin = async (): Promise<void> => {
    const compression = compressionOf(start);
    if (compression === undefined) throw new ArchiveError(`layer ${digest} is no archive`);
    // Its size in the registry is not asked for where it stands there uncompressed.
    layer = readLayer(compression, compression === 'gzip' ? undefined : 0, visit);
    await layer.write(start);
  };
  await registry.stream(`blobs/${digest}`, async (chunk) => {
    if (layer !== undefined) return layer.write(chunk);
    start = Buffer.concat([start, chunk]);
    return start.length < SNIFF ? undefined : begin();
  });
  if (layer === undefined) await begin();
  if (layer === undefined) throw new ArchiveError(`layer ${digest} is empty`);
  return layer.end();
}

/** The registry API of one repository. */
class Registry {
  private readonly network: Network;
  private readonly reference: Reference;
  private readonly base: string;
  private token: string | undefined;

  constructor(network: Network, reference: Reference) {
    this.network = network;
    this.reference = reference;
    const { registry, repository } = reference;
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    // As engines do: without encryption only on this very machine.
    const scheme = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host)
      ? 'http'
      : 'https';
    this.base = `${scheme}://${host}/v2/${repository}`;
  }

  async manifest(reference: string): Promise<Json> {
    const { body } = await this.ask(`manifests/${reference}`, { Accept: MANIFESTS });
    return asObject(parseJson(Buffer.from(body).toString()));
  }

  async text(path: string): Promise<string> {
    return Buffer.from((await this.ask(path, {})).body).toString();
  }

  async stream(path: string, onBody: (chunk: Uint8Array) => Promise<void>): Promise<void> {
    await this.ask(path, {}, onBody);
  }

  /** Asks; logs in as nobody when the registry wants a token, and follows where it points. */
  private async ask(
    path: string,
    headers: Record<string, string>,
    onBody?: (chunk: Uint8Array) => Promise<void>,
  ): Promise<HttpAnswer> {
    let url = `${this.base}/${path}`;
    for (let tries = 0; tries <= MOST_REDIRECTS; tries += 1) {
      const own = url.startsWith(this.base);
      const token =
        own && this.token !== undefined ? { Authorization: `Bearer ${this.token}` } : {};
      const answer = await this.network.get(url, {
        timeout: onBody ? LONG : SHORT,
        maxBytes: LARGEST_JSON,
        headers: { ...headers, ...token },
        ...(onBody ? { onBody } : {}),
      });
      const { status } = answer;
      if (status === 200) return answer;
      if (status === 401 && own && this.token === undefined) await this.logIn(answer);
      else if (status >= 300 && status < 400)
        url = new URL(answer.headers['location'] ?? '', url).href;
      else throw this.refused(status);
    }
    throw new RegistryError(`${this.reference.registry} sends from one address to the next.`);
  }

  private refused(status: number): RegistryError {
    const { registry, name } = this.reference;
    if (status === 404) return new RegistryError(`${registry} has no such image: ${name}.`);
    if (status === 401 || status === 403)
      return new RegistryError(`${registry} wants a login for ${name}; none is sent.`);
    return new RegistryError(`${registry} answers with ${status} for ${name}.`);
  }

  /** A token for anyone, where the registry's challenge says. */
  private async logIn(answer: HttpAnswer): Promise<void> {
    const challenge = answer.headers['www-authenticate'] ?? '';
    const field = (name: string): string | undefined =>
      new RegExp(`[ ,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
    const realm = field('realm');
    if (!/^bearer /i.test(challenge) || realm === undefined || !realm.startsWith('https://'))
      throw this.refused(401);
    const url = new URL(realm);
    for (const name of ['service', 'scope']) {
      const value = field(name);
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const { status, body } = await this.network.get(url.href, { timeout: SHORT });
    if (status !== 200) throw this.refused(status);
    const given = asObject(parseJson(Buffer.from(body).toString()));
    this.token = asText(given['token']) || asText(given['access_token']);
    if (this.token === '') throw this.refused(401);
  }
}
