import { goLower, goQuote } from '../chars.ts';
import { csvFields } from '../syntax/csv.ts';
import type { Expansion } from '../expansion/expand.ts';
import { parseBool } from '../syntax/go-numbers.ts';
import { withSuggestion } from '../syntax/suggest.ts';
import { ramBytes } from './ram-bytes.ts';

const TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;
const SHARING = ['shared', 'private', 'locked'] as const;
const KEYS: readonly string[] =
  'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(
    ' ',
  );

/** Kinds of `RUN --mount`. */
export type MountType = (typeof TYPES)[number];

/** A mount of RUN as BuildKit takes it, its values expanded. */
export interface Mount {
  readonly type: MountType;
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly readonly: boolean;
  /** Bytes of a tmpfs; 0 when not given. */
  readonly size: number;
  readonly id: string;
  readonly sharing?: (typeof SHARING)[number];
  readonly required: boolean;
  /** Variable that holds a secret. */
  readonly env?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** A mount, or the message of a refusal. */
export type ParsedMountValue = { readonly mount: Mount } | { readonly error: string };

type Reading = { -readonly [K in keyof Mount]: Mount[K] } & { given: boolean };

function unsigned(text: string, base: 8 | 10): number | undefined {
  if (!(base === 8 ? /^[0-7]+$/ : /^[0-9]+$/).test(text)) return undefined;
  const value = Number.parseInt(text, base);
  return value <= 0xffff_ffff ? value : undefined;
}

function setFlag(mount: Reading, key: string, value: boolean): void {
  mount.readonly = key === 'readonly' || key === 'ro' ? value : !value;
  mount.given = true;
}

function takesRequired(mount: Reading): boolean {
  return mount.type === 'secret' || mount.type === 'ssh';
}

function unexpected(key: string, type: string): string {
  return `unexpected key '${key}' for mount type '${type}'`;
}

function setBare(mount: Reading, key: string, field: string): string | undefined {
  if (['readonly', 'ro', 'readwrite', 'rw'].includes(key)) {
    setFlag(mount, key, true);
    return undefined;
  }
  if (key !== 'required') return `invalid field '${field}' must be a key=value pair`;
  if (!takesRequired(mount)) return unexpected(key, mount.type);
  mount.required = true;
  return undefined;
}

function setTruth(mount: Reading, key: string, value: string): string | undefined {
  if (key === 'required' && !takesRequired(mount)) return unexpected(key, mount.type);
  const truth = parseBool(value);
  if (truth === undefined) return `invalid value for ${key}: ${value}`;
  if (key === 'required') mount.required = truth;
  else setFlag(mount, key, truth);
  return undefined;
}

function setNumber(mount: Reading, key: 'mode' | 'uid' | 'gid', value: string): string | undefined {
  const number = unsigned(value, key === 'mode' ? 8 : 10);
  if (number === undefined) return `invalid value ${value} for ${key}`;
  mount[key] = number;
  return undefined;
}

function setSize(mount: Reading, key: string, value: string): string | undefined {
  if (mount.type !== 'tmpfs') return unexpected(key, mount.type);
  const size = ramBytes(value);
  if (size === undefined) return `invalid value for ${key}: ${value}`;
  mount.size = size;
  return undefined;
}

function setChoice(mount: Reading, key: 'type' | 'sharing', value: string): string | undefined {
  const lower = goLower(value);
  const options = key === 'type' ? TYPES : SHARING;
  if (!options.some((option) => option === lower)) {
    const what = key === 'type' ? 'mount type' : 'sharing value';
    return withSuggestion(`unsupported ${what} ${goQuote(value)}`, value, options);
  }
  Object.assign(mount, { [key]: lower });
  return undefined;
}

function setValue(mount: Reading, key: string, value: string, field: string): string | undefined {
  switch (key) {
    case 'type':
    case 'sharing':
      return setChoice(mount, key, value);
    case 'from':
    case 'source':
    case 'target':
    case 'id':
    case 'env':
      mount[key] = value;
      return undefined;
    case 'src':
      mount.source = value;
      return undefined;
    case 'dst':
    case 'destination':
      mount.target = value;
      return undefined;
    case 'readonly':
    case 'ro':
    case 'readwrite':
    case 'rw':
    case 'required':
      return setTruth(mount, key, value);
    case 'size':
      return setSize(mount, key, value);
    case 'mode':
    case 'uid':
    case 'gid':
      return setNumber(mount, key, value);
    default:
      return withSuggestion(`unexpected key '${key}' in '${field}'`, key, KEYS);
  }
}

/** What does not go together. */
function wholeError(mount: Reading): string | undefined {
  const { type, sharing } = mount;
  if (type === 'bind' || type === 'tmpfs') {
    const key = (['mode', 'uid', 'gid'] as const).find((name) => mount[name] !== undefined);
    if (key !== undefined) return `${key} not allowed for ${goQuote(type)} type mounts`;
  }
  if (type === 'secret') {
    if (mount.from !== '') return 'secret mount should not have a from';
    if (sharing !== undefined) return 'secret mount should not define sharing';
    if (mount.source === '' && mount.target === '' && mount.id === '')
      return 'invalid secret mount. one of source, target required';
    if (mount.source !== '' && mount.id !== '') return "both source and id can't be set";
  }
  return sharing !== undefined && type !== 'cache'
    ? `invalid cache sharing set for ${type} mount`
    : undefined;
}

/** Reads the value of one `--mount`, each field's value expanded where it is met. */
export function readMount(text: string, expand: (word: string) => Expansion): ParsedMountValue {
  const { fields, error } = csvFields(text);
  if (error !== undefined) return { error: `failed to parse csv mounts: ${error}` };
  const mount: Reading = {
    type: 'bind',
    from: '',
    source: '',
    target: '',
    readonly: false,
    size: 0,
    id: '',
    required: false,
    given: false,
  };
  for (const field of fields) {
    const equals = field.text.indexOf('=');
    const key = goLower(equals < 0 ? field.text : field.text.slice(0, equals));
    let wrong: string | undefined;
    if (equals < 0) wrong = setBare(mount, key, field.text);
    else {
      const value = expand(field.text.slice(equals + 1));
      wrong = value.error ?? setValue(mount, key, value.text, field.text);
    }
    if (wrong !== undefined) return { error: wrong };
  }
  const wrong = wholeError(mount);
  if (wrong !== undefined) return { error: wrong };
  const { given, ...read } = mount;
  const readonly = given ? mount.readonly : mount.type !== 'cache' && mount.type !== 'tmpfs';
  return { mount: { ...read, readonly } };
}
