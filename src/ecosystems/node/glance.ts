import type { Application, Dependency, NodeDetails } from '../../facts/project.ts';
import { evidence, found } from '../../project/evidence.ts';
import { once, withRest } from '../../project/lazily.ts';
import type { ProjectView } from '../../project/view.ts';
import { detectManager } from './detect-manager.ts';
import { detectNode, isMarker, isWorkspaceRoot, lockOf } from './detect.ts';
import { dependencyList } from './lockfile.ts';
import { readManifest } from './manifest.ts';
import { lifecycleScripts } from './npmrc.ts';

/**
 * What `detectNode` finds, most of it worked out when it is asked for: few Dockerfiles make anyone ask
 * for more than the dependencies, and reading the sources takes longer than all the rest of a check.
 */
export function glanceNode(view: ProjectView, dir: string): readonly Application[] {
  const manifest = readManifest(view, dir);
  if (manifest === undefined || isMarker(manifest)) return [];
  const detected = once(() => detectNode(view, dir));
  // Whether the root of a workspace is an application itself is told by how it starts.
  if (isWorkspaceRoot(view, manifest)) return detected();
  const whole = (): Application => {
    const [application] = detected();
    if (application === undefined) throw new Error(`${manifest.file} was an application before`);
    return application;
  };
  const dependencies = once(() =>
    dependencyList(lockOf(view, manifest, detectManager(view, manifest)), manifest),
  );
  const details = withRest<NodeDetails>(
    {
      language: 'node',
      scripts: manifest.scripts,
      module: manifest.module,
      lifecycle: lifecycleScripts(manifest.scripts),
    },
    () => {
      const made = whole().details;
      if (made.language !== 'node') throw new Error(`${manifest.file} was Node before`);
      return made;
    },
  );
  const known: Partial<Application> = {
    path: dir,
    language: found('node', 'certain', evidence(manifest.file)),
    details,
    get dependencies(): readonly Dependency[] {
      return dependencies();
    },
  };
  return [withRest(known, whole)];
}
