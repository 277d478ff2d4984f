import { goLower, goQuote } from '../chars.ts';

const PROTOCOLS: readonly string[] = ['tcp', 'udp', 'sctp'];
const HIGHEST = 65_535;

function portNumber(text: string): number | undefined {
  const value = /^[+-]?[0-9]+$/.test(text) ? Number(text) : -1;
  return value >= 0 && value <= HIGHEST ? value : undefined;
}

function portRange(text: string): readonly [number, number] | undefined {
  const dash = text.indexOf('-');
  const start = portNumber(dash < 0 ? text : text.slice(0, dash));
  if (start === undefined) return undefined;
  if (dash < 0 || text.slice(0, dash) === text.slice(dash + 1)) return [start, start];
  const end = portNumber(text.slice(dash + 1));
  return end === undefined || end < start ? undefined : [start, end];
}

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)
  );
}

function isIPv6(text: string): boolean {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const plain = last.includes('.') && isIPv4(last) ? `${text.slice(0, -last.length)}0:0` : text;
  if (!/^[0-9a-fA-F:]+$/.test(plain) || plain.includes(':::')) return false;
  const gap = plain.indexOf('::');
  if (gap !== plain.lastIndexOf('::')) return false;
  const groups = plain.split(':').filter((group) => group !== '');
  if (groups.some((group) => group.length > 4)) return false;
  if (gap >= 0) return groups.length < 8;
  return groups.length === 8 && !plain.startsWith(':') && !plain.endsWith(':');
}

function addressError(address: string): string | undefined {
  let bare = address;
  if (address.startsWith('[')) {
    const end = address.indexOf(']');
    if (end < 0)
      return `invalid IP address ${address}: address ${address}:: missing ']' in address`;
    if (end !== address.length - 1) {
      const what =
        address[end + 1] === ':' ? 'too many colons in address' : 'missing port in address';
      return `invalid IP address ${address}: address ${address}:: ${what}`;
    }
    bare = address.slice(1, end);
  }
  return bare === '' || isIPv4(bare) || isIPv6(bare) ? undefined : `invalid IP address: ${bare}`;
}

/** `[address:][host:]container`, as far as they are given. */
function splitParts(text: string): readonly [string, string, string] {
  const parts = text.split(':');
  const container = parts.at(-1) ?? '';
  return [parts.slice(0, -2).join(':'), parts.at(-2) ?? '', container];
}

/** One word of EXPOSE taken apart. */
export interface ExposedRange {
  readonly start: number;
  readonly end: number;
  /** As written; empty when none is. */
  readonly protocol: string;
  /** An address or a port of the host stands before it. */
  readonly mapped: boolean;
}

/** What a word of EXPOSE says; a refusal `early` comes before anything else is said about it. */
export type ReadRange =
  | ExposedRange
  | {
      readonly error: string;
      readonly early: boolean;
      readonly mapped: boolean;
      readonly protocol: string;
    };

/** Reads one word of EXPOSE, `[[address:]host:]port[-port][/protocol]`, without listing its ports. */
export function readRange(text: string): ReadRange {
  const [address, host, container] = splitParts(text);
  const slash = container.indexOf('/');
  const port = slash < 0 ? container : container.slice(0, slash);
  const protocol = slash < 0 ? '' : container.slice(slash + 1);
  const mapped = address !== '' || host !== '';
  const refused = (error: string, early = false): ReadRange => ({ error, early, mapped, protocol });
  if (port === '') return refused(`invalid port: ${goQuote(text)}: no port specified`, true);
  if (protocol !== '' && !PROTOCOLS.includes(goLower(protocol)))
    return refused(`invalid port: ${goQuote(text)}: invalid proto: ${protocol}`, true);
  const wrong = addressError(address);
  if (wrong !== undefined) return refused(wrong);
  const range = portRange(port);
  if (range === undefined) return refused(`invalid containerPort: ${port}`);
  const [start, end] = range;
  if (host !== '') {
    const from = portRange(host);
    if (from === undefined) return refused(`invalid hostPort: ${host}`);
    if (end !== start && end - start !== from[1] - from[0]) {
      const what = 'invalid ranges specified for container and host Ports';
      return refused(`${what}: ${port} and ${host}`);
    }
  }
  return { start, end, protocol, mapped };
}
