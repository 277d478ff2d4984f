import { goLower, goQuote } from '../chars.ts';
import { Refused } from './refused.ts';

/** What EXPOSE says about one port. */
export interface ExposedPort {
  /** The protocol is not in lower case. */
  readonly oddCase: boolean;
  /** An address or a port of the host stands before it, which EXPOSE does not use. */
  readonly mapped: boolean;
  /** @throws Refused when BuildKit does. It complains before it looks at these numbers. */
  verify(): void;
}

const HIGHEST = 65_535;

function portNumber(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 0 && port <= HIGHEST ? port : undefined;
}

/** Ports in `8000-9000` beyond the first; undefined when it is no range. */
function rangeLength(text: string): number | undefined {
  const dash = text.indexOf('-');
  const first = dash < 0 ? text : text.slice(0, dash);
  const last = dash < 0 ? text : text.slice(dash + 1);
  const start = portNumber(first);
  if (start === undefined) return undefined;
  if (first === last) return 0;
  const end = portNumber(last);
  return end === undefined || end < start ? undefined : end - start;
}

const OCTET = '(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

function isIpv6(text: string): boolean {
  const dotted = /^(.*:)([0-9.]+)$/.exec(text);
  const whole =
    dotted !== null && (dotted[2] ?? '').includes('.')
      ? IPV4.test(dotted[2] ?? '')
        ? `${dotted[1] ?? ''}0:0`
        : 'no'
      : text;
  const halves = whole.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const complete = halves.length === 2 ? groups.length < 8 : groups.length === 8;
  return complete && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}

function verifyAddress(written: string): void {
  if (written === '') return;
  let address = written;
  if (written.startsWith('[')) {
    const close = written.indexOf(']');
    if (close !== written.length - 1) throw new Refused(`invalid IP address ${written}`);
    address = written.slice(1, close);
  }
  if (!IPV4.test(address) && !isIpv6(address)) throw new Refused(`invalid IP address: ${address}`);
}

/**
 * Reads `[address:][host:]port[-port][/protocol]` of EXPOSE.
 * @throws Refused without a port or with an unknown protocol.
 */
export function readPort(text: string): ExposedPort {
  const parts = text.split(':');
  const container = parts.at(-1) ?? '';
  const host = parts.at(-2) ?? '';
  const address = parts.slice(0, -2).join(':');
  const slash = container.indexOf('/');
  const port = slash < 0 ? container : container.slice(0, slash);
  const protocol = slash < 0 ? '' : container.slice(slash + 1);
  if (port === '') throw new Refused(`invalid port: ${goQuote(text)}: no port specified`);
  if (!['', 'tcp', 'udp', 'sctp'].includes(goLower(protocol)))
    throw new Refused(`invalid port: ${goQuote(text)}: invalid proto: ${protocol}`);
  return {
    oddCase: protocol !== goLower(protocol),
    mapped: address !== '' || host !== '',
    verify() {
      verifyAddress(address);
      const length = rangeLength(port);
      if (length === undefined) throw new Refused(`invalid containerPort: ${port}`);
      if (host === '') return;
      const hostLength = rangeLength(host);
      if (hostLength === undefined) throw new Refused(`invalid hostPort: ${host}`);
      if (length !== hostLength && length !== 0)
        throw new Refused(
          `invalid ranges specified for container and host Ports: ${port} and ${host}`,
        );
    },
  };
}
