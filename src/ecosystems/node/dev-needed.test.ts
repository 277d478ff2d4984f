import { describe, expect, test } from 'vitest';
import type { NodeDetails } from '../../facts/project.ts';
import { memoryView } from '../../project/memory-view.ts';
import { detectNode } from './detect.ts';

function needed(tree: Readonly<Record<string, string>>, scripts = {}): readonly string[] {
  const [application] = detectNode(
    memoryView({
      'package.json': JSON.stringify({
        name: 'shop',
        scripts: { start: 'node index.js', ...scripts },
        dependencies: { express: '^4' },
        devDependencies: { morgan: '^1', dotenv: '^16', 'type-fest': '^4', typescript: '^5' },
      }),
      ...tree,
    }),
    '.',
  );
  const details = application?.details as NodeDetails;
  return (details.devNeeded ?? []).map(
    (one) => `${one.name} ${one.file}${one.outsideProduction ? ' (outside production)' : ''}`,
  );
}

const LISTEN = 'require("express")().listen(3000);\n';

describe('development dependencies that the program loads', () => {
  test('by the entry and what it loads', () => {
    expect(
      needed({
        'index.js': `require('./lib/log');\n${LISTEN}`,
        'lib/log.js': "module.exports = require('morgan')('dev');\n",
        'test/x.test.js': "require('dotenv');\n",
      }),
    ).toEqual(['morgan lib/log.js']);
  });

  test('only outside production', () => {
    expect(
      needed({
        'index.js': `if (process.env.NODE_ENV !== 'production') {\n  { const x = {}; }\n  require('morgan');\n}\nif (process.env.NODE_ENV === 'development') require('dotenv').config();\n${LISTEN}`,
      }),
    ).toEqual(['morgan index.js (outside production)', 'dotenv index.js (outside production)']);
  });

  test('a block that ended before says nothing', () => {
    expect(
      needed({
        'index.js': `if (process.env.NODE_ENV !== 'production') {\n  console.log(1);\n}\nrequire('morgan');\n${LISTEN}`,
      }),
    ).toEqual(['morgan index.js']);
  });

  test('types alone vanish when compiled', () => {
    const tree = {
      'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
      'src/index.ts': `import express from 'express';\nimport { JsonValue } from 'type-fest';\nimport morgan from 'morgan';\nconst x: JsonValue = 1;\nexpress().use(morgan('dev')).listen(3000);\n`,
    };
    expect(needed(tree, { build: 'tsc', start: 'node dist/index.js' })).toEqual([
      'morgan src/index.ts',
    ]);
    expect(needed(tree, { build: 'tsup src/index.ts', start: 'node dist/index.js' })).toEqual([]);
  });
});
