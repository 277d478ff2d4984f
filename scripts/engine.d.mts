/** An engine for tests: what to add to the environment, or why there is none. */
export function engineEnvironment(images?: string): {
  readonly env?: Readonly<Record<string, string>>;
  readonly what?: string;
  readonly why?: string;
};
