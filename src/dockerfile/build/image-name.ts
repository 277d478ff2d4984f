/** A reference to an image in full form. */
export interface ImageName {
  readonly domain: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** An image's name, or the message of the reference parser. */
export type ParsedName = { readonly name: ImageName } | { readonly error: string };

const HUB = 'docker.io';
const HEX = /^[a-f0-9]{64}$/;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(
  `^(${HOST})/(${COMPONENT}(?:/${COMPONENT})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`,
);
const INVALID = 'invalid reference format';

/** Lengths of the digests that are known, in hexadecimal digits. */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** What is wrong with a digest, in the words of the digest parser; undefined when nothing. */
export function digestError(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  if (colon <= 0 || colon + 1 === digest.length) return 'invalid checksum digest format';
  const algorithm = digest.slice(0, colon);
  const encoded = digest.slice(colon + 1);
  const length = Object.hasOwn(DIGEST_LENGTHS, algorithm) ? DIGEST_LENGTHS[algorithm] : undefined;
  if (length === undefined) {
    const known = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/.test(digest);
    return known ? 'unsupported digest algorithm' : 'invalid checksum digest format';
  }
  if (new TextEncoder().encode(encoded).length !== length) return 'invalid checksum digest length';
  return /^[a-f0-9]+$/.test(encoded) ? undefined : 'invalid checksum digest format';
}

function splitDomain(text: string): readonly [string, string] {
  const slash = text.indexOf('/');
  if (slash < 0) return [HUB, `library/${text}`];
  const first = text.slice(0, slash);
  const rest = text.slice(slash + 1);
  const own = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  const domain = own ? (first === 'index.docker.io' ? HUB : first) : HUB;
  const path = own ? rest : text;
  return [domain, domain === HUB && !path.includes('/') ? `library/${path}` : path];
}

/** The same few images stand in most files: what is known of their names is kept. */
const known = new Map<string, ParsedName>();
const MOST_KEPT = 1000;

/**
 * Reads an image reference as Docker does: `node` is `docker.io/library/node`.
 * Source: distribution/reference.
 */
export function parseImageName(text: string): ParsedName {
  const before = known.get(text);
  if (before !== undefined) return before;
  const parsed = readName(text);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(text, parsed);
  return parsed;
}

function readName(text: string): ParsedName {
  if (HEX.test(text)) {
    return {
      error: `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`,
    };
  }
  const [domain, rest] = splitDomain(text);
  const colon = rest.indexOf(':');
  const remote = colon < 0 ? rest : rest.slice(0, colon);
  if (remote.toLowerCase() !== remote)
    return { error: `${INVALID}: repository name (${remote}) must be lowercase` };
  const whole = `${domain}/${rest}`;
  const match = reference.exec(whole);
  if (match === null) {
    const lower = reference.test(whole.toLowerCase());
    return { error: lower ? 'repository name must be lowercase' : INVALID };
  }
  const [, host = '', path = '', tag, digest] = match;
  if (path.length > 255) return { error: 'repository name must not be more than 255 characters' };
  const wrong = digest === undefined ? undefined : digestError(digest);
  if (wrong !== undefined) return { error: wrong };
  return {
    name: {
      domain: host,
      path,
      ...(tag === undefined ? {} : { tag }),
      ...(digest === undefined ? {} : { digest }),
    },
  };
}

function suffix({ tag, digest }: ImageName): string {
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

/** The full name, `docker.io/library/node:latest`: with a tag where there is neither tag nor digest. */
export function fullName(name: ImageName): string {
  const bare = name.tag === undefined && name.digest === undefined;
  return `${name.domain}/${name.path}${bare ? ':latest' : suffix(name)}`;
}

/** The name as people write it (`node:22`); a tag `latest` is left out. */
export function shortName(name: ImageName): string {
  const library = /^library\/([^/]+)$/.exec(name.path)?.[1];
  const path = name.domain === HUB ? (library ?? name.path) : `${name.domain}/${name.path}`;
  return (path + suffix(name)).replace(/:latest$/, '');
}
