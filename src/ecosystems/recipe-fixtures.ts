import type {
  Application,
  Found,
  GoDetails,
  NodeDetails,
  PythonDetails,
} from '../facts/project.ts';
import type { Kept, RecipeInput } from '../plan/types.ts';

/** A value as detection would give it, for tests of recipes. */
export function found<T>(value: T): Found<T> {
  return { value, confidence: 'certain', evidence: [{ file: 'test' }] };
}

const BASE: Omit<Application, 'details' | 'language'> = {
  path: '.',
  name: 'shop',
  manifests: [],
  workload: found('web'),
  routes: [],
  native: [],
  programs: [],
  environment: [],
  writes: [],
  reads: [],
  services: [],
  handlesSigterm: found(true),
  dependencies: [],
  notes: [],
};

const NODE: NodeDetails = {
  language: 'node',
  scripts: { start: 'node server.js' },
  module: false,
  typescript: false,
  lifecycle: [],
  npmrc: 'none',
};
const PYTHON: PythonDetails = {
  language: 'python',
  requirements: ['requirements.txt'],
  needsSources: false,
};
const GO: GoDetails = {
  language: 'go',
  module: 'example.com/shop',
  mains: ['.'],
  main: '.',
  cgo: false,
  vendored: false,
  embeds: [],
  usesTls: false,
  usesTimezones: false,
};

/** An Express application with a lockfile. */
export function expressApp(
  over: Partial<Application> = {},
  details: Partial<NodeDetails> = {},
): Application {
  return {
    ...BASE,
    language: found('node'),
    manager: found('npm'),
    manifests: ['package.json', 'package-lock.json'],
    lockfile: found('package-lock.json'),
    start: found({ argv: ['node', 'server.js'], entry: 'server.js' }),
    port: found(3000),
    health: found('/health'),
    dependencies: [{ name: 'express', version: '4.21.2', dev: false, direct: true }],
    ...over,
    details: { ...NODE, ...details },
  };
}

/** A FastAPI application with requirements. */
export function fastApiApp(
  over: Partial<Application> = {},
  details: Partial<PythonDetails> = {},
): Application {
  return {
    ...BASE,
    language: found('python'),
    manager: found('pip'),
    manifests: ['requirements.txt'],
    start: found({ argv: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', '8000'] }),
    port: found(8000),
    health: found('/health'),
    dependencies: [{ name: 'fastapi', version: '==0.115.6', dev: false, direct: true }],
    ...over,
    details: { ...PYTHON, ...details },
  };
}

/** A Go service with one dependency. */
export function goApp(
  over: Partial<Application> = {},
  details: Partial<GoDetails> = {},
): Application {
  return {
    ...BASE,
    language: found('go'),
    version: found('1.26'),
    manifests: ['go.mod', 'go.sum'],
    port: found(8080),
    health: found('/health'),
    dependencies: [{ name: 'github.com/google/uuid', version: 'v1.6.0', dev: false, direct: true }],
    ...over,
    details: { ...GO, ...details },
  };
}

/** What an existing file says, with nothing in it but what is given. */
export function keptOf(over: Partial<Kept>): Kept {
  return {
    env: [],
    args: [],
    labels: [],
    expose: [],
    volumes: [],
    steps: [],
    header: [],
    unplaced: [],
    ...over,
  };
}

export function recipeInput(
  application: Application,
  over: Partial<RecipeInput> = {},
): RecipeInput {
  return {
    application,
    dir: '.',
    exists: (path) => application.manifests.includes(path),
    options: { base: 'auto', date: Date.parse('2026-11-22') },
    ...over,
  };
}
