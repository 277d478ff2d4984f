/** How sure a detected value is. */
export type Confidence = 'certain' | 'likely' | 'guess';

/** What a value was read from. Paths relative to the repository root, lines from 1. */
export interface Evidence {
  readonly file: string;
  readonly line?: number;
  /** Key, pattern or knowledge record it came from, in words a user understands. */
  readonly key?: string;
}

export interface Found<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** Other values that something else says, for the user to decide. */
  readonly conflicts?: readonly { readonly value: T; readonly evidence: readonly Evidence[] }[];
}

export type Language = 'node' | 'python' | 'go';
export type Workload = 'web' | 'worker' | 'batch' | 'cli' | 'static' | 'library';

/** A dependency that has parts in machine code. Names are Debian's. */
export interface NativeDependency {
  readonly name: string;
  /** Packages the build stage needs; empty when prebuilt binaries exist. */
  readonly build: readonly string[];
  /** Packages the running image needs. */
  readonly runtime: readonly string[];
  /** Works where only glibc exists and no shell (distroless). */
  readonly distroless: boolean;
}

/** One thing in the repository that could become an image. */
export interface Application {
  /** Directory relative to the repository root, `.` for the root. */
  readonly path: string;
  readonly name: string;
  readonly language: Found<Language>;
  /** Major.minor as the base image's tag wants it (`22`, `3.12`, `1.26`); undefined when nothing says. */
  readonly version?: Found<string>;
  readonly manager?: Found<string>;
  /** Manifests in the application's directory that an install needs, lockfile included. */
  readonly manifests: readonly string[];
  readonly lockfile?: Found<string>;
  readonly framework?: Found<string>;
  readonly workload: Found<Workload>;
  /** Script or command that builds, and what it makes (directories relative to `path`). */
  readonly build?: Found<{ readonly command: string; readonly outputs: readonly string[] }>;
  /** Exec form of the real program, e.g. `['node', 'server.js']`; `entry` is the file it runs. */
  readonly start?: Found<{ readonly argv: readonly string[]; readonly entry?: string }>;
  readonly port?: Found<number>;
  /** Name of the variable that sets the port, when the code reads one. */
  readonly portVariable?: Found<string>;
  /** The address it binds, when the code says; `localhost` is a trap. */
  readonly bind?: Found<string>;
  /** Name of the variable that sets the address, when the code or framework reads one. */
  readonly bindVariable?: Found<string>;
  readonly health?: Found<string>;
  /** GET routes without parameters, for probing. */
  readonly routes: readonly Found<string>[];
  readonly native: readonly Found<NativeDependency>[];
  /** Other programs it starts (`ffmpeg`, `git`), or `sh` when it uses a shell. */
  readonly programs: readonly Found<string>[];
  /** Environment variables the code reads, with whether it can start without. */
  readonly environment: readonly Found<{ readonly name: string; readonly required: boolean }>[];
  /** Files and directories it writes at run time, as written in the code. */
  readonly writes: readonly Found<string>[];
  /** Files and directories of the project that it reads at run time (templates, static, migrations …). */
  readonly reads: readonly Found<string>[];
  /** Databases and brokers it talks to: `postgres`, `redis` … */
  readonly services: readonly Found<string>[];
  /** Whether the process ends by itself on SIGTERM when it is PID 1. */
  readonly handlesSigterm: Found<boolean>;
  readonly dependencies: readonly Dependency[];
  /** Things a person should look at, in whole sentences. */
  readonly notes: readonly string[];
  /** What only its own ecosystem's recipe reads. */
  readonly details: NodeDetails | PythonDetails | GoDetails;
}

export interface Dependency {
  readonly name: string;
  /** Locked or asked-for version, as written. */
  readonly version?: string;
  readonly dev: boolean;
  readonly direct: boolean;
}

export interface NodeDetails {
  readonly language: 'node';
  readonly scripts: Readonly<Record<string, string>>;
  readonly main?: string;
  readonly module: boolean;
  readonly typescript: boolean;
  /** `installs` scripts that run at install time of the project itself (prepare, postinstall …). */
  readonly lifecycle: readonly string[];
  /** `.npmrc` exists; `secret` when it holds a token. */
  readonly npmrc: 'none' | 'settings' | 'secret';
  /** Version of the lockfile format, when there is one. */
  readonly lockfileVersion?: number;
  /** The range `version` was chosen from, when the manifest gives a range: another version in it does too. */
  readonly versionRange?: string;
  /** Variables the start script sets before its program. */
  readonly startEnv?: readonly (readonly [string, string])[];
  /** Source file of the entry when the entry is built, relative to the application. */
  readonly sourceEntry?: string;
  /** Directory of the workspace root above (relative to the repository) that holds the lockfile. */
  readonly workspaceRoot?: string;
  /** Members' patterns, when the application is itself a workspace root. */
  readonly workspaces?: readonly string[];
  /** Development dependencies that the program loads all the same, with the file that does. */
  readonly devNeeded?: readonly {
    readonly name: string;
    readonly file: string;
    /** Only where NODE_ENV says that this is no production. */
    readonly outsideProduction: boolean;
  }[];
}

export interface PythonDetails {
  readonly language: 'python';
  /** Requirements files in the order pip gets them, relative to the application. */
  readonly requirements: readonly string[];
  /** `module:attribute` of the ASGI or WSGI application. */
  readonly app?: string;
  readonly interface?: 'asgi' | 'wsgi';
  /** Server among the production dependencies: uvicorn, gunicorn … */
  readonly server?: string;
  /** Requirements name other places of the project (`-e .`, `file:`), so that sources are needed to install. */
  readonly needsSources: boolean;
}

export interface GoDetails {
  readonly language: 'go';
  readonly module: string;
  /** Import paths relative to the module of every `package main`, `.` for the root. */
  /** The `go` line of go.mod: an older Go refuses the module. */
  readonly minimum?: string;
  /** What compiling needs above the module's directory, relative to the root. */
  readonly outside?: readonly string[];
  readonly mains: readonly string[];
  /** The one that is built. */
  readonly main?: string;
  readonly cgo: boolean;
  readonly vendored: boolean;
  /** Directories named by `//go:embed`. */
  readonly embeds: readonly string[];
  readonly usesTls: boolean;
  readonly usesTimezones: boolean;
}

/** What lies in the repository. */
export interface ProjectFacts {
  /** Absolute; the nearest `.git` above, or as given. */
  readonly root: string;
  readonly applications: readonly Application[];
  /** Dockerfiles and Containerfiles, relative to the root. */
  readonly dockerfiles: readonly string[];
  readonly composeFiles: readonly string[];
  /** Why a file that should have been read was not, in words. */
  readonly problems: readonly {
    readonly file: string;
    readonly line?: number;
    readonly message: string;
  }[];
}
