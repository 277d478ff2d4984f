import { describe, expect, it } from 'vitest';
import { dotenvNames, parseDotenv } from './dotenv.ts';
import { parseJson } from './json.ts';
import { lineAt, lineStarts, splitLines } from './lines.ts';
import { at, stringsAt } from './parsed.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

describe('parseJson', () => {
  it('reads comments, trailing commas and a byte order mark, and knows the lines of keys', () => {
    const parsed = parseJson('\uFEFF{\n  // tide\n  "a": { "b": [1,\n 2,], },\n}');
    expect(parsed.problem).toBeUndefined();
    expect(at(parsed.value, 'a', 'b', 1)).toBe(2);
    expect(parsed.lineOf(['a', 'b'])).toBe(3);
    expect(parsed.lineOf(['a', 'b', 1])).toBe(4);
    expect(parsed.lineOf(['a', 'c'])).toBeUndefined();
  });

  it('tells the line of what is wrong and keeps what stands before it', () => {
    const parsed = parseJson('{ "name": "pier",\n "main": oops }');
    expect(parsed.problem?.line).toBe(2);
    expect(at(parsed.value, 'name')).toBe('pier');
  });

  it('survives nesting, and keys that are prototypes', () => {
    expect(parseJson('['.repeat(200_000)).problem).toBeDefined();
    expect(at(parseJson('{"__proto__": {"x": 1}}').value, 'x')).toBeUndefined();
    expect(at(parseJson('{}').value, 'constructor')).toBeUndefined();
  });
});

describe('parseToml', () => {
  const text =
    '[project]\nname = "x" # c\ndependencies = [\n  "a",\n  # no\n  "b[c]>=1, <2",\n]\n[tool.uv]\n[[tool.uv.index]]\nurl = """\n[not]\n"""\n[[tool.uv.index]]\nurl = "u"\n"quoted key".sub = 1\n';

  it('knows the lines of keys, elements and arrays of tables', () => {
    const { value, lineOf, problem } = parseToml(text);
    expect(problem).toBeUndefined();
    expect(stringsAt(value, 'project', 'dependencies')).toEqual(['a', 'b[c]>=1, <2']);
    expect(lineOf(['project', 'name'])).toBe(2);
    expect(lineOf(['project', 'dependencies', 0])).toBe(4);
    expect(lineOf(['project', 'dependencies', 1])).toBe(6);
    expect(lineOf(['tool', 'uv', 'index', 1, 'url'])).toBe(14);
    expect(lineOf(['tool', 'uv', 'index', 1, 'quoted key', 'sub'])).toBe(15);
    expect(lineOf(['not'])).toBeUndefined();
  });

  it('tells the line of what is wrong', () => {
    expect(parseToml('a = 1\nb = \n').problem?.line).toBe(2);
    expect(parseToml('a = ['.repeat(50_000)).problem).toBeDefined();
  });
});

describe('parseYaml', () => {
  it('reads merge keys and lines', () => {
    const { value, lineOf } = parseYaml(
      'x: &base\n  init: true\nservices:\n  api:\n    <<: *base\n    ports:\n      - "1:2"\n',
    );
    expect(at(value, 'services', 'api', 'init')).toBe(true);
    expect(lineOf(['services', 'api', 'ports', 0])).toBe(7);
  });

  it('reads the first of several documents', () => {
    expect(parseYaml('# c\n---\na: 1\n---\nb: 2\n').value).toEqual({ a: 1 });
    expect(parseYaml('a: 1\n---\nb: 2\n').value).toEqual({ a: 1 });
  });

  it('tells what is wrong, and does not expand laughs', () => {
    expect(parseYaml('a: [1\nb: 2').problem?.line).toBeGreaterThan(0);
    const laughs = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map(
        (name, index) =>
          `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(',')}]`,
      )
      .join('\n')}`;
    expect(parseYaml(laughs).problem).toBeDefined();
  });
});

describe('parseDotenv', () => {
  it('reads names, values and lines', () => {
    const text = '# a\nexport PORT=3000 # the port\nNAME="a b" # c\r\nEMPTY=\nnot an entry\n';
    expect(parseDotenv(text)).toEqual([
      { name: 'PORT', value: '3000', line: 2 },
      { name: 'NAME', value: 'a b', line: 3 },
      { name: 'EMPTY', value: '', line: 4 },
    ]);
    expect(dotenvNames('SECRET=hunter2')).toEqual([{ name: 'SECRET', line: 1 }]);
  });
});

describe('lines', () => {
  it('counts LF, CRLF and CR', () => {
    const starts = lineStarts('a\nb\r\nc\rd');
    expect([0, 2, 5, 7].map((offset) => lineAt(starts, offset))).toEqual([1, 2, 3, 4]);
    expect(splitLines('a\nb\r\nc\rd')).toEqual(['a', 'b', 'c', 'd']);
  });
});
