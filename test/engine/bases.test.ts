import { beforeAll, describe, expect, it } from 'vitest';
import { findBuilder } from '../../src/builders/find.ts';
import type { Builder } from '../../src/builders/types.ts';
import type { BaseFacts } from '../../src/facts/image.ts';
import { nodeHost } from '../../src/host/node.ts';
import { measureArchive } from '../../src/images/archive.ts';
import { factsOfImage } from '../../src/images/base-facts.ts';
import { fileLister } from '../../src/images/file-list.ts';
import { findProgram } from '../../src/image-model/find-program.ts';
import { baseTree } from '../../src/image-model/base/base-tree.ts';
import { walk } from '../../src/image-model/tree/walk.ts';
import { known } from '../../src/facts/origin.ts';
import { lookupBase } from '../../src/knowledge/bases/index.ts';

/** Images that the tests' engine has, as their makers build them (its busybox has fewer applets than the official one). */
const IMAGES = [
  'debian:13-slim',
  'debian:12-slim',
  'debian:13',
  'node:22',
  'node:22-slim',
  'python:3.12-bookworm',
  'python:3.12-slim-bookworm',
  'golang:1.26-bookworm',
  'gcr.io/distroless/static-debian13',
  'gcr.io/distroless/base-debian12',
  'gcr.io/distroless/cc-debian13',
  'gcr.io/distroless/nodejs22-debian13',
  'gcr.io/distroless/python3-debian13',
];
const PLATFORM = 'linux/amd64';

async function read(engine: Builder, ref: string): Promise<BaseFacts> {
  const lister = fileLister();
  const archive = measureArchive({ knownCompressed: () => 0, visit: lister.visit });
  // A name without a tag would save all of its tags.
  await engine.save(/:[^/]*$/.test(ref) ? ref : `${ref}:latest`, (chunk) => archive.push(chunk));
  const image = await archive.finish();
  const files = lister.files(image.layers.map(({ path }) => path));
  return factsOfImage(image, files, { ref, platform: PLATFORM, source: 'the engine' });
}

/** What both say of an image in the same words. */
function settings(facts: BaseFacts | undefined): object {
  return {
    libc: facts?.os.libc,
    user: facts?.user === 'root' ? '' : facts?.user,
    workdir: facts?.workdir,
    packageManager: facts?.packageManager,
    entrypoint: facts?.entrypoint,
    cmd: facts?.cmd,
  };
}

describe.each(IMAGES)('what is known of %s holds in the image itself', (ref) => {
  let told: BaseFacts | undefined;
  let real: BaseFacts;

  beforeAll(async () => {
    const engine = await findBuilder(nodeHost(), { forbidden: '/nonexistent' });
    if ('reason' in engine) throw new Error(engine.message);
    if (!(await engine.resolves(ref))) throw new Error(`${ref} cannot be had`);
    real = await read(engine, ref);
    told = lookupBase(ref, PLATFORM);
  });

  it('there is a record of it', () => {
    expect(told).toBeDefined();
  });

  it('its programs are there, and those it lacks are not', () => {
    const tree = baseTree(real, ref);
    const path = known(real.env['PATH'] ?? '', { by: 'base' });
    const there = (name: string): string => findProgram(tree, name, path, '/').is;
    expect((told?.programs ?? []).filter((program) => there(program) !== 'yes')).toEqual([]);
    expect((told?.without ?? []).filter((program) => there(program) === 'yes')).toEqual([]);
  });

  it('nothing of it is said to be missing, and nothing is said to be there that is not', () => {
    const tree = baseTree(told, ref);
    const truth = baseTree(real, ref);
    const denied = (real.files ?? []).filter(({ path }) => tree.get(path).is === 'no');
    expect(denied.map(({ path }) => path).slice(0, 20)).toEqual([]);
    const claimed: string[] = [];
    walk(tree, '/', (_, relative, node) => {
      if (node.is === 'yes' && truth.get(`/${relative}`).is === 'no') claimed.push(`/${relative}`);
    });
    expect(claimed).toEqual([]);
  });

  it('its users have these ids and homes', () => {
    const accounts = real.users.map(({ name, uid, gid, home }) => `${name} ${uid} ${gid} ${home}`);
    const wrong = (told?.users ?? [])
      .map(({ name, uid, gid, home }) => `${name} ${uid} ${gid} ${home}`)
      .filter((one) => !accounts.includes(one));
    expect(wrong).toEqual([]);
  });

  it('its system, user, working directory and package manager are these', () => {
    expect(settings(told)).toEqual(settings(real));
  });
});
