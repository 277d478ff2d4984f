import { describe, expect, test } from 'vitest';
import { parseDuration, parseInt32 } from './go-numbers.ts';

describe('durations as Go reads them', () => {
  test.each([
    ['1m30s', 90],
    ['.5s', 0.5],
    ['-1.5h', -5400],
    ['0', 0],
    ['2562047h', 2_562_047 * 3600],
    ['-9223372036854775808ns', -9_223_372_036.854_776],
  ])('%s', (text, value) => {
    expect(parseDuration(text)).toEqual({ value });
  });

  test.each([
    ['5', 'time: missing unit in duration "5"'],
    ['5x', 'time: unknown unit "x" in duration "5x"'],
    ['', 'time: invalid duration ""'],
    ['9223372036854775808ns', 'time: invalid duration "9223372036854775808ns"'],
    ['2562048h', 'time: invalid duration "2562048h"'],
    ['5Â', 'time: unknown unit "\\xc3\\x82" in duration "5\\xc3\\x82"'],
    ['5\udcff', 'time: unknown unit "\\xff" in duration "5\\xff"'],
    ['"\u007f\t', 'time: invalid duration "\\"\u007f\\x09"'],
  ])('%j is refused', (text, error) => {
    expect(parseDuration(text)).toEqual({ error });
  });
});

describe('numbers of 32 bits as Go reads them', () => {
  test.each([
    ['+3', 3],
    ['-2147483648', -2_147_483_648],
    ['000000000000000000000007', 7],
  ])('%s', (text, value) => {
    expect(parseInt32(text)).toEqual({ value });
  });

  test.each([
    ['2147483648', 'value out of range'],
    ['99999999999none', 'value out of range'],
    ['99none', 'invalid syntax'],
    ['', 'invalid syntax'],
    ['+-1', 'invalid syntax'],
  ])('%j is refused', (text, why) => {
    expect(parseInt32(text)).toEqual({
      error: `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`,
    });
  });
});
