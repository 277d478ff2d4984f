import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { exactly, typically } from '../facts/bytes.ts';
import type { Finding, Problem, Rule, RuleInput } from '../rules/types.ts';
import { hash } from './fingerprint.ts';
import { runRules } from './run-rules.ts';
import { summarise } from './summarise.ts';

function inputFor(text: string): RuleInput {
  const file = parseDockerfile(text);
  const graph = resolveStages(file, {});
  return { path: 'Dockerfile', file, graph, trace: { graph, stages: [] }, date: 0 };
}

/** A rule about every RUN of a file. */
function ruleAbout(id: Rule['id'], aliases: readonly string[], extra: Partial<Problem> = {}): Rule {
  return {
    id,
    aliases,
    severity: 'warning',
    summary: 'A RUN.',
    check: ({ file }) =>
      file.instructions
        .filter(({ name }) => name === 'RUN')
        .map(({ span }) => ({ span, message: 'There is a RUN.', ...extra })),
  };
}

const LISTS = ruleAbout('size/apt-lists', ['DL3009']);
const lines = (findings: readonly Finding[]): number[] => findings.map(({ line }) => line);

describe('runRules', () => {
  it('places a finding by line and column, in the words of the contract', () => {
    const [finding] = runRules([LISTS], inputFor('FROM a\n  RUN x \\\n  y\n'));
    expect(finding).toMatchObject({
      rule: 'size/apt-lists',
      aliases: ['DL3009'],
      category: 'size',
      severity: 'warning',
      file: 'Dockerfile',
      line: 2,
      column: 3,
      endLine: 3,
      endColumn: 4,
      docs: 'docs/rules/size/apt-lists.md',
    });
  });

  it('puts errors first, then what costs most, then the upper line', () => {
    const rules = [
      ruleAbout('size/small', [], { cost: { bytes: exactly(10) } }),
      ruleAbout('size/large', [], { cost: { bytes: typically(1e6) } }),
      { ...ruleAbout('correctness/broken', []), severity: 'error' as const },
    ];
    const found = runRules(rules, inputFor('FROM a\nRUN x\nRUN y\n'));
    expect(found.map(({ rule, line }) => `${rule} ${line}`)).toEqual([
      'correctness/broken 2',
      'correctness/broken 3',
      'size/large 2',
      'size/large 3',
      'size/small 2',
      'size/small 3',
    ]);
  });

  it('reports a finding once', () => {
    expect(runRules([LISTS, LISTS], inputFor('FROM a\nRUN x\n'))).toHaveLength(1);
  });

  it('chooses rules by any of their names', () => {
    const input = inputFor('FROM a\nRUN x\n');
    expect(runRules([LISTS], input, { only: ['dl3009'] })).toHaveLength(1);
    expect(runRules([LISTS], input, { only: ['speed/other'] })).toEqual([]);
    expect(runRules([LISTS], input, { ignore: ['apt-lists'] })).toEqual([]);
    expect(runRules([{ ...LISTS, optIn: true }], input)).toEqual([]);
    expect(runRules([{ ...LISTS, optIn: true }], input, { all: true })).toHaveLength(1);
  });

  it('reports what the language refuses, and then only what the text shows', () => {
    const text = { ...ruleAbout('style/text', []), textOnly: true } as const;
    const found = runRules([LISTS, text], inputFor('FROM a\nRUN x\nFORM b\n'));
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['correctness/syntax', 'error'],
      ['style/text', 'warning'],
    ]);
    expect(found[0]?.message).toContain('FORM');
    expect(found[0]?.line).toBe(3);
  });
});

describe('comments that switch rules off', () => {
  it.each([
    [
      'hadolint, before the instruction',
      'FROM a\n# hadolint ignore=DL3008,DL3009\nRUN x\nRUN y\n',
      [4],
    ],
    ['hadolint, everywhere', '# hadolint global ignore=DL3009\nFROM a\nRUN x\nRUN y\n', []],
    [
      'plimsoll, by id',
      'FROM a\nRUN x\n# plimsoll ignore=size/apt-lists it is gone anyway\nRUN y\n',
      [2],
    ],
    ['plimsoll, by short name, inside', 'FROM a\nRUN x \\\n# plimsoll ignore=apt-lists\n  y\n', []],
    ['plimsoll, everywhere', 'FROM a\nRUN x\n# plimsoll global ignore=apt-lists\nRUN y\n', []],
    ['BuildKit, one', '# check=skip=DL3009\nFROM a\nRUN x\n', []],
    ['BuildKit, all: its checks alone', '# check=error=true;skip=all\nFROM a\nRUN x\n', [3]],
    ['BuildKit, another', '# check=skip=StageNameCasing\nFROM a\nRUN x\n', [3]],
    [
      'a comment that only talks of it',
      'FROM a\n# we do not use hadolint ignore=DL3009\nRUN x\n',
      [3],
    ],
    ['another rule', 'FROM a\n# hadolint ignore=DL3015\nRUN x\n', [3]],
  ])('%s', (_, text, left) => {
    expect(lines(runRules([LISTS], inputFor(text)))).toEqual(left);
  });
});

/** A rule that says what a check of BuildKit's says. */
const CASING = ruleAbout('style/stage-name-casing', ['StageNameCasing']);

describe('BuildKit’s `# check=`', () => {
  it.each([
    ['skips a check', '# check=skip=StageNameCasing\nFROM a\nRUN x\n', []],
    ['skips all checks', '# check=skip=all\nFROM a\nRUN x\n', []],
    ['takes its names as they are written', '# check=skip=stagenamecasing\nFROM a\nRUN x\n', [3]],
    ['passes over names it does not know', '# check=skip=Foo\nFROM a\nRUN x\n', [3]],
    ['holds for one instruction', 'FROM a\n# check=skip=StageNameCasing\nRUN x\nRUN y\n', [4]],
    ['stands at the start of its line', 'FROM a\n  # check=skip=all\nRUN x\n', [3]],
  ])('%s', (_, text, left) => {
    expect(lines(runRules([CASING], inputFor(text)))).toEqual(left);
  });

  it('is replaced by the build argument', () => {
    const text = '# check=skip=all\nFROM a\nRUN x\n';
    const given = (value: string): RuleInput => {
      const file = parseDockerfile(text);
      const graph = resolveStages(file, { buildArgs: { BUILDKIT_DOCKERFILE_CHECK: value } });
      return { path: 'Dockerfile', file, graph, trace: { graph, stages: [] }, date: 0 };
    };
    expect(lines(runRules([CASING], given('')))).toEqual([3]);
    expect(lines(runRules([CASING], given('skip=StageNameCasing')))).toEqual([]);
    expect(runRules([CASING], given('error=true')).map(({ severity }) => severity)).toEqual([
      'error',
    ]);
  });

  it('makes errors of its checks, and of nothing else', () => {
    const found = runRules([CASING, LISTS], inputFor('# check=error=true\nFROM a\nRUN x\n'));
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['style/stage-name-casing', 'error'],
      ['size/apt-lists', 'warning'],
    ]);
  });

  it('is refused as BuildKit refuses it', () => {
    const [found, ...rest] = runRules([CASING], inputFor('# check=fix=true\nFROM a\nRUN x\n'));
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ rule: 'correctness/syntax', line: 1 });
    expect(found?.message).toBe('failed to parse check options: invalid check option "fix"');
  });
});

describe('opt-in rules', () => {
  it('speak where the file asks for them', () => {
    const asked = {
      ...ruleAbout('style/x', [], { asked: true }),
      optIn: true,
      textOnly: true,
    } as const;
    const rule = { ...ruleAbout('style/y', []), optIn: true, textOnly: true } as const;
    const found = runRules([asked, rule], inputFor('FROM a\nRUN x\n'));
    expect(found.map((one) => one.rule)).toEqual(['style/x']);
  });
});

function prints(text: string): string[] {
  return runRules([LISTS], inputFor(text)).map(({ fingerprint }) => fingerprint);
}

describe('fingerprints', () => {
  it('stay when lines are added above and the instruction is indented anew', () => {
    expect(prints('# more\nFROM a\n\nENV X=1\nRUN x  \\\n      y\n')).toEqual(
      prints('FROM a\nRUN x \\\n y\n'),
    );
  });

  it('differ between instructions, also equal ones', () => {
    expect(new Set(prints('FROM a\nRUN x\nRUN x\nRUN y\n')).size).toBe(3);
  });

  it('do not depend on a secret’s value', () => {
    expect(prints('FROM a\nRUN API_KEY=one x\n')).toEqual(prints('FROM a\nRUN API_KEY=two x\n'));
  });
});

/** The hash by its definition. */
function bits(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++)
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}

describe('hash', () => {
  it('is FNV-1a of 64 bits', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => hash(text) === bits(text)));
    // The published value for one byte.
    expect(hash('a')).toBe('af63dc4c8601ec8c');
  });
});

describe('summarise', () => {
  it('counts, and adds overlapping sizes honestly', () => {
    const rules = [
      ruleAbout('size/a', [], { cost: { bytes: exactly(10) } }),
      ruleAbout('size/b', [], { cost: { bytes: exactly(30) } }),
      ruleAbout('speed/c', []),
    ];
    const summary = summarise(runRules(rules, inputFor('FROM a\nRUN x\n')));
    expect(summary).toMatchObject({ errors: 0, warnings: 3, areas: { size: 2, speed: 1 } });
    expect(summary.bytes).toEqual({ low: 30, high: 40, basis: 'exact' });
  });
});
