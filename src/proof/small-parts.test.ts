import { describe, expect, it } from 'vitest';
import type { BuildStep } from '../builders/types.ts';
import { dockerRunLine } from './docker-run-line.ts';
import { type Fetches, countFetch, installsAmong, isInstall, managerCache } from './installs.ts';
import { masker } from './mask.ts';
import { withNonce, withStageLabels } from './nonce.ts';
import { SCANNERS, countSeverities } from './scans.ts';
import type { ProofRequest, RunMeasures } from './types.ts';
import { wantedPaths } from './wants.ts';

const step = (instruction: string): BuildStep => ({
  name: '',
  instruction,
  cached: false,
  seconds: 1,
});

/** The log of the step without a name. */
function logOf(...lines: readonly string[]): ReadonlyMap<string, Fetches> {
  const fetches = new Map<string, Fetches>();
  for (const line of lines) countFetch(fetches, '', line);
  return fetches;
}

describe('masking', () => {
  it('hides a secret in all its forms', () => {
    const mask = masker(['p@ss word/1']);
    const encoded = Buffer.from('p@ss word/1').toString('base64');
    for (const form of ['p@ss word/1', 'p%40ss%20word%2F1', encoded]) {
      expect(mask(`a ${form} b`)).toBe('a *** b');
    }
  });

  it('hides each line of a key, and the longer of two secrets whole', () => {
    expect(masker(['BEGIN\nabcdefgh\nEND'])('x abcdefgh')).toBe('x ***');
    expect(masker(['hunter', 'hunter22'])('hunter22')).toBe('***');
  });

  it('leaves what is too short, and is not a pattern', () => {
    expect(masker(['1', ''])('1 of 11')).toBe('1 of 11');
    expect(masker(['a.*b'])('axxb a.*b')).toBe('axxb ***');
    expect(masker([])('x')).toBe('x');
  });
});

describe('nonces', () => {
  it.each([
    [
      'RUN --mount=type=cache,target=/root/.npm npm ci',
      'RUN --mount=type=cache,target=/root/.npm,id=/root/.npm-N npm ci',
    ],
    ['RUN --mount=type=cache,target=/c/ x', 'RUN --mount=type=cache,target=/c/,id=/c-N x'],
    ['RUN --mount=type=cache,id=deps,target=/c x', 'RUN --mount=type=cache,id=deps-N,target=/c x'],
    [
      'RUN --mount=target=/c,type=cache,sharing=locked x',
      'RUN --mount=target=/c,type=cache,sharing=locked,id=/c-N x',
    ],
    [
      'RUN --mount=type=cache,dst=/c \\\n  --mount=type=bind,source=a,target=a x',
      'RUN --mount=type=cache,dst=/c,id=/c-N \\\n  --mount=type=bind,source=a,target=a x',
    ],
    [
      'ONBUILD RUN --mount=type=cache,target=/c x',
      'ONBUILD RUN --mount=type=cache,target=/c,id=/c-N x',
    ],
    ['RUN --mount=type=secret,id=a cat', 'RUN --mount=type=secret,id=a cat'],
    ['RUN echo --mount=type=cache,target=/c', 'RUN echo --mount=type=cache,target=/c'],
  ])('%s', (line, expected) => {
    const text = `# a comment\nFROM x\n${line}\n`;
    expect(withNonce(text, 'N')).toBe(`# a comment\nFROM x\n${expected}\n`);
  });
});

describe('labels for the legacy builder', () => {
  it('stand at the end of every stage but the last', () => {
    const text =
      'ARG A\nFROM x AS a\nRUN one \\\n  two\n# why\nFROM a AS b\nFROM scratch\nCOPY --from=b / /\n';
    expect(withStageLabels(text, 'l=1')).toBe(
      'ARG A\nFROM x AS a\nRUN one \\\n  two\nLABEL l=1\n# why\nFROM a AS b\nLABEL l=1\nFROM scratch\nCOPY --from=b / /\n',
    );
  });
});

describe('installs', () => {
  it.each([
    'RUN npm ci',
    'RUN npm --prefix api install',
    'RUN cd a && npm i',
    'RUN yarn',
    'RUN yarn install --frozen-lockfile',
    'RUN pnpm i --prod',
    'RUN pip install -r requirements.txt',
    'RUN pip3.12 install x',
    'RUN python -m pip install x',
    'RUN --mount=type=cache,target=/root/.cache uv sync --frozen',
    'RUN poetry install',
    'RUN go mod download',
    'RUN bundle install',
    'RUN composer install --no-dev',
    'RUN dotnet restore',
    'RUN apt-get update && pip install x',
  ])('%s', (line) => {
    expect(isInstall(step(line))).toBe(true);
  });

  it.each([
    'RUN npm run build',
    'RUN go build ./...',
    'RUN apt-get install -y curl',
    'COPY install.sh /',
    'RUN ./install.sh',
    'RUN --mount=type=cache,target=/npm/install echo',
    'RUN yarnpkg-config',
    'RUN python setup.py build',
    'RUN cargo build',
  ])('not %s', (line) => {
    expect(isInstall(step(line))).toBe(false);
  });

  it('reads from the log whether the cache was used', () => {
    const plain = [step('RUN pip install x')];
    const mounted = [step('RUN --mount=type=cache,target=/c go mod download')];
    expect(managerCache(plain, logOf('  Downloading a-1.whl (3 kB)'), logOf())).toBe('downloads');
    expect(managerCache(plain, logOf('  Using cached a-1.whl (3 kB)'), logOf())).toBe('used');
    expect(managerCache(mounted, logOf(), logOf('go: downloading a v1'))).toBe('used');
    expect(managerCache(mounted, logOf(), logOf())).toBe('mounted');
    expect(managerCache(plain, logOf(), logOf())).toBe('unknown');
    expect(managerCache([], logOf('Downloading a'), logOf())).toBeUndefined();
  });

  it('sees a compiler that downloads', () => {
    const steps = [step('RUN go build .')];
    expect(installsAmong(steps, logOf('go: downloading golang.org/x/net v0.1.0'))).toEqual(steps);
    expect(installsAmong(steps, logOf('compiling'))).toEqual([]);
  });
});

describe('what a program wanted to write', () => {
  it.each([
    ["Error: EROFS: read-only file system, mkdir '/app/cache'", '/app/cache'],
    ["OSError: [Errno 30] Read-only file system: '/code/x.db'", '/code/x.db'],
    ['open /var/run/app.pid: read-only file system', '/var/run/app.pid'],
    [
      'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
      '/var/cache/nginx/client_temp',
    ],
    ["PermissionError: [Errno 13] Permission denied: '/data'", '/data'],
    ['java.nio.file.AccessDeniedException: /srv/out', '/srv/out'],
  ])('%s', (line, path) => {
    expect(wantedPaths(`started\n${line}\n    at x (/app/x.js:1:2)`)).toEqual([path]);
  });

  it('takes no path from other lines', () => {
    expect(
      wantedPaths('GET /index.html 200\nsee https://example.org/a/b: permission denied'),
    ).toEqual([]);
  });
});

describe('the docker run line', () => {
  const request = {
    port: 8080,
    env: { A: 'b c', TOKEN: 'hunter22' },
    wantsInit: true,
  } as unknown as ProofRequest;
  it('has the flags that were proved, and no secret', () => {
    const run = { readOnly: { works: true, wants: ['/tmp'] } } as unknown as RunMeasures;
    expect(dockerRunLine(request, 8080, run, masker(['hunter22']))).toBe(
      "docker run --rm -p 127.0.0.1:8080:8080 -e 'A=b c' -e TOKEN --read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp --init your-image",
    );
  });
  it('promises no read-only root that was not seen to work', () => {
    const run = { readOnly: { works: false, wants: ['/app'] } } as unknown as RunMeasures;
    expect(dockerRunLine(request, 8080, run, (text) => text)).not.toContain('--read-only');
  });
});

describe('scans', () => {
  it('counts, worst first', () => {
    expect(countSeverities(['LOW', 'CRITICAL', 'low', 'odd'])).toBe('1 critical, 2 low, 1 odd');
    expect(countSeverities([])).toBe('none found');
  });

  it.each([
    ['trivy', { Results: [{ Vulnerabilities: [{ Severity: 'HIGH' }] }, {}] }, 'HIGH'],
    ['grype', { matches: [{ vulnerability: { severity: 'High' } }] }, 'High'],
    ['snyk', { vulnerabilities: [{ severity: 'high' }] }, 'high'],
    ['hadolint', [{ level: 'warning', code: 'DL3008' }], 'warning'],
  ])('reads %s', (tool, json, severity) => {
    const scanner = SCANNERS.find((one) => one.tool === tool);
    expect(scanner?.read(json)).toEqual([severity]);
    expect(scanner?.read(null)).toEqual([]);
  });
});
