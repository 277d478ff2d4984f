import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNKNOWN_BYTES, exactly, typically } from '../facts/bytes.ts';
import {
  bar,
  box,
  colors,
  displayWidth,
  escapeControl,
  formatBytes,
  formatInterval,
  formatSeconds,
  formatShare,
  table,
  truncate,
  wrap,
} from './style.ts';

describe('numbers', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999_600, '1 MB'],
    [38_000_000, '38 MB'],
    [1_130_000_000, '1.13 GB'],
    [6_312_000, '6.31 MB'],
    [Number.POSITIVE_INFINITY, 'unknown'],
  ])('formats %d bytes', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [exactly(38e6), '38 MB exact'],
    [typically(38e6), '~ 38 MB typical'],
    [{ low: 20e6, high: 90e6, basis: 'typical' as const }, '20–90 MB typical'],
    [{ low: 900e3, high: 90e6, basis: 'typical' as const }, '900 kB – 90 MB typical'],
    [{ low: 0, high: 12e6, basis: 'typical' as const }, 'up to 12 MB typical'],
    [{ low: 5e6, high: Number.POSITIVE_INFINITY, basis: 'unknown' as const }, 'at least 5 MB'],
    [UNKNOWN_BYTES, 'unknown'],
  ])('says how an interval is known: %o', (bytes, text) => {
    expect(formatInterval(bytes)).toBe(text);
  });

  it('formats seconds and shares', () => {
    expect([0.42, 12.3, 185].map(formatSeconds)).toEqual(['0.4 s', '12 s', '3 min 05 s']);
    expect(formatShare(1130, 151)).toBe('87 %');
    expect(formatShare(100_000, 700)).toBe('99.3 %');
    expect(formatShare(0, 5)).toBe('0 %');
  });
});

describe('escapeControl', () => {
  it('shows what would move the cursor or reorder text', () => {
    expect(escapeControl('a\u001B[31mb\u202Ec\uDC80d')).toBe('a\\x1b[31mb\\u202ec\\x80d');
  });

  it('leaves nothing unsafe in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex
        expect(escapeControl(text)).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/);
      }),
    );
  });
});

describe('layout', () => {
  it('counts columns', () => {
    expect(displayWidth('日本')).toBe(4);
    expect(displayWidth(colors(true).red('é'))).toBe(1);
  });

  it('cuts and wraps to the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          expect(displayWidth(truncate(text, width))).toBeLessThanOrEqual(width);
        },
      ),
    );
    expect(wrap('a finding says what is wrong', 12)).toEqual([
      'a finding',
      'says what is',
      'wrong',
    ]);
  });

  it('draws tables and boxes with straight edges', () => {
    const c = colors(false);
    expect(
      table([{ title: 'what' }, { title: 'size', align: 'right' }], [['base', '1 GB']], c),
    ).toEqual(['what  size', '────  ────', 'base  1 GB']);
    const widths = box(['日本', 'plain text'], c, 'title').map(displayWidth);
    expect(new Set(widths).size).toBe(1);
    expect(bar(0.5, 4)).toBe('██░░');
  });
});
