import {
  type BuiltConfig,
  asList,
  asObject,
  asText,
  parseJson,
  readConfig,
} from './image-config.ts';
import {
  type LayerMeasure,
  type LayerReader,
  type LayerVisitor,
  compressionOf,
  readLayer,
} from './layer.ts';
import { ArchiveError, type TarEntry, TarReader } from './tar-reader.ts';

export interface ImageMeasure {
  /** From below, as the manifest orders them. */
  readonly layers: readonly (LayerMeasure & {
    readonly createdBy?: string;
    /** As `visit` was told. */
    readonly path: string;
  })[];
  /** Sum over the layers. */
  readonly bytes: number;
  readonly compressed: number;
  readonly config: BuiltConfig;
}

export interface ArchiveOptions {
  /** Compressed size of a layer (by diff id) that was measured before: compressing is what takes time. */
  readonly knownCompressed?: (digest: string) => number | undefined;
  /** Is shown the entries of each layer, by the layer's path in the archive. */
  readonly visit?: (path: string) => LayerVisitor;
}

/** Reads an archive as it comes. */
export interface ArchiveMeter {
  /** Wait for the promise before the next chunk: that is what bounds the memory. */
  push(chunk: Uint8Array): Promise<void>;
  /** Throws `ArchiveError` when the archive is truncated, damaged or holds no image. */
  finish(): Promise<ImageMeasure>;
}

const LARGEST_JSON = 8 << 20;
const LARGEST_JSON_TOTAL = 64 << 20;
const MOST_ENTRIES = 100_000;
const SNIFF = 512;

/** Path without `./` and `..`, as entries are asked for. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The diff id a name tells, for layers that stand uncompressed in the archive. */
function digestIn(name: string): string | undefined {
  const hex = /(?:^blobs\/sha256\/|^)([0-9a-f]{64})(?:\.tar)?$/.exec(name)?.[1];
  return hex === undefined ? undefined : `sha256:${hex}`;
}

/** What the archive holds, by path. */
interface Contents {
  readonly layers: Map<string, LayerMeasure>;
  readonly texts: Map<string, string>;
  readonly links: Map<string, string>;
}

/** The entry that is being read: not yet judged, a layer, JSON, or of no use. */
class CurrentEntry {
  private readonly contents: Contents;
  private readonly options: ArchiveOptions;
  private readonly name: string;
  private readonly size: number;
  private start: Uint8Array[] = [];
  private seen = 0;
  private layer: LayerReader | undefined;
  private text: Uint8Array[] | undefined;
  private judged = false;

  constructor(contents: Contents, options: ArchiveOptions, { name, stored }: TarEntry) {
    this.contents = contents;
    this.options = options;
    this.name = normal(name);
    this.size = stored;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.judged) return this.pass(bytes);
    this.start.push(bytes.slice());
    this.seen += bytes.length;
    if (this.seen < Math.min(SNIFF, this.size)) return undefined;
    const start = Buffer.concat(this.start);
    this.start = [];
    this.judge(start);
    return this.pass(start);
  }

  private judge(start: Uint8Array): void {
    this.judged = true;
    const compression = compressionOf(start);
    if (compression !== undefined) {
      const digest = compression === 'none' ? digestIn(this.name) : undefined;
      const known = digest === undefined ? undefined : this.options.knownCompressed?.(digest);
      this.layer = readLayer(compression, known, this.options.visit?.(this.name));
    } else if (/^\s*[[{]/.test(Buffer.from(start.subarray(0, 64)).toString())) {
      if (this.size <= LARGEST_JSON) this.text = [];
    }
  }

  private async pass(bytes: Uint8Array): Promise<void> {
    this.text?.push(bytes.slice());
    await this.layer?.write(bytes);
  }

  /** Gives the bytes of JSON that were kept. */
  async end(): Promise<number> {
    if (this.layer !== undefined) {
      const measure = await this.layer.end();
      this.contents.layers.set(this.name, this.settled(measure));
    }
    if (this.text === undefined) return 0;
    this.contents.texts.set(this.name, Buffer.concat(this.text).toString());
    return this.size;
  }

  /** A known size is only as good as the name it was looked up by. */
  private settled(measure: LayerMeasure): LayerMeasure {
    const named = digestIn(this.name);
    if (named !== undefined && named !== measure.digest) {
      if (this.options.knownCompressed?.(named) !== undefined) {
        throw new ArchiveError(`layer ${named} is damaged: its content has another digest`);
      }
    }
    return measure;
  }

  abandon(): void {
    this.layer?.abandon();
  }
}

/** Follows the links of the old layout: layers that are alike stand in the archive once. */
function resolved(contents: Contents, path: string): string {
  let here = normal(path);
  for (let steps = 0; steps < MOST_ENTRIES; steps += 1) {
    const next = contents.links.get(here);
    if (next === undefined) return here;
    here = next;
  }
  throw new ArchiveError('links of the archive go round in circles');
}

function textAt(contents: Contents, path: string): string {
  const text = contents.texts.get(resolved(contents, path));
  if (text === undefined) throw new ArchiveError(`the archive lacks ${path}`);
  return text;
}

function blobPath(descriptor: unknown): string {
  return `blobs/${asText(asObject(descriptor)['digest']).replace(':', '/')}`;
}

/** Which configuration and layers make up the image. */
interface Chosen {
  readonly config: string;
  readonly layers: readonly string[];
}

/** The first image of `manifest.json`, which every `docker save` writes. */
function fromDockerManifest(text: string): Chosen | undefined {
  const [first] = asList(parseJson(text));
  if (first === undefined) return undefined;
  const { Config: config, Layers: layers } = asObject(first);
  return { config: asText(config), layers: asList(layers).map(asText) };
}

function isImage(descriptor: unknown): boolean {
  const { platform, mediaType } = asObject(descriptor);
  const { architecture } = asObject(platform);
  return architecture !== 'unknown' && !asText(mediaType).includes('attestation');
}

/** The first image of an OCI layout, through indexes of indexes. */
function fromIndex(contents: Contents): Chosen {
  let here: unknown = parseJson(textAt(contents, 'index.json'));
  for (let depth = 0; depth < 8; depth += 1) {
    const { manifests, config, layers } = asObject(here);
    if (config !== undefined)
      return { config: blobPath(config), layers: asList(layers).map(blobPath) };
    const next = asList(manifests).find(isImage);
    if (next === undefined) break;
    here = parseJson(textAt(contents, blobPath(next)));
  }
  throw new ArchiveError('the archive holds no image');
}

function measureOf(contents: Contents): ImageMeasure {
  const manifest = contents.texts.get('manifest.json');
  const chosen = (manifest && fromDockerManifest(manifest)) || fromIndex(contents);
  const config = readConfig(textAt(contents, chosen.config));
  const made = config.history.filter(({ empty }) => !empty);
  const layers = chosen.layers.map((path, at) => {
    const place = resolved(contents, path);
    const layer = contents.layers.get(place);
    if (layer === undefined) throw new ArchiveError(`the archive lacks layer ${path}`);
    const expected = config.diffIds[at];
    if (expected !== undefined && expected !== layer.digest) {
      throw new ArchiveError(`layer ${path} is damaged: its content has another digest`);
    }
    const step = made.length === chosen.layers.length ? made[at] : undefined;
    return { ...layer, path: place, ...(step === undefined ? {} : { createdBy: step.createdBy }) };
  });
  let [bytes, compressed] = [0, 0];
  for (const layer of layers) {
    bytes += layer.bytes;
    compressed += layer.compressed;
  }
  return { layers, bytes, compressed, config };
}

class Meter {
  private readonly reader = new TarReader();
  private readonly contents: Contents = { layers: new Map(), texts: new Map(), links: new Map() };
  private readonly options: ArchiveOptions;
  private current: CurrentEntry | undefined;
  private entries = 0;
  private kept = 0;

  constructor(options: ArchiveOptions) {
    this.options = options;
  }

  async feed(chunk: Uint8Array): Promise<void> {
    try {
      for (const event of this.reader.read(chunk)) {
        if (event.kind === 'entry') this.begin(event.entry);
        else if (event.kind === 'data') await this.current?.write(event.bytes);
        else await this.close();
      }
    } catch (error) {
      this.current?.abandon();
      throw error;
    }
  }

  private begin(entry: TarEntry): void {
    this.entries += 1;
    if (this.entries > MOST_ENTRIES) throw new ArchiveError('the archive has too many entries');
    const name = normal(entry.name);
    if (entry.kind === 'hardlink') this.contents.links.set(name, normal(entry.link));
    if (entry.kind === 'symlink') this.contents.links.set(name, normal(`${name}/../${entry.link}`));
    if (entry.kind !== 'file') return;
    this.current = new CurrentEntry(this.contents, this.options, entry);
  }

  private async close(): Promise<void> {
    this.kept += (await this.current?.end()) ?? 0;
    this.current = undefined;
    if (this.kept > LARGEST_JSON_TOTAL)
      throw new ArchiveError('the archive has too many descriptions');
  }

  finish(): ImageMeasure {
    this.reader.finish();
    return measureOf(this.contents);
  }
}

/**
 * Measures the image in a `docker save` stream: the old layout, the OCI layout of engine 25 and newer,
 * layers plain, in gzip or zstd. Nothing is written to disk; of several images the first counts.
 */
export function measureArchive(options: ArchiveOptions = {}): ArchiveMeter {
  const meter = new Meter(options);
  let last: Promise<void> = Promise.resolve();
  return {
    push(chunk) {
      last = last.then(() => meter.feed(chunk));
      // Who does not wait hears of a failure from `finish`.
      last.catch(() => undefined);
      return last;
    },
    async finish() {
      await last;
      return meter.finish();
    },
  };
}
