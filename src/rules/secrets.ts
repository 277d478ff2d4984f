import type { Span } from '../text/span.ts';

/**
 * What secrets look like: names people give them, shapes issuers give them.
 * Shapes are public facts of the issuers' documentation.
 */
const NAME =
  /(^|[_.-])(api_?key|access_?key|secret_?key|private_?key|signing_?key|encryption_?key|license_?key|master_?key|secret|secrets|token|password|passwd|pwd|pword|passphrase|credential|credentials|auth)([_.-]|$)/;
const HARMLESS_NAME =
  /(^|[_.-])(public|file|path|dir|url|uri|host|endpoint|name|id|length|size|ttl|expiry|expires|expiration|timeout|algorithm|type|enabled|disabled|header|version|policy|prefix|sock|mode|method|provider|realm)$|(^|[_.-])public([_.-])/;

interface Shape {
  readonly what: string;
  readonly pattern: RegExp;
}

const SHAPES: readonly Shape[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/g },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{18,}/g },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { what: 'a Google API key', pattern: /\bAIza[\w-]{35}\b/g },
  { what: 'a Slack token', pattern: /\bxox[abposr]-[\w-]{10,}/g },
  { what: 'a Stripe key', pattern: /\b[sr]k_live_[A-Za-z0-9]{16,}/g },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{30,}/g },
  { what: 'a PyPI token', pattern: /\bpypi-[\w-]{40,}/g },
  { what: 'an API key', pattern: /\bsk-[A-Za-z0-9_-]{24,}/g },
  { what: 'a signed token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g },
  {
    what: 'a password in a URL',
    pattern: /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"$]{0,80}:)[^\s:@/'"$]{3,}(?=@)/gi,
  },
];

/** Whether a variable of this name is meant to hold a secret. Names that point to one (`…_FILE`, `…_URL`) are not. */
export function isSecretName(name: string): boolean {
  const lower = splitCamel(name).toLowerCase();
  return NAME.test(lower) && !HARMLESS_NAME.test(lower);
}

function splitCamel(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
}

export interface SecretShape extends Span {
  /** With its article: `a GitHub token`. */
  readonly what: string;
}

/** Parts of a text that have the shape of a secret, in order. */
export function secretShapes(text: string): SecretShape[] {
  const found = SHAPES.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({
      what,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  return found.toSorted((a, b) => a.start - b.start);
}

const MASK = '••••••';
// NAME=value and NAME: value as Dockerfiles, command lines, .npmrc and .env files write them.
const ASSIGNED = /([A-Za-z][\w.-]{0,99})(\s{0,9}[=:]\s{0,9})("[^"\n]*"?|'[^'\n]*'?|[^\s"'&|;,]+)/g;
// The old form of ENV, without `=`: the value is the rest of the line.
const SPACED = /(\bENV[ \t]{1,99})([A-Za-z_][\w.-]{0,99})([ \t]{1,99})([^\s=:][^\n]*)/gi;

/** The text with everything in it that looks like a secret replaced; line ends stay where they are. */
export function maskSecrets(text: string): string {
  let masked = '';
  let from = 0;
  for (const { start, end } of secretShapes(text)) {
    if (start < from) continue;
    masked += text.slice(from, start) + MASK;
    from = end;
  }
  return (masked + text.slice(from))
    .replace(ASSIGNED, (whole, name: string, between: string, value: string) =>
      isSecretName(name) && !isReference(value) ? `${name}${between}${maskValue(value)}` : whole,
    )
    .replace(SPACED, (whole, env: string, name: string, blanks: string, value: string) =>
      isSecretName(name) && !isReference(value)
        ? `${env}${name}${blanks}${maskValue(value)}`
        : whole,
    );
}

/** Quotes stay, so that the line keeps its shape. */
function maskValue(value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  const closed = quote !== '' && value.length > 1 && value.endsWith(quote);
  return `${quote}${MASK}${closed ? quote : ''}`;
}

/** A value that only refers to another variable or is empty holds no secret itself. */
export function isReference(value: string): boolean {
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  return bare === '' || /^\$(\{[^}]*\}|\w+)$/.test(bare);
}
