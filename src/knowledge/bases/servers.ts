import { inDirectory } from './grounds.ts';
import type { Family, Ground, SizeRow, User, Variant } from './types.ts';

function size(unpacked: [number, number], compressed: [number, number]): readonly SizeRow[] {
  return [{ unpacked, compressed }];
}

const NGINX_USER: readonly User[] = [{ name: 'nginx', uid: 101, gid: 101, home: '/nonexistent' }];
const NGINX_PROGRAMS = ['/usr/sbin/nginx', '/docker-entrypoint.sh'];

function nginx(
  words: string[],
  ground: Ground,
  sizes: readonly SizeRow[],
  unprivileged: boolean,
): Variant {
  const small = words.includes('slim') && ground === 'alpine';
  return {
    words,
    ground,
    flavour: ground === 'alpine' ? 'alpine' : 'slim',
    sizes,
    programs: [
      ...NGINX_PROGRAMS,
      '/usr/bin/envsubst',
      '/usr/local/bin/envsubst',
      ...(small ? [] : ['/usr/bin/curl']),
    ],
    users: NGINX_USER,
    ...(unprivileged ? { user: '101' } : {}),
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    stopSignal: 'SIGQUIT',
  };
}

function nginxFamily(name: string, unprivileged: boolean): Family {
  return {
    family: unprivileged ? 'nginx-unprivileged' : 'nginx',
    names: [name],
    allAccounts: true,
    product: 'nginx',
    moving: ['latest', 'stable', 'mainline'],
    releases: [
      { since: '1.28', release: '13' },
      { since: '1.24', release: '12' },
    ],
    variants: [
      nginx([], 'debian-slim', size([95, 200], [40, 78]), unprivileged),
      nginx(['perl'], 'debian-slim', size([140, 245], [52, 90]), unprivileged),
      nginx(['otel'], 'debian-slim', size([110, 230], [45, 88]), unprivileged),
      nginx([], 'alpine', size([42, 64], [16, 27]), unprivileged),
      nginx(['slim'], 'alpine', size([11, 18], [4, 7]), unprivileged),
    ],
    confidence: 'source',
    source: 'recipes of nginx/docker-nginx, August 2026; sizes of stand-ins and public listings',
  };
}

const HTTPD: Family = {
  family: 'httpd',
  names: ['httpd'],
  moving: ['latest'],
  releases: [{ since: '2.4', release: '13' }],
  variants: (['debian-slim', 'alpine'] as const).map((ground): Variant => ({
    words: [],
    ground,
    flavour: ground === 'alpine' ? 'alpine' : 'slim',
    sizes: ground === 'alpine' ? size([52, 72], [17, 25]) : size([115, 170], [45, 65]),
    programs: inDirectory('/usr/local/apache2/bin', 'httpd apachectl httpd-foreground'),
    ...(ground === 'alpine'
      ? { users: [{ name: 'www-data', uid: 82, gid: 82, home: '/home/www-data' }] }
      : {}),
    env: {
      PATH: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HTTPD_PREFIX: '/usr/local/apache2',
    },
    workdir: '/usr/local/apache2',
    cmd: ['httpd-foreground'],
    stopSignal: 'SIGWINCH',
  })),
  confidence: 'source',
  source: 'recipes of docker-library/httpd, August 2026; sizes from public listings',
};

const CADDY: Family = {
  family: 'caddy',
  names: ['caddy'],
  moving: ['latest'],
  variants: [
    {
      words: [],
      ground: 'alpine',
      flavour: 'alpine',
      sizes: size([45, 66], [17, 25]),
      programs: ['/usr/bin/caddy', '/usr/bin/curl'],
      workdir: '/srv',
      cmd: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'],
    },
  ],
  confidence: 'source',
  source: 'recipes of caddyserver/caddy-docker, August 2026; sizes from public listings',
};

/** A database or broker: what it takes from its defaults matters less than that it is known. */
interface Service {
  readonly name: string;
  readonly uid: number;
  readonly alpineUid: number;
  readonly home: string;
  readonly programs: string;
  readonly sizes: readonly SizeRow[];
  readonly alpineSizes?: readonly SizeRow[];
  readonly ground: Ground;
  readonly cmd: string;
  readonly stopSignal?: string;
}

const SERVICES: readonly Service[] = [
  {
    name: 'postgres',
    uid: 999,
    alpineUid: 70,
    home: '/var/lib/postgresql',
    programs: 'gosu',
    sizes: size([400, 470], [135, 170]),
    alpineSizes: size([240, 305], [90, 120]),
    ground: 'debian-slim',
    cmd: 'postgres',
    stopSignal: 'SIGINT',
  },
  {
    name: 'redis',
    uid: 999,
    alpineUid: 999,
    home: '/home/redis',
    programs: 'redis-server redis-cli redis-sentinel gosu',
    sizes: size([110, 160], [38, 56]),
    alpineSizes: size([38, 75], [14, 30]),
    ground: 'debian-slim',
    cmd: 'redis-server',
  },
  {
    name: 'valkey/valkey',
    uid: 999,
    alpineUid: 999,
    home: '/home/valkey',
    programs: 'valkey-server valkey-cli',
    sizes: size([110, 160], [38, 56]),
    alpineSizes: size([38, 65], [14, 24]),
    ground: 'debian-slim',
    cmd: 'valkey-server',
  },
  {
    name: 'mongo',
    uid: 999,
    alpineUid: 999,
    home: '/data/db',
    programs: 'gosu',
    sizes: size([680, 930], [230, 310]),
    ground: 'ubuntu',
    cmd: 'mongod',
  },
  {
    name: 'mariadb',
    uid: 999,
    alpineUid: 999,
    home: '/var/lib/mysql',
    programs: 'gosu',
    sizes: size([290, 420], [90, 130]),
    ground: 'ubuntu',
    cmd: 'mariadbd',
  },
  {
    name: 'rabbitmq',
    uid: 999,
    alpineUid: 100,
    home: '/var/lib/rabbitmq',
    programs: '',
    sizes: size([210, 290], [75, 110]),
    alpineSizes: size([130, 200], [50, 75]),
    ground: 'ubuntu',
    cmd: 'rabbitmq-server',
  },
  {
    name: 'memcached',
    uid: 11211,
    alpineUid: 11211,
    home: '/nonexistent',
    programs: 'memcached',
    sizes: size([75, 95], [27, 36]),
    alpineSizes: size([8, 14], [3.5, 6]),
    ground: 'debian-slim',
    cmd: 'memcached',
  },
];

function serviceVariant(service: Service, ground: Ground, sizes: readonly SizeRow[]): Variant {
  const uid = ground === 'alpine' ? service.alpineUid : service.uid;
  const name = service.name
    .replace(/^.*\//, '')
    .replace(/^mongo$/, 'mongodb')
    .replace(/^mariadb$/, 'mysql')
    .replace(/^memcached$/, 'memcache');
  return {
    words: [],
    ground,
    flavour: ground === 'alpine' ? 'alpine' : 'slim',
    sizes,
    programs: inDirectory('/usr/local/bin', `docker-entrypoint.sh ${service.programs}`),
    users: [{ name, uid, gid: uid, home: service.home }],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: [service.cmd],
    ...(service.stopSignal === undefined ? {} : { stopSignal: service.stopSignal }),
  };
}

function serviceFamily(service: Service): Family {
  const alpine = service.alpineSizes;
  return {
    family: service.name.replace(/^.*\//, ''),
    names: [service.name],
    product: service.name,
    moving: ['latest'],
    variants: [
      serviceVariant(service, service.ground, service.sizes),
      ...(alpine === undefined ? [] : [serviceVariant(service, 'alpine', alpine)]),
    ],
    confidence: 'knowledge',
    source: 'public listings 2024–2026',
  };
}

export const SERVER_IMAGES: readonly Family[] = [
  nginxFamily('nginx', false),
  nginxFamily('nginxinc/nginx-unprivileged', true),
  HTTPD,
  CADDY,
  ...SERVICES.map(serviceFamily),
];
