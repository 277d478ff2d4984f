import { expect, test } from 'vitest';
import { PatternError, replacePattern, trimPrefix, trimSuffix } from './pattern.ts';

test('the shortest and the longest prefix and suffix', () => {
  expect(trimPrefix('*b', 'abab', false)).toBe('ab');
  expect(trimPrefix('*b', 'abab', true)).toBe('');
  expect(trimSuffix('b*', 'abab', false)).toBe('aba');
  expect(trimSuffix('b*', 'abab', true)).toBe('a');
});

test('a byte order mark at the start of a pattern is not there', () => {
  expect(trimPrefix('\ufeffa', 'ab', false)).toBe('b');
  expect(replacePattern('\ufeff', 'ab', '+', false)).toBe('+ab');
});

test('a byte that is no character is matched by the replacement character, and lost with suffixes', () => {
  expect(replacePattern('\udcff', 'a\udc80b', '*', true)).toBe('a*b');
  expect(trimPrefix('a', 'a\udcff', false)).toBe('\udcff');
  expect(trimSuffix('x', 'a\udcff', false)).toBe('a\ufffd');
});

test('escapes of other characters are refused', () => {
  expect(() => trimPrefix('\\a', 'a', false)).toThrow(new PatternError("invalid escape '\\a'"));
  expect(() => trimPrefix('\\\udcff', 'a', false)).toThrow("invalid escape '\\\ufffd'");
});
