import type { NodeDetails } from '../../facts/project.ts';
import type { RecipeInput } from '../../plan/types.ts';
import type { Launch } from './recipe-launch.ts';
import { packagesStarted } from './start-programs.ts';

/** The text of scripts of the repository that the command starts (`docker-entrypoint.sh`). */
function scriptTexts(input: RecipeInput, words: readonly string[]): readonly string[] {
  const files = words.filter((word) => /\.sh$|entrypoint[\w.-]*$/.test(word));
  return files.flatMap((word) => {
    const parts = word.split('/').filter((part) => part !== '' && part !== '.');
    // Where it was copied from is not known here: its name is looked for from the longest path down.
    const tries = parts.map((_, index) => parts.slice(index).join('/'));
    const text = [...tries, `docker/${parts.at(-1) ?? ''}`, `scripts/${parts.at(-1) ?? ''}`]
      .map((path) => input.text?.(path))
      .find((one) => one !== undefined);
    return text === undefined ? [] : [text];
  });
}

/**
 * Packages of the development dependencies without which the container does not start
 * or not run: loaded by the program, or started by its command.
 */
export function neededOfDevelopment(
  input: RecipeInput,
  details: NodeDetails,
  launch: Launch,
): readonly string[] {
  const mode = input.kept?.env.find(([name]) => name === 'NODE_ENV')?.[1];
  const production = mode === undefined || mode === 'production';
  const loaded = (details.devNeeded ?? [])
    .filter((one) => !production || !one.outsideProduction)
    .map((one) => one.name);
  const words = [...(launch.entrypoint ?? []), ...(launch.cmd ?? [])];
  const shell = /^(.*\/)?(ba|da)?sh$/.test(words[0] ?? '') && words[1] === '-c';
  const lines = shell ? words.slice(2) : [words.join(' ')];
  const all = [
    ...lines,
    ...scriptTexts(
      input,
      lines.flatMap((line) => line.split(/\s+/)),
    ),
  ];
  const started = new Set(all.flatMap((line) => [...packagesStarted(line, details)]));
  const { dependencies } = input.application;
  const isDev = (name: string): boolean =>
    dependencies.some((one) => one.name === name && one.dev) &&
    !dependencies.some((one) => one.name === name && !one.dev);
  return [...new Set([...loaded, ...started])].filter(isDev).toSorted();
}
