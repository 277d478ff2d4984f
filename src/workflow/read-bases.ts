import { findBuilder, isNoBuilder } from '../builders/find.ts';
import type { Builder } from '../builders/types.ts';
import { sourceOf } from '../dockerfile/stages/reach.ts';
import type { StageGraph } from '../dockerfile/types.ts';
import type { BaseFacts, BaseLookup } from '../facts/image.ts';
import type { Host } from '../host/types.ts';
import { type ImageMeasure, measureArchive } from '../images/archive.ts';
import { type FileLister, fileLister } from '../images/file-list.ts';
import { asObject, asText } from '../images/image-config.ts';
import { RegistryError, findRemote } from '../images/registry.ts';
import { ArchiveError } from '../images/tar-reader.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import { KeptImages } from './kept-images.ts';
import { graphOf } from './read-dockerfile.ts';
import type { BaseSources, BuildOptions } from './types.ts';
import { UserError } from './user-error.ts';

/** Bases as they were read, with what could not be. */
interface ReadBases {
  readonly lookup: BaseLookup;
  readonly notes: readonly string[];
}

/**
 * The build options with the images that a Dockerfile names read from where the user said; unchanged
 * where he said nothing.
 */
export async function withReadBases<T extends BuildOptions>(
  host: Host,
  path: string,
  options: T,
  root: string,
): Promise<T & { readonly bases?: BaseLookup }> {
  const { sources } = options;
  if (sources?.engine !== true && sources?.online !== true) return options;
  const graph = graphOf(host.files, path, { ...options, root });
  const { lookup, notes } = await readBases(host, graph, sources, root);
  for (const note of notes) sources.onNote?.(note);
  return { ...options, bases: lookup };
}

/** Compressing is what takes time, and nobody asks for it here. */
const NOT_COMPRESSED = (): number => 0;

/**
 * Reads the images that a Dockerfile stands on and copies from: configuration and files, from the
 * engine, else from the registry. What was read once is kept in the user's cache by its digest.
 */
async function readBases(
  host: Host,
  graph: StageGraph,
  sources: BaseSources,
  forbidden: string,
): Promise<ReadBases> {
  const found = new Map<string, BaseFacts>();
  const notes: string[] = [];
  const kept = new KeptImages(host);
  const engine = sources.engine === true ? await engineOf(host, forbidden, notes) : undefined;
  for (const { ref, platform } of imagesOf(graph)) {
    const key = `${platform} ${ref}`;
    const own = engine && (await fromEngine(engine, ref, platform, kept));
    const facts =
      own ?? (sources.online === true ? await remote(host, ref, platform, kept, notes) : undefined);
    if (facts !== undefined) found.set(key, facts);
  }
  return {
    lookup: (ref, platform) => found.get(`${platform} ${ref}`) ?? lookupBase(ref, platform),
    notes,
  };
}

/** Images of the reached stages, and those that COPY and mounts name. */
function imagesOf(graph: StageGraph): { ref: string; platform: string }[] {
  const target = graph.options?.platform ?? 'linux/amd64';
  const all = new Map<string, { ref: string; platform: string }>();
  const add = (ref: string | undefined, platform = target): void => {
    if (ref !== undefined && ref !== '' && ref !== 'scratch')
      all.set(`${platform} ${ref}`, { ref, platform });
  };
  for (const stage of graph.stages) {
    if (!graph.reached.has(stage.index)) continue;
    if (stage.base.kind === 'image') add(stage.base.ref, stage.platform);
    for (const { name, flags } of stage.instructions) {
      if (name !== 'COPY') continue;
      const from = flags.find((flag) => flag.name === 'from')?.value;
      const source = sourceOf(graph, stage.index, from, 'copy');
      if (source.kind === 'image') add(source.ref);
    }
  }
  return [...all.values()];
}

/** The engine of this machine; without one there is a note. */
async function engineOf(
  host: Host,
  forbidden: string,
  notes: string[],
): Promise<Builder | undefined> {
  const builder = await findBuilder(host, { forbidden });
  if (!isNoBuilder(builder)) return builder;
  notes.push(`No image was read from the engine: ${builder.message}`);
  return undefined;
}

/** An image that the engine has for this platform; nothing is pulled. */
async function fromEngine(
  engine: Builder,
  ref: string,
  platform: string,
  kept: KeptImages,
): Promise<BaseFacts | undefined> {
  const image = asObject(await engine.inspect(ref));
  const id = asText(image['Id']);
  if (id === '') return undefined;
  if (`${asText(image['Os'])}/${asText(image['Architecture'])}` !== withoutVariant(platform))
    return undefined;
  const from = { ref, platform, source: 'read from the local engine' };
  return kept.get(id, from) ?? kept.put(id, await readArchive(engine, id), from);
}

function withoutVariant(platform: string): string {
  return platform.split('/').slice(0, 2).join('/');
}

interface Read {
  readonly image: ImageMeasure;
  readonly lister: FileLister;
}

/** @throws UserError when the engine gives no readable archive. */
async function readArchive(engine: Builder, id: string): Promise<Read> {
  const lister = fileLister();
  const archive = measureArchive({ knownCompressed: NOT_COMPRESSED, visit: lister.visit });
  try {
    // By its id: a name without a tag would save all of its tags.
    await engine.save(id, (chunk) => archive.push(chunk));
    return { image: await archive.finish(), lister };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new UserError(`The engine's archive of ${id} cannot be read: ${error.message}.`);
  }
}

/** An image of a registry; what cannot be had is noted and stays unknown. */
async function remote(
  host: Host,
  ref: string,
  platform: string,
  kept: KeptImages,
  notes: string[],
): Promise<BaseFacts | undefined> {
  const from = { ref, platform, source: 'read from its registry' };
  try {
    const image = await findRemote(host.network, ref, platform);
    const before = kept.get(image.digest, from);
    if (before !== undefined) return before;
    const lister = fileLister();
    return kept.put(image.digest, { image: await image.read(lister.visit), lister }, from);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error instanceof RegistryError ? error.message : `${ref}: ${error.message}.`;
    notes.push(`Not read from its registry: ${why}`);
    return undefined;
  }
}
