import { expect, test } from 'vitest';
import type { NodeDetails } from '../../facts/project.ts';
import { packagesStarted } from './start-programs.ts';

const DETAILS: NodeDetails = {
  language: 'node',
  module: false,
  typescript: false,
  lifecycle: [],
  npmrc: 'none',
  scripts: {
    start: 'npm run migrate && node dist/main.js',
    prestart: 'cross-env A=1 sequelize db:seed',
    migrate: 'prisma migrate deploy',
    loop: 'npm run loop',
  },
};

test.each([
  ['npx prisma migrate deploy && node dist/main.js', ['prisma']],
  ['npm start', ['prisma', 'sequelize-cli']],
  ['A=1 exec ./node_modules/.bin/tsc -w', ['typescript']],
  ['npx --yes ts-node src/x.ts', ['ts-node']],
  ['node -r dotenv/config --import=@scope/hook/register index.js', ['dotenv', '@scope/hook']],
  ['yarn knex migrate:latest; node x', ['knex']],
  ['npm run loop', []],
])('%s', (line, packages) => {
  const started = packagesStarted(line, DETAILS);
  expect(packages.filter((name) => !started.has(name))).toEqual([]);
  expect(started.has('main.js')).toBe(false);
});
