import type { Family, Ground, Variant } from './types.ts';

/** Unpacked sizes are typical; a chiseled image has no shell and no package manager. */
type Range = readonly [number, number];
const APP = [{ name: 'app', uid: 1654, gid: 1654, home: '/home/app' }];
const ENV = { APP_UID: '1654', ASPNETCORE_HTTP_PORTS: '8080', DOTNET_RUNNING_IN_CONTAINER: 'true' };

function variant(
  words: string[],
  ground: Ground,
  unpacked: Range,
  compressed: Range,
  programs: string[],
): Variant {
  const chiseled = ground === 'none';
  return {
    words,
    ground,
    flavour: chiseled ? 'distroless' : ground === 'alpine' ? 'alpine' : 'full',
    sizes: [{ unpacked, compressed }],
    programs,
    users: chiseled ? [{ name: 'root', uid: 0, gid: 0, home: '/root' }, ...APP] : APP,
    ...(chiseled ? { user: '1654' } : {}),
    env: ENV,
  };
}

function family(
  name: string,
  rows: readonly (readonly [Ground, string[], Range, Range])[],
  programs: string[],
): Family {
  return {
    family: `dotnet-${name}`,
    names: [`mcr.microsoft.com/dotnet/${name}`],
    language: 'dotnet',
    product: 'dotnet',
    moving: ['latest'],
    releases: [{ since: '10.0', release: '24.04' }],
    variants: rows.map(([ground, words, unpacked, compressed]) =>
      variant(words, ground, unpacked, compressed, programs),
    ),
    byVersion: (version) => {
      const major = Number.parseInt(version, 10);
      // Up to .NET Core 3.1 the runtime was downloaded in the image itself, with curl where there is apt;
      // Alpine's share the record, so that nothing is said of them. The account `app` came with .NET 8.
      const early = major < 5 ? { programs: ['/usr/bin/curl'] } : {};
      return major < 8 ? { users: [], ...early } : {};
    },
    confidence: 'knowledge',
    source: 'sizes published by dotnet-docker, November 2025, without its sample application',
  };
}

const DOTNET = ['/usr/bin/dotnet', '/usr/share/dotnet/dotnet'];

export const DOTNET_IMAGES: readonly Family[] = [
  family(
    'sdk',
    [
      ['ubuntu', [], [780, 920], [260, 320]],
      ['alpine', [], [640, 800], [210, 270]],
    ],
    [...DOTNET, '/usr/bin/curl', '/usr/bin/git', '/usr/bin/wget', '/usr/bin/pwsh'],
  ),
  family(
    'aspnet',
    [
      ['ubuntu', [], [210, 250], [82, 95]],
      ['alpine', [], [105, 135], [44, 54]],
      ['none', ['chiseled'], [105, 135], [43, 55]],
      ['none', ['chiseled', 'extra'], [140, 175], [58, 70]],
    ],
    DOTNET,
  ),
  family(
    'runtime',
    [
      ['ubuntu', [], [185, 225], [70, 85]],
      ['alpine', [], [80, 105], [32, 42]],
      ['none', ['chiseled'], [80, 105], [31, 43]],
      ['none', ['chiseled', 'extra'], [115, 150], [45, 60]],
    ],
    DOTNET,
  ),
  family(
    'runtime-deps',
    [
      ['ubuntu', [], [105, 135], [42, 54]],
      ['alpine', [], [11, 18], [5, 8]],
      ['none', ['chiseled'], [11, 16], [5, 7]],
      ['none', ['chiseled', 'extra'], [45, 60], [15, 22]],
    ],
    [],
  ),
];
