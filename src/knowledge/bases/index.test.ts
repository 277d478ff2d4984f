import { describe, expect, it } from 'vitest';
import type { BaseFacts } from '../../facts/image.ts';
import { lookupBase } from './index.ts';
import { parseReference } from './reference.ts';

function look(ref: string): BaseFacts {
  const facts = lookupBase(ref, 'linux/amd64');
  if (facts === undefined) throw new Error(`nothing known of ${ref}`);
  return facts;
}

function has(facts: BaseFacts, name: string): 'yes' | 'no' | 'unknown' {
  if (facts.programs.some((path) => path.endsWith(`/${name}`))) return 'yes';
  return facts.complete || facts.without.includes(name) ? 'no' : 'unknown';
}

describe('parseReference', () => {
  it.each([
    ['node', { registry: 'docker.io', repository: 'library/node', name: 'node' }],
    ['docker.io/library/node:22', { repository: 'library/node', name: 'node', tag: '22' }],
    ['index.docker.io/node:22', { registry: 'docker.io', name: 'node' }],
    ['bitnami/redis:7', { repository: 'bitnami/redis', name: 'bitnami/redis' }],
    ['localhost:5000/a/b', { registry: 'localhost:5000', repository: 'a/b' }],
    ['localhost/a:1', { registry: 'localhost', tag: '1' }],
    ['host:5000/a:1', { registry: 'host:5000', repository: 'a', tag: '1' }],
    ['gcr.io/distroless/static', { name: 'gcr.io/distroless/static' }],
    [`node:22@sha256:${'a'.repeat(64)}`, { tag: '22', digest: `sha256:${'a'.repeat(64)}` }],
  ])('%s', (ref, parts) => {
    expect(parseReference(ref)).toMatchObject(parts);
  });

  it.each([
    '',
    ':',
    'Node',
    'a//b',
    'a:',
    '$BASE',
    'a b',
    'a@b',
    'a:b:c',
    '../a',
    'a@sha256:00',
    '/a',
  ])('refuses %j', (ref) => {
    expect(parseReference(ref)).toBeUndefined();
    expect(lookupBase(ref, 'linux/amd64')).toBeUndefined();
  });
});

describe('lookupBase', () => {
  it.each<[string, Partial<BaseFacts>, Partial<BaseFacts['os']>]>([
    [
      'node:22',
      { family: 'node', flavour: 'full', runtime: { language: 'node', version: '22' } },
      { id: 'debian', release: '12' },
    ],
    [
      'node:22-slim',
      { flavour: 'slim', endOfLife: '2027-04-30' },
      { release: '12', libc: 'glibc' },
    ],
    ['node:22-trixie-slim', { flavour: 'slim' }, { release: '13' }],
    ['node:26-slim', { flavour: 'slim' }, { release: '13' }],
    [
      'node:22-alpine3.20',
      { flavour: 'alpine', packageManager: 'apk', endOfLife: '2026-04-01' },
      { id: 'alpine', release: '3.20', libc: 'musl' },
    ],
    ['node:jod-bookworm-slim', { runtime: { language: 'node', version: '22' } }, { release: '12' }],
    ['node:bookworm-slim', { flavour: 'slim' }, { release: '12' }],
    ['node:18.20.8', { endOfLife: '2025-04-30' }, { release: '12' }],
    [
      'docker.io/library/python:3.12-slim-bookworm',
      { family: 'python', flavour: 'slim' },
      { release: '12' },
    ],
    [
      'public.ecr.aws/docker/library/python:3.12',
      { flavour: 'full', runtime: { language: 'python', version: '3.12' } },
      { release: '13' },
    ],
    ['golang:1.26', { family: 'golang', workdir: '/go' }, { release: '13' }],
    ['golang:1.26-alpine', { flavour: 'alpine' }, { id: 'alpine' }],
    ['debian:bookworm-slim', { flavour: 'slim', endOfLife: '2028-06-30' }, { release: '12' }],
    ['debian:12.5', { flavour: 'full' }, { id: 'debian' }],
    ['debian:bookworm-20260101-slim', { flavour: 'slim' }, { release: '12' }],
    ['ubuntu:24.04', { endOfLife: '2029-05-31' }, { id: 'ubuntu', release: '24.04' }],
    ['ubuntu:noble', {}, { release: '24.04' }],
    ['alpine:3.23', { endOfLife: '2027-11-01' }, { id: 'alpine', release: '3.23' }],
    [
      'eclipse-temurin:21-jre-alpine',
      { runtime: { language: 'java', version: '21' } },
      { id: 'alpine' },
    ],
    ['eclipse-temurin:21.0.2_13-jdk-jammy', { flavour: 'full' }, { release: '22.04' }],
    ['maven:3.9-eclipse-temurin-21-alpine', { family: 'maven' }, { id: 'alpine' }],
    ['gradle:8.5-jdk21', { family: 'gradle' }, { id: 'ubuntu' }],
    ['php:8.3-fpm-alpine', { flavour: 'alpine', stopSignal: 'SIGQUIT' }, {}],
    ['nginx:1.29-alpine-slim', { family: 'nginx', user: '' }, {}],
    ['nginxinc/nginx-unprivileged:stable', { user: '101' }, {}],
    [
      'mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled',
      { user: '1654', complete: true },
      { release: '24.04' },
    ],
    ['postgres:16-alpine', { family: 'postgres', stopSignal: 'SIGINT' }, {}],
    ['rust:1-slim-bookworm', { flavour: 'slim' }, { release: '12' }],
    ['scratch', { flavour: 'scratch', complete: true }, { libc: 'none' }],
  ])('%s', (ref, facts, os) => {
    expect(look(ref)).toMatchObject({ ref, ...facts });
    expect(look(ref).os).toMatchObject(os);
  });

  it.each(['node', 'node:latest', 'node:lts', 'node:lts-slim', 'python:slim'])(
    '%s moves',
    (ref) => {
      expect(look(ref).runtime).toBeUndefined();
    },
  );

  it.each([
    'bitnami/node:22',
    'node:22-windows',
    'node:22-onbuild',
    'ghcr.io/x/node:22',
    `node@sha256:${'a'.repeat(64)}`,
    'gcr.io/distroless/ruby',
    'gcr.io/distroless/static:weird',
    'nodex:22',
  ])('knows nothing of %s', (ref) => {
    expect(lookupBase(ref, 'linux/amd64')).toBeUndefined();
  });

  it.each<[string, string, string]>([
    [
      'node:22',
      'curl git gcc make python3 wget node npm yarn corepack apt-get sh',
      'tini java go pip jq',
    ],
    [
      'node:22-slim',
      'node npm npx bash apt-get perl',
      'curl wget git gcc make python3 tini sqlite3',
    ],
    ['node:26', 'node npm', 'yarn corepack pnpm'],
    ['node:22-alpine', 'node npm wget sh yarn adduser', 'bash curl git gcc python3 apt-get'],
    ['python:3.12-slim', 'python python3 python3.12 pip bash', 'gcc curl wget git make node'],
    ['python:3.12', 'gcc curl git make pip', 'node tini'],
    ['golang:1.26', 'go gcc g++ git make curl', 'node python pip cmake unzip'],
    ['golang:1.26-alpine', 'go sh wget', 'git gcc bash make'],
    ['debian:trixie-slim', 'bash apt-get useradd', 'curl python3'],
    ['debian:bookworm-slim', 'adduser useradd', 'curl'],
    ['mcr.microsoft.com/dotnet/sdk:8.0', 'dotnet curl wget git pwsh', 'node python3'],
    ['php:8.3-apache', 'php curl gcc apache2', 'composer git'],
    ['gcr.io/distroless/static-debian12:nonroot', '', 'sh bash wget cat'],
    ['gcr.io/distroless/nodejs22-debian12', 'node', 'npm sh'],
    ['gcr.io/distroless/static:debug', 'sh wget', 'curl'],
  ])('programs of %s', (ref, present, missing) => {
    const facts = look(ref);
    for (const name of present.split(' ').filter(Boolean))
      expect([name, has(facts, name)]).toEqual([name, 'yes']);
    for (const name of missing.split(' ').filter(Boolean))
      expect([name, has(facts, name)]).toEqual([name, 'no']);
  });

  it('does not say what depends on an unknown version', () => {
    expect(has(look('node:latest'), 'corepack')).toBe('unknown');
    expect(has(look('debian'), 'adduser')).toBe('unknown');
  });

  it('knows distroless images whole', () => {
    expect(look('gcr.io/distroless/static-debian12:nonroot')).toMatchObject({
      user: '65532',
      complete: true,
      programs: ['/usr/sbin/update-ca-certificates'],
      os: { release: '12', libc: 'none' },
    });
    expect(look('gcr.io/distroless/nodejs22-debian13')).toMatchObject({
      user: '0',
      entrypoint: ['/nodejs/bin/node'],
      runtime: { language: 'node', version: '22' },
    });
    // Node.js 22 ends before Debian 13 does; Debian maintains its own Python.
    expect(look('gcr.io/distroless/nodejs22-debian13').endOfLife).toBe('2027-04-30');
    expect(look('gcr.io/distroless/python3-debian12').endOfLife).toBe(look('debian:12').endOfLife);
    expect(look('gcr.io/distroless/python3-debian12').runtime?.version).toBe('3.11');
    expect(look('gcr.io/distroless/python3').runtime?.version).toBe('3.13');
  });

  it('knows accounts and variables', () => {
    expect(look('node:22-slim').users).toContainEqual({
      name: 'node',
      uid: 1000,
      gid: 1000,
      home: '/home/node',
    });
    expect(look('node:22.11.0').env).toMatchObject({ NODE_VERSION: '22.11.0' });
    expect(look('golang:1.26').env['PATH']).toContain('/usr/local/go/bin');
    const accounts = (ref: string): string[] => look(ref).users.map(({ name }) => name);
    expect(accounts('mcr.microsoft.com/dotnet/aspnet:8.0')).toContain('app');
    expect(accounts('mcr.microsoft.com/dotnet/aspnet:6.0')).not.toContain('app');
    expect(look('ubuntu:24.04').users.map((user) => user.uid)).toContain(1000);
    expect(look('ubuntu:22.04').users.map((user) => user.uid)).not.toContain(1000);
  });

  // Sizes of stand-ins made from the same packages as the official images, and of the engine's report.
  it.each([
    ['node:22', 1132.5],
    ['node:22-slim', 276.9],
    ['node:22-trixie-slim', 281],
    ['python:3.12', 982.7],
    ['python:3.12-slim', 122.3],
    ['golang:1.26', 833.7],
    ['debian:bookworm', 115.7],
    ['debian:bookworm-slim', 74],
    ['debian:trixie-slim', 77.9],
    ['gcr.io/distroless/static-debian12', 1.9],
    ['gcr.io/distroless/base-debian13', 23.6],
    ['gcr.io/distroless/cc-debian12', 23],
    ['gcr.io/distroless/nodejs22-debian12', 148],
    ['gcr.io/distroless/nodejs22-debian13', 151.8],
    ['gcr.io/distroless/python3-debian13', 57.9],
    ['node:20', 1095],
    ['node:26-slim', 308],
    ['rust:1', 1547],
    ['eclipse-temurin:17-jdk', 498],
    ['nginx:stable', 100],
    ['alpine:3.23', 8.4],
  ])('size of %s is about %d MB', (ref, megabytes) => {
    const { size } = look(ref);
    expect(size.low / 1e6).toBeLessThanOrEqual(megabytes);
    expect(size.high / 1e6).toBeGreaterThanOrEqual(megabytes);
  });
});
