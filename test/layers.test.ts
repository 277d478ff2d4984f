import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cycleProblems } from './cycles.ts';
import { type Import, importsOf, layerProblems } from './layers.ts';

const SRC = join(import.meta.dirname, '../src');

/** Every import of the source, tests left out: they may reach wherever they want. */
function allImports(): Import[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split('\\').join('/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) => importsOf(path, readFileSync(join(SRC, path), 'utf8')));
}

describe('rooms', () => {
  it('import only rooms above them', () => {
    const imports = allImports();
    expect(imports.length).toBeGreaterThan(100);
    expect(layerProblems(imports)).toEqual([]);
  });

  it('import nothing in a circle', () => {
    expect(cycleProblems(allImports())).toEqual([]);
  });
});

function problems(path: string, text: string): string[] {
  return layerProblems(importsOf(path, text));
}

describe('the layer test itself', () => {
  it.each([
    [
      'a room below',
      'rules/size/apt-lists/index.ts',
      "import { runRules } from '../../../findings/run-rules.ts';",
    ],
    ['a room below, for a type', 'text/lines.ts', "import type { Rule } from '../rules/types.ts';"],
    ['a room below, on demand', 'text/lines.ts', "const x = await import('../rules/types.ts');"],
    [
      'a room below, handed on',
      'text/lines.ts',
      "export { rules } from '../rules/catalogue.gen.ts';",
    ],
    [
      'a sibling rule',
      'rules/size/apt-lists/index.ts',
      "import { rule } from '../package-cache/index.ts';",
    ],
    [
      'a rule of another area',
      'rules/size/apt-lists/index.ts',
      "import { x } from '../../speed/no-cache-mount/index.ts';",
    ],
    ['a sibling ecosystem', 'ecosystems/node/detect.ts', "import { x } from '../go/detect.ts';"],
    ['a sibling report', 'reports/check-json.ts', "import { x } from './optimize-json.ts';"],
    ['the disk', 'rules/secrets.ts', "import { readFileSync } from 'node:fs';"],
    ['a process', 'proof/run.ts', "import { spawn } from 'child_process';"],
    ['the process object', 'workflow/check.ts', "import process from 'node:process';"],
    ['the disk from a face', 'cli/main.ts', "import fs from 'node:fs/promises';"],
    [
      'a value in facts',
      'facts/image.ts',
      "import { parseDockerfile } from '../dockerfile/parse.ts';",
    ],
    ['an unknown room', 'text/lines.ts', "import { x } from '../attic/x.ts';"],
    [
      'an import over several lines',
      'text/lines.ts',
      "import {\n  a,\n  b,\n} from '../rules/types.ts';",
    ],
  ])('refuses %s', (_, path, text) => {
    expect(problems(path, text)).toHaveLength(1);
  });

  it.each([
    [
      'a room above',
      'rules/size/apt-lists/index.ts',
      "import { exactly } from '../../../facts/bytes.ts';",
    ],
    [
      'its own room',
      'rules/size/apt-lists/index.ts',
      "import { defineRule } from '../../define-rule.ts';",
    ],
    ['its own folder', 'rules/size/apt-lists/index.ts', "import { X } from './table.ts';"],
    ['the shared style', 'reports/check-terminal.ts', "import { colors } from './style.ts';"],
    [
      'a part of the same report',
      'reports/optimize-json.ts',
      "import { x } from './optimize-result.ts';",
    ],
    ['facts from above them', 'text/lines.ts', "import type { Bytes } from '../facts/bytes.ts';"],
    [
      'types of the language in facts',
      'facts/image.ts',
      "import type { Stage } from '../dockerfile/types.ts';",
    ],
    ['the disk in the host', 'host/node-files.ts', "import { readFileSync } from 'node:fs';"],
    ['paths anywhere', 'workflow/check.ts', "import { join } from 'node:path';"],
    ['process in a face', 'cli/main.ts', "import process from 'node:process';"],
    ['a library', 'reports/style.ts', "import pc from 'picocolors';"],
    [
      'words that look like an import',
      'text/lines.ts',
      "// import { x } from '../rules/types.ts';",
    ],
  ])('allows %s', (_, path, text) => {
    expect(problems(path, text)).toEqual([]);
  });
});
