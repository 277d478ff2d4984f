/** Hosts that are this machine. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0)$/i;

/**
 * Whether an engine's endpoint is on another machine. Unix sockets and named
 * pipes are local, and so are tcp and ssh to a loopback address; what cannot be
 * read counts as remote.
 */
export function isRemoteEndpoint(endpoint: string): boolean {
  const at = endpoint.indexOf('://');
  if (at === -1) return !endpoint.startsWith('/');
  const scheme = endpoint.slice(0, at).toLowerCase();
  if (scheme === 'unix' || scheme === 'npipe' || scheme === 'fd') return false;
  return !LOOPBACK.test(hostOf(endpoint.slice(at + 3)));
}

/** `user:pw@host:port/path` → `host`. */
function hostOf(rest: string): string {
  const authority = (rest.split(/[/?#]/)[0] ?? '').replace(/^.*@/, '');
  if (authority.startsWith('[')) return authority.slice(0, authority.indexOf(']') + 1);
  return authority.replace(/:\d*$/, '');
}

/** The endpoint as it may be shown: without a user's password. */
export function shownEndpoint(endpoint: string): string {
  return endpoint.replace(/(:\/\/[^/@:]*):[^/@]*@/, '$1:***@');
}
