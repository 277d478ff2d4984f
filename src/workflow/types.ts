import type { Dockerfile, StageGraph } from '../dockerfile/types.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { BaseLookup, Trace } from '../facts/image.ts';
import type { Application, ProjectFacts } from '../facts/project.ts';

/** Where base images may be read, besides what is known of them. */
export interface BaseSources {
  /** The engine of this machine: images that it has. */
  readonly engine?: boolean;
  /** Their registries. */
  readonly online?: boolean;
  /** Is told what could not be read. */
  readonly onNote?: (note: string) => void;
}

/** How the user describes the build. Paths as given, relative to the working directory. */
export interface BuildOptions {
  readonly file?: string;
  readonly target?: string;
  readonly platform?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Named contexts that stand for images and stages: name → directory or address. */
  readonly contexts?: Readonly<Record<string, string>>;
  /** The repository's root when it is not the nearest `.git`. */
  readonly root?: string;
  /** Milliseconds since the epoch. */
  readonly date: number;
  /** Where base images are read besides; undefined: what is known of them has to do. */
  readonly sources?: BaseSources;
  /** What is known of images, where some were read. */
  readonly bases?: BaseLookup;
  /** The build context, where `check` and `state` are not to take the directory around the Dockerfile. */
  readonly context?: string;
  /** Nobody named the build context: it is taken to be the directory around the Dockerfile. */
  readonly guessed?: true;
}

/** A Dockerfile read as far as the model goes. */
export interface ReadDockerfile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the context, `/` between parts. */
  readonly name: string;
  readonly text: string;
  readonly file: Dockerfile;
  readonly graph: StageGraph;
  readonly trace: Trace;
  /** What was known of images. */
  readonly bases: BaseLookup;
  readonly context: ContextFacts;
  /** Text of the ignore file in force. */
  readonly ignore?: string;
}

/** A directory analysed: the project, the application that is meant, its Dockerfile. */
export interface Analysis {
  readonly contextDir: string;
  /** The context relative to the repository's root, `.` when they are the same. */
  readonly contextPath: string;
  readonly project: ProjectFacts;
  /** Whether a path of the context is a file. */
  sees(path: string): boolean;
  /** Undefined when none was found (then there is a Dockerfile). */
  readonly application?: Application;
  /** Directory of the application relative to the context, `.` when they are the same. */
  readonly appDir: string;
  readonly dockerfile?: ReadDockerfile;
  /** Things worth saying about what was chosen. */
  readonly notes: readonly string[];
}
