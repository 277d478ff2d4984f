import type { Change, ContentRef, FileTree, ImageConfig } from '../facts/image.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';
import type { Account, Accounts } from '../programs/types.ts';

const parsed = new WeakMap<ContentRef, readonly Account[]>();

/**
 * A file that is there only while accounts change (lckpwdf(3)). A base is known not to have it, so when
 * that is no longer sure, something nobody knows has been at work where accounts are kept.
 */
export const ACCOUNTS_LOCK = '/etc/passwd.lock';

/** The accounts in a tree, read from what is known of /etc/passwd and /etc/group. */
export function accountsIn(files: FileTree): Accounts {
  const users = read(files, '/etc/passwd');
  const groups = read(files, '/etc/group');
  const complete = users.complete && groups.complete && isUntouched(files);
  return { users: users.all, groups: groups.all, complete };
}

/**
 * The files that hold accounts, with the doubt written into them where something nobody knows was at work:
 * a copy in another stage has to carry it, too.
 */
export function doubtedAccounts(files: FileTree): Change[] {
  if (isUntouched(files)) return [];
  return ['/etc/passwd', '/etc/group'].flatMap((path): Change[] => {
    const { entry } = files.get(path);
    const content = entry?.content;
    if (!entry || !content || !('text' in content) || content.partial === true) return [];
    return [{ do: 'put', path, entry: { ...entry, content: { ...content, partial: true } } }];
  });
}

/** Packages that are known to bring no accounts say so: their doubt is of a package. */
function isUntouched(files: FileTree): boolean {
  const { is, origin } = files.get(ACCOUNTS_LOCK);
  return is === 'no' || (is === 'unknown' && origin.by === 'package');
}

function read(
  files: FileTree,
  path: string,
): { readonly all: readonly Account[]; readonly complete: boolean } {
  const found = files.get(path);
  if (found.is === 'no') return { all: [], complete: true };
  const content = found.entry?.content;
  if (content === undefined || !('text' in content)) return { all: [], complete: false };
  let all = parsed.get(content);
  if (!all) {
    all = content.text.split('\n').flatMap((line) => account(line, path === '/etc/group'));
    parsed.set(content, all);
  }
  return { all, complete: content.partial !== true && found.is === 'yes' };
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function account(line: string, isGroup: boolean): Account[] {
  const [name, , first, second, , home, shell] = line.trim().split(':');
  if (name === undefined || name === '' || first === undefined) return [];
  const [uid, gid] = isGroup ? [undefined, number(first)] : [number(first), number(second)];
  return [
    {
      name,
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
      ...(home === undefined || home === '' ? {} : { home }),
      ...(shell === undefined || shell === '' ? {} : { shell }),
    },
  ];
}

/** The user id with which commands run: USER's number, or what /etc/passwd says of its name. */
export function uidOf(config: ImageConfig, files: FileTree): Fact<number> {
  if (!config.user.known) return unknown(config.user.because);
  const { value, origin } = config.user;
  const [name = ''] = value.split(':');
  if (name === '' || name === 'root') return known(0, origin);
  if (/^\d+$/.test(name)) return known(Number(name), origin);
  const found = accountsIn(files).users.find((one) => one.name === name);
  return found?.uid === undefined ? unknown(origin) : known(found.uid, origin);
}

/** The id a name or number of `--chown` stands for. */
export function idOf(
  files: FileTree,
  text: string,
  kind: 'uid' | 'gid',
  origin: Origin,
): Fact<number> {
  if (/^\d+$/.test(text)) return known(Number(text), origin);
  const { users, groups } = accountsIn(files);
  const found = (kind === 'uid' ? users : groups).find((one) => one.name === text)?.[kind];
  return found === undefined ? unknown(origin) : known(found, origin);
}

/** The home directory of the user with whom commands run. */
export function homeOf(config: ImageConfig, files: FileTree, uid: Fact<number>): string {
  const set = config.env.get('HOME');
  if (set?.known === true && set.value !== '') return set.value;
  const home = uid.known
    ? accountsIn(files).users.find((one) => one.uid === uid.value)?.home
    : undefined;
  if (home !== undefined) return home;
  // Most images nobody knows run as root.
  if (!config.user.known || (uid.known && uid.value === 0)) return '/root';
  const name = config.user.known ? (config.user.value.split(':')[0] ?? '') : '';
  return /^\d*$/.test(name) ? '/' : `/home/${name}`;
}
