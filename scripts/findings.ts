import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseDockerfile } from '../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../src/dockerfile/stages/stages.ts';
import { runRules } from '../src/findings/run-rules.ts';
import { interpret } from '../src/image-model/interpret.ts';
import { aptSize } from '../src/knowledge/apt-sizes.ts';
import { lookupBase } from '../src/knowledge/bases/index.ts';
import { catalogue } from '../src/rules/catalogue.gen.ts';
import type { Finding } from '../src/rules/types.ts';
import { decodeText } from '../src/text/bytes.ts';
import { pathsBelow, sampleOf } from '../test/oracle/corpus-files.ts';

const HELP = `Lists what the rules find in real Dockerfiles, without their build contexts, for reading one by one.

  npm run findings -- DIR…

  --rule PREFIX     only rules whose id begins so (default: correctness/)
  --files N         at most N files, chosen by --seed
  --sample N        at most N findings, chosen by --seed
  --seed N          default 1
`;
const PLATFORM = 'linux/amd64';
const DATE = Date.UTC(2026, 10, 22);
/** Longer files are generated. */
const LONGEST = 1 << 18;

/** Prints findings with their lines and counts them by rule; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rule: { type: 'string', default: 'correctness/' },
      files: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true || positionals.length === 0) {
    console.log(HELP);
    return values.help === true ? 0 : 2;
  }
  const paths = (await Promise.all(positionals.map((dir) => pathsBelow(dir, isDockerfile)))).flat();
  const chosen = sampleOf(paths, Number(values.files ?? paths.length), Number(values.seed));
  const shown: string[] = [];
  const counts = new Map<string, number>();
  let read = 0;
  for (const path of chosen) {
    const text = decodeText(readFileSync(path));
    if (text.length > LONGEST) continue;
    read += 1;
    for (const one of findingsIn(path, text)) {
      if (!one.rule.startsWith(values.rule) || one.suppressed !== undefined) continue;
      counts.set(one.rule, (counts.get(one.rule) ?? 0) + 1);
      const line = text.split('\n')[one.line - 1]?.trim() ?? '';
      shown.push(`${path}:${one.line} ${one.rule}\n    ${line.slice(0, 160)}\n    ${one.message}`);
    }
  }
  const some = sampleOf(shown, Number(values.sample ?? shown.length), Number(values.seed));
  for (const one of some) console.log(one);
  console.log(`${read} files, ${shown.length} findings`);
  for (const [rule, count] of [...counts].toSorted((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(6)} ${rule}`);
  return 0;
}

function isDockerfile(path: string): boolean {
  return /dockerfile|containerfile/i.test(path);
}

function findingsIn(path: string, text: string): Finding[] {
  const file = parseDockerfile(text);
  if (file.errors.length > 0) return [];
  const graph = resolveStages(file, { platform: PLATFORM });
  const trace = interpret(graph, { platform: PLATFORM, bases: lookupBase, aptSize });
  return runRules(catalogue, { path, file, graph, trace, date: DATE }, { all: false });
}
