import type { Confidence } from '../facts/project.ts';

/** A package with machine code, for a range of its versions; Debian names. */
export interface NodeNative {
  readonly key: string;
  /** semver range of the package this record is about; every version when absent. */
  readonly range?: string;
  /** What the build stage needs; also as the fallback when a prebuilt binary is fetched from elsewhere than the registry. */
  readonly build: readonly string[];
  readonly runtime: readonly string[];
  /** Runs on distroless: glibc and libstdc++, no shell, no package manager. */
  readonly distroless: boolean;
  readonly confidence: Confidence;
  readonly source: string;
}

/** What node-gyp needs. */
export const NODE_NATIVE_BUILD: readonly string[] = ['python3', 'make', 'g++'];
const DOCS = 'the package’s installation notes';

function compiled(key: string, more: Partial<NodeNative> = {}): NodeNative {
  return {
    key,
    build: NODE_NATIVE_BUILD,
    runtime: [],
    distroless: true,
    confidence: 'likely',
    source: DOCS,
    ...more,
  };
}

/** Ships its binary through the npm registry: nothing to install. */
function shipped(key: string, more: Partial<NodeNative> = {}): NodeNative {
  return {
    key,
    build: [],
    runtime: [],
    distroless: true,
    confidence: 'likely',
    source: DOCS,
    ...more,
  };
}

/** First record whose key and range fit is the one. */
export const NODE_NATIVE: readonly NodeNative[] = [
  shipped('sharp', { range: '>=0.33.0', confidence: 'certain' }),
  compiled('sharp', { range: '<0.33.0' }),
  shipped('bcrypt', { range: '>=6.0.0' }),
  compiled('bcrypt', { range: '<6.0.0' }),
  shipped('argon2', { range: '>=0.40.0' }),
  compiled('argon2', { range: '<0.40.0' }),
  shipped('@node-rs/bcrypt'),
  shipped('@node-rs/argon2'),
  shipped('sodium-native'),
  shipped('bufferutil'),
  shipped('utf-8-validate'),
  shipped('leveldown'),
  shipped('classic-level'),
  shipped('@serialport/bindings-cpp', { runtime: [] }),
  shipped('usb', { runtime: ['libudev1'], distroless: false }),
  shipped('zeromq'),
  shipped('@napi-rs/canvas'),
  shipped('@libsql/client'),
  shipped('@parcel/watcher'),
  compiled('better-sqlite3'),
  compiled('sqlite3'),
  compiled('node-pty'),
  compiled('isolated-vm'),
  compiled('re2'),
  compiled('cpu-features'),
  compiled('farmhash'),
  compiled('node-expat'),
  compiled('libxmljs2'),
  compiled('canvas', {
    build: [
      ...NODE_NATIVE_BUILD,
      'pkg-config',
      'libcairo2-dev',
      'libpango1.0-dev',
      'libjpeg-dev',
      'libgif-dev',
      'librsvg2-dev',
    ],
    runtime: [
      'libcairo2',
      'libpango-1.0-0',
      'libpangocairo-1.0-0',
      'libjpeg62-turbo',
      'libgif7',
      'librsvg2-2',
    ],
    distroless: false,
  }),
  compiled('kerberos', {
    build: [...NODE_NATIVE_BUILD, 'libkrb5-dev'],
    runtime: ['libgssapi-krb5-2'],
    distroless: false,
  }),
  compiled('odbc', {
    build: [...NODE_NATIVE_BUILD, 'unixodbc-dev'],
    runtime: ['unixodbc'],
    distroless: false,
  }),
  compiled('node-rdkafka', {
    build: [...NODE_NATIVE_BUILD, 'libssl-dev', 'libsasl2-dev', 'zlib1g-dev'],
    runtime: ['libsasl2-2'],
    distroless: false,
  }),
  compiled('pg-native', {
    build: [...NODE_NATIVE_BUILD, 'libpq-dev'],
    runtime: ['libpq5'],
    distroless: false,
  }),
  compiled('libpq', {
    build: [...NODE_NATIVE_BUILD, 'libpq-dev'],
    runtime: ['libpq5'],
    distroless: false,
  }),
  shipped('prisma', {
    range: '<7.0.0',
    build: ['openssl'],
    runtime: ['openssl'],
    distroless: false,
  }),
  shipped('@prisma/client', {
    range: '<7.0.0',
    build: ['openssl'],
    runtime: ['openssl'],
    distroless: false,
  }),
  shipped('puppeteer', { runtime: ['chromium', 'fonts-liberation'], distroless: false }),
  shipped('puppeteer-core', { runtime: ['chromium', 'fonts-liberation'], distroless: false }),
  shipped('playwright', {
    runtime: ['chromium', 'fonts-liberation'],
    distroless: false,
    confidence: 'guess',
  }),
  shipped('fluent-ffmpeg', { runtime: ['ffmpeg'], distroless: false }),
  shipped('ffmpeg-static'),
  shipped('simple-git', { runtime: ['git'], distroless: false }),
  shipped('@tensorflow/tfjs-node', { build: NODE_NATIVE_BUILD }),
  shipped('onnxruntime-node'),
  shipped('oracledb'),
  shipped('ibm_db', { build: NODE_NATIVE_BUILD, runtime: ['libxml2'], distroless: false }),
];

/** Helpers of install scripts: a package that depends on one of them has machine code. */
export const NODE_NATIVE_HELPERS: readonly string[] = [
  'node-gyp',
  'node-gyp-build',
  'prebuild-install',
  '@mapbox/node-pre-gyp',
  'node-pre-gyp',
  'nan',
  'node-addon-api',
  'bindings',
  'cmake-js',
  'prebuildify',
  'pkg-prebuilds',
];
