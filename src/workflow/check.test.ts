import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { applyEdits } from '../text/edits.ts';
import { check } from './check.ts';

const options = { buildArgs: {}, date: Date.parse('2026-11-22'), all: false };

const NAIVE = `FROM node:22
WORKDIR /app
COPY . .
RUN npm install
CMD npm start
`;

function project(extra: Record<string, string> = {}): ReturnType<typeof memoryHost> {
  return memoryHost(
    {
      '/repo/.git/HEAD': 'ref: refs/heads/main\n',
      '/repo/api/package.json':
        '{"name":"tides","scripts":{"start":"node server.js"},"dependencies":{"express":"4.21.2"}}',
      '/repo/api/server.js':
        "const app = require('express')();\napp.get('/health', (q, s) => s.send('ok'));\napp.listen(3000);\n",
      '/repo/api/Dockerfile': NAIVE,
      ...extra,
    },
    { cwd: '/repo' },
  );
}

describe('check', () => {
  it('finds Dockerfiles below a directory, in a stable order, without vendored ones', async () => {
    const host = project({
      '/repo/web/Dockerfile.dev': 'FROM scratch\n',
      '/repo/api/node_modules/x/Dockerfile': 'FROM node\n',
      '/repo/Containerfile': 'FROM scratch\n',
    });
    expect((await check(host, ['.'], options)).files.map((file) => file.path)).toEqual([
      'Containerfile',
      'api/Dockerfile',
      'web/Dockerfile.dev',
    ]);
  });

  it('reports a file that does not parse and goes on with the rest', async () => {
    const host = project({ '/repo/broken/Dockerfile': 'FRM node\n', '/repo/empty/Dockerfile': '' });
    const result = await check(host, ['broken', 'empty', 'api'], options);
    expect(result.files.map((file) => file.status)).toEqual(['broken', 'broken', 'ok']);
    const [broken] = result.findings.filter((finding) => finding.file === 'broken/Dockerfile');
    expect(broken).toMatchObject({ rule: 'correctness/syntax', line: 1, severity: 'error' });
    expect(result.findings.some((finding) => finding.file === 'api/Dockerfile')).toBe(true);
  });

  it('takes a file of any name, and says when there is none', async () => {
    const host = project({ '/repo/build.txt': NAIVE });
    expect((await check(host, ['build.txt'], options)).findings.length).toBeGreaterThan(0);
    await expect(check(host, ['nothing'], options)).rejects.toThrow('nothing');
  });

  it('names the words, the program and the cost', async () => {
    const { findings } = await check(project(), ['api/Dockerfile'], options);
    const rules = findings.map((finding) => finding.rule);
    expect(rules).toEqual(
      expect.arrayContaining([
        'size/base-image',
        'speed/copy-before-install',
        'security/root-user',
        'runtime/shell-form-command',
      ]),
    );
    const base = findings.find((finding) => finding.rule === 'size/base-image');
    expect(base).toMatchObject({ line: 1, column: 6, endColumn: 13 });
    expect(base?.cost?.bytes?.low).toBeGreaterThan(500e6);
    expect(
      findings.find((finding) => finding.rule === 'runtime/package-runner-command')?.message,
    ).toContain('server.js');
  });

  it('offers only fixes whose result parses and asks for nothing twice', async () => {
    const { findings } = await check(project(), ['api/Dockerfile'], options);
    const fixable = findings.filter((finding) => finding.fix !== undefined);
    expect(fixable.length).toBeGreaterThan(0);
    for (const finding of fixable) {
      const edits = finding.fix?.edits.filter((edit) => edit.file === finding.file) ?? [];
      const fixed = applyEdits(NAIVE, edits);
      expect(parseDockerfile(fixed).errors, finding.rule).toEqual([]);
      const again = await check(
        project({ '/repo/api/Dockerfile': fixed }),
        ['api/Dockerfile'],
        options,
      );
      expect(
        again.findings.map((one) => one.rule),
        finding.rule,
      ).not.toContain(finding.rule);
    }
  });

  it('keeps from people what the base image is known to set, not from other tools', async () => {
    const text = 'FROM golang:1.26\nWORKDIR $GOPATH/src\nENV X=$NOWHERE\n';
    const host = memoryHost({ '/a/Dockerfile': text }, { cwd: '/a' });
    const { findings, suppressed } = await check(host, ['.'], options);
    const lines = (all: typeof findings): number[] =>
      all.filter(({ aliases }) => aliases.includes('UndefinedVar')).map(({ line }) => line);
    expect(lines(findings)).toEqual([3]);
    expect(lines(suppressed)).toEqual([2]);
    expect(suppressed[0]?.suppressed).toBe('The base image golang:1.26 sets GOPATH.');
  });

  it('offers no edit beside the words of a script that stands elsewhere', async () => {
    const text = `FROM debian:13-slim
ARG SCRIPT="apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*"
RUN bash -c "$SCRIPT"
CMD ["curl", "--version"]
`;
    const { findings } = await check(memoryHost({ '/a/Dockerfile': text }, { cwd: '/a' }), ['.'], {
      ...options,
    });
    const found = findings.filter((one) => one.rule === 'size/recommended-packages');
    expect(found).toHaveLength(1);
    expect(found[0]?.fix).toBeUndefined();
  });
});
