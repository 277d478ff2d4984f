import { type Import, pathOf } from './layers.ts';

/** The files that a file imports, by file. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Circles of imports, in sentences. In a circle some module runs before what it imports is there, and no file of it
 * can be read alone. Types are gone when modules run, so `import type` closes no circle.
 */
export function cycleProblems(imports: readonly Import[]): string[] {
  const graph = tangled(graphOf(imports));
  const circles = [...graph.keys()].flatMap((file) => wayBack(graph, file) ?? []);
  return [...new Set(circles)].toSorted();
}

function graphOf(imports: readonly Import[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const one of imports) {
    if (one.typeOnly || !one.target.startsWith('.')) continue;
    const targets = graph.get(one.file) ?? new Set();
    graph.set(one.file, targets.add(pathOf(one)));
  }
  return graph;
}

/** The files of circles and those that lead to them: what imports nothing of the rest is left out, again and again. */
function tangled(graph: Graph): Graph {
  const rest = new Map(
    [...graph]
      .map(
        ([file, targets]) => [file, new Set([...targets].filter((one) => graph.has(one)))] as const,
      )
      .filter(([, targets]) => targets.size > 0),
  );
  return rest.size === graph.size ? rest : tangled(rest);
}

/** The shortest way from a file back to it, beginning with the first of its files by name; undefined: there is none. */
function wayBack(graph: Graph, start: string): string | undefined {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [file, way] of ways) {
    for (const target of graph.get(file) ?? []) {
      if (target === start) return sentence(way);
      if (!ways.has(target)) ways.set(target, [...way, target]);
    }
  }
  return undefined;
}

function sentence(circle: readonly string[]): string {
  const first = circle.indexOf(circle.toSorted()[0] ?? '');
  const turned = [...circle.slice(first), ...circle.slice(0, first)];
  return [...turned, turned[0]].join(' imports ');
}
