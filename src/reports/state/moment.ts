import { type Colors, escapeControl, formatInterval, truncate } from '../style.ts';
import type { Cause, CommandSet, Moment, Told } from './report.ts';

const MOST_NAMES = 12;

/** Rows of a moment; with `than`, only those that read otherwise there. */
export function momentRows(
  moment: Moment,
  than: Moment | undefined,
  width: number,
  c: Colors,
): string[] {
  const now = fields(moment);
  const before = than && fields(than);
  const rows = [...now].filter(([name, text]) => text !== before?.get(name));
  if (before !== undefined)
    for (const name of before.keys()) if (!now.has(name)) rows.push([name, 'nothing any more']);
  if (rows.length === 0) return [c.dim('  nothing changed')];
  return rows.map(
    ([name, text]) =>
      `  ${c.dim(name.padEnd(11))} ${truncate(escapeControl(text), Math.max(30, width - 15))}`,
  );
}

function fields(moment: Moment): Map<string, string> {
  const { base, users, packages, leftovers, files, inDoubt } = moment;
  const rows: [string, string | undefined][] = [
    [
      'base',
      base &&
        [
          base.ref,
          base.os,
          base.libc,
          ...(base.packageManager === undefined ? [] : [base.packageManager]),
          ...(base.runtime === undefined ? [] : [base.runtime]),
        ].join(' · '),
    ],
    ['user', userText(moment)],
    ['workdir', told(moment.workdir)],
    ['shell', moment.shell.join(' ')],
    ['env', list(moment.env.map((one) => `${one.name}=${told(one)}`))],
    ['entrypoint', moment.entrypoint && commandText(moment.entrypoint)],
    ['cmd', moment.cmd && commandText(moment.cmd)],
    ['health', moment.healthcheck && healthText(moment.healthcheck)],
    ['stop signal', moment.stopSignal && told(moment.stopSignal)],
    ['ports', list(moment.exposed)],
    ['volumes', list(moment.volumes)],
    ['labels', list(moment.labels.map((one) => `${one.name}=${told(one)}`))],
    [
      'users',
      `${list(users.known.map(({ name, uid }) => `${name}${uid === undefined ? '' : `=${uid}`}`)) ?? 'none known'}${users.complete ? '' : ' and maybe others'}`,
    ],
    [
      'packages',
      list(
        packages.map(
          ({ manager, name, version }) =>
            `${manager}:${name}${version === undefined ? '' : `@${version}`}`,
        ),
      ),
    ],
    ['left behind', list(leftovers.map(({ kind, path }) => `${path} (${kind})`))],
    ['files', list(files.filter((one) => one.kind !== 'dir').map(({ path }) => path))],
    ['in doubt', list(inDoubt.map(({ path, cause }) => `below ${path} ${causeText(cause)}`))],
    [
      'size',
      `${formatInterval(moment.size)} with ${moment.layers} ${moment.layers === 1 ? 'layer' : 'layers'} over the base`,
    ],
  ];
  return new Map(
    rows.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text]])),
  );
}

function userText({ user, uid }: Moment): string {
  const name = user.known && user.value === '' ? 'root (nobody set one)' : told(user);
  return uid.known && String(uid.value) !== name ? `${name} (uid ${uid.value})` : name;
}

/** A value, or why it is not known. */
function told(one: Told<string | number>): string {
  return one.known ? String(one.value) : `unknown ${causeText(one.cause)}`;
}

function causeText({ what, by, line }: Cause): string {
  return line === undefined ? `(${what ?? by})` : `(${what ?? by} on line ${line})`;
}

function commandText({ form, words }: CommandSet): string {
  return form === 'json' ? JSON.stringify(words) : words.join(' ');
}

function healthText({ none, test }: { none: boolean; test: readonly string[] }): string {
  return none ? 'NONE' : test.join(' ');
}

/** Names on one line; undefined for none. */
function list(all: readonly string[]): string | undefined {
  if (all.length === 0) return undefined;
  const shown = all.length > MOST_NAMES + 1 ? all.slice(0, MOST_NAMES) : all;
  const more = all.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
