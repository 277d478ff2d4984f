// Runs a TypeScript script of this folder on Node versions that cannot: `node scripts/run.mjs generate --check`.
import { createViteServer } from 'vitest/node';

const [name, ...args] = process.argv.slice(2);
const server = await createViteServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});
try {
  const script = await server.ssrLoadModule(`/scripts/${name}.ts`);
  process.exitCode = await script.main(args);
} finally {
  await server.close();
}
