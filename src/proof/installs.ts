import type { BuildStep } from '../builders/types.ts';

// A package manager fetching what a project depends on, as it stands in a RUN.
const INSTALLS: readonly RegExp[] = [
  /\b(?:npm|pnpm|bun)\s+(?:[^&|;]*\s)?(?:ci|i|install|clean-install|add|fetch)\b/,
  /\byarn(?:\s+(?:install|add|--[\w-]+)|\s*(?:$|[&|;\n]))/,
  /\b(?:pip3?(?:\.\d+)?|python3?(?:\.\d+)?\s+-m\s+pip|uv\s+pip)\s+(?:[^&|;]*\s)?(?:install|download|wheel|sync)\b/,
  /\buv\s+(?:sync|add)\b/,
  /\b(?:poetry|pipenv|pdm)\s+(?:[^&|;]*\s)?(?:install|sync)\b/,
  /\bconda\s+(?:env\s+(?:create|update)|install|create)\b/,
  /\bgo\s+(?:mod\s+(?:download|tidy|vendor)|get)\b/,
  /\bcargo\s+(?:fetch|chef\s+cook|install)\b/,
  /\bbundle(?:r)?\s+(?:install|(?:$|[&|;]))/,
  /\bcomposer\s+(?:[^&|;]*\s)?(?:install|update|require)\b/,
  /\b(?:mvnw?|mvnd)\b[^&|;]*\bdependency:/,
  /\bgradlew?\b[^&|;]*\bdependencies\b/,
  /\bdotnet\s+restore\b/,
  /\bmix\s+deps\.get\b/,
];

// Lines that say something came over the network, or out of a cache.
const DOWNLOADED: readonly RegExp[] = [
  /^\s*Downloading\s/,
  /^go: downloading\s/,
  /^Downloaded from\s/,
  /^\s*Downloaded\s+\S+ v\d/,
  /^Prepared \d+ packages? in/,
  /^Fetching \S+ \d/,
];
const FROM_CACHE: readonly RegExp[] = [/^\s*Using cached\s/, /\breused \d+, downloaded 0\b/];

/** Whether a step installs the project's dependencies. Compiling with a warm module cache does not. */
export function isInstall(step: BuildStep): boolean {
  const text = step.instruction.replace(/--mount=\S+/g, ' ');
  return /^RUN\b/i.test(text) && INSTALLS.some((pattern) => pattern.test(text));
}

/** How often a step's log says that something was downloaded, or taken from a cache. */
export interface Fetches {
  downloaded: number;
  cached: number;
}

/** Counts one line of a step's log. */
export function countFetch(fetches: Map<string, Fetches>, step: string, line: string): void {
  const downloaded = DOWNLOADED.some((pattern) => pattern.test(line)) ? 1 : 0;
  const cached = FROM_CACHE.some((pattern) => pattern.test(line)) ? 1 : 0;
  if (downloaded + cached === 0) return;
  const count = fetches.get(step) ?? { downloaded: 0, cached: 0 };
  count.downloaded += downloaded;
  count.cached += cached;
  fetches.set(step, count);
}

/** The steps that install dependencies: by their command, or because their log says that they download (`go build`). */
export function installsAmong(
  steps: readonly BuildStep[],
  fetches: ReadonlyMap<string, Fetches>,
): readonly BuildStep[] {
  return steps.filter((step) => isInstall(step) || (fetches.get(step.name)?.downloaded ?? 0) > 0);
}

/** What the logs of one rebuild tell about the package manager's cache. */
export function managerCache(
  installs: readonly BuildStep[],
  rebuilt: ReadonlyMap<string, Fetches>,
  cold: ReadonlyMap<string, Fetches>,
): 'used' | 'mounted' | 'downloads' | 'unknown' | undefined {
  if (installs.length === 0) return undefined;
  const now = sumOf(installs, rebuilt);
  const mounted = installs.some((step) => /--mount=\S*type=cache/.test(step.instruction));
  if (now.downloaded > 0) return 'downloads';
  if (now.cached > 0 || (mounted && sumOf(installs, cold).downloaded > 0)) return 'used';
  return mounted ? 'mounted' : 'unknown';
}

function sumOf(steps: readonly BuildStep[], fetches: ReadonlyMap<string, Fetches>): Fetches {
  const sum = { downloaded: 0, cached: 0 };
  for (const step of steps) {
    sum.downloaded += fetches.get(step.name)?.downloaded ?? 0;
    sum.cached += fetches.get(step.name)?.cached ?? 0;
  }
  return sum;
}
