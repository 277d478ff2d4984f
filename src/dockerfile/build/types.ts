import type { Platform } from '../stages/platform.ts';
import type { Instruction, LanguageError, SourceRef, Stage } from '../types.ts';
import type { GitSource } from './git-source.ts';
import type { Mount } from './mount.ts';

/** HEALTHCHECK in an image's configuration; times in seconds, 0 when not given. */
export interface HealthSettings {
  readonly test: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

/** Configuration of an image as a Dockerfile decides it. */
export interface ImageSettings {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
  /** In order; without the defaults that an engine adds. */
  readonly env: ReadonlyMap<string, string>;
  readonly author: string;
  readonly cmd: readonly string[];
  readonly entrypoint: readonly string[];
  readonly shell: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly stopSignal: string;
  readonly ports: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly onbuild: readonly string[];
  readonly health?: HealthSettings | undefined;
}

/** A mount of a RUN, with where its files come from and where it lies in the end. */
export interface StepMount {
  readonly mount: Mount;
  readonly source: SourceRef;
  /** Absolute; of a secret or a socket as far as one is given. */
  readonly target: string;
}

/** A device that a RUN asks for. */
export interface StepDevice {
  readonly name: string;
  readonly required: boolean;
}

/** A command that is run. */
export interface RunBuildStep {
  readonly kind: 'run';
  readonly instruction: Instruction;
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly directory: string;
  readonly user: string;
  readonly network: 'default' | 'none' | 'host';
  readonly insecure: boolean;
  readonly mounts: readonly StepMount[];
  readonly devices: readonly StepDevice[];
  /** A heredoc with a shebang, run as a file below /dev/pipes. */
  readonly script?: { readonly name: string; readonly text: string };
}

/** One source of a COPY or ADD. */
export type CopySource =
  | {
      readonly kind: 'path';
      readonly path: string;
      /** With `--parents`: what is copied below `path`, with its directories. */
      readonly include?: string;
      /** With `--parents` and no wildcard: what must be there. */
      readonly required?: string;
      readonly unpack: boolean;
    }
  | {
      readonly kind: 'git';
      readonly git: GitSource;
      readonly keepGitDir: boolean;
      readonly checksum: string;
    }
  | {
      readonly kind: 'web';
      readonly address: string;
      readonly file: string;
      readonly checksum: string;
      readonly unpack: boolean;
    }
  | { readonly kind: 'text'; readonly name: string; readonly text: string };

/** Files that are copied. */
export interface CopyBuildStep {
  readonly kind: 'copy';
  readonly instruction: Instruction;
  readonly from: SourceRef;
  readonly sources: readonly CopySource[];
  /** Absolute; its last slash is kept. */
  readonly destination: string;
  readonly owner: string;
  /** Octal number or symbolic mode; empty when not given. */
  readonly mode: string;
  readonly exclude: readonly string[];
  readonly link: boolean;
}

/** The directory that WORKDIR makes. */
export interface DirectoryBuildStep {
  readonly kind: 'directory';
  readonly instruction: Instruction;
  readonly path: string;
  /** Its owner. */
  readonly user: string;
}

/** Something that a build does. */
export type BuildStep = RunBuildStep | CopyBuildStep | DirectoryBuildStep;

/** What a build does for one stage. */
export interface StageBuild {
  readonly stage: Stage;
  readonly platform: Platform;
  readonly steps: readonly BuildStep[];
  readonly settings: ImageSettings;
}

/** What a build of a Dockerfile does. */
export interface Build {
  /** By index of the stage; undefined for stages that are not built. */
  readonly stages: readonly (StageBuild | undefined)[];
  /** What BuildKit refuses, in its order: it stops at the first. */
  readonly refusals: readonly LanguageError[];
}

/** Configuration of a base image; what is not given is empty. */
export type BaseSettings = Partial<ImageSettings>;

/** What a build needs to know beside the file. */
export interface BuildInput {
  /** Configuration of an image, by its full name; undefined when nothing is known of it. */
  readonly bases: (name: string, platform: Platform) => BaseSettings | undefined;
}
