import { measured } from '../facts/bytes.ts';
import type { BaseFacts, BaseFile } from '../facts/image.ts';
import type { ImageMeasure } from './archive.ts';
import type { BuiltConfig } from './image-config.ts';

/** Where an image was read, for its record. */
export interface ReadFrom {
  readonly ref: string;
  /** `linux/amd64` */
  readonly platform: string;
  /** In words: `the local engine`. */
  readonly source: string;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MANAGERS: readonly (readonly [NonNullable<BaseFacts['packageManager']>, RegExp])[] = [
  ['apt', /^\/usr\/bin\/apt-get$/],
  ['apk', /^\/(?:usr\/)?s?bin\/apk$/],
  ['microdnf', /^\/usr\/bin\/microdnf$/],
  ['dnf', /^\/usr\/bin\/(?:dnf|dnf5|yum)$/],
  ['zypper', /^\/usr\/bin\/zypper$/],
];
/** Variables with which official images tell the version of their language. */
const LANGUAGES: readonly (readonly [string, string])[] = [
  ['NODE_VERSION', 'node'],
  ['PYTHON_VERSION', 'python'],
  ['GOLANG_VERSION', 'go'],
  ['RUST_VERSION', 'rust'],
  ['RUBY_VERSION', 'ruby'],
  ['PHP_VERSION', 'php'],
];

/** The record of an image that was read: everything in it is known, by measure. */
export function factsOfImage(
  image: Pick<ImageMeasure, 'bytes' | 'compressed' | 'config'>,
  files: readonly BaseFile[],
  from: ReadFrom,
): BaseFacts {
  const { config } = image;
  const env = environment(config.env);
  const os = systemOf(files);
  const manager = MANAGERS.find(([, path]) => files.some((file) => path.test(file.path)));
  const runtime = LANGUAGES.find(([name]) => env[name] !== undefined);
  const path = new Set((env['PATH'] ?? DEFAULT_PATH).split(':'));
  const programs = files
    .filter(({ kind, path: file }) => kind !== 'dir' && path.has(file.replace(/\/[^/]*$/, '')))
    .map((file) => file.path);
  return {
    ref: from.ref,
    family: familyOf(from.ref),
    flavour: flavourOf(files, os.id, manager !== undefined),
    os,
    ...(manager === undefined ? {} : { packageManager: manager[0] }),
    ...(runtime === undefined
      ? {}
      : { runtime: { language: runtime[1], version: env[runtime[0]] ?? '' } }),
    size: measured(image.bytes),
    compressed: measured(image.compressed),
    user: config.user,
    users: accounts(files),
    workdir: config.workdir,
    env,
    ...(config.entrypoint ? { entrypoint: config.entrypoint } : {}),
    ...(config.cmd ? { cmd: config.cmd } : {}),
    ...(config.stopSignal === undefined ? {} : { stopSignal: config.stopSignal }),
    programs,
    without: [],
    complete: true,
    files,
    set: settings(config),
    confidence: 'measured',
    source: from.source,
  };
}

function settings(config: BuiltConfig): NonNullable<BaseFacts['set']> {
  const { healthcheck, exposed, volumes, labels } = config;
  return {
    ...(healthcheck === undefined ? {} : { healthcheck: healthcheck.test }),
    exposed,
    volumes,
    labels,
  };
}

function environment(list: readonly string[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const one of list) {
    const at = one.indexOf('=');
    if (at > 0) env[one.slice(0, at)] = one.slice(at + 1);
  }
  return env;
}

/** `library/node` and `docker.io/library/node` are `node`. */
function familyOf(ref: string): string {
  const name = ref.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  return name.split('/').at(-1) ?? name;
}

/** The distribution by os-release, the C library by its loader. */
function systemOf(files: readonly BaseFile[]): BaseFacts['os'] {
  const text = files.find(
    ({ path, text: own }) => own !== undefined && path.endsWith('/os-release'),
  )?.text;
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text ?? '')?.[1];
  const release = field('VERSION_ID');
  const has = (pattern: RegExp): boolean => files.some(({ path }) => pattern.test(path));
  const libc = has(/\/ld-linux[^/]*\.so\.\d+$/)
    ? 'glibc'
    : has(/\/ld-musl-[^/]+\.so\.1$/)
      ? 'musl'
      : 'none';
  return { id: field('ID') ?? 'none', ...(release === undefined ? {} : { release }), libc };
}

function flavourOf(files: readonly BaseFile[], os: string, manager: boolean): BaseFacts['flavour'] {
  if (files.length === 0) return 'scratch';
  if (os === 'alpine') return 'alpine';
  if (manager) return files.some(({ path }) => path === '/usr/bin/gcc') ? 'full' : 'slim';
  return files.some(({ path }) => /^\/(?:usr\/)?bin\/sh$/.test(path)) ? 'minimal' : 'distroless';
}

function accounts(files: readonly BaseFile[]): BaseFacts['users'] {
  const text = files.find(({ path }) => path === '/etc/passwd')?.text ?? '';
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = '', , home = '/'] = line.split(':');
    if (name === '' || !/^\d+$/.test(uid) || !/^\d+$/.test(gid)) return [];
    return [{ name, uid: Number(uid), gid: Number(gid), home }];
  });
}
