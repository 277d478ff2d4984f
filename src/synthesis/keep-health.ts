import { healthcheckParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { flatCommands } from '../shell/flat.ts';
import type { Kept } from '../plan/types.ts';
import { knownWords, programOf, scriptOf } from './keep-words.ts';

type Health = NonNullable<Kept['healthcheck']>;

const LOCAL =
  /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[^\s'"]*)?$/;
const ANYWHERE =
  /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[\w./~%?=&:@+-]*)?/;

type Asked = Pick<Health, 'port' | 'route' | 'connects' | 'tls'>;

/** `nc -z localhost 8080`: a port that has to take connections. */
function connectionIn(words: readonly string[]): Asked | undefined {
  const program = programOf(words) ?? '';
  if (program === 'probe' && words.length === 2) {
    const port = /^127\.0\.0\.1:(\d+)$/.exec(words[1] ?? '')?.[1];
    return port === undefined ? undefined : { port: Number(port), connects: true };
  }
  const port = words.findLast((word) => /^\d{2,5}$/.test(word));
  if (!/^(?:nc|ncat|netcat)$/.test(program) || port === undefined) return undefined;
  return { port: Number(port), connects: true };
}

/** Port and path of an address of the container itself. */
function addressIn(words: readonly string[]): Asked | undefined {
  for (const word of words) {
    const match = LOCAL.exec(word) ?? ANYWHERE.exec(word);
    if (!match) continue;
    // A probe program gets address and path as two words.
    const next = words[words.indexOf(word) + 1];
    const route = match[2] ?? (next?.startsWith('/') ? next : '/');
    const tls = match[0].startsWith('https:');
    return { port: Number(match[1] ?? (tls ? 443 : 80)), route, ...(tls && { tls }) };
  }
  return undefined;
}

/**
 * Reads a health check: what it asks, so that another program can ask it. `lookup`
 * gives variables the file sets.
 */
export function readHealth(
  instruction: Instruction,
  lookup: (name: string) => string | undefined,
): Health | undefined {
  const parts = healthcheckParts(instruction);
  if (parts.kind !== 'cmd') return undefined;
  const options = Object.entries({
    interval: parts.interval,
    timeout: parts.timeout,
    'start-period': parts.startPeriod,
    retries: parts.retries,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const commands = flatCommands(scriptOf(instruction));
  const words = commands[0] && knownWords(commands[0], lookup);
  const address = words && (connectionIn(words) ?? addressIn(words));
  const program = words && programOf(words);
  const own = words && (program === 'node' || program === 'python' || program === 'python3');
  const text = instruction.body?.text ?? parts.command.map((word) => word.text).join(' ');
  return {
    text,
    options: Object.fromEntries(options),
    line: instruction.startLine,
    ...address,
    ...(words && commands.length <= 2 && { words }),
    ...(own && commands.length <= 2 && { argv: [program, ...words.slice(1)] }),
  };
}
