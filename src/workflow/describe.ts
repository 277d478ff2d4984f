import type { Application } from '../facts/project.ts';

const LANGUAGES = { node: 'Node.js', python: 'Python', go: 'Go' } as const;

/** One line about an application: `express on Node.js 22 (npm), port 3000`. */
export function describe(app: Application): string {
  const language = LANGUAGES[app.language.value];
  const parts = [app.framework === undefined ? language : `${app.framework.value} on ${language}`];
  if (app.version !== undefined) parts.push(app.version.value);
  if (app.manager !== undefined) parts.push(`(${app.manager.value})`);
  const port = app.port === undefined ? '' : `, port ${app.port.value}`;
  return `${parts.join(' ')}${port}`;
}
