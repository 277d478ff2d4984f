import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, encodeText } from './bytes.ts';
import { unifiedDiff } from './diff.ts';
import { applyEdits } from './edits.ts';
import { lineStarts, offsetAt, positionAt } from './lines.ts';
import { fileOffset, fileSpan, sliceMapped } from './mapped.ts';

describe('bytes', () => {
  test('any bytes come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(encodeText(decodeText(bytes))).toEqual(bytes);
      }),
    );
  });

  test('bytes near the edges of UTF-8 come back', () => {
    const edges = fc.constantFrom(
      0x7f,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xa0,
      0x9f,
      0xef,
      0xf0,
      0x90,
      0xf4,
      0x8f,
      0xf5,
      0xff,
    );
    fc.assert(
      fc.property(fc.array(edges, { maxLength: 12 }), (values) => {
        const bytes = Uint8Array.from(values);
        expect(encodeText(decodeText(bytes))).toEqual(bytes);
      }),
    );
  });

  test('one lone surrogate an invalid byte; the byte order mark stays', () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff, 0xed, 0xa0, 0x80))).toBe(
      '\ufeffa\udcff\udced\udca0\udc80',
    );
  });
});

describe('lines', () => {
  test('offsets and positions are inverse', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', 'é')), fc.nat(), (pieces, n) => {
        const text = pieces.join('');
        const starts = lineStarts(text);
        const offset = n % (text.length + 1);
        const position = positionAt(starts, offset);
        expect(offsetAt(starts, position)).toBe(offset);
        expect(position.line).toBe(text.slice(0, offset).split('\n').length);
      }),
    );
  });
});

describe('edits', () => {
  test('apply in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 1, text: 'AA' },
      { start: 2, end: 2, text: '+' },
      { start: 2, end: 2, text: '-' },
    ];
    expect(applyEdits('abcde', edits)).toBe('AAb+-cdE');
  });

  test.each([
    [
      [
        { start: 0, end: 3, text: '' },
        { start: 2, end: 4, text: '' },
      ],
    ],
    [[{ start: 0, end: 9, text: '' }]],
    [[{ start: -1, end: 0, text: '' }]],
    [[{ start: 3, end: 2, text: '' }]],
  ])('refuse %j', (edits) => {
    expect(() => applyEdits('abcde', edits)).toThrow(RangeError);
  });
});

describe('diff', () => {
  test('is a unified diff', () => {
    expect(unifiedDiff('Dockerfile', 'a\nb\n', 'a\nc\n')).toBe(
      '--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
    );
    expect(unifiedDiff('x', 'a', 'a')).toBe('');
  });
});

describe('mapped text', () => {
  const mapped = {
    text: 'abcdef',
    runs: [0, 10, 2, 20, 5, 30],
  };

  test('finds the way back', () => {
    expect([0, 1, 2, 4, 5, 6].map((i) => fileOffset(mapped, i))).toEqual([10, 11, 20, 22, 30, 31]);
    expect(fileSpan(mapped, 1, 3)).toEqual({ start: 11, end: 21 });
    expect(fileSpan(mapped, 2, 2)).toEqual({ start: 20, end: 20 });
  });

  test('a slice maps as the whole does', () => {
    for (let start = 0; start < 6; start++) {
      for (let end = start + 1; end <= 6; end++) {
        const part = sliceMapped(mapped, start, end);
        for (let i = start; i < end; i++)
          expect(fileOffset(part, i - start)).toBe(fileOffset(mapped, i));
      }
    }
  });
});
