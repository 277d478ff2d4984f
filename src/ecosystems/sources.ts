import type { Mount, RecipeInput, Step } from '../plan/types.ts';
import { copy, keep, knownAs } from './steps.ts';

/** What the evidence of a step says that copies everything the ignore file leaves. */
export const SOURCES_KEY = 'sources';

/** A path of the application as the build context has it. */
export function inContext(input: RecipeInput, path: string): string {
  return input.dir === '.' ? path : `${input.dir}/${path}`;
}

/** Manifests seen by one RUN only, so that only they decide about its cache. */
export function manifestMounts(input: RecipeInput, names: readonly string[]): readonly Mount[] {
  return names.map((name) => ({ type: 'bind', source: inContext(input, name), target: name }));
}

/**
 * The sources: the user's own selection when there was one, else everything the ignore
 * file leaves. `manifests` are files a selection must not lack: an install only saw them.
 */
export function sourceSteps(
  input: RecipeInput,
  manifests: readonly string[] = [],
): readonly Step[] {
  const own = input.kept?.sources;
  const why = { why: knownAs(SOURCES_KEY) };
  if (!own || own.length === 0) {
    const here = input.dir === '.';
    return [copy({ sources: [here ? '.' : `${input.dir}/`], to: here ? '.' : './' }, why)];
  }
  const missing = manifests.filter((name) => {
    const stem = name.replace(/\..*$/, '');
    return !own.some((one) => new RegExp(`(^|[\\s/])${stem}[.*-]`).test(one.text));
  });
  const sources = missing.map((name) => inContext(input, name));
  return [
    ...(sources.length > 0 ? [copy({ sources, to: './' }, why)] : []),
    ...own.map((one) =>
      keep(one.text, { why: [{ file: 'Dockerfile', line: one.line }], comment: one.comments }),
    ),
  ];
}

const SECRET_NAME =
  /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|APIKEY|API_KEY|AUTH|CREDENTIALS|PRIVATE_KEY)(_|$)/i;

/** Whether a build argument's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Build arguments that carry secrets, as secret mounts under the same variable. */
export function secretArgMounts(input: RecipeInput): readonly Mount[] {
  const names = (input.kept?.args ?? []).map((one) => one.name).filter(isSecretName);
  return names.map((name) => ({ type: 'secret', id: name, env: name }));
}

/** The user's input without the build arguments that became secret mounts. */
export function withoutSecretArgs(input: RecipeInput): RecipeInput {
  if (!input.kept) return input;
  const secret = input.kept.args.map((one) => one.name).filter(isSecretName);
  const args = input.kept.args.filter((one) => !secret.includes(one.name));
  const steps = input.kept.steps.map((one) => {
    const used = secret.filter((name) => new RegExp(`\\$\\{?${name}\\b`).test(one.text));
    const flags = used.map((name) => `--mount=type=secret,id=${name},env=${name} `).join('');
    return used.length === 0 ? one : { ...one, text: one.text.replace(/^RUN\s+/i, `RUN ${flags}`) };
  });
  return { ...input, kept: { ...input.kept, args, steps } };
}
