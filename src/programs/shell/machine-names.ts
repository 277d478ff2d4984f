import { architecture } from '../architecture.ts';
import { effectOf } from '../effect.ts';
import type { Command, Environment, Program } from '../types.ts';

/** `uname`, `arch`, `dpkg-architecture`: what the machine is called; the image is built for one platform at a time. */
export const machineNames: Program = {
  names: ['uname', 'arch', 'dpkg-architecture'],
  effect(command, env) {
    const output = printed(command, env);
    return effectOf({
      succeeds: 'yes',
      ...(output === undefined ? {} : { output: `${output}\n` }),
    });
  },
};

function printed(command: Command, env: Environment): string | undefined {
  if (command.name === 'arch') return architecture(env, 'kernel');
  if (command.name === 'uname') return unameOf(command, env);
  // Debian's directories of libraries are named after the GNU triplet.
  const asked = command.args.map((one) => one.value).join(' ');
  const kernel = architecture(env, 'kernel');
  const triplet = /^(-q|--query) ?=?DEB_(BUILD|HOST)_(MULTIARCH|GNU_TYPE)$/.test(asked);
  return triplet && kernel !== undefined
    ? `${kernel.replace('i686', 'i386')}-linux-gnu`
    : undefined;
}

function unameOf({ args }: Command, env: Environment): string | undefined {
  if (!env.platform.startsWith('linux/')) return undefined;
  const [option] = args;
  if (option === undefined || option.value === '-s') return 'Linux';
  // A 32-bit image on a 64-bit machine sees the machine's kernel.
  const sure = !env.platform.endsWith('/386') && args.length === 1;
  return sure && option.value === '-m' ? architecture(env, 'kernel') : undefined;
}
