/** Joins a prefix and a route as routers do: one slash in front and between, the route's own at the end. */
export function joinRoute(prefix: string, path: string): string {
  const parts = [...prefix.split('/'), ...path.split('/')].filter((part) => part !== '');
  const slash = path.length > 1 && path.endsWith('/') ? '/' : '';
  return parts.length === 0 ? '/' : `/${parts.join('/')}${slash}`;
}
