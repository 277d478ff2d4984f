import type { Span } from '../text/span.ts';
import { goUpper } from './chars.ts';
import { csvFields } from './syntax/csv.ts';
import { heredocMark } from './syntax/heredoc.ts';
import type { Flag, Heredoc, Instruction, Word } from './types.ts';

/** The last flag of that name, the one that counts. */
export function flagOf(instruction: Instruction, name: string): Flag | undefined {
  return instruction.flags.findLast((flag) => flag.name === name);
}

/** Text after `=` of a flag, unexpanded; undefined when the flag is absent or has no value. */
export function flagValue(instruction: Instruction, name: string): string | undefined {
  return flagOf(instruction, name)?.value;
}

/** Whether a flag such as `--link` is on: present without value or with `true`. */
export function flagIsOn(instruction: Instruction, name: string): boolean {
  const flag = flagOf(instruction, name);
  return flag !== undefined && (flag.value ?? 'true').toLowerCase() === 'true';
}

/** What a FROM names. */
export interface FromRef {
  /** Absent in a FROM without arguments. */
  readonly image?: Word | undefined;
  readonly platform?: Flag | undefined;
  /** The name after AS, as written. */
  readonly alias?: Word | undefined;
}

/** The words of a FROM. */
export function fromRef(instruction: Instruction): FromRef {
  const [image, , alias] = instruction.args;
  return { image, platform: flagOf(instruction, 'platform'), alias };
}

/** A heredoc that stands as a source of COPY or ADD. */
export interface InlineFile {
  readonly word: Word;
  readonly heredoc: Heredoc;
}

/** The parts of COPY and ADD, unexpanded. */
export interface CopyParts {
  /** Paths and addresses; heredocs are in `heredocs`. */
  readonly sources: readonly Word[];
  readonly destination?: Word | undefined;
  readonly from?: Flag | undefined;
  readonly chown?: Flag | undefined;
  readonly chmod?: Flag | undefined;
  readonly checksum?: Flag | undefined;
  readonly link: boolean;
  readonly parents: boolean;
  readonly keepGitDir?: boolean | undefined;
  readonly unpack?: boolean | undefined;
  readonly excludes: readonly Flag[];
  readonly heredocs: readonly InlineFile[];
}

/** A flag that is on or off; undefined when it is absent. */
function switchOf(instruction: Instruction, name: string): boolean | undefined {
  return flagOf(instruction, name) === undefined ? undefined : flagIsOn(instruction, name);
}

const NO_FILES: readonly InlineFile[] = [];

/** Sources and the heredocs among them. */
function sourcesOf({ args, heredocs }: Instruction): Pick<CopyParts, 'sources' | 'heredocs'> {
  const words = args.slice(0, -1);
  if (heredocs.length === 0) return { sources: words, heredocs: NO_FILES };
  const sources: Word[] = [];
  const files: InlineFile[] = [];
  for (const word of words) {
    const { mark } = heredocMark(word.text);
    const heredoc = mark && heredocs.findLast(({ name }) => name === mark.name);
    if (heredoc === undefined) sources.push(word);
    else files.push({ word, heredoc });
  }
  return { sources, heredocs: files };
}

/** Takes COPY or ADD apart. */
export function copyParts(instruction: Instruction): CopyParts {
  const { args, flags } = instruction;
  const { sources, heredocs } = sourcesOf(instruction);
  return {
    sources,
    heredocs,
    destination: args.length > 1 ? args.at(-1) : undefined,
    from: flagOf(instruction, 'from'),
    chown: flagOf(instruction, 'chown'),
    chmod: flagOf(instruction, 'chmod'),
    checksum: flagOf(instruction, 'checksum'),
    link: flagIsOn(instruction, 'link'),
    parents: flagIsOn(instruction, 'parents'),
    keepGitDir: switchOf(instruction, 'keep-git-dir'),
    unpack: switchOf(instruction, 'unpack'),
    excludes: flags.filter((flag) => flag.name === 'exclude'),
  };
}

/** One `key=value` of a mount. */
export interface MountField {
  /** Lower case; `src`, `dst`, `destination`, `ro`, `rw` under their long names. */
  readonly key: string;
  /** Undefined for a bare `readonly`. */
  readonly value?: string;
  readonly span: Span;
}

/** `RUN --mount=…` taken apart, values unexpanded. */
export interface ParsedMount {
  readonly flag: Flag;
  /** As written in lower case; `bind` when not given. May be or hold a variable. */
  readonly type: string;
  readonly target?: string;
  readonly source?: string;
  readonly from?: string;
  readonly id?: string;
  readonly sharing?: string;
  /** As BuildKit decides: as written, else false for cache and tmpfs and true for the others. */
  readonly readonly: boolean;
  readonly required: boolean;
  readonly fields: readonly MountField[];
  /** The value is not a comma separated list. */
  readonly error?: string;
}

const LONG: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};

/** Where field `[start, end)` of the value stands in the file; the whole value when it is not written plainly. */
function fieldSpan(flag: Flag, start: number, end: number): Span {
  const whole = flag.valueSpan ?? flag.span;
  const plain = flag.value !== undefined && whole.end - whole.start === flag.value.length;
  return plain ? { start: whole.start + start, end: whole.start + end } : whole;
}

function truth(field: MountField | undefined): boolean | undefined {
  if (field === undefined) return undefined;
  return field.value === undefined || /^(?:1|t|T|TRUE|true|True)$/.test(field.value);
}

function isReadonly(fields: readonly MountField[], type: string): boolean {
  const field = fields.findLast(({ key }) => key === 'readonly' || key === 'readwrite');
  const on = truth(field);
  if (field === undefined || on === undefined) return type !== 'cache' && type !== 'tmpfs';
  return field.key === 'readonly' ? on : !on;
}

function parseMount(flag: Flag): ParsedMount {
  const { fields: cells, error } = csvFields(flag.value ?? '');
  const fields = cells.map((cell): MountField => {
    const equals = cell.text.indexOf('=');
    const written = (equals < 0 ? cell.text : cell.text.slice(0, equals)).toLowerCase();
    const key = (Object.hasOwn(LONG, written) ? LONG[written] : undefined) ?? written;
    const span = fieldSpan(flag, cell.start, cell.end);
    return equals < 0 ? { key, span } : { key, value: cell.text.slice(equals + 1), span };
  });
  const last = (key: string): string | undefined =>
    fields.findLast((field) => field.key === key)?.value;
  const type = last('type')?.toLowerCase() ?? 'bind';
  const named = ['target', 'source', 'from', 'id', 'sharing'].flatMap((key) => {
    const value = last(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    flag,
    type,
    ...Object.fromEntries(named),
    readonly: isReadonly(fields, type),
    required: truth(fields.findLast(({ key }) => key === 'required')) ?? false,
    fields,
    ...(error === undefined ? {} : { error }),
  };
}

/** The mounts of a RUN in order. */
export function runMounts(instruction: Instruction): readonly ParsedMount[] {
  return instruction.flags.filter((flag) => flag.name === 'mount').map(parseMount);
}

/** The parts of a HEALTHCHECK. */
export interface HealthcheckParts {
  /** `none` switches an inherited check off. */
  readonly kind: 'none' | 'cmd' | 'unknown';
  /** JSON strings, or the one command line in shell form. */
  readonly command: readonly Word[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly startPeriod?: string;
  readonly startInterval?: string;
  readonly retries?: string;
}

/** Takes HEALTHCHECK apart; option values as written. */
export function healthcheckParts(instruction: Instruction): HealthcheckParts {
  const [kind, ...command] = instruction.args;
  const type = goUpper(kind?.text ?? '');
  const options = [
    ['interval', 'interval'],
    ['timeout', 'timeout'],
    ['startPeriod', 'start-period'],
    ['startInterval', 'start-interval'],
    ['retries', 'retries'],
  ] as const;
  const given = options.flatMap(([key, flag]) => {
    const value = flagValue(instruction, flag);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    kind: type === 'NONE' ? 'none' : type === 'CMD' ? 'cmd' : 'unknown',
    command,
    ...Object.fromEntries(given),
  };
}
