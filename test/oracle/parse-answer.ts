/** What the parser made of one node. Texts are base64 of their bytes. */
export interface OracleNode {
  readonly name: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
  readonly json: boolean;
  readonly original: string;
  readonly start: number;
  readonly end: number;
  readonly heredocs: readonly {
    name: string;
    fd: number;
    expand: boolean;
    chomp: boolean;
    content: string;
  }[];
  readonly comments: readonly string[];
  readonly inner?: OracleNode;
}

/** A parser directive; texts are base64. */
export interface OracleDirective {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A refusal (base64) with the line it names. */
export interface OracleFailure {
  readonly message: string;
  readonly line: number;
}

/** What the parser makes of a file: `syntax` is its refusal, `meaning` that of the typed instructions. */
export interface ParseAnswer {
  readonly directives: readonly OracleDirective[];
  readonly nodes: readonly OracleNode[];
  readonly escape: string;
  readonly syntax?: OracleFailure;
  readonly meaning?: OracleFailure;
  readonly stages: number;
}
