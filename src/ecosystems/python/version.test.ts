import { expect, test } from 'vitest';
import { RELEASES } from '../../knowledge/releases.ts';
import { memoryView } from '../../project/memory-view.ts';
import { detectPython } from './detect.ts';
import { lineForRange } from './version.ts';

const newest = RELEASES.python[0]?.line;

test.each([
  ['>=3.11', newest],
  ['>=3.11.4,<3.13', '3.12'],
  ['^3.10', newest],
  ['~3.11', '3.11'],
  ['~=3.11.2', '3.11'],
  ['~=3.11', newest],
  ['==3.12.*', '3.12'],
  ['3.12.3', '3.12'],
  ['3.7', '3.7'],
  ['>=3.10,!=3.14.*,!=3.13.*', '3.12'],
  ['^3.9 || ^3.12', newest],
  ['nonsense', undefined],
])('%s is line %s', (range, line) => {
  expect(lineForRange(range)).toBe(line);
});

test('a file for tools beats a range, and a contradiction is kept', () => {
  const [application] = detectPython(
    memoryView({
      '.python-version': '# pinned\n3.11.9\n',
      'pyproject.toml': '[project]\nname = "tides"\nrequires-python = ">=3.12,<3.13"\n',
      'main.py': 'print(1)',
    }),
    '.',
  );
  expect(application?.version).toMatchObject({
    value: '3.11',
    confidence: 'certain',
    conflicts: [{ value: '3.12' }],
  });
  expect(application?.version?.evidence[0]).toEqual({
    file: '.python-version',
    line: 2,
    key: '3.11.9',
  });
});
