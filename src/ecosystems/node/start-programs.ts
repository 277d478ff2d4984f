import type { NodeDetails } from '../../facts/project.ts';

/** Programs whose package has another name. */
const PACKAGES: Readonly<Record<string, string>> = {
  tsc: 'typescript',
  sequelize: 'sequelize-cli',
  nest: '@nestjs/cli',
  'run-s': 'npm-run-all',
  'run-p': 'npm-run-all',
  dotenv: 'dotenv-cli',
  'typeorm-ts-node-commonjs': 'typeorm',
  'typeorm-ts-node-esm': 'typeorm',
  'mikro-orm': '@mikro-orm/cli',
  'babel-node': '@babel/node',
  swc: '@swc/cli',
  ng: '@angular/cli',
};
/** Programs that start the program named after them. */
const STARTERS: ReadonlySet<string> = new Set([
  'npx',
  'cross-env',
  'cross-env-shell',
  'exec',
  'dotenv',
  'env-cmd',
  'env',
  'dumb-init',
  'tini',
  'su-exec',
  'gosu',
  'time',
  'nohup',
]);
const RUNNERS: ReadonlySet<string> = new Set(['npm', 'yarn', 'pnpm']);
const DEEPEST = 6;

/** Names of packages that a shell line needs: programs by name, scripts followed, modules loaded before. */
export function packagesStarted(
  line: string,
  details: NodeDetails,
  depth = 0,
): ReadonlySet<string> {
  const found = new Set<string>();
  if (depth > DEEPEST) return found;
  for (const command of line.slice(0, 20_000).split(/&&|\|\||[;|&\n()]/)) {
    const words = command
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    for (const name of ofCommand(
      words.map((word) => word.replaceAll(/["']/g, '')),
      details,
      depth,
    ))
      found.add(name);
  }
  return found;
}

function ofCommand(
  words: readonly string[],
  details: NodeDetails,
  depth: number,
): readonly string[] {
  const found: string[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^\w+=/.test(word) || (at > 0 && word.startsWith('-'))) continue;
    const name = word.split('/').at(-1) ?? word;
    found.push(PACKAGES[name] ?? name);
    if (name === 'dotenv') found.push('dotenv-cli');
    if (RUNNERS.has(name)) return [...found, ...ofScript(words.slice(at + 1), details, depth)];
    if (!STARTERS.has(name)) break;
  }
  for (const [index, word] of words.entries()) {
    const loads = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=(.*))?$/.exec(word);
    const module = loads && (loads[1] ?? words[index + 1]);
    if (!module || /^[./]/.test(module)) continue;
    const parts = module.split('/');
    found.push(module.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? module));
  }
  return found;
}

function ofScript(rest: readonly string[], details: NodeDetails, depth: number): readonly string[] {
  const words = rest.filter((word) => !word.startsWith('-'));
  const name = ['run', 'run-script', 'exec', 'dlx'].includes(words[0] ?? '') ? words[1] : words[0];
  if (name === undefined) return [];
  const lines = [`pre${name}`, name, `post${name}`].map((one) => details.scripts[one]);
  if (lines[1] === undefined) return [PACKAGES[name] ?? name];
  return lines.flatMap((line) =>
    line === undefined ? [] : [...packagesStarted(line, details, depth + 1)],
  );
}
