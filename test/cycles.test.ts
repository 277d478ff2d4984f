import { describe, expect, it } from 'vitest';
import { cycleProblems } from './cycles.ts';
import { importsOf } from './layers.ts';

/** Problems of files given as path and text. */
function problems(files: Readonly<Record<string, string>>): string[] {
  return cycleProblems(Object.entries(files).flatMap(([path, text]) => importsOf(path, text)));
}

describe('circles of imports', () => {
  it('are told once, from whichever file they are found', () => {
    expect(
      problems({
        'text/tide.ts': "import { harbour } from './harbour.ts';",
        'text/harbour.ts': "import { mole } from '../text/mole.ts';",
        'text/mole.ts': "export { tide } from './tide.ts';",
        'text/outside.ts': "import { tide } from './tide.ts';",
      }),
    ).toEqual([
      'text/harbour.ts imports text/mole.ts imports text/tide.ts imports text/harbour.ts',
    ]);
  });

  it('are told one by one where they share a file', () => {
    expect(
      problems({
        'text/quay.ts': "import { a } from './buoy.ts';\nimport { b } from './crane.ts';",
        'text/buoy.ts': "import { quay } from './quay.ts';",
        'text/crane.ts': "import { quay } from './quay.ts';",
      }),
    ).toEqual([
      'text/buoy.ts imports text/quay.ts imports text/buoy.ts',
      'text/crane.ts imports text/quay.ts imports text/crane.ts',
    ]);
  });

  it('are seen in an import of itself and in one on demand', () => {
    expect(
      problems({
        'text/echo.ts': "import { echo } from './echo.ts';",
        'text/late.ts': "const early = await import('./early.ts');",
        'text/early.ts': "import { late, type Hour } from './late.ts';",
      }),
    ).toEqual([
      'text/early.ts imports text/late.ts imports text/early.ts',
      'text/echo.ts imports text/echo.ts',
    ]);
  });

  it('are none where only a type leads back, or two ways lead to one file', () => {
    expect(
      problems({
        'text/fleet.ts': "import { ship } from './ship.ts';\nimport { crew } from './crew.ts';",
        'text/ship.ts': "import { crew } from './crew.ts';",
        'text/crew.ts': "import type { Fleet } from './fleet.ts';",
      }),
    ).toEqual([]);
  });
});
