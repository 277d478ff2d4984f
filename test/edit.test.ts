import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeInstruction, replaceWord } from '../src/dockerfile/edit.ts';
import { parseDockerfile } from '../src/dockerfile/syntax/parse.ts';
import { applyEdits } from '../src/text/edits.ts';
import { holdEdits, shapeOf } from './fuzz/hold-edits.ts';
import { dockerfileText } from './oracle/generate-dockerfile.ts';
import { HARD_CASES } from './oracle/hard-cases.ts';

describe('edits through the tree', () => {
  test('change their own bytes and no other instruction, in generated files', () => {
    fc.assert(
      fc.property(dockerfileText(), (text) => {
        expect(() => holdEdits(text)).not.toThrow();
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('and in hard ones', () => {
    const texts = HARD_CASES.filter((text) => text.length < 5000);
    expect(texts.length).toBeGreaterThan(50);
    for (const text of texts) holdEdits(text);
  });

  test('a word that is replaced differs, its flags and neighbours do not', () => {
    const text = 'FROM a\r\nCOPY --link \\\r\n  # c\r\n  x \\\r\n  y /z\r\nRUN <<E\r\nb\r\nE\r\n';
    const file = parseDockerfile(text);
    const copy = file.instructions[1];
    const word = copy?.args[1];
    const after = parseDockerfile(applyEdits(text, word ? [replaceWord('f', word, 'new')] : []));
    expect(after.text).toBe(text.replace('y /z', 'new /z'));
    expect(after.instructions[1]?.args.map((one) => one.text)).toEqual(['x', 'new', '/z']);
    const others = (of: typeof file): string[] =>
      of.instructions.filter((_, i) => i !== 1).map(shapeOf);
    expect(others(after)).toEqual(others(file));
  });

  test('a comment does not become a directive when what stood above it goes', () => {
    const file = parseDockerfile('ARG A\n# escape=`\nFROM a\nRUN b \\\n c\n');
    const [first] = file.instructions;
    const text = applyEdits(file.text, first ? [removeInstruction('f', file, first)] : []);
    expect(parseDockerfile(text).escape).toBe('\\');
    expect(text).toBe('\n# escape=`\nFROM a\nRUN b \\\n c\n');
  });
});
