/** One command of a package.json script. */
export interface ScriptCommand {
  /** `NAME=value` before it, also through cross-env. */
  readonly env: readonly (readonly [string, string])[];
  readonly words: readonly string[];
  /** What joins it to the next command. */
  readonly joint: '&&' | '||' | ';' | '|' | '&' | undefined;
}

const LONGEST = 4000;

/**
 * The commands of a script line with their words, quotes removed. Expansions stay as they are
 * written; wrappers that only set the stage (`cross-env`, `exec`, `env`) are taken off.
 */
export function scriptCommands(line: string): readonly ScriptCommand[] {
  const commands: ScriptCommand[] = [];
  let words: string[] = [];
  for (const token of tokens(line.slice(0, LONGEST))) {
    if (token.operator === undefined) words.push(token.word);
    else {
      if (words.length > 0) commands.push(command(words, token.operator));
      words = [];
    }
  }
  if (words.length > 0) commands.push(command(words, undefined));
  return commands;
}

type Operator = Exclude<ScriptCommand['joint'], undefined>;
type Token =
  | { readonly word: string; readonly operator?: undefined }
  | { readonly operator: Operator };

const TOKEN = /\s+|(&&|\|\||[;|&])|((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\;|&])+)|[^]/g;

function* tokens(line: string): Generator<Token> {
  for (const [, operator, word] of line.matchAll(TOKEN)) {
    if (operator !== undefined) yield { operator: operator as Operator };
    else if (word !== undefined) yield { word: unquote(word) };
  }
}

function unquote(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) =>
    String(double ?? single ?? escaped ?? '').replace(/\\(["\\$`])/g, '$1'),
  );
}

function command(all: readonly string[], joint: ScriptCommand['joint']): ScriptCommand {
  const env: (readonly [string, string])[] = [];
  const words = [...all];
  for (let word = words[0]; word !== undefined; word = words[0]) {
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(word);
    if (assignment !== null) env.push([assignment[1] ?? '', assignment[2] ?? '']);
    else if (
      !/^(?:cross-env|cross-env-shell|exec|env|time|nice|npx|bunx|dumb-init|tini|--)$/.test(word)
    )
      break;
    words.shift();
  }
  return { env, words, joint };
}

/** The name of the script a command runs (`npm run build`, `yarn build`, `run-s a b`); empty when it runs none. */
export function scriptsRun(
  words: readonly string[],
  scripts: Readonly<Record<string, string>>,
): readonly string[] {
  const [program, ...rest] = words;
  const names = rest.filter((word) => !word.startsWith('-'));
  if (program === 'run-s' || program === 'run-p' || program === 'npm-run-all')
    return names.flatMap((name) => matching(name, scripts));
  if (program === 'concurrently')
    return names.flatMap((name) =>
      matching(name.replace(/^npm:|^(?:npm|yarn|pnpm) (?:run )?/, ''), scripts),
    );
  if (!/^(?:npm|yarn|pnpm|bun|node)$/.test(program ?? '')) return [];
  const [first, second] = names;
  if (program === 'node') return rest[0] === '--run' && rest[1] !== undefined ? [rest[1]] : [];
  if (first === 'run' || first === 'run-script') return second === undefined ? [] : [second];
  if (first === 'start' || first === 'test') return [first];
  return program !== 'npm' && first !== undefined && Object.hasOwn(scripts, first) ? [first] : [];
}

function matching(name: string, scripts: Readonly<Record<string, string>>): readonly string[] {
  if (!name.includes('*')) return Object.hasOwn(scripts, name) ? [name] : [];
  const head = name.slice(0, name.indexOf('*'));
  return Object.keys(scripts).filter((one) => one.startsWith(head));
}
