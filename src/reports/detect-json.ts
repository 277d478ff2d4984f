import type { ProjectFacts } from '../facts/project.ts';

/** `plimsoll/detect/1`: every field with `value`, `confidence` and `evidence`. */
export function detectJson(project: ProjectFacts): string {
  const { applications, dockerfiles, composeFiles, problems } = project;
  return `${JSON.stringify({ schema: 'plimsoll/detect/1', applications, dockerfiles, composeFiles, problems }, null, 2)}\n`;
}
