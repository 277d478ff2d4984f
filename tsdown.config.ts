import { type UserConfig, defineConfig } from 'tsdown';
import { asciiOnly } from './scripts/ascii-only.ts';
import { bundledLicenses } from './scripts/bundled-licenses.ts';
import { withoutChildProcess } from './scripts/commander-alone.ts';
import manifest from './package.json' with { type: 'json' };

const shared: UserConfig = {
  platform: 'node',
  target: 'node20',
  // Some libraries' CommonJS builds load their parts by computed names; their ES modules can be bundled.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  define: { __VERSION__: JSON.stringify(manifest.version) },
  // Everything is bundled: the published package has no run-time dependencies.
  deps: { alwaysBundle: [/.*/] },
  // What a start costs is mostly reading code. Names stay, so that a reported stack can be read.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
};

/** The program: CommonJS, which Node starts and loads on demand with less work. */
const cli: UserConfig = {
  ...shared,
  entry: { cli: 'src/cli/start.ts', main: 'src/cli/main.ts' },
  format: 'cjs',
  dts: false,
  clean: ['dist'],
  plugins: [bundledLicenses(), withoutChildProcess(), asciiOnly()],
  // Few files, each of which one command needs as a whole: opening one costs as much as 50 kB in it.
  outputOptions: {
    codeSplitting: {
      groups: [
        {
          name: 'start',
          test: /\/commander\/|\/src\/cli\/(?:commands|options|fail|terminal)\.ts$/,
          priority: 3,
        },
        { name: 'check', test: /\/src\/cli\/run\/check\.ts$/, priority: 2 },
      ],
    },
  },
  outExtensions: () => ({ js: '.cjs' }),
};

const library: UserConfig = {
  ...shared,
  entry: { index: 'src/index.ts' },
  format: 'esm',
  dts: { oxc: true },
  clean: false,
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
};

const config: UserConfig[] = defineConfig([cli, library]);

export default config;
