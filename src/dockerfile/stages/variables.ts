import { SharedMap } from './shared-map.ts';

const NOTHING: ReadonlyMap<string, string> = new Map();

/**
 * The variables of a stage: ARG and ENV set one and the same table, the later wins; ENV alone reaches the
 * image. What the stage begins with is shared with the one it is FROM, not copied: there ENV wins.
 */
export class Variables {
  /** Set by this stage; what is set last stands last, as a command finds it in its environment. */
  readonly #own: Map<string, string> = new Map();
  readonly #ownEnv: Map<string, string> = new Map();
  /** The names that this stage has set, in the order of first setting. */
  readonly #names: Set<string> = new Set();
  readonly #above: Variables | undefined;
  readonly #env: ReadonlyMap<string, string>;
  readonly #args: ReadonlyMap<string, string>;

  /** @param inherited the environment of the base image, or the variables of the finished base stage. */
  constructor(inherited: ReadonlyMap<string, string> | Variables = NOTHING) {
    const above = inherited instanceof Variables ? inherited : undefined;
    this.#above = above;
    this.#env = inherited instanceof Variables ? inherited.env() : inherited;
    this.#args = above === undefined ? NOTHING : above.#allArgs();
  }

  get(name: string): string | undefined {
    return this.#own.get(name) ?? this.#env.get(name) ?? this.#args.get(name);
  }

  /** Whether the image's environment has it. */
  inEnv(name: string): boolean {
    return this.#ownEnv.has(name) || this.#env.has(name);
  }

  setArg(name: string, value: string): void {
    this.#own.delete(name);
    this.#own.set(name, value);
    this.#names.add(name);
  }

  setEnv(name: string, value: string): void {
    this.setArg(name, value);
    this.#ownEnv.set(name, value);
  }

  /** The environment that the image will have: ENV and what the base brought, in the order of first setting. */
  env(): ReadonlyMap<string, string> {
    if (this.#ownEnv.size === 0) return this.#env;
    let all = SharedMap.of(this.#env);
    for (const [name, value] of this.#ownEnv) all = all.with(name, value);
    return all;
  }

  /** Values that reach the stages FROM this one and not its image; those hidden by ENV among them. */
  #allArgs(): ReadonlyMap<string, string> {
    let all: SharedMap<string> | undefined;
    for (const [name, value] of this.#own) {
      if (this.#ownEnv.has(name)) continue;
      all ??= SharedMap.of(this.#args);
      all = all.withLast(name, value);
    }
    return all ?? this.#args;
  }

  /** All of them, in the order in which a command finds them: what a base stage's ARG set, its ENV, then our own. */
  all(): Map<string, string> {
    const all = new Map<string, string>();
    for (const [name, value] of this.#args)
      if (!this.#own.has(name) && !this.#env.has(name)) all.set(name, value);
    for (const [name, value] of this.#env) if (!this.#own.has(name)) all.set(name, value);
    for (const [name, value] of this.#own) all.set(name, value);
    return all;
  }

  /** The names in the order in which they were first set, base stages first. */
  names(): Set<string> {
    const line: Variables[] = [this];
    for (let above = this.#above; above !== undefined; above = above.#above) line.push(above);
    const first = line.at(-1) ?? this;
    const names = new Set(first.#env.keys());
    for (const one of line.toReversed()) for (const name of one.#names) names.add(name);
    return names;
  }
}
