/** The parts of an address as Go's `net/url` takes it apart. */
export interface WebAddress {
  /** Lower case. */
  readonly scheme: string;
  /** User and host as written. */
  readonly authority: string;
  /** With its port. */
  readonly host: string;
  readonly writtenPath: string;
  /** Percent signs undone. */
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const shape = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const user = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const host = /^(?:\[[^\]]*\]|[^:[\]]*)(?::[0-9]*)?$/;
/** Signs that a host may hold beside letters, digits and what is beyond ASCII. */
const hostSigns = /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]|[^\0-\x7f])*$/;

function unescape(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Takes an address apart; undefined when it is none. */
export function parseWebAddress(text: string): WebAddress | undefined {
  const match = shape.exec(text);
  if (match === null || /\p{Cc}/u.test(text)) return undefined;
  const [, scheme = '', authority = '', writtenPath = '', query = '', hash = ''] = match;
  const at = authority.lastIndexOf('@');
  const name = authority.slice(at + 1);
  if (at >= 0 && !user.test(authority.slice(0, at))) return undefined;
  if (!host.test(name) || !hostSigns.test(name)) return undefined;
  const path = unescape(writtenPath);
  const fragment = unescape(hash);
  if (path === undefined || fragment === undefined) return undefined;
  return {
    scheme: scheme.toLowerCase(),
    authority,
    host: name,
    writtenPath,
    path,
    query,
    fragment,
  };
}
