import balena from '@balena/dockerignore';
import { array, assert, constantFrom, oneof, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goMatch } from './go-match.ts';
import { decide, parseIgnore } from './ignore.ts';
import { compilePattern } from './moby-pattern.ts';
import { PatternGraph } from './pattern-graph.ts';
import { PatternStates, TooManySteps } from './pattern-states.ts';

function ignored(text: string, path: string): boolean {
  return decide(parseIgnore(text), path).ignored;
}

describe('patterns', () => {
  // Each line: patterns (`,` for a new line), paths that are kept out, paths that are sent.
  // All were compared with github.com/moby/patternmatcher v0.6.1.
  it.each<[string, string[], string[]]>([
    ['node_modules', ['node_modules', 'node_modules/a/b'], ['src/node_modules', 'node_modules2']],
    ['**/node_modules', ['node_modules/a', 'a/b/node_modules/c'], ['a/my_node_modules']],
    ['/dist/', ['dist', 'dist/x'], ['src/dist']],
    ['*.md,!README.md', ['a.md'], ['README.md', 'docs/a.md']],
    ['**/*.log', ['a.log', 'a/b/c.log', 'c.log/x'], ['a.logs']],
    ['*,!src', ['a', 'b/c'], ['src', 'src/deep/x']],
    ['*,!src/**,src/secret', ['src/secret/x', 'a'], ['src/a/b']],
    ['docs,!docs/keep.md', ['docs/a.md', 'docs'], ['docs/keep.md']],
    ['docs/*,!docs/a,docs/a/b', ['docs/a/b/c', 'docs/x'], ['docs', 'docs/a/c']],
    ['a/b/,!a', ['a/b/c'], ['a/c']],
    ['**', ['a', 'a/b', '.x'], []],
    ['.', [], ['a', '.x']],
    ['a/**', ['a/b', 'a/b/c'], ['a', 'ab']],
    ['a**', ['a', 'ab', 'abc/d'], ['ba']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/z'], ['a/xb/c']],
    ['?.js', ['a.js', 'é.js'], ['ab.js', '.js']],
    ['a[!b]', ['a!', 'ab'], ['ac']],
    ['a[^b]c', ['axc', 'a/c'], ['abc']],
    [' #x , y ', ['#x', 'y'], ['x']],
    ['#x', [], ['#x']],
    ['\\#x,\\!y', ['#x', '!y'], []],
    ['/!x,*', ['x', 'y'], []],
    ['*,/!x', ['y'], ['x']],
    ['./a/../b//c', ['b/c'], ['a', 'b']],
    ['*/*,!/*', ['a/a'], ['a']],
    ['*,!/*/*,*', ['a', 'b'], ['a/a', 'b/c/d']],
    ['../a', [], ['a', '../b']],
    // A build looks into `a`, but not into the directories in it.
    ['*,!a/*/**', ['a', 'a/b/c'], []],
    ['a|b*', ['a', 'ax', 'xb'], ['c/x']],
    ['\\w{2}', ['ab'], ['a', 'abc']],
    ['.env*', ['.env', '.env.local'], ['a/.env', 'x.env']],
    ['[[:digit:]]*', ['1a'], ['a1']],
  ])('%s', (text, out, sent) => {
    const patterns = parseIgnore(text.replaceAll(',', '\n'));
    expect(patterns.problems).toEqual([]);
    expect(out.filter((path) => !decide(patterns, path).ignored)).toEqual([]);
    expect(sent.filter((path) => decide(patterns, path).ignored)).toEqual([]);
  });

  it('names the pattern that decided, as written, and its line', () => {
    const patterns = parseIgnore('\uFEFF# all\r\n  *  \r\n\r\n! /src/ \n**/*.test.ts\r\n');
    expect(decide(patterns, 'a/b')).toEqual({ ignored: true, pattern: '*', line: 2 });
    expect(decide(patterns, 'src/x')).toEqual({ ignored: false, pattern: '! /src/', line: 4 });
    expect(decide(patterns, './src/a/x.test.ts')).toMatchObject({ ignored: true, line: 5 });
    expect(decide(parseIgnore('a'), 'b')).toEqual({ ignored: false });
    expect(decide(patterns, '.')).toEqual({ ignored: false });
  });

  it.each([
    ['!', 1],
    ['a\n!/', 2],
    ['a[', 1],
    ['[]a]', 1],
    ['a\\', 1],
    ['**/[b-a]x', 1],
    ['x'.repeat(70_000), 1],
  ])('reports what makes builds fail', (text, line) => {
    expect(parseIgnore(text).problems.map((problem) => problem.line)).toEqual([line]);
  });

  it('takes no longer for patterns that make others slow', () => {
    const started = performance.now();
    const path = `${'a/'.repeat(2000)}${'a'.repeat(2000)}c`;
    expect(ignored(`${'**/a*'.repeat(20)}b`, path)).toBe(false);
    expect(ignored(`${'*a'.repeat(30)}b`, 'a'.repeat(5000))).toBe(false);
    expect(goMatch(`${'*a'.repeat(30)}b`, 'a'.repeat(5000))).toBe(false);
    parseIgnore(`a${' '.repeat(1_000_000)}b`);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

function several(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\n');
}

describe('hostile files', () => {
  // In parts of what a file of 1 MiB and 100,000 paths take.
  it.each<[string, string]>([
    ['names', several(20_000, (at) => `name${at}`)],
    ['names anywhere', several(20_000, (at) => `**/name${at}`)],
    ['parts of names', several(20_000, (at) => `*a${at}*`)],
    ['turns', several(20_000, (at) => (at % 2 === 0 ? '**' : '!**'))],
    ['counts', several(300, (at) => `?{${at + 1}}x*`)],
    ['stars', several(3, (at) => `${'*a*b'.repeat(10_000)}${at}`)],
  ])('decides about 20,000 paths by many patterns: %s', (_, text) => {
    const patterns = parseIgnore(text);
    const started = process.cpuUsage();
    let kept = 0;
    for (let at = 0; at < 20_000; at += 1) {
      if (decide(patterns, `dir${at % 50}/name${at}`).ignored) kept += 1;
    }
    const { user, system } = process.cpuUsage(started);
    expect(kept).toBe(text.includes('**/name') ? 20_000 : 0);
    expect(patterns.exhausted).toBe(false);
    expect((user + system) / 1000).toBeLessThan(5000);
  });

  it('gives up after a number of steps', () => {
    const graph = new PatternGraph();
    for (let at = 0; at < 200; at += 1) {
      const compiled = compilePattern(`*[a${at % 10}]${'?'.repeat(at % 20)}*${at}x`);
      if (typeof compiled !== 'string') graph.add(compiled, at, false);
    }
    const text = Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? 'a' : 'b')).join('');
    const most = new PatternStates(graph, 1_000_000);
    expect(most.accepted(most.read(most.start, `${text}3x`))).toEqual([3]);
    const few = new PatternStates(graph, 100);
    expect(() => few.read(few.start, text)).toThrow(TooManySteps);
  });
});

// Its types speak of a default export that the CommonJS module does not have.
const otherIgnore = balena as unknown as () => {
  add(lines: readonly string[]): { ignores(path: string): boolean };
};

/** Pieces where that library and BuildKit agree: it quotes less, and `**b` is older Moby's there. */
const name = constantFrom('a', 'b', 'ab', 'a.b', '.env', 'src', 'é', 'x-y');
const path = array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const part = oneof(name, constantFrom('*', '**', '?', '*.b', 'a*', '*b', '?b'));
const body = array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const end = constantFrom('', '', '/', ' ');
const exclusion = tuple(constantFrom('', '', '/', ' '), body, end).map((all) => all.join(''));
const exception = tuple(constantFrom('!', '!/'), body, end).map((all) => all.join(''));

/** Runs the cases and gives how many paths were kept out. */
function compare(pattern: typeof exclusion, paths: typeof path, numRuns: number): number {
  let count = 0;
  assert(
    property(array(pattern, { minLength: 1, maxLength: 5 }), paths, (lines, file) => {
      const mine = ignored(lines.join('\n'), file);
      if (mine) count += 1;
      expect(mine).toBe(otherIgnore().add(lines).ignores(file));
    }),
    { numRuns },
  );
  return count;
}

describe('against another implementation', () => {
  it('decides the same in 20,000 random cases without exceptions', () => {
    expect(compare(exclusion, path, 20_000)).toBeGreaterThan(4000);
  });

  // Below directories it follows an older Moby, where an exception that matches a parent takes back more.
  it('decides the same in 20,000 random cases with exceptions, at the top', () => {
    expect(compare(oneof(exclusion, exception), name, 20_000)).toBeGreaterThan(2000);
  });
});

describe('goMatch', () => {
  it.each<[string, string, boolean | 'bad']>([
    ['*.js', 'a.js', true],
    ['*.js', 'a/b.js', false],
    ['a*b*c', 'axbxbc', true],
    ['*/b', 'a/b', true],
    ['[a-c]?', 'bx', true],
    ['[^a]', '/', true],
    ['\\*', '*', true],
    ['', '', true],
    ['[', 'a', 'bad'],
    ['a*[', 'b', false],
    ['😀?', '😀😀', true],
  ])('%s on %s', (text, file, result) => {
    expect(goMatch(text, file)).toBe(result);
  });
});
