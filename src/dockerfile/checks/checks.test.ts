import { describe, expect, it } from 'vitest';
import { lineStarts, positionAt } from '../../text/lines.ts';
import { parseDockerfile } from '../syntax/parse.ts';
import { resolveStages } from '../stages/stages.ts';
import type { ResolveOptions } from '../types.ts';
import { parseCheckOptions } from './options.ts';
import { runChecks } from './run-checks.ts';
import type { CheckResult } from './types.ts';

// The oracle's tests hold these against BuildKit; here is what can be seen without it.

function checked(text: string, options: ResolveOptions = {}): CheckResult {
  return runChecks(resolveStages(parseDockerfile(text), options));
}

/** `Name line subject` of each hit. */
function said(text: string, options: ResolveOptions = {}): string[] {
  const starts = lineStarts(text);
  return checked(text, options)
    .hits.filter(({ dormant }) => dormant !== true)
    .map(({ check, span, subject }) =>
      `${check} ${positionAt(starts, span.start).line} ${subject}`.trim(),
    );
}

describe('runChecks', () => {
  it.each([
    ['a name in capitals', 'FROM a AS Build\n', ['StageNameCasing 1 Build']],
    ['as beside FROM', 'FROM a as b\n', ['FromAsCasing 1 as']],
    ['casing of the fewer', 'FROM a\nRUN b\nrun c\n', ['ConsistentInstructionCasing 3 run']],
    ['an empty line inside', 'FROM a\nRUN b \\\n\n  c\nUSER d\n', ['NoEmptyContinuation 4']],
    [
      'a name given twice',
      'FROM a AS b\nFROM a AS B\n',
      ['StageNameCasing 2 B', 'DuplicateStageName 2 b'],
    ],
    ['a reserved name', 'FROM a AS context\n', ['ReservedStageName 1 context']],
    ['an undeclared argument', 'FROM a$B\n', ['UndefinedArgInFrom 1 B']],
    ['no default', 'ARG B\nFROM a:$B\n', ['InvalidDefaultArgInFrom 2 a:$B']],
    [
      'a constant platform',
      'FROM --platform=linux/arm64 a\n',
      ['FromPlatformFlagConstDisallowed 1 linux/arm64'],
    ],
    [
      'the target platform',
      'FROM --platform=$TARGETPLATFORM a\n',
      ['RedundantTargetPlatform 1 $TARGETPLATFORM'],
    ],
    ['an undefined variable', 'FROM a\nENV B=1 \\\n  C=$D\n', ['UndefinedVar 2 D']],
    ['a relative directory', 'FROM a\nWORKDIR b\nWORKDIR c\n', ['WorkdirRelativePath 2 b']],
    ['the old form', 'FROM a\nENV b c\n', ['LegacyKeyValueFormat 2 ENV']],
    ['a secret’s name', 'FROM a\nARG API_KEY\n', ['SecretsUsedInArgOrEnv 2 API_KEY']],
    [
      'a command replaced',
      'FROM a\nCMD b\nCMD ["c"]\n',
      ['JSONArgsRecommended 2 CMD', 'MultipleInstructionsDisallowed 2 CMD'],
    ],
    [
      'ports',
      'FROM a\nEXPOSE 80/TCP 1:2\n',
      ['ExposeInvalidFormat 2 1:2', 'ExposeProtoCasing 2 80/TCP'],
    ],
  ])('sees %s', (_, text, wanted) => {
    expect(said(text)).toEqual(wanted);
  });

  it('knows the arguments and variables of base stages', () => {
    expect(said('FROM a AS b\nARG C=1\nENV D=2\nFROM b\nUSER $C$D$PATH\n')).toEqual([]);
  });

  it('names the FROM for what ONBUILD brings', () => {
    const text = 'FROM a AS b\nONBUILD WORKDIR c\nFROM b\n';
    expect(said(text)).toEqual(['WorkdirRelativePath 3 c']);
  });

  it('says nothing after what it refuses', () => {
    const { hits, failure } = checked('FROM a\nEXPOSE x\nCMD b\n');
    expect(hits).toEqual([]);
    expect(failure).toMatchObject({ message: 'invalid containerPort: x' });
  });

  it('looks at all stages without a target, and at those it needs with one', () => {
    const text = 'FROM a AS b\nCMD x\nFROM a AS c\nCMD y\n';
    expect(said(text)).toHaveLength(2);
    expect(said(text, { target: 'b' })).toEqual(['JSONArgsRecommended 2 CMD']);
  });

  it('asks the ignore file about sources of the context alone', () => {
    const graph = resolveStages(
      parseDockerfile(
        'FROM a AS b\nFROM a\nCOPY ./x/ /\nCOPY --from=b x /y\nADD https://c.example/x /\n',
      ),
    );
    const { hits } = runChecks(graph, { ignores: (source) => source === 'x' });
    expect(hits.map(({ check, subject }) => `${check} ${subject}`)).toEqual(['CopyIgnoredFile x']);
  });
});

describe('options of checks', () => {
  it.each([
    ['', {}],
    ['skip=A, B', { skip: new Set(['A', 'B']) }],
    ['skip=all;error=true', { skipAll: true, error: true }],
    ['experimental=all', { experimentalAll: true }],
    ['skip=A;skip=B', { skip: new Set(['B']) }],
  ])('reads %j', (text, wanted) => {
    expect(parseCheckOptions(text)).toMatchObject({ options: wanted });
  });

  it.each(['skip', 'error=yes', 'fix=true', 'skip=A;error=true;error=false;x'])(
    'refuses %j',
    (text) => {
      expect(parseCheckOptions(text)).toHaveProperty('refusal');
    },
  );

  it('hold for the instruction below a comment', () => {
    const text = 'FROM a\n# check=skip=JSONArgsRecommended\nCMD b\nENTRYPOINT c\n';
    expect(said(text)).toEqual(['JSONArgsRecommended 4 ENTRYPOINT']);
  });

  it('switch experiments on, which are dormant else', () => {
    const text = '# some words\nARG A=1\nFROM a:$A\n';
    expect(checked(text).hits).toMatchObject([
      { check: 'InvalidDefinitionDescription', dormant: true },
    ]);
    expect(said(`# check=experimental=all\n${text}`)).toEqual(['InvalidDefinitionDescription 3 A']);
  });

  it('make the build fail', () => {
    const { failure } = checked('# check=error=true\nFROM a AS B\n');
    expect(failure?.message).toBe('lint violation found for rules: StageNameCasing');
  });
});
