/** A reference to an image, taken apart as the distribution project does. */
export interface Reference {
  /** Host, with port; `docker.io` when none is written. */
  readonly registry: string;
  /** Path in the registry: `library/node`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** As users write it, without tag and digest: `node`, `bitnami/redis`, `gcr.io/distroless/static`. */
  readonly name: string;
}

const DOCKER_HUB = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;

/** The first part is a host only when it cannot be a name. */
function splitHost(name: string): { host: string | undefined; path: string } {
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isHost = /[.:A-Z]/.test(first) || first === 'localhost';
  return isHost ? { host: first, path: name.slice(slash + 1) } : { host: undefined, path: name };
}

/** Takes a reference apart; undefined when it is not one (`FROM $BASE`, stage names with capitals …). */
export function parseReference(ref: string): Reference | undefined {
  const [named = '', digest, ...more] = ref.split('@');
  if (more.length > 0 || ref.length > 1024) return undefined;
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const { host, path } = splitHost(hasTag ? named.slice(0, colon) : named);
  if (host !== undefined && !HOST.test(host)) return undefined;
  if (!path.split('/').every((part) => PART.test(part))) return undefined;
  return {
    ...place(host, path),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function place(
  host: string | undefined,
  path: string,
): Pick<Reference, 'registry' | 'repository' | 'name'> {
  if (host !== undefined && !DOCKER_HUB.has(host)) {
    return { registry: host, repository: path, name: `${host}/${path}` };
  }
  const repository = path.includes('/') ? path : `library/${path}`;
  return { registry: 'docker.io', repository, name: repository.replace(/^library\//, '') };
}
