import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { measured } from '../facts/bytes.ts';
import { measureArchive } from '../images/archive.ts';
import { knownSizes } from './known-sizes.ts';
import { type Session, type Version, checkpoint, imageName, report } from './session.ts';
import type { Measures } from './types.ts';

/** Measures an image by reading what `docker save` gives: files' bytes and compressed bytes, by layer. */
export async function sizeOf(
  session: Session,
  version: Version,
): Promise<Pick<Measures, 'size' | 'compressed' | 'layers'>> {
  report(session, { version, stage: 'size', text: 'reading the image' });
  const known = knownSizes(session.host);
  const archive = measureArchive({ knownCompressed: (digest) => known.get(digest) });
  await session.builder.save(imageName(session, version), (chunk) => {
    checkpoint(session);
    return archive.push(chunk);
  });
  const found = await archive.finish();
  for (const layer of found.layers) known.set(layer.digest, layer.compressed);
  known.save();
  const base = await baseLayers(session, version);
  return {
    size: measured(found.bytes),
    compressed: measured(found.compressed),
    layers: found.layers.map(({ digest, bytes, compressed, createdBy }) => ({
      bytes,
      compressed,
      ...(createdBy === undefined ? {} : { createdBy: session.mask(createdBy) }),
      base: base.has(digest),
    })),
  };
}

/** Diff ids of the final stage's base image, as far as the engine has it. */
async function baseLayers(session: Session, version: Version): Promise<ReadonlySet<string>> {
  const ref = finalBase(session, version);
  if (ref === undefined) return new Set();
  const image = (await session.builder.inspect(ref)) as
    | { readonly RootFS?: { readonly Layers?: readonly string[] } }
    | undefined;
  return new Set(image?.RootFS?.Layers ?? []);
}

function finalBase(session: Session, version: Version): string | undefined {
  const { request } = session;
  const text = version === 'before' ? request.before?.dockerfile : request.after.dockerfile;
  const graph = resolveStages(parseDockerfile(text ?? ''), {
    buildArgs: request.buildArgs,
    ...(request.target === undefined ? {} : { target: request.target }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
  });
  let stage = graph.stages[graph.target];
  while (stage?.base.kind === 'stage') stage = graph.stages[stage.base.index];
  return stage?.base.kind === 'image' ? stage.base.ref : undefined;
}
