import {
  BROUGHT_BY,
  IN_NEITHER,
  NOT_INSTALLED,
  NOT_IN_12,
  NOT_IN_13,
} from './apt-packages-data.ts';

function setOf(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.split(/\s+/)).filter((name) => name !== ''));
}

/** What comes with a package: on slim images, and on full ones, where undefined says that it is there already. */
interface Row {
  readonly slim: number;
  readonly full: number | undefined;
}

let missing: ReadonlyMap<string, ReadonlySet<string>> | undefined;
let bringers: ReadonlyMap<string, ReadonlySet<string>> | undefined;
let rows: ReadonlyMap<string, Row> | undefined;

/** Whether a release of Debian certainly has no such package; false also where nobody looked. */
export function lacksPackage(release: string, name: string): boolean {
  missing ??= new Map([
    ['12', setOf(IN_NEITHER, NOT_IN_12)],
    ['13', setOf(IN_NEITHER, NOT_IN_13)],
  ]);
  return missing.get(release)?.has(name) === true;
}

function rowOf(name: string): Row | undefined {
  rows ??= new Map(
    NOT_INSTALLED.split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => {
        const [key = '', slim = '', full = ''] = word.split(':');
        return [key, { slim: Number(slim), full: full === '-' ? undefined : Number(full) }];
      }),
  );
  return rows.get(name);
}

/** Whether an image on Debian or Ubuntu certainly has not installed a package yet. */
export function isNotInstalled(name: string, flavour: 'slim' | 'full'): boolean {
  const row = rowOf(name);
  return row !== undefined && (flavour === 'slim' || row.full !== undefined);
}

/** How many packages that nobody named come with one, at least; 0 where that is not known. */
export function companionsOf(name: string, flavour: 'slim' | 'full'): number {
  const row = rowOf(name);
  return (flavour === 'slim' ? row?.slim : row?.full) ?? 0;
}

/** Whether installing these certainly did not bring a package with them; false where one of them is not known. */
export function isNotBroughtBy(name: string, installed: readonly string[]): boolean {
  bringers ??= new Map(
    BROUGHT_BY.trim()
      .split(/\s+/)
      .map((row) => {
        const [key = '', by = ''] = row.split(':');
        return [key, setOf(...by.split(','))];
      }),
  );
  const by = bringers.get(name);
  return by !== undefined && installed.every((one) => rowOf(one) !== undefined && !by.has(one));
}
