import { describe, expect, test } from 'vitest';
import { decodeText, encodeText } from '../src/text/bytes.ts';
import { caseText, sourcesOf } from './fuzz/cases.ts';
import { minimise } from './fuzz/minimise.ts';
import { SHAPES } from './fuzz/shapes.ts';
import { TARGETS, type TargetName } from './fuzz/targets.ts';

// What `npm run fuzz` is made of. The run itself is a step of `npm test`.

function fails(text: string): Promise<boolean> {
  return Promise.resolve(text.includes('X') && text.includes('Y'));
}

describe('fuzz', () => {
  test('makes the same case again from seed and number', () => {
    const sources = sourcesOf(['FROM a\nRUN b\n']);
    const texts = Array.from({ length: 60 }, (_, i) => caseText('parse', sources, 7, i));
    expect(texts).toEqual(texts.map((_, i) => caseText('parse', sources, 7, i)));
    expect(new Set(texts).size).toBeGreaterThan(50);
  });

  test('shortens what fails', async () => {
    const text = `${'abc\n'.repeat(500)}X${'def\n'.repeat(300)}Y`;
    expect(await minimise(text, fails, performance.now() + 10_000)).toBe('XY');
  });

  test.each(Object.keys(TARGETS) as TargetName[])(
    'finds nothing in cases of %s',
    async (target) => {
      const sources = sourcesOf([]);
      for (let index = 0; index < 40; index++) {
        const text = caseText(target, sources, 11, index).slice(0, 20_000);
        await expect(Promise.resolve(TARGETS[target](text)), text.slice(0, 200)).resolves.toBe(
          undefined,
        );
      }
    },
  );

  test.each(Object.keys(SHAPES))('%s is read', async (name) => {
    const text = decodeText(encodeText(SHAPES[name]?.(3_000) ?? ''));
    expect(text.length).toBeGreaterThan(1_000);
    await TARGETS.parse(text);
    await TARGETS.check(text);
  });
});
