import { goUpper } from '../chars.ts';

// Signals by name, as github.com/moby/sys/signal lists them for Linux.
const NAMES: ReadonlySet<string> = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM ' +
    'TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX ' +
    Array.from({ length: 15 }, (_, i) => `RTMIN+${i + 1}`).join(' ') +
    ' ' +
    Array.from({ length: 14 }, (_, i) => `RTMAX-${i + 1}`).join(' ')
  ).split(' '),
);

/** Whether STOPSIGNAL takes this: a number other than 0, or a name with or without SIG. */
export function isSignal(text: string): boolean {
  if (/^[+-]?[0-9]+$/.test(text)) return Number(text) !== 0;
  return NAMES.has(goUpper(text).replace(/^SIG/, ''));
}
