import type { Found } from '../facts/project.ts';

/**
 * Last parts of paths that by custom answer whether a service is well, best for a liveness probe first:
 * those that ask for readiness may fail while a database is away.
 */
const HEALTH_NAMES: readonly string[] = [
  'healthz',
  'health',
  'livez',
  'live',
  'liveness',
  'alive',
  'healthcheck',
  'health-check',
  'health_check',
  '_health',
  'heartbeat',
  'up',
  'ping',
  'status',
  'readyz',
  'ready',
  'readiness',
];

/** The route that a probe should ask, of routes without parameters: the best name, then the shortest path. */
export function healthRoute(routes: readonly Found<string>[]): Found<string> | undefined {
  let best: { readonly route: Found<string>; readonly rank: number } | undefined;
  for (const route of routes) {
    const parts = route.value.split('/').filter((part) => part !== '');
    const name = HEALTH_NAMES.indexOf((parts.at(-1) ?? '').toLowerCase());
    if (name < 0 || parts.length > 5) continue;
    const rank = name + parts.length / 10;
    if (best === undefined || rank < best.rank) best = { route, rank };
  }
  return best?.route;
}
