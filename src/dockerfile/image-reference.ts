import { goLower } from './chars.ts';

// The grammar of image references. Source: github.com/distribution/reference v0.6.

const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const HOST = String.raw`(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const TAG = String.raw`[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`;
const DIGEST = '([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})';
const REFERENCE = new RegExp(`^(?:(${HOST})/)?(${PART}(?:/${PART})*)(?::${TAG})?(?:@${DIGEST})?$`);

/** Hexadecimal digits of the digests that are known. */
const DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };
const LONGEST_PATH = 255;

/** Whether `algorithm:hex` is a digest of a known kind. */
export function isDigest(text: string): boolean {
  const colon = text.indexOf(':');
  return isKnownDigest(text.slice(0, Math.max(colon, 0)), text.slice(colon + 1));
}

function isKnownDigest(algorithm: string, hex: string): boolean {
  const digits = Object.hasOwn(DIGITS, algorithm) ? DIGITS[algorithm] : undefined;
  return hex.length === digits && /^[0-9a-f]*$/.test(hex);
}

/** Registry and the rest, with Docker's defaults filled in. */
function split(name: string): { domain: string; rest: string } {
  const slash = name.indexOf('/');
  if (slash < 0) return { domain: 'docker.io', rest: `library/${name}` };
  const first = name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || goLower(first) !== first;
  const domain = !isHost || first === 'index.docker.io' ? 'docker.io' : first;
  const rest = isHost ? name.slice(slash + 1) : name;
  return { domain, rest: domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

/** Whether a text can name an image: Docker's short forms are allowed. */
export function isImageReference(text: string): boolean {
  if (/^[a-f0-9]{64}$/.test(text)) return false;
  const { domain, rest } = split(text);
  const colon = rest.indexOf(':');
  const path = colon < 0 ? rest : rest.slice(0, colon);
  if (goLower(path) !== path) return false;
  const [whole, , name = '', algorithm, hex] = REFERENCE.exec(`${domain}/${rest}`) ?? [];
  if (whole === undefined || name.length > LONGEST_PATH) return false;
  return algorithm === undefined || isKnownDigest(algorithm, hex ?? '');
}
