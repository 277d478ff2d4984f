import { NO_BYTES } from '../../facts/bytes.ts';
import { effectOf, originOf, putFile, unknownEffect } from '../effect.ts';
import { valuesOf } from '../options.ts';
import type { Program } from '../types.ts';

/** npx, bunx, pnpx: runs a program of the project or fetches it. */
export const npx: Program = {
  names: ['npx', 'bunx', 'pnpx'],
  effect: (command, env) => unknownEffect(command, env),
};

/** corepack puts `yarn` and `pnpm` on the PATH. */
export const corepack: Program = {
  names: ['corepack'],
  effect(command, env) {
    const origin = originOf(command);
    const mode = { mode: { known: true as const, value: 0o755, origin } };
    const named = valuesOf(command.args.slice(1)).map((one) => one.replace(/@.*$/, ''));
    const changes = ['yarn', 'yarnpkg', 'pnpm', 'pnpx'].map((name) =>
      putFile(command, env, `/usr/local/bin/${name}`, mode),
    );
    const downloads = ['prepare', 'install', 'use'].includes(command.args[0]?.value ?? '');
    return effectOf({
      changes,
      packages: named
        .filter((one) => /^(yarn|pnpm)$/.test(one))
        .map((name) => ({ manager: 'npm', name, size: NO_BYTES, origin })),
      ...(downloads ? { network: 'yes', spread: { low: 1e6, high: 25e6, basis: 'typical' } } : {}),
    });
  },
};
