import type { Application, Evidence } from '../facts/project.ts';

/** `shown`: the model or the project's files prove it. `assumed`: customary, to be looked at. */
export type Certainty = 'shown' | 'assumed';

export interface Mount {
  readonly type: 'cache' | 'bind' | 'secret' | 'ssh' | 'tmpfs';
  readonly target?: string;
  readonly source?: string;
  readonly from?: string;
  readonly id?: string;
  readonly sharing?: 'shared' | 'private' | 'locked';
  readonly env?: string;
  readonly required?: boolean;
  /** Further `key=value` of mounts taken over from the user as they stand (uid, gid, mode …). */
  readonly other?: readonly string[];
}

export interface Copy {
  /** Stage id, image, or undefined for the build context. */
  readonly from?: string;
  readonly sources: readonly string[];
  readonly to: string;
  readonly chown?: string;
  readonly chmod?: string;
  readonly link?: boolean;
}

/** What a step sets in the configuration of the image. */
export interface ConfigDelta {
  readonly env?: readonly (readonly [string, string])[];
  readonly arg?: readonly (readonly [string, string | undefined])[];
  readonly labels?: readonly (readonly [string, string])[];
  readonly workdir?: string;
  readonly user?: string;
  readonly expose?: readonly string[];
  readonly volumes?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly stopSignal?: string;
  readonly healthcheck?:
    | {
        readonly test: readonly string[];
        readonly interval?: string;
        readonly timeout?: string;
        readonly startPeriod?: string;
        readonly retries?: number;
      }
    | 'none';
}

export type Step =
  /** Lines of the user's own file, verbatim. */
  (
    | { readonly do: 'keep'; readonly text: string }
    /** Shell commands joined by `&&`. */
    | {
        readonly do: 'run';
        readonly commands: readonly string[];
        readonly mounts: readonly Mount[];
      }
    | { readonly do: 'copy'; readonly copy: Copy }
    | { readonly do: 'config'; readonly set: ConfigDelta }
  ) & {
    /** Comment lines above it: the user's own, or why the step is there. Without `#`. */
    readonly comment?: readonly string[];
    readonly why: readonly Evidence[];
    readonly certainty: Certainty;
  };

export interface PlanStage {
  readonly id: string;
  readonly from: string;
  readonly platform?: 'build' | 'target';
  readonly comment?: readonly string[];
  readonly steps: readonly Step[];
}

/** A Dockerfile to be written, as data. */
export interface Plan {
  /** Comment lines at the head of the file, taken over from the user. Without `#`. */
  readonly header?: readonly string[];
  /** `docker/dockerfile:1`, or undefined when the built-in frontend does. */
  readonly frontend?: string;
  readonly args: readonly {
    readonly name: string;
    readonly value?: string;
    readonly comment?: readonly string[];
  }[];
  readonly stages: readonly PlanStage[];
  /** Stage id. */
  readonly target: string;
}

/** The kind of runtime a plan ends in, smallest first. */
export type RuntimeKind = 'scratch' | 'distroless' | 'slim' | 'alpine' | 'full';

/** One way to write the Dockerfile; candidates are tried in order. */
export interface Candidate {
  readonly runtime: RuntimeKind;
  readonly plan: Plan;
  /** Images the builder has to resolve. */
  readonly images: readonly string[];
  /** What differs for the user on this way, in whole sentences (no shell, another Debian release …). */
  readonly differences: readonly string[];
  /** The probe for an orchestrator when no health check could be written. */
  readonly orchestratorProbe?: string;
  /** `docker run` wants `--init` because the program does not end on SIGTERM. */
  readonly wantsInit: boolean;
}

/** Why no plan can be made: what could not be established, in whole sentences. */
export interface Declined {
  readonly declined: readonly string[];
}

/** One instruction of the existing file that must survive, classified. */
export interface KeptStep {
  /** `setting`: a command that tells the package manager where to fetch from, and who asks. */
  readonly kind: 'apt' | 'run' | 'copy' | 'config' | 'comment' | 'install' | 'setting';
  /** Verbatim lines of the file, for `run` and unknown ones; continuations included. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly comments: readonly string[];
  /**
   * For `apt`: the packages (build-only ones left out later by the recipe); for
   * `install`: what the language's manager is asked for by name (`pip install gunicorn`).
   */
  readonly packages?: readonly string[];
  /** For `install`: the requirements files that are named, as written. */
  readonly requirements?: readonly string[];
  /** For a `run` that only makes directories (and gives them away): absolute paths. */
  readonly directories?: readonly string[];
  /** Where it has to stand: before the dependencies, after them, after the sources. */
  readonly place: 'before-install' | 'after-install' | 'after-sources';
  /** Which image it is about; unknown RUN steps go to `both` only when the model shows it is needed. */
  readonly stage: 'build' | 'runtime' | 'both';
}

/** What the user wrote above an instruction of which only the meaning is taken over. */
export interface KeptComment {
  readonly above:
    | 'workdir'
    | 'labels'
    | 'expose'
    | 'volumes'
    | 'stopSignal'
    | 'user'
    | 'healthcheck'
    | 'entrypoint'
    | 'cmd'
    /** A COPY of everything. */
    | 'sources';
  /** The labels (by name), ports or volumes that the instruction brings. */
  readonly values?: readonly string[];
  /** Without `#`. */
  readonly lines: readonly string[];
}

/** A Go program that the existing file compiles and that its image has. */
export interface KeptProgram {
  /** Package, relative to the module: `.` or `./cmd/server`. */
  readonly target: string;
  /** The compile command, word by word, with the variables set before it. */
  readonly words: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  /** Absolute paths it has in the image in the end. */
  readonly paths: readonly string[];
  /** 1-based. */
  readonly line: number;
}

/** A program that a step of the user's own (`make build`) leaves beside the sources, and a later stage takes. */
export interface MadeProgram {
  readonly targets: readonly string[];
  /** Variables on make's command line. */
  readonly variables: readonly (readonly [string, string])[];
  /** Directory the sources lay in (absolute). */
  readonly workdir: string;
  /** Where it is left, relative to the sources. */
  readonly from: string;
  /** Absolute path in the image. */
  readonly to: string;
  /** Why the file has to be declined when make is not seen to leave it, in a whole sentence. */
  readonly otherwise: string;
}

/** What the user wrote and still matters, read from the existing Dockerfile through the model. */
export interface Kept {
  /** Line of the FROM the recipe replaces, and its reference. */
  readonly base?: {
    readonly ref: string;
    readonly family: string;
    readonly tag?: string;
    readonly line: number;
  };
  /** What the image itself stands on, when that is another image than `base`. */
  readonly root?: string;
  /** Version of the language that the file installs by other means than its FROM. */
  readonly version?: string;
  /** The user starts the program by way of an init (tini, dumb-init). */
  readonly init?: boolean;
  /** Runtime-relevant ENV (names that only steer package managers left out), expanded, in order. */
  readonly env: readonly (readonly [string, string])[];
  /** Comments above an ENV, by the first name it sets. */
  readonly envComments?: Readonly<Record<string, readonly string[]>>;
  /** Comments above other instructions whose meaning is taken over, in order. */
  readonly comments?: readonly KeptComment[];
  /** Commands that bring all packages of the base up to date and do not survive. */
  readonly upgrades?: readonly { readonly command: string; readonly line: number }[];
  readonly args: readonly {
    readonly name: string;
    readonly value?: string;
    readonly global: boolean;
    readonly comments: readonly string[];
  }[];
  readonly labels: readonly (readonly [string, string])[];
  readonly expose: readonly string[];
  readonly volumes: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
  readonly stopSignal?: string;
  /** Exec form after resolving shell form and `npm start`; undefined when it has to stay a shell line. */
  readonly command?: {
    readonly entrypoint?: readonly string[];
    readonly cmd?: readonly string[];
    readonly shell?: string;
    readonly line: number;
  };
  readonly healthcheck?: {
    readonly text: string;
    readonly route?: string;
    /** Port the user's own check asked. */
    readonly port?: number;
    /** It only asks whether the port takes connections. */
    readonly connects?: boolean;
    /** It asks over https. */
    readonly tls?: boolean;
    /** The words of a check that is one command (and `|| exit 1`). */
    readonly words?: readonly string[];
    /** Exec form of a check that runs the language itself (`node healthcheck.js`) and so can stay. */
    readonly argv?: readonly string[];
    readonly options: Readonly<Record<string, string>>;
    readonly line: number;
  };
  readonly steps: readonly KeptStep[];
  /** The COPY lines of the sources, verbatim, when the user copies a selection; undefined: everything. */
  readonly sources?: readonly KeptStep[];
  /** Go: the programs it compiles, in order. */
  readonly programs?: readonly KeptProgram[];
  /** Go: programs that make leaves and the image takes. */
  readonly made?: readonly MadeProgram[];
  /** Go: files every system has (certificates, time zones) that it copies from another stage. */
  readonly foundations?: readonly string[];
  /** `ssh` and `secret` mounts of the steps that fetch dependencies. */
  readonly fetchMounts?: readonly Mount[];
  /** Comments at the head of the file. */
  readonly header: readonly string[];
  /** What could not be placed, in whole sentences; not empty means: decline. */
  readonly unplaced: readonly string[];
}

export interface RecipeOptions {
  readonly base: 'auto' | 'slim' | 'alpine' | 'distroless' | 'scratch';
  /** Milliseconds: the date end-of-life facts are judged by. */
  readonly date: number;
}

/** What a recipe starts from. */
export interface RecipeInput {
  readonly application: Application;
  /** Undefined when there is no Dockerfile yet. */
  readonly kept?: Kept;
  /** Directory of the application relative to the build context, `.` when they are the same. */
  readonly dir: string;
  /** Whether a path (relative to the application) exists in the repository. */
  readonly exists: (path: string) => boolean;
  /** Text of a file (relative to the application), for what is only described in it; undefined when there is none. */
  readonly text?: (path: string) => string | undefined;
  readonly options: RecipeOptions;
}
