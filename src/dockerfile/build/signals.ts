import { goUpper } from '../chars.ts';

/** Names of the signals that Linux knows, without `SIG`. Source: signal(7). */
const NAMES: ReadonlySet<string> = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM ' +
    'TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
);

function isRealTime(name: string): boolean {
  const number = /^(?:RTMIN\+([1-9][0-9]?)|RTMAX-([1-9][0-9]?))$/.exec(name);
  if (number === null) return false;
  return number[1] === undefined ? Number(number[2]) <= 14 : Number(number[1]) <= 15;
}

/** What STOPSIGNAL refuses about a signal; undefined when it takes it (any number but 0, or a name). */
export function signalError(signal: string): string | undefined {
  const name = goUpper(signal).replace(/^SIG/, '');
  const number = /^[+-]?[0-9]+$/.test(signal) && Math.abs(Number(signal)) < 2 ** 63;
  const good = number ? Number(signal) !== 0 : NAMES.has(name) || isRealTime(name);
  return good ? undefined : `invalid signal: ${signal}`;
}
