import { readFileSync } from 'node:fs';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { decodeText } from '../../src/text/bytes.ts';

// The measured side of `npm run bench -- memory`: reads the one file that is named, and says what that took.

/** What reading one file took. */
export interface Parsed {
  /** CPU seconds (user and system, all threads), without starting Node. */
  readonly seconds: number;
  /** The most bytes that the process held, with all of Node. */
  readonly bytes: number;
  readonly instructions: number;
}

function measure(path: string): Parsed {
  const before = process.cpuUsage();
  const { instructions } = parseDockerfile(decodeText(readFileSync(path)));
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (user + system) / 1e6,
    bytes: process.resourceUsage().maxRSS * 1024,
    instructions: instructions.length,
  };
}

process.stdout.write(JSON.stringify(measure(process.argv[2] ?? '')));
