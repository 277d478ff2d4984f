import type { ConfigDelta, Copy, Mount } from '../plan/types.ts';

/** A value of ENV, ARG or LABEL: bare where that is safe, else in double quotes. `$` keeps its meaning. */
export function quoteValue(value: string): string {
  if (/^[\w./:@%+,=$~{}-]+$/.test(value)) return value;
  return `"${value.replaceAll('"', '\\"').replaceAll('\n', ' ')}"`;
}

/** `["node", "server.js"]`; JSON strings are not expanded by Docker. */
export function jsonForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** `--mount=type=cache,target=/root/.npm` with the keys in the usual order. */
export function mountFlag(mount: Mount): string {
  const keys: string[] = [`type=${mount.type}`];
  if (mount.id !== undefined) keys.push(`id=${mount.id}`);
  if (mount.from !== undefined) keys.push(`from=${mount.from}`);
  if (mount.source !== undefined) keys.push(`source=${mount.source}`);
  if (mount.target !== undefined) keys.push(`target=${mount.target}`);
  if (mount.env !== undefined) keys.push(`env=${mount.env}`);
  if (mount.sharing !== undefined) keys.push(`sharing=${mount.sharing}`);
  if (mount.required) keys.push('required=true');
  const all = [...keys, ...(mount.other ?? [])];
  return `--mount=${all.some((one) => one.includes(' ')) ? `"${all.join(',')}"` : all.join(',')}`;
}

/** A COPY with its flags; JSON form when a path has a blank. */
export function copyLine(copy: Copy): string {
  const flags = [
    copy.from === undefined ? undefined : `--from=${copy.from}`,
    copy.chown === undefined ? undefined : `--chown=${copy.chown}`,
    copy.chmod === undefined ? undefined : `--chmod=${copy.chmod}`,
    copy.link ? '--link' : undefined,
  ].filter((flag) => flag !== undefined);
  const paths = [...copy.sources, copy.to];
  const text = paths.some((path) => /\s/.test(path)) ? jsonForm(paths) : paths.join(' ');
  return ['COPY', ...flags, text].join(' ');
}

function pairs(keyword: string, all: readonly (readonly [string, string])[]): readonly string[] {
  const [first = '', ...rest] = all.map(([name, value]) => `${name}=${quoteValue(value)}`);
  return [`${keyword} ${first}`, ...rest.map((one) => `${' '.repeat(keyword.length)} ${one}`)];
}

function healthcheck(check: NonNullable<ConfigDelta['healthcheck']>): readonly string[] {
  if (check === 'none') return ['HEALTHCHECK NONE'];
  const flags = [
    check.interval === undefined ? undefined : `--interval=${check.interval}`,
    check.timeout === undefined ? undefined : `--timeout=${check.timeout}`,
    check.startPeriod === undefined ? undefined : `--start-period=${check.startPeriod}`,
    check.retries === undefined ? undefined : `--retries=${check.retries}`,
  ].filter((flag) => flag !== undefined);
  return [['HEALTHCHECK', ...flags].join(' '), `    CMD ${jsonForm(check.test)}`];
}

/** Every instruction of a configuration step, each as its lines without continuation marks. */
export function renderConfig(set: ConfigDelta): readonly (readonly string[])[] {
  const all: (readonly string[])[] = [];
  for (const [name, value] of set.arg ?? []) {
    all.push([value === undefined ? `ARG ${name}` : `ARG ${name}=${quoteValue(value)}`]);
  }
  if (set.workdir !== undefined) all.push([`WORKDIR ${set.workdir}`]);
  if (set.env && set.env.length > 0) all.push(pairs('ENV', set.env));
  if (set.labels && set.labels.length > 0) all.push(pairs('LABEL', set.labels));
  if (set.expose && set.expose.length > 0) all.push([`EXPOSE ${set.expose.join(' ')}`]);
  if (set.volumes && set.volumes.length > 0) all.push([`VOLUME ${jsonForm(set.volumes)}`]);
  if (set.stopSignal !== undefined) all.push([`STOPSIGNAL ${set.stopSignal}`]);
  if (set.user !== undefined) all.push([`USER ${set.user}`]);
  if (set.healthcheck !== undefined) all.push(healthcheck(set.healthcheck));
  if (set.entrypoint !== undefined) all.push([`ENTRYPOINT ${jsonForm(set.entrypoint)}`]);
  if (set.cmd !== undefined) all.push([`CMD ${jsonForm(set.cmd)}`]);
  return all;
}
