/** Files of the build context by path: their text, or a number of bytes. */
export type ExampleFiles = Readonly<Record<string, string | number>>;

/** A Dockerfile with exactly one finding of a rule, and one that does without. Both are run as tests. */
export interface Example {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** The words the finding points at. */
  readonly at: string;
  readonly files?: ExampleFiles;
  /** What the rule's fix makes of `before`; undefined: it offers none. */
  readonly fixed?: string;
}

/** A Dockerfile about which the rule says nothing, and why not. */
export interface Silent {
  readonly title: string;
  readonly text: string;
  readonly files?: ExampleFiles;
}

export interface Examples {
  /** The first one stands on the rule's page. */
  readonly examples: readonly Example[];
  readonly silent: readonly Silent[];
}
