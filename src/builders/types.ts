/** What a builder on this machine can do. */
export interface BuilderInfo {
  readonly name: 'docker' | 'buildx' | 'podman' | 'buildah' | 'buildctl';
  readonly version: string;
  /** The engine's endpoint, as it is printed before anything is run there. */
  readonly endpoint: string;
  readonly remote: boolean;
  /** False: the legacy builder, without mounts and heredocs. */
  readonly buildkit: boolean;
  /** `linux/amd64` … */
  readonly platform: string;
  readonly rootless: boolean;
}

export interface BuildRequest {
  /** Absolute directory of the (private) context. */
  readonly context: string;
  /** Absolute path of the Dockerfile. */
  readonly dockerfile: string;
  readonly tag: string;
  readonly target?: string;
  readonly platform?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** As given to `--secret`. */
  readonly secrets: readonly string[];
  /** As given to `--build-context`: NAME=docker-image://… */
  readonly buildContexts: readonly string[];
  readonly builder?: string;
  readonly noCache: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: BuildProgress) => void;
}

export type BuildProgress =
  | {
      readonly kind: 'step';
      readonly name: string;
      readonly state: 'started' | 'done' | 'cached' | 'failed';
      readonly seconds?: number;
    }
  | {
      readonly kind: 'log';
      readonly text: string;
      /** Name of the step that printed it, where the builder says so. */
      readonly step?: string;
    };

/** One step BuildKit reported. */
export interface BuildStep {
  /** As BuildKit names it: `[build 3/5] RUN npm ci`. */
  readonly name: string;
  /** Instruction text without the bracket; empty for internal steps. */
  readonly instruction: string;
  readonly stage?: string;
  readonly cached: boolean;
  /** Seconds. */
  readonly seconds: number;
  readonly error?: string;
}

export type BuildResult =
  | {
      readonly ok: true;
      readonly image: string;
      readonly seconds: number;
      readonly steps: readonly BuildStep[];
    }
  | {
      readonly ok: false;
      readonly reason:
        | 'failed-step'
        | 'dockerfile'
        | 'no-space'
        | 'permission'
        | 'unresolved-image'
        | 'cancelled'
        | 'other';
      readonly message: string;
      readonly step?: BuildStep;
      /** The last lines of the log, secrets masked. */
      readonly log: readonly string[];
      readonly seconds: number;
      readonly steps: readonly BuildStep[];
    };

export interface RunRequest {
  readonly image: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly envFile?: string;
  /** Container ports to reach. */
  readonly ports: readonly number[];
  /** Name of the network to join (made by `makeNetwork`). */
  readonly network: string;
  readonly readOnly: boolean;
  readonly hardened: boolean;
  readonly init: boolean;
  readonly tmpfs: readonly string[];
  /** Bytes. */
  readonly memory?: number;
  /** Seconds between health checks, in place of the image's own; only for images that have a check. */
  readonly healthInterval?: number;
}

export interface ContainerState {
  readonly running: boolean;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** Where the container's port can be reached from here: `127.0.0.1:49153`. */
  readonly address: (port: number) => string | undefined;
  /** Effective user of PID 1. */
  readonly uid?: number;
}

export interface Container {
  readonly id: string;
  state(): Promise<ContainerState>;
  logs(lines: number): Promise<string>;
  /** `docker stop`; seconds it took and the exit status. */
  stop(timeoutSeconds: number): Promise<{ readonly seconds: number; readonly exitCode: number }>;
  /** Bytes in use, undefined when the engine does not say. */
  memory(): Promise<number | undefined>;
  remove(): Promise<void>;
}

/** A builder and engine behind one interface. Everything it makes carries the labels it is given. */
export interface Builder {
  readonly info: BuilderInfo;
  build(request: BuildRequest): Promise<BuildResult>;
  /** Whether an image reference can be had (locally or by pulling its manifest). */
  resolves(ref: string, platform?: string): Promise<boolean>;
  /** Archive of the image (docker save format) in chunks; the next one waits for the last to be taken. */
  save(image: string, onChunk: (chunk: Uint8Array) => void | Promise<void>): Promise<void>;
  /** `docker image inspect` of an image, parsed, or undefined. */
  inspect(image: string): Promise<unknown>;
  makeNetwork(
    name: string,
    internal: boolean,
    labels: Readonly<Record<string, string>>,
  ): Promise<void>;
  run(request: RunRequest): Promise<Container>;
  /** Removes containers, networks and images with this label, and nothing else. */
  cleanUp(label: readonly [string, string]): Promise<void>;
  /** Forgets the cache mounts whose id holds this text (a nonce of ours); nothing when the builder cannot. */
  forgetMounts?(nonce: string): Promise<void>;
}

/** Why no builder can be used, in words with what to do. */
export interface NoBuilder {
  readonly reason: 'none' | 'not-running' | 'permission' | 'remote' | 'other';
  readonly message: string;
}
