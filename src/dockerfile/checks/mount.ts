import { goLower, goQuote } from '../chars.ts';
import { csvFields } from '../csv.ts';
import { parseBool } from '../go-numbers.ts';
import { Refused } from './refused.ts';

/** What of a mount decides whether it can be made. */
export interface MountValues {
  type: string;
  from: string;
  source: string;
  target: string;
  id: string;
  sharing: string;
  hasEnv: boolean;
}

const TYPES: ReadonlySet<string> = new Set(['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
const SHARING: ReadonlySet<string> = new Set(['shared', 'private', 'locked']);
/** Keys that some types do not take, whatever their order. */
const FILE_KEYS: readonly string[] = ['mode', 'uid', 'gid'];

function isWhole(value: string, digits: RegExp, base: number): boolean {
  return digits.test(value) && Number.parseInt(value, base) < 2 ** 32;
}

/** A size as Docker writes it: `64m`, `1.5 GiB`. */
function isSize(value: string): boolean {
  return /^\+?(?:[0-9]+\.?[0-9]*|\.[0-9]+) ?(?:b|[kmgtp](?:b|ib)?)?$/i.test(value);
}

function requireBool(key: string, value: string): void {
  if (parseBool(value) === undefined) throw new Refused(`invalid value for ${key}: ${value}`);
}

function onlyFor(types: readonly string[], key: string, { type }: MountValues): void {
  if (!types.includes(type)) throw new Refused(`unexpected key '${key}' for mount type '${type}'`);
}

function take(mount: MountValues, key: string, value: string, field: string): void {
  switch (key) {
    case 'type':
      mount.type = goLower(value);
      if (!TYPES.has(mount.type)) throw new Refused(`unsupported mount type ${goQuote(value)}`);
      return;
    case 'from':
    case 'id':
      mount[key] = value;
      return;
    case 'source':
    case 'src':
      mount.source = value;
      return;
    case 'target':
    case 'dst':
    case 'destination':
      mount.target = value;
      return;
    case 'readonly':
    case 'ro':
    case 'readwrite':
    case 'rw':
      requireBool(key, value);
      return;
    case 'required':
      onlyFor(['secret', 'ssh'], key, mount);
      requireBool(key, value);
      return;
    case 'size':
      onlyFor(['tmpfs'], key, mount);
      if (!isSize(value)) throw new Refused(`invalid value for ${key}: ${value}`);
      return;
    case 'sharing':
      mount.sharing = goLower(value);
      if (!SHARING.has(mount.sharing))
        throw new Refused(`unsupported sharing value ${goQuote(value)}`);
      return;
    case 'mode':
      if (!isWhole(value, /^[0-7]+$/, 8)) throw new Refused(`invalid value ${value} for mode`);
      return;
    case 'uid':
    case 'gid':
      if (!isWhole(value, /^[0-9]+$/, 10)) throw new Refused(`invalid value ${value} for ${key}`);
      return;
    case 'env':
      mount.hasEnv = true;
      return;
    default:
      throw new Refused(`unexpected key '${key}' in '${field}'`);
  }
}

/** A key without `=`. */
function takeBare(mount: MountValues, key: string, field: string): void {
  if (key === 'required') onlyFor(['secret', 'ssh'], key, mount);
  else if (!['readonly', 'ro', 'readwrite', 'rw'].includes(key))
    throw new Refused(`invalid field '${field}' must be a key=value pair`);
}

function checkWhole(mount: MountValues, keys: ReadonlySet<string>): void {
  const { type, from, source, target, id, sharing } = mount;
  if (type === 'bind' || type === 'tmpfs') {
    const wrong = FILE_KEYS.find((key) => keys.has(key));
    if (wrong !== undefined) throw new Refused(`${wrong} not allowed for "${type}" type mounts`);
  }
  if (type === 'secret') {
    if (from !== '') throw new Refused('secret mount should not have a from');
    if (sharing !== '') throw new Refused('secret mount should not define sharing');
    if (source === '' && target === '' && id === '')
      throw new Refused('invalid secret mount. one of source, target required');
    if (source !== '' && id !== '') throw new Refused("both source and id can't be set");
  }
  if (sharing !== '' && type !== 'cache')
    throw new Refused(`invalid cache sharing set for ${type} mount`);
}

/**
 * Reads the value of `RUN --mount=` as BuildKit does when it comes to the instruction: fields in order,
 * each value expanded.
 * @throws Refused in BuildKit's words.
 */
export function readMount(value: string, expand: (text: string) => string): MountValues {
  const { fields, error } = csvFields(value);
  if (error !== undefined) throw new Refused(`failed to parse csv mounts: ${error}`);
  const mount: MountValues = {
    type: 'bind',
    from: '',
    source: '',
    target: '',
    id: '',
    sharing: '',
    hasEnv: false,
  };
  const keys = new Set<string>();
  for (const { text } of fields) {
    const equals = text.indexOf('=');
    const key = goLower(equals < 0 ? text : text.slice(0, equals));
    if (equals < 0) takeBare(mount, key, text);
    else take(mount, key, expand(text.slice(equals + 1)), text);
    keys.add(key);
  }
  checkWhole(mount, keys);
  return mount;
}

/** The stage or image that a mount names, as it stands in the file; BuildKit takes no variables there. */
export function mountFrom(value: string): string {
  let from = '';
  for (const { text } of csvFields(value).fields) {
    const equals = text.indexOf('=');
    if (equals >= 0 && goLower(text.slice(0, equals)) === 'from') from = text.slice(equals + 1);
  }
  return from;
}
