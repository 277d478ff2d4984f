import { type ViteUserConfig, defineConfig } from 'vitest/config';

// Tests that build and run images: one at a time, the machine is busy enough.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/engine/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});

export default config;
