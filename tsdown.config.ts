import { type UserConfig, defineConfig } from 'tsdown';
import { bundledLicenses } from './scripts/bundled-licenses.ts';
import manifest from './package.json' with { type: 'json' };

const config: UserConfig = defineConfig({
  entry: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: { oxc: true },
  clean: true,
  plugins: [bundledLicenses()],
  // Some libraries' CommonJS builds load their parts by computed names; their ES modules can be bundled.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  define: { __VERSION__: JSON.stringify(manifest.version) },
  // Everything is bundled: the published package has no run-time dependencies.
  deps: { alwaysBundle: [/.*/] },
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
});

export default config;
