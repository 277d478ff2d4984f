import type { PythonServer } from '../../knowledge/python-frameworks.ts';
import type { AppObject } from './app-object.ts';

/** What a server's command line needs to know. */
export interface Served {
  /** `module:attribute`. */
  readonly target: string;
  readonly factory: boolean;
  readonly interface: 'asgi' | 'wsgi';
  /** Directory for the module path, relative to the application. */
  readonly root: string;
}

export function servedBy(app: AppObject): Served {
  const target = `${app.moduleName}:${app.attribute}`;
  return {
    target,
    factory: app.factory,
    interface: app.framework.interface ?? 'wsgi',
    root: app.root,
  };
}

/** The command that serves an application on every address of the container. Source: the servers' command line references. */
export function serveCommand(
  server: PythonServer,
  served: Served,
  port: number,
): readonly string[] | undefined {
  const { target, factory, root } = served;
  const address = `0.0.0.0:${port}`;
  const elsewhere = root !== '.';
  switch (server.name) {
    case 'uvicorn':
      return [
        'uvicorn',
        ...(elsewhere ? ['--app-dir', root] : []),
        ...(factory ? ['--factory'] : []),
        target,
        '--host',
        '0.0.0.0',
        '--port',
        String(port),
      ];
    case 'gunicorn':
      return [
        'gunicorn',
        '--bind',
        address,
        ...(elsewhere ? ['--pythonpath', root] : []),
        factory ? `${target}()` : target,
      ];
    case 'granian':
      return [
        'granian',
        ...(elsewhere ? ['--working-dir', root] : []),
        '--interface',
        served.interface,
        ...(factory ? ['--factory'] : []),
        '--host',
        '0.0.0.0',
        '--port',
        String(port),
        target,
      ];
    case 'waitress':
      return elsewhere
        ? undefined
        : ['waitress-serve', `--listen=${address}`, ...(factory ? ['--call'] : []), target];
    case 'daphne':
      return elsewhere || factory
        ? undefined
        : ['daphne', '-b', '0.0.0.0', '-p', String(port), target];
    case 'hypercorn':
      return elsewhere
        ? undefined
        : ['hypercorn', '--bind', address, factory ? `${target}()` : target];
    default:
      return undefined;
  }
}
