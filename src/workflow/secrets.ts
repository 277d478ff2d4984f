import { resolve } from 'node:path';
import type { Dockerfile } from '../dockerfile/types.ts';
import { type Files, type Host, HostError } from '../host/types.ts';
import { isSecretName, secretShapes } from '../rules/secrets.ts';
import { decodeText } from '../text/bytes.ts';
import { UserError } from './user-error.ts';

/**
 * Values that must never be shown: of ENV and ARG with a secret's name, of build arguments and
 * environment given on the command line under such a name, of every line of the env file, of build
 * secrets.
 * @throws UserError when the env file cannot be read.
 */
export function secretValues(
  files: Files,
  dockerfile: Dockerfile | undefined,
  given: {
    readonly buildArgs: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
    readonly envFile?: string;
    /** As given to `--secret`, and where relative paths in them start. */
    readonly secrets?: readonly string[];
  },
  host: Pick<Host, 'cwd' | 'env'>,
): readonly string[] {
  const values = new Set(dockerfile === undefined ? [] : dockerfileSecrets(dockerfile));
  for (const [name, value] of [...Object.entries(given.buildArgs), ...Object.entries(given.env)])
    if (isSecretName(name)) add(values, value);
  for (const value of given.envFile === undefined ? [] : envFileValues(files, given.envFile))
    add(values, value);
  for (const spec of given.secrets ?? [])
    for (const value of buildSecret(files, spec, host)) add(values, value);
  return [...values];
}

/** What a build secret (`id=…,src=…` or `id=…,env=…`) holds: the whole and each of its lines. */
function buildSecret(
  files: Files,
  spec: string,
  { cwd, env }: Pick<Host, 'cwd' | 'env'>,
): readonly string[] {
  const fields = new Map<string, string>();
  for (const field of spec.split(',')) {
    const at = field.indexOf('=');
    if (at > 0) fields.set(field.slice(0, at).trim().toLowerCase(), field.slice(at + 1));
  }
  const [id, path, name] = [
    fields.get('id'),
    fields.get('src') ?? fields.get('source'),
    fields.get('env'),
  ];
  // Without a source it is the variable of that name, else the file.
  const variable = name ?? (path === undefined ? id : undefined);
  const value = variable === undefined ? undefined : env[variable];
  const text = value ?? (path === undefined ? '' : textOf(files, resolve(cwd, path)));
  return [text.trim(), ...text.split(/\r?\n/).map((line) => line.trim())];
}

/** A file that is not there makes the build fail, which then says so. */
function textOf(files: Files, path: string): string {
  try {
    return decodeText(files.read(files.realPath(path)));
  } catch {
    return '';
  }
}

const found = new WeakMap<Dockerfile, readonly string[]>();

/** Values in a Dockerfile that must never be shown. */
export function dockerfileSecrets(file: Dockerfile): readonly string[] {
  const known = found.get(file) ?? secretsIn(file);
  found.set(file, known);
  return known;
}

function secretsIn({ instructions, text }: Dockerfile): readonly string[] {
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
  return envFileText(files, path)
    .split('\n')
    .filter((line) => line.includes('=') && !line.trimStart().startsWith('#'))
    .map((line) => unquote(line.slice(line.indexOf('=') + 1).trim()));
}

/** @throws UserError when the file that `--env-file` names cannot be read. */
function envFileText(files: Files, path: string): string {
  try {
    return decodeText(files.read(files.realPath(path)));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const why = error.code === 'ENOENT' ? 'it is not there' : error.message;
    throw new UserError(`--env-file ${path} cannot be read: ${why}.`);
  }
}
