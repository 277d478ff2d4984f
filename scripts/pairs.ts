import { parseArgs } from 'node:util';
import { allPairs, shardOf } from '../test/pairs/all.ts';
import { confirm } from '../test/pairs/on-engine.ts';
import { engineEnvironment } from './engine.mjs';

const HELP = `Builds and runs pairs of Dockerfiles, one broken and one mended, on an engine: each must fail
and work as test/pairs says.

  npm run prove:pairs                   all of them
  npm run prove:pairs -- NAME…          those whose name holds one of these words
  npm run prove:pairs -- --shard 1/8    a part

Exit status: 0 the engine agrees, 1 it does not, 2 there is no engine.
`;

/** Confirms pairs on an engine; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { shard: { type: 'string', default: '1/1' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const [shard = 0, shards = 0] = values.shard.split('/').map(Number);
  if (!(shard >= 1 && shard <= shards)) {
    console.error('Write the shard as --shard 1/8.');
    return 2;
  }
  const engine = engineEnvironment('all');
  if (engine.env === undefined) {
    console.error(`Blocked: ${engine.why}`);
    return 2;
  }
  const wanted = shardOf(await allPairs(), shard, shards).filter(
    ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
  );
  let [agreed, differ, left] = [0, 0, 0];
  for (const pair of wanted) {
    if (pair.unconfirmed !== undefined) {
      left += 1;
      console.log(`left    ${pair.name}: ${pair.unconfirmed}`);
      continue;
    }
    const problems = confirm(pair, engine.env);
    if (problems.length === 0) agreed += 1;
    else differ += 1;
    console.log(`${problems.length === 0 ? 'agrees ' : 'DIFFERS'} ${pair.name}`);
    for (const problem of problems) console.log(`        ${problem}`);
  }
  console.log(`${engine.what}: ${agreed} agree, ${differ} differ, ${left} left out`);
  return differ === 0 && agreed > 0 ? 0 : 1;
}
