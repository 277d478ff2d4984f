import type { Host } from '../host/types.ts';

/**
 * Compressed sizes of layers met before, by digest, kept in the user's cache
 * directory: compressing a base image again is most of the work of measuring.
 * The file is only a cache: whatever is wrong with it, sizes are computed anew.
 */
export interface KnownSizes {
  get(digest: string): number | undefined;
  set(digest: string, bytes: number): void;
  save(): void;
}

/** Most digests that are kept; the oldest go first. */
const MOST = 5_000;
const SCHEMA = 'plimsoll/layer-sizes/1';

/** Opens the cache of compressed sizes. */
export function knownSizes(host: Host): KnownSizes {
  const dir = cacheDir(host);
  const path = `${dir}/layer-sizes.json`;
  const sizes = load(host, path);
  let changed = false;
  return {
    get: (digest) => sizes.get(digest),
    set(digest, bytes) {
      if (sizes.get(digest) === bytes) return;
      sizes.set(digest, bytes);
      changed = true;
    },
    save() {
      if (!changed) return;
      const kept = Object.fromEntries([...sizes].slice(-MOST));
      try {
        host.files.makeDir(dir);
        host.files.writeAtomic(path, JSON.stringify({ schema: SCHEMA, sizes: kept }));
      } catch {
        // A home that cannot be written only costs time.
      }
    },
  };
}

/** `$XDG_CACHE_HOME/plimsoll`, by default `~/.cache/plimsoll`. */
function cacheDir(host: Host): string {
  const xdg = host.env['XDG_CACHE_HOME'];
  const home = xdg !== undefined && xdg.startsWith('/') ? xdg : `${host.homeDir}/.cache`;
  return `${home}/plimsoll`;
}

function load(host: Host, path: string): Map<string, number> {
  const known = new Map<string, number>();
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(host.files.read(path)));
    const { schema, sizes } = read as { schema?: unknown; sizes?: Record<string, unknown> };
    if (schema !== SCHEMA) return known;
    for (const [digest, bytes] of Object.entries(sizes ?? {})) {
      if (/^sha256:[0-9a-f]{64}$/.test(digest) && Number.isSafeInteger(bytes)) {
        known.set(digest, Number(bytes));
      }
    }
  } catch {
    // No cache yet, or not ours.
  }
  return known;
}
