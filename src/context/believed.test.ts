import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryHost } from '../host/memory.ts';
import { mayHoldOf } from './believed.ts';

/** Paths of `asked` that a build may find in `dir` though nothing lies there. */
function mayBeThere(
  disk: Readonly<Record<string, MemoryFile>>,
  dir: string,
  sources: readonly string[],
  asked: readonly string[],
): string[] {
  const { files } = memoryHost(disk);
  const mayHold = mayHoldOf({ files, dir, root: '/repo', sources: () => sources });
  return asked.filter((path) => mayHold(path));
}

describe('a directory that is taken for the build context', () => {
  const asked = ['app.py', 'config/site.ini'];

  it('is believed where something speaks for it: a repository, a manifest, other things that are copied', () => {
    expect(mayBeThere({ '/repo/.git/HEAD': '' }, '/repo', [], asked)).toEqual([]);
    expect(mayBeThere({ '/repo/api/go.mod': '' }, '/repo/api', [], asked)).toEqual([]);
    const beside = { '/repo/api/run.sh': '', '/repo/api/Dockerfile': '' };
    expect(mayBeThere(beside, '/repo/api', ['./run.sh', 'app.py'], asked)).toEqual([]);
  });

  it('is not where a Dockerfile lies alone', () => {
    expect(mayBeThere({ '/repo/api/Dockerfile': '' }, '/repo/api', ['app.py'], asked)).toEqual(
      asked,
    );
  });

  it('is not where something that is copied lies below a directory above', () => {
    const disk = { '/repo/.git/HEAD': '', '/repo/docker/package.json': '', '/repo/src/a.js': '' };
    expect(mayBeThere(disk, '/repo/docker', ['src'], asked)).toEqual(asked);
    expect(mayBeThere(disk, '/repo/docker', ['lib'], asked)).toEqual([]);
    // The path itself counts, too.
    expect(mayBeThere(disk, '/repo/docker', [], ['src/a.js'])).toEqual(['src/a.js']);
  });

  it('is not where a release tool brings its own', () => {
    const disk = { '/repo/.git/HEAD': '', '/repo/.goreleaser.yml': '' };
    expect(mayBeThere(disk, '/repo', ['tide'], ['tide'])).toEqual(['tide']);
  });
});

describe('what may be there although the context is believed', () => {
  const node = { '/repo/package.json': '{}' };

  it('is what builds, tools and people make', () => {
    const made = ['dist', 'target/tide.jar', 'tide.war', '.env', 'certs/a.txt', 'node_modules/x'];
    expect(mayBeThere(node, '/repo', [], [...made, 'src/app.js', 'server'])).toEqual(made);
  });

  it('is a name without extension where programs are compiled, unless people write such a name', () => {
    const go = { '/repo/go.mod': '', '/repo/Server/a.go': '' };
    expect(mayBeThere(go, '/repo', [], ['tide', 'server', 'internal', 'scripts'])).toEqual([
      'tide',
    ]);
  });

  it('is what version control keeps out', () => {
    const disk = {
      ...node,
      '/repo/.gitignore': '# made\n/local\n*.sql\nlogs/\n!keep.sql\ndoc/**/x.html\n',
      '/repo/api/.gitignore': 'only-here.txt\n',
    };
    const out = [
      'local/a',
      'a/b.sql',
      'logs',
      'deep/logs/x',
      'doc/a/b/x.html',
      'api/only-here.txt',
    ];
    expect(mayBeThere(disk, '/repo', [], [...out, 'only-here.txt', 'a/local', 'doc'])).toEqual(out);
  });

  it('is nothing that the ignore file keeps out anyway', () => {
    const { files } = memoryHost(node);
    const mayHold = mayHoldOf({
      files,
      dir: '/repo',
      root: '/repo',
      sources: () => [],
      keepsOut: (path) => path === 'dist',
    });
    expect([mayHold('dist'), mayHold('build')]).toEqual([false, true]);
  });
});
