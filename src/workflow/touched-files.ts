import { join } from 'node:path';
import type { Application } from '../facts/project.ts';
import type { Analysis } from './types.ts';

/** A source file of the application for the rebuild after a source change, relative to the context. */
export function sourceFileOf(analysis: Analysis, app: Application): string | undefined {
  const entry = app.start?.value.entry;
  const evidence = [
    ...(app.start?.evidence ?? []),
    ...(app.framework?.evidence ?? []),
    ...(app.port?.evidence ?? []),
  ].map((one) => one.file);
  const inApp = entry === undefined ? [] : [posix(join(analysis.appDir, entry))];
  const fromRoot = evidence.map((file) => relativeToContext(analysis, file));
  return [...inApp, ...fromRoot].find(
    (path) => path !== undefined && isSource(path) && analysis.sees(path),
  );
}

/** The lockfile, else the first manifest: what changes when a dependency does. */
export function dependencyFileOf(analysis: Analysis, app: Application): string | undefined {
  const names = [...(app.lockfile === undefined ? [] : [app.lockfile.value]), ...app.manifests];
  return names
    .map((name) => posix(join(analysis.appDir, name)))
    .find((path) => analysis.sees(path));
}

function isSource(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|go)$/.test(path);
}

function relativeToContext(analysis: Analysis, file: string): string | undefined {
  const prefix = analysis.contextPath === '.' ? '' : `${analysis.contextPath}/`;
  return file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}

function posix(path: string): string {
  return path.split('\\').join('/');
}
