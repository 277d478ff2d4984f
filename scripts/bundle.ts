import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsdown';

// What is measured or run for long is bundled first, as the published program is: modules that a
// development server hands out are several times slower.

/** Bundles a TypeScript file in a directory of its own, hands on the path of the result and removes it. */
export async function withBundle<T>(
  entry: string,
  use: (bundle: string) => Promise<T>,
): Promise<T> {
  const outDir = mkdtempSync(join(tmpdir(), 'plimsoll-bundle-'));
  try {
    await build({
      config: false,
      logLevel: 'error',
      entry: { bundle: entry },
      outDir,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      dts: false,
      clean: false,
      inputOptions: { resolve: { mainFields: ['module', 'main'] } },
      define: { __VERSION__: JSON.stringify('bundle') },
      deps: { alwaysBundle: [/.*/] },
      outExtensions: () => ({ js: '.mjs' }),
    });
    return await use(join(outDir, 'bundle.mjs'));
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
