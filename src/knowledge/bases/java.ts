import { inDirectory } from './grounds.ts';
import type { Family, Ground, Variant } from './types.ts';

const HOME = '/opt/java/openjdk';
const ENV = {
  JAVA_HOME: HOME,
  PATH: `${HOME}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  LANG: 'en_US.UTF-8',
  LANGUAGE: 'en_US:en',
  LC_ALL: 'en_US.UTF-8',
};
const JRE = inDirectory(`${HOME}/bin`, 'java keytool rmiregistry jrunscript');
const JDK = [
  ...JRE,
  ...inDirectory(`${HOME}/bin`, 'javac jar jlink jdeps jshell jcmd jmap jstack jps javadoc'),
];

function temurin(
  kind: 'jdk' | 'jre',
  ground: Ground,
  unpacked: [number, number],
  compressed: [number, number],
): Variant {
  return {
    words: [kind],
    ground,
    flavour: ground === 'alpine' ? 'alpine' : kind === 'jre' ? 'slim' : 'full',
    sizes: [{ unpacked, compressed }],
    programs: [...(kind === 'jdk' ? JDK : JRE), '/__cacert_entrypoint.sh'],
    env: ENV,
    entrypoint: ['/__cacert_entrypoint.sh'],
    ...(kind === 'jdk' ? { cmd: ['jshell'] } : {}),
  };
}

const TEMURIN: Family = {
  family: 'eclipse-temurin',
  names: ['eclipse-temurin'],
  allAccounts: true,
  language: 'java',
  product: 'eclipse-temurin',
  moving: ['latest'],
  releases: [{ since: '17', release: '24.04' }],
  variants: [
    temurin('jdk', 'ubuntu', [400, 505], [185, 245]),
    temurin('jre', 'ubuntu', [250, 325], [86, 130]),
    temurin('jdk', 'alpine', [320, 390], [145, 170]),
    temurin('jre', 'alpine', [170, 220], [58, 78]),
  ],
  confidence: 'source',
  source: 'recipes of adoptium/containers, August 2026; sizes from public listings',
};

const MAVEN_PROGRAMS = [
  ...JDK,
  '/usr/bin/mvn',
  '/usr/share/maven/bin/mvn',
  '/usr/local/bin/mvn-entrypoint.sh',
];

const MAVEN: Family = {
  family: 'maven',
  names: ['maven'],
  allAccounts: true,
  moving: ['latest'],
  variants: (['ubuntu', 'alpine'] as const).map((ground): Variant => ({
    words: ['eclipse', 'temurin'],
    ground,
    flavour: ground === 'alpine' ? 'alpine' : 'full',
    sizes:
      ground === 'alpine'
        ? [{ unpacked: [340, 440], compressed: [160, 210] }]
        : [{ unpacked: [460, 620], compressed: [215, 295] }],
    programs: MAVEN_PROGRAMS,
    env: { ...ENV, MAVEN_HOME: '/usr/share/maven' },
    entrypoint: ['/usr/local/bin/mvn-entrypoint.sh'],
    cmd: ['mvn'],
  })),
  confidence: 'source',
  source: 'recipes of carlossg/docker-maven, August 2026; sizes from public listings',
};

const GRADLE: Family = {
  family: 'gradle',
  names: ['gradle'],
  product: 'gradle',
  moving: ['latest'],
  variants: (['ubuntu', 'alpine'] as const).map((ground): Variant => ({
    words: ['jdk'],
    ground,
    flavour: ground === 'alpine' ? 'alpine' : 'full',
    sizes:
      ground === 'alpine'
        ? [{ unpacked: [480, 660], compressed: [240, 320] }]
        : [{ unpacked: [600, 820], compressed: [290, 400] }],
    programs: [
      ...JDK,
      '/usr/bin/gradle',
      '/opt/gradle/bin/gradle',
      ...(ground === 'ubuntu' ? inDirectory('/usr/bin', 'git unzip wget hg svn ssh') : []),
    ],
    users: [{ name: 'gradle', uid: 1000, gid: 1000, home: '/home/gradle' }],
    env: { ...ENV, GRADLE_HOME: '/opt/gradle' },
    workdir: '/home/gradle',
    cmd: ['gradle'],
  })),
  confidence: 'source',
  source: 'recipes of gradle/docker-gradle, August 2026; sizes from public listings',
};

export const JAVA_IMAGES: readonly Family[] = [TEMURIN, MAVEN, GRADLE];
