import { NOT_OF_AN_INDEX } from '../../knowledge/index-programs.ts';
import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import { effectBy, originOf, putDirectory, putFile } from '../effect.ts';
import type { Options } from '../options.ts';
import type { Argument, Command, Environment, ProgramEffect } from '../types.ts';

/** An install for the whole machine: below `/usr/local`, and into `cache`, the manager's path for downloads. */
export function globalInstall(
  command: Command,
  env: Environment,
  options: Options,
  cache: string,
  network: Partial<ProgramEffect>,
): ProgramEffect {
  const origin = originOf(command);
  const named = options.operands.flatMap((one) => specOf(one) ?? []);
  const unnamed = options.operands.filter((one) => specOf(one) === undefined);
  // A tool with what it depends on: from a few hundred kB (serve, pm2) to 100 MB.
  const each: Bytes = { low: 100_000 * named.length, high: 60e6 * named.length, basis: 'typical' };
  const cached: Bytes = { low: each.low * 0.2, high: each.high * 0.6, basis: 'typical' };
  const programs = named.map((name): Change =>
    putFile(command, env, `/usr/local/bin/${toolOf(name)}`, {
      mode: { known: true, value: 0o755, origin },
    }),
  );
  return effectBy(command, env, [...options.strange, ...unnamed], {
    changes: [
      putDirectory(command, env, '/usr/local/lib/node_modules', each),
      ...programs,
      putDirectory(command, env, cache, cached),
    ],
    havoc: [{ path: '/usr/local/bin', because: origin, spares: NOT_OF_AN_INDEX }],
    leftovers: [{ kind: 'cache', path: cache, size: cached, origin }],
    packages: named.map((name) => ({ manager: 'npm', name, size: NO_BYTES, origin })),
    ...network,
  });
}

/** The package an operand names; its version may be computed. */
export function specOf({ value, text }: Argument): string | undefined {
  return value ?? /^"?(@?[\w./-]+)@/.exec(text)?.[1];
}

/** `typescript@5` brings `tsc`, `@nestjs/cli` brings `nest`; else the program is named like the package. */
export function toolOf(spec: string): string {
  const name = spec.replace(/(.)@.*$/, '$1');
  const known: Readonly<Record<string, string>> = {
    typescript: 'tsc',
    '@nestjs/cli': 'nest',
    '@angular/cli': 'ng',
    '@vue/cli': 'vue',
    vercel: 'vercel',
  };
  return known[name] ?? name.split('/').at(-1) ?? name;
}
