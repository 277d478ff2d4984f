// Build plugin: the licences of everything that is bundled, as their authors ask, in dist/LICENSES.txt.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

interface Chunk {
  readonly type: string;
  readonly modules?: Readonly<Record<string, unknown>>;
}

interface Emitter {
  emitFile(file: { type: 'asset'; fileName: string; source: string }): string;
}

const INSIDE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Text of a package's licence file, headed by its name and version. */
function licenceOf(dir: string): string {
  const manifest = JSON.parse(readFileSync(`${dir}/package.json`, 'utf8')) as Record<
    string,
    string
  >;
  const file = readdirSync(dir).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : readFileSync(`${dir}/${file}`, 'utf8').trim();
  return `${manifest['name']} ${manifest['version']} (${manifest['license']})\n\n${text}\n`;
}

export function bundledLicenses(): {
  name: string;
  generateBundle: (
    this: Emitter,
    options: unknown,
    bundle: Readonly<Record<string, Chunk>>,
  ) => void;
} {
  return {
    name: 'bundled-licenses',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      const dirs = new Set(
        ids
          .map((id) => INSIDE.exec(id)?.[1])
          .filter((dir) => dir !== undefined && existsSync(`${dir}/package.json`)),
      );
      const texts = [...dirs]
        .filter((dir) => dir !== undefined)
        .toSorted()
        .map(licenceOf);
      if (texts.length > 0)
        this.emitFile({
          type: 'asset',
          fileName: 'LICENSES.txt',
          source: texts.join(`\n${'-'.repeat(72)}\n\n`),
        });
    },
  };
}
