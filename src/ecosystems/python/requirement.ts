/** One requirement as PEP 508 writes it. */
export interface Requirement {
  /** Normalised: lower case, runs of `-_.` as one `-`. */
  readonly name: string;
  readonly extras: readonly string[];
  /** Specifiers as written, e.g. `>=3,<4`; undefined when any version will do. */
  readonly specifier?: string;
  /** After `;`, as written. */
  readonly marker?: string;
  /** After `@`. */
  readonly url?: string;
}

const SHAPE = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/s;

/** Reads a requirement; undefined when it is none. Source: PEP 508. */
export function parseRequirement(written: string): Requirement | undefined {
  const match = SHAPE.exec(written.trim());
  if (match === null) return undefined;
  const [, name = '', extras = '', rest = ''] = match;
  const url = /^@\s*([^\s;]+)/.exec(rest)?.[1];
  const cut = url === undefined ? rest.indexOf(';') : rest.search(/\s;/);
  const before = (cut < 0 ? rest : rest.slice(0, cut)).trim();
  if (url === undefined && before !== '' && !/^\(?\s*[<>=!~]/.test(before)) return undefined;
  const marker = cut < 0 ? '' : rest.slice(rest.indexOf(';', cut) + 1).trim();
  const specifier = url === undefined ? before.replace(/^\(|\)$|\s/g, '') : '';
  return {
    name: normalName(name),
    extras: extras
      .split(',')
      .map((extra) => extra.trim().toLowerCase())
      .filter((extra) => extra !== ''),
    ...(specifier !== '' && { specifier }),
    ...(marker !== '' && { marker }),
    ...(url !== undefined && { url }),
  };
}

/** A distribution's name as PEP 503 compares them. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Whether a marker leaves the requirement out on Linux; what it cannot judge counts as in. */
export function excludedOnLinux(marker: string | undefined): boolean {
  if (marker === undefined || /\bor\b/.test(marker)) return false;
  const text = marker.replace(/"/g, "'");
  return (
    /(?:sys_platform|platform_system|os_name)\s*==\s*'(?!linux|Linux|posix)/.test(text) ||
    /sys_platform\s*!=\s*'linux'|platform_system\s*!=\s*'Linux'|os_name\s*!=\s*'posix'/.test(text)
  );
}
