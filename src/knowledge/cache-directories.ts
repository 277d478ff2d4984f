/** Where a tool keeps what it downloads or compiles, and what makes it keep nothing. */
export interface CacheKeeper {
  /** Names of its programs; version numbers are looked through. */
  readonly programs: RegExp;
  /** Words of a command that fills the cache; undefined: any command does. */
  readonly fills?: RegExp;
  /** Directories below the home, and what lies in them that may be mounted alone. */
  readonly home: string;
  /** Other directories that are its own wherever they lie: `/var/cache/apt`. */
  readonly fixed?: readonly string[];
  /** Variables that move the cache: to their value, or to a directory below it. */
  readonly moved?: Readonly<Record<string, string>>;
  /** Options with which it keeps nothing. */
  readonly without?: RegExp;
  /** Variables with which it keeps nothing, unless they say no. */
  readonly withoutVariable?: string;
  /** Words of a command that empties it. */
  readonly empties?: RegExp;
}

/** From the manuals of the tools (2026); the directories also from shared measurements on official images. */
export const CACHE_KEEPERS: Readonly<Record<string, CacheKeeper>> = {
  npm: {
    programs: /^(npm|npx)$/,
    fills: /^(ci|i|install|add|exec|update)$/,
    home: '.npm',
    moved: { npm_config_cache: '', NPM_CONFIG_CACHE: '' },
    empties: /^npm cache clean\b.*--force|^npm cache clean\b.*-f\b/,
  },
  pip: {
    programs: /^pip[\d.]*$/,
    fills: /^(install|download|wheel)$/,
    home: '.cache/pip',
    moved: { PIP_CACHE_DIR: '', XDG_CACHE_HOME: '/pip' },
    without: /^--no-cache-dir$/,
    withoutVariable: 'PIP_NO_CACHE_DIR',
    empties: /^pip[\d.]* cache purge\b/,
  },
  uv: {
    programs: /^uv$/,
    fills: /^(sync|pip|add|install|tool)$/,
    home: '.cache/uv',
    moved: { UV_CACHE_DIR: '', XDG_CACHE_HOME: '/uv' },
    without: /^(--no-cache|-n|--no-cache-dir)$/,
    withoutVariable: 'UV_NO_CACHE',
    empties: /^uv cache clean$/,
  },
  poetry: {
    programs: /^poetry$/,
    fills: /^(install|sync|add|update)$/,
    home: '.cache/pypoetry',
    moved: { POETRY_CACHE_DIR: '', XDG_CACHE_HOME: '/pypoetry' },
    without: /^--no-cache$/,
  },
  cargo: {
    programs: /^cargo$/,
    fills: /^(build|b|fetch|install|test|run|check|chef)$/,
    home: '.cargo/registry',
    moved: { CARGO_HOME: '/registry' },
  },
  'go modules': {
    programs: /^go$/,
    fills: /^(build|install|mod|get|test|run|generate)$/,
    home: 'go/pkg/mod',
    moved: { GOMODCACHE: '', GOPATH: '/pkg/mod' },
    empties: /^go clean\b.*-modcache/,
  },
  'go builds': {
    programs: /^go$/,
    fills: /^(build|install|test|run)$/,
    home: '.cache/go-build',
    moved: { GOCACHE: '', XDG_CACHE_HOME: '/go-build' },
    empties: /^go clean\b.* -cache\b/,
  },
  apk: {
    programs: /^apk$/,
    fills: /^add$/,
    home: '',
    fixed: ['/var/cache/apk', '/etc/apk/cache'],
    without: /^--no-cache$/,
  },
  apt: {
    programs: /^(apt|apt-get)$/,
    fills: /^(install|upgrade|dist-upgrade|full-upgrade|build-dep)$/,
    home: '',
    fixed: ['/var/cache/apt', '/var/cache/apt/archives'],
    empties: /^(apt|apt-get) (-\w+ )*(clean|dist-clean|distclean)\b/,
  },
  'apt lists': {
    programs: /^(apt|apt-get)$/,
    fills: /^update$/,
    home: '',
    fixed: ['/var/lib/apt', '/var/lib/apt/lists'],
    empties: /^(apt|apt-get) (dist-clean|distclean)\b/,
  },
  dnf: {
    programs: /^(dnf|microdnf|yum|tdnf)$/,
    fills: /^(install|update|upgrade|groupinstall)$/,
    home: '',
    fixed: ['/var/cache/dnf', '/var/cache/yum', '/var/cache/libdnf5', '/var/cache/tdnf'],
    empties: /^(dnf|microdnf|yum|tdnf) (-\w+ )*clean all\b/,
  },
};
