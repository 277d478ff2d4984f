import type { Application } from '../facts/project.ts';
import type { Candidate, Declined, RecipeInput } from '../plan/types.ts';
import type { ProjectView } from '../project/view.ts';

/** A language's knowledge: what an application of it looks like and how its Dockerfile is written. */
export interface Ecosystem {
  readonly name: 'node' | 'python' | 'go';
  /** Files whose presence makes a directory worth a look. */
  readonly manifests: readonly string[];
  /**
   * Applications in the directory `dir` (relative to the root); never runs code of the project.
   * `dockerfile` is the one at hand, relative to the root: it says which of several programs is meant.
   */
  detect(view: ProjectView, dir: string, dockerfile?: string): readonly Application[];
  /** Dockerfiles for the application, best first. */
  recipe(input: RecipeInput): readonly Candidate[] | Declined;
  /** Patterns for `.dockerignore` beyond the universal ones, each with why. */
  ignore(application: Application): readonly { readonly pattern: string; readonly why: string }[];
}
