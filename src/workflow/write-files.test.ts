import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { decodeText } from '../text/bytes.ts';
import { writeChanges } from './write-files.ts';

const change = { path: 'Dockerfile', before: 'FROM a\n', after: 'FROM b\n' };

describe('writing files', () => {
  it('keeps the replaced file beside outside of git', async () => {
    const host = memoryHost({
      '/app/Dockerfile': 'FROM a\n',
      '/app/Dockerfile.orig': 'FROM older\n',
    });
    const result = await writeChanges(host, '/app', '/app', [change], false);
    expect(result).toEqual({ written: ['Dockerfile.orig2', 'Dockerfile'] });
    expect(decodeText(host.files.read('/app/Dockerfile.orig2'))).toBe('FROM a\n');
    expect(decodeText(host.files.read('/app/Dockerfile.orig'))).toBe('FROM older\n');
    expect(decodeText(host.files.read('/app/Dockerfile'))).toBe('FROM b\n');
  });

  it('writes a file that was not there', async () => {
    const host = memoryHost({ '/app/package.json': '{}' });
    const result = await writeChanges(
      host,
      '/app',
      '/app',
      [{ path: '.dockerignore', after: '.git\n' }],
      false,
    );
    expect(result).toEqual({ written: ['.dockerignore'] });
  });
});
