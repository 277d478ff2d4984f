import type { Dockerfile } from '../dockerfile/types.ts';
import type { Files } from '../host/types.ts';
import { isSecretName, secretShapes } from '../rules/secrets.ts';
import { decodeText } from '../text/bytes.ts';

/**
 * Values that must never be shown: of ENV and ARG with a secret's name, of build arguments and
 * environment given on the command line under such a name, of every line of the env file.
 */
export function secretValues(
  files: Files,
  dockerfile: Dockerfile | undefined,
  given: {
    readonly buildArgs: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
    readonly envFile?: string;
  },
): readonly string[] {
  const values = new Set(dockerfile === undefined ? [] : dockerfileSecrets(dockerfile));
  for (const [name, value] of [...Object.entries(given.buildArgs), ...Object.entries(given.env)])
    if (isSecretName(name)) add(values, value);
  for (const value of given.envFile === undefined ? [] : envFileValues(files, given.envFile))
    add(values, value);
  return [...values];
}

/** Values in a Dockerfile that must never be shown. */
export function dockerfileSecrets({ instructions, text }: Dockerfile): readonly string[] {
  const values = new Set<string>();
  for (const { pairs } of instructions) {
    for (const pair of pairs) if (isSecretName(pair.name)) add(values, unquote(pair.value ?? ''));
  }
  for (const { start, end } of secretShapes(text)) values.add(text.slice(start, end));
  return [...values];
}

/** Short and customary values would mask half of every log, and are no secrets. */
function add(values: Set<string>, value: string): void {
  if (value.length >= 6 && !/^(true|false|production|development|\d+|\$.*)$/.test(value))
    values.add(value);
}

function unquote(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}

function envFileValues(files: Files, path: string): string[] {
  return decodeText(files.read(path))
    .split('\n')
    .filter((line) => line.includes('=') && !line.trimStart().startsWith('#'))
    .map((line) => unquote(line.slice(line.indexOf('=') + 1).trim()));
}
