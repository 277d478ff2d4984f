import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ecosystems } from '../src/ecosystems/index.ts';
import type { Application } from '../src/facts/project.ts';
import { nodeHost } from '../src/host/node.ts';
import { detectProject } from '../src/project/detect-project.ts';
import { openProject } from '../src/project/open-project.ts';

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));

type Answers = Readonly<Record<string, unknown>>;

function values(all: readonly { readonly value: string }[]): readonly string[] {
  return all.map((one) => one.value);
}

/** The answers of an application in the words of `expected.json`. */
function summary(application: Application): Answers {
  const names = (dev: boolean): readonly string[] =>
    application.dependencies.filter((one) => one.direct && one.dev === dev).map((one) => one.name);
  const { environment } = application;
  return {
    language: application.language.value,
    version: application.version?.value,
    manager: application.manager?.value,
    lockfile: application.lockfile?.value,
    framework: application.framework?.value,
    workload: application.workload.value,
    start: application.start?.value.argv,
    entry: application.start?.value.entry,
    port: application.port?.value,
    portVariable: application.portVariable?.value,
    bind: application.bind?.value,
    health: application.health?.value,
    routes: values(application.routes),
    services: values(application.services),
    programs: values(application.programs),
    native: application.native.map((one) => one.value.name),
    environment: environment.map((one) => one.value.name),
    required: environment.filter((one) => one.value.required).map((one) => one.value.name),
    reads: values(application.reads),
    handlesSigterm: application.handlesSigterm.value,
    production: names(false),
    development: names(true),
  };
}

/** Lists whose truth names only what matters: more may be found. */
const FLOORS: ReadonlySet<string> = new Set(['reads', 'development']);

/** The answers that the truth speaks of, order of lists aside (but of the command). */
function asked(answers: Answers, truth: Answers): Answers {
  return Object.fromEntries(
    Object.entries(truth).map(([key, wanted]) => {
      const answer = answers[key];
      if (!Array.isArray(answer) || !Array.isArray(wanted) || key === 'start') return [key, answer];
      const kept = FLOORS.has(key) ? answer.filter((one) => wanted.includes(one)) : answer;
      return [key, kept.toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b))];
    }),
  );
}

/** `expected.json` is written by hand: what a person who knows the application answers. */
test.each(readdirSync(EXAMPLES))('%s is detected as its author would say', (name) => {
  const truth: Answers = JSON.parse(readFileSync(`${EXAMPLES}${name}/expected.json`, 'utf8'));
  const { applications, problems } = detectProject(
    openProject(nodeHost(), EXAMPLES + name),
    ecosystems,
  );
  expect(problems).toEqual([]);
  expect(applications.map((one) => asked(summary(one), truth))).toEqual([truth]);
});
