import { inDirectory } from './grounds.ts';
import type { Family, Ground, SizeRow, Variant } from './types.ts';

const CARGO = inDirectory(
  '/usr/local/cargo/bin',
  'cargo rustc rustup rustfmt cargo-fmt cargo-clippy clippy-driver rustdoc',
);
const CARGO_ENV = {
  PATH: '/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  CARGO_HOME: '/usr/local/cargo',
  RUSTUP_HOME: '/usr/local/rustup',
};

function size(unpacked: [number, number], compressed: [number, number]): readonly SizeRow[] {
  return [{ unpacked, compressed }];
}

const RUST: Family = {
  family: 'rust',
  names: ['rust'],
  allAccounts: true,
  language: 'rust',
  product: 'rust',
  moving: ['latest'],
  releases: [
    { since: '1.89', release: '13' },
    { since: '1.71', release: '12' },
  ],
  variants: [
    {
      words: [],
      ground: 'buildpack',
      flavour: 'full',
      sizes: size([1450, 1650], [530, 600]),
      programs: CARGO,
      env: CARGO_ENV,
    },
    {
      words: ['slim'],
      ground: 'debian-slim',
      flavour: 'slim',
      sizes: size([770, 920], [255, 330]),
      programs: [...CARGO, ...inDirectory('/usr/bin', 'gcc cc ld as ar cpp')],
      env: CARGO_ENV,
    },
    {
      words: [],
      ground: 'alpine',
      flavour: 'alpine',
      sizes: size([750, 1000], [250, 330]),
      programs: [...CARGO, '/usr/bin/gcc', '/usr/bin/cc', '/usr/bin/ld'],
      env: CARGO_ENV,
    },
  ],
  confidence: 'source',
  source: 'recipes of docker-rust, August 2026; sizes of stand-ins and public listings',
};

const GEMS: Pick<Variant, 'programs' | 'env' | 'cmd'> = {
  programs: inDirectory('/usr/local/bin', 'ruby gem bundle bundler irb rake erb rdoc ri'),
  env: {
    PATH: '/usr/local/bundle/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    GEM_HOME: '/usr/local/bundle',
    BUNDLE_SILENCE_ROOT_WARNING: '1',
    BUNDLE_APP_CONFIG: '/usr/local/bundle',
  },
  cmd: ['irb'],
};

const RUBY: Family = {
  family: 'ruby',
  names: ['ruby'],
  allAccounts: true,
  language: 'ruby',
  product: 'ruby',
  moving: ['latest'],
  releases: [
    { since: '3.2', release: '13' },
    { since: '3.0', release: '12' },
  ],
  variants: [
    {
      words: [],
      ground: 'buildpack',
      flavour: 'full',
      sizes: size([900, 1080], [350, 400]),
      ...GEMS,
    },
    {
      words: ['slim'],
      ground: 'debian-slim',
      flavour: 'slim',
      sizes: size([165, 250], [60, 86]),
      ...GEMS,
    },
    { words: [], ground: 'alpine', flavour: 'alpine', sizes: size([70, 130], [28, 48]), ...GEMS },
  ],
  confidence: 'source',
  source: 'recipes of docker-library/ruby, August 2026; sizes from public listings',
};

/** The Debian images keep what compiling an extension needs. */
const PHPIZE = inDirectory(
  '/usr/bin',
  'curl autoconf file g++ gcc cc c++ make pkg-config re2c xz ld ar',
);
const PHP = inDirectory(
  '/usr/local/bin',
  'php phar phpize php-config pecl pear docker-php-entrypoint docker-php-ext-install docker-php-ext-configure docker-php-ext-enable docker-php-source',
);

function php(
  words: string[],
  ground: Ground,
  unpacked: [number, number],
  compressed: [number, number],
): Variant {
  const alpine = ground === 'alpine';
  const server = words.includes('fpm')
    ? ['/usr/local/sbin/php-fpm']
    : words.includes('apache')
      ? inDirectory('/usr/sbin', 'apache2 apachectl a2enmod')
      : [];
  const cmd = words.includes('fpm')
    ? ['php-fpm']
    : words.includes('apache')
      ? ['apache2-foreground']
      : ['php', '-a'];
  return {
    words,
    ground,
    flavour: alpine ? 'alpine' : 'full',
    sizes: size(unpacked, compressed),
    programs: [...PHP, ...server, ...(alpine ? inDirectory('/usr/bin', 'curl xz') : PHPIZE)],
    ...(alpine ? { users: [{ name: 'www-data', uid: 82, gid: 82, home: '/home/www-data' }] } : {}),
    ...(cmd[0] === 'php' ? {} : { workdir: '/var/www/html' }),
    env: { PHP_INI_DIR: '/usr/local/etc/php' },
    entrypoint: ['docker-php-entrypoint'],
    cmd,
    ...(words.includes('fpm')
      ? { stopSignal: 'SIGQUIT' }
      : words.includes('apache')
        ? { stopSignal: 'SIGWINCH' }
        : {}),
  };
}

const PHP_IMAGES: Family = {
  family: 'php',
  names: ['php'],
  allAccounts: true,
  language: 'php',
  product: 'php',
  moving: ['latest'],
  releases: [
    { since: '8.1', release: '13' },
    { since: '8.0', release: '12' },
  ],
  variants: [
    php([], 'debian-slim', [460, 560], [160, 195]),
    php(['cli'], 'debian-slim', [460, 560], [160, 195]),
    php(['fpm'], 'debian-slim', [455, 550], [160, 190]),
    php(['apache'], 'debian-slim', [465, 560], [160, 195]),
    php(['zts'], 'debian-slim', [460, 560], [160, 195]),
    php([], 'alpine', [80, 125], [30, 45]),
    php(['cli'], 'alpine', [80, 125], [30, 45]),
    php(['fpm'], 'alpine', [75, 125], [28, 45]),
    php(['zts'], 'alpine', [80, 125], [30, 45]),
  ],
  confidence: 'source',
  source: 'recipes of docker-library/php, August 2026; sizes from public listings',
};

const BUN: Family = {
  family: 'bun',
  names: ['oven/bun'],
  language: 'bun',
  product: 'bun',
  moving: ['latest', 'canary'],
  variants: (['debian', 'debian-slim', 'alpine'] as const).map((ground): Variant => ({
    words: ground === 'debian-slim' ? ['slim'] : [],
    ground,
    flavour: ground === 'debian' ? 'full' : ground === 'alpine' ? 'alpine' : 'slim',
    sizes:
      ground === 'debian'
        ? size([200, 300], [76, 115])
        : ground === 'alpine'
          ? size([96, 145], [36, 54])
          : size([150, 230], [60, 90]),
    programs: ['/usr/local/bin/bun', '/usr/local/bin/bunx'],
    users: [{ name: 'bun', uid: 1000, gid: 1000, home: '/home/bun' }],
    workdir: '/home/bun/app',
    entrypoint: ['/usr/local/bin/docker-entrypoint.sh'],
    cmd: ['/usr/local/bin/bun'],
  })),
  confidence: 'knowledge',
  source: 'public listings 2024–2026',
};

export const LANGUAGE_IMAGES: readonly Family[] = [RUST, RUBY, PHP_IMAGES, BUN];
