import { NO_BYTES } from '../../facts/bytes.ts';
import { effectOf, originOf, putFile } from '../effect.ts';
import { valuesOf } from '../options.ts';
import type { Program } from '../types.ts';

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
