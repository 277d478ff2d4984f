import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import type { HttpAnswer, Network } from '../host/types.ts';
import { fileLister } from './file-list.ts';
import { RegistryError, findRemote } from './registry.ts';

const HUB = 'https://registry-1.docker.io/v2/port/tide';
const CDN = 'https://cdn.example/blob';

function digest(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

type Answers = Record<string, Partial<HttpAnswer>>;

function json(value: object): Partial<HttpAnswer> {
  return { body: new TextEncoder().encode(JSON.stringify(value)) };
}

/** A registry with one image for two platforms, its layer on another host. */
async function registry(
  change: (answers: Answers) => void = () => undefined,
): Promise<Network & { asked: string[] }> {
  const tar = await packTar([{ header: { name: 'srv/tide', size: 3 }, body: 'low' }]);
  const layer = gzipSync(tar);
  const config = {
    os: 'linux',
    architecture: 'arm64',
    config: { User: '70' },
    rootfs: { diff_ids: [digest(tar)] },
  };
  const configDigest = digest(JSON.stringify(config));
  const answers: Answers = {
    [`${HUB}/manifests/1`]: json({
      manifests: [
        { digest: 'sha256:aa', platform: { os: 'linux', architecture: 'amd64' } },
        { digest: 'sha256:bb', platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      ],
    }),
    [`${HUB}/manifests/sha256:bb`]: json({
      config: { digest: configDigest },
      layers: [{ digest: digest(layer) }],
    }),
    [`${HUB}/blobs/${configDigest}`]: json(config),
    [`${HUB}/blobs/${digest(layer)}`]: { status: 307, headers: { location: CDN } },
    [CDN]: { body: layer },
  };
  change(answers);
  const { network } = memoryHost({}, { answers });
  const asked: string[] = [];
  return {
    ...network,
    asked,
    get: (url, options) => {
      asked.push(`${url} ${options.headers?.['Authorization'] ?? ''}`.trim());
      return network.get(url, options);
    },
  };
}

describe('an image of a registry', () => {
  it('is found for the platform, and its layers are read through redirects', async () => {
    const image = await findRemote(await registry(), 'port/tide:1', 'linux/arm64');
    expect(image.digest).toBe('sha256:bb');
    const lister = fileLister();
    const { config, layers } = await image.read(lister.visit);
    expect(config.user).toBe('70');
    expect(lister.files(layers.map(({ path }) => path))).toEqual([
      expect.objectContaining({ path: '/srv/tide', size: 3 }),
    ]);
  });

  it('a token is asked for where the registry says, and goes to nobody else', async () => {
    const token = 'https://auth.example/token?service=hub&scope=repository%3Aport%2Ftide%3Apull';
    const network = await registry();
    const challenge =
      'Bearer realm="https://auth.example/token",service="hub",scope="repository:port/tide:pull"';
    const guarded: Network = {
      ...network,
      get: async (url, options) => {
        if (url === token) return { ...json({ token: 'abc' }), status: 200 } as HttpAnswer;
        const has = options.headers?.['Authorization'] === 'Bearer abc';
        if (url.startsWith(HUB) && !has)
          return {
            status: 401,
            headers: { 'www-authenticate': challenge },
            body: new Uint8Array(),
            seconds: 0,
          };
        return network.get(url, options);
      },
    };
    const image = await findRemote(guarded, 'port/tide:1', 'linux/arm64');
    await image.read(fileLister().visit);
    expect(network.asked.filter((one) => one.startsWith(HUB))).not.toHaveLength(0);
    expect(network.asked.filter((one) => one.startsWith(CDN))).toEqual([CDN]);
  });

  it('says what is wrong: no such image, no such platform, a login', async () => {
    const network = await registry();
    await expect(findRemote(network, 'port/tide:1', 'linux/s390x')).rejects.toThrow('not made for');
    const without = await registry((answers) => {
      answers[`${HUB}/manifests/2`] = { status: 404 };
      answers[`${HUB}/manifests/3`] = { status: 401 };
    });
    await expect(findRemote(without, 'port/tide:2', 'linux/amd64')).rejects.toThrow(RegistryError);
    await expect(findRemote(without, 'port/tide:3', 'linux/amd64')).rejects.toThrow('login');
  });

  it('a layer that is not what the configuration says is refused', async () => {
    const other = gzipSync(await packTar([{ header: { name: 'evil', size: 1 }, body: 'x' }]));
    const network = await registry((answers) => {
      answers[CDN] = { body: other };
    });
    const image = await findRemote(network, 'port/tide:1', 'linux/arm64');
    await expect(image.read(fileLister().visit)).rejects.toThrow('damaged');
  });
});
