import type { Trace } from '../facts/image.ts';
import type { Application } from '../facts/project.ts';

const LANGUAGES = { node: 'Node.js', python: 'Python', go: 'Go' } as const;

/**
 * One line about an application: `Express on Node.js 22 (npm), port 3000`. The version is the one its
 * Dockerfile runs it on today, else the one the project asks for.
 */
export function describe(app: Application, today?: Trace): string {
  const language = LANGUAGES[app.language.value];
  const parts = [app.framework === undefined ? language : `${app.framework.value} on ${language}`];
  const inUse = today?.result?.base?.runtime;
  const version = inUse?.language === app.language.value ? inUse.version : app.version?.value;
  if (version !== undefined) parts.push(version);
  if (app.manager !== undefined) parts.push(`(${app.manager.value})`);
  const port = app.port === undefined ? '' : `, port ${app.port.value}`;
  return `${parts.join(' ')}${port}`;
}
