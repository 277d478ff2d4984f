import type { DockerCli } from './docker-cli.ts';

/** Milliseconds for a removal: big images take a while. */
const REMOVE = 120_000;

/**
 * Removes the containers (with their anonymous volumes), networks and images that
 * carry this label, and nothing else. A second call finishes what a first could not.
 */
export async function cleanUp(cli: DockerCli, label: readonly [string, string]): Promise<void> {
  const filter = ['--filter', `label=${label[0]}=${label[1]}`];
  await removeAll(cli, await list(cli, ['ps', '-aq', ...filter]), ['rm', '-f', '-v']);
  await removeAll(cli, await list(cli, ['network', 'ls', '-q', ...filter]), ['network', 'rm']);
  await removeAll(cli, await images(cli, filter), ['image', 'rm', '-f']);
  // An image that was tagged anew has left one without a name.
  await removeAll(cli, await images(cli, filter), ['image', 'rm', '-f']);
}

/** Tags first: removing a tag never touches a name that somebody else gave. */
async function images(cli: DockerCli, filter: readonly string[]): Promise<readonly string[]> {
  const format = ['--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}'];
  const lines = await list(cli, ['image', 'ls', ...filter, ...format]);
  return lines.flatMap((line) => {
    const [name = '', id = ''] = line.split(' ');
    if (name.includes('<none>')) return [id];
    return name.startsWith('plimsoll-proof:') ? [name] : [];
  });
}

/**
 * Forgets cache mounts by their ids, which only the run that made them knows. They
 * are looked up first and then named one by one: a filter that an old builder did
 * not understand would take the user's own with them.
 */
export async function forgetMounts(
  cli: DockerCli,
  nonce: string,
  builder: readonly string[],
): Promise<void> {
  if (nonce.length < 8) return;
  const args = ['buildx', 'du', ...builder, '--verbose', '--filter', 'type=exec.cachemount'];
  const result = await cli.run(args, { timeout: REMOVE });
  for (const record of result.code === 0 ? result.stdout.split(/\n\s*\n/) : []) {
    const id = /^ID:\s+([a-z0-9]{10,})$/m.exec(record)?.[1];
    const ours = /^Description:.*with id "(.*)"$/m.exec(record)?.[1]?.includes(nonce) === true;
    if (id === undefined || !ours) continue;
    await cli.run(['buildx', 'prune', ...builder, '-f', '--filter', `id=${id}`], {
      timeout: REMOVE,
    });
  }
}

async function list(cli: DockerCli, args: readonly string[]): Promise<readonly string[]> {
  const result = await cli.run(args);
  if (result.code !== 0) return [];
  return result.stdout.split('\n').filter((line) => line !== '');
}

async function removeAll(
  cli: DockerCli,
  names: readonly string[],
  command: readonly string[],
): Promise<void> {
  if (names.length > 0) await cli.run([...command, ...names], { timeout: REMOVE });
}
