// `npm run bench [Dockerfile…]`: CPU time of `plimsoll check` against bare Node and against peers that are
// installed (hadolint, tally), alternating in one run; prints medians and ratios.
// `npm run bench -- parse [DIR…]` compares parsing with the official parser (bench-parse.ts);
// `npm run bench -- memory [SHAPE…]` measures the memory that large files take (bench-memory.ts);
// `npm run bench -- model [DIR…]` measures what the image model takes (bench-model.ts).
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './setup.mjs';

if (['parse', 'memory', 'model'].includes(process.argv[2])) {
  const args = ['scripts/run.mjs', `bench-${process.argv[2]}`, ...process.argv.slice(3)];
  process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1);
}
const rounds = 9;
const files =
  process.argv.length > 2
    ? process.argv.slice(2)
    : readdirSync(join(root, 'examples')).map((name) => join(root, 'examples', name, 'Dockerfile'));
const cli = build();
const installed = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const contenders = {
  node: [process.execPath, '-e', '0'],
  'plimsoll --version': [process.execPath, cli, '--version'],
  'plimsoll check': [process.execPath, cli, 'check', '--no-fail', files[0]],
};
if (installed('hadolint')) contenders.hadolint = ['hadolint', '--no-fail', files[0]];
if (installed('tally')) contenders.tally = ['tally', 'lint', files[0]];

/** CPU milliseconds (user and system) of one run. */
function cpu(command) {
  const { stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@" >/dev/null 2>&1', 'bash', ...command],
    { encoding: 'utf8' },
  );
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  return (Number(user) + Number(system)) * 1000;
}

const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const [name, command] of Object.entries(contenders)) {
    const spent = cpu(command);
    if (round > 0) times[name].push(spent); // the first round warms the disk cache
  }
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const base = median(times.node);
const ours = median(times['plimsoll check']);
for (const [name, values] of Object.entries(times)) {
  console.log(
    `${name.padEnd(20)} ${median(values).toFixed(0).padStart(5)} ms CPU   ${(median(values) - base).toFixed(0).padStart(5)} above bare node   ${(median(values) / ours).toFixed(2)} × plimsoll check`,
  );
}
