import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText } from '../src/text/bytes.ts';
import { buildOracle, hasGo, moduleDirectory } from './oracle/build.ts';
import { Oracle } from './oracle/client.ts';
import { HARD_BUILDS } from './oracle/meaning-cases.ts';
import { buildCase, buildsOf, meaning } from './oracle/meaning.ts';
import { unlike } from './helpers/unlike.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const go = hasGo();
if (!go) console.warn('skipped: BuildKit needs a Go toolchain (`go` on PATH) to be built');

/** The texts in the Go files of a directory that look like Dockerfiles. */
function quotedDockerfiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('_test.go'))
    .flatMap((name) => {
      const source = decodeText(readFileSync(join(directory, name)));
      return [...source.matchAll(/`([^`]*)`/g)].flatMap(([, text = '']) =>
        /^\s*FROM\s/im.test(text) ? [text] : [],
      );
    });
}

/** Paths of the Dockerfiles below a directory. */
function dockerfilesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /dockerfile$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'));
}

describe.skipIf(!go)('builds as BuildKit', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle(buildOracle());
  }, 600_000);
  afterAll(() => oracle.close());

  test('hard cases', async () => {
    expect(
      await unlike(
        oracle,
        HARD_BUILDS.map((one) => buildCase(one)),
      ),
    ).toEqual([]);
  });

  test('Dockerfiles of this project', async () => {
    const paths = ['examples', 'testbed'].flatMap((name) => dockerfilesBelow(join(root, name)));
    const builds = paths.flatMap((path) => [...buildsOf(decodeText(readFileSync(path)))]);
    expect(
      await unlike(
        oracle,
        builds.map((one) => buildCase(one)),
      ),
    ).toEqual([]);
  });

  test("Dockerfiles of BuildKit's own tests", async () => {
    const frontend = join(moduleDirectory('github.com/moby/buildkit'), 'frontend/dockerfile');
    const texts = [frontend, join(frontend, 'dockerfile2llb')].flatMap(quotedDockerfiles);
    expect(texts.length).toBeGreaterThan(300);
    const builds = texts.flatMap((text) => [...buildsOf(text)]);
    expect(
      await unlike(
        oracle,
        builds.map((one) => buildCase(one)),
      ),
    ).toEqual([]);
  }, 60_000);

  test('generated builds', async () => {
    expect(await unlike(oracle, [...(meaning.generate?.(20_261, 1500) ?? [])])).toEqual([]);
  }, 60_000);
});
